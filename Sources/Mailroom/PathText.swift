import Foundation

/// Paths cut by bytes.
///
/// As text a slash and a combining mark behind it are one character, so that the slash is not found; as a path it still parts two names.
public enum PathText {
    /// The names a path is made of, without the empty ones.
    public static func parts(_ path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The last name of a path; the path itself where it has none.
    public static func last(_ path: String) -> String { parts(path).last ?? path }

    /// The ending of a name in lower case without its dot, `docx` of `notice.DOCX`; empty where it has none.
    public static func ending(_ path: String) -> String { split(last(path)).ending.lowercased() }

    /// A name without its ending, and the ending without its dot; a dot at the very beginning begins no ending.
    public static func split(_ name: String) -> (base: String, ending: String) {
        let bytes = Array(name.utf8)
        guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return (name, "") }
        return (String(decoding: bytes[..<dot], as: UTF8.self), String(decoding: bytes[(dot + 1)...], as: UTF8.self))
    }

    /// Whether a path lies within a folder.
    public static func isWithin(_ path: String, _ folder: String) -> Bool { path.utf8.starts(with: (folder + "/").utf8) }

    /// Whether a name begins with some words, whatever mark follows them.
    public static func begins(_ name: String, with words: String) -> Bool { name.utf8.starts(with: words.utf8) }

    /// A name of at most so many bytes: cut between two signs and before its ending, so that it still says what kind of file it is.
    public static func shortened(_ name: String, bytes limit: Int) -> String {
        guard name.utf8.count > limit else { return name }
        let (base, ending) = split(name)
        // What is this long is no ending.
        let tail = ending.isEmpty || ending.utf8.count > 16 ? "" : "." + ending
        var out = String.UnicodeScalarView()
        var room = limit - tail.utf8.count
        for scalar in (tail.isEmpty ? name : base).unicodeScalars {
            room -= UTF8.width(scalar)
            if room < 0 { break }
            out.append(scalar)
        }
        return String(out) + tail
    }

    /// The name of an entry of a folder, as its bytes stand there.
    ///
    /// `readdir` hands out no more than the name needs: the structure copied whole is read beyond its end, where there may be no memory.
    public static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let start = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let name = UnsafeRawPointer(entry).advanced(by: start)
        return Array(UnsafeRawBufferPointer(start: name, count: strlen(name.assumingMemoryBound(to: CChar.self))))
    }

    /// The files below a folder by their paths within it, links not followed; names that are no UTF-8 are read as well as they can be.
    public static func files(under folder: String) -> [String] {
        var found: [String] = []
        func walk(_ inner: String, _ depth: Int) {
            guard depth < 32, let directory = opendir(inner.isEmpty ? folder : folder + "/" + inner) else { return }
            var names: [String] = []
            while let entry = readdir(directory) {
                let bytes = name(of: entry)
                if bytes != [0x2E], bytes != [0x2E, 0x2E] { names.append(String(decoding: bytes, as: UTF8.self)) }
            }
            closedir(directory)
            for name in names.sorted() {
                let path = inner.isEmpty ? name : inner + "/" + name
                var status = stat()
                guard lstat(folder + "/" + path, &status) == 0 else { continue }
                if status.st_mode & S_IFMT == S_IFDIR { walk(path, depth + 1) } else { found.append(path) }
            }
        }
        walk("", 0)
        return found
    }
}
