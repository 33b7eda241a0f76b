import Foundation

/// What stood in a folder before an office was made in it, so that a making that fails leaves nothing of its own.
public struct Scaffold {
    private let folder: String
    private let names: Set<String>
    /// The folders on the way that were not there, the innermost first.
    private let missing: [String]

    public init(_ folder: String) {
        self.folder = folder
        names = Set(Scaffold.names(folder))
        var missing: [String] = []
        var path = folder
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        var status = stat()
        while !path.isEmpty, lstat(path, &status) != 0 {
            missing.append(path)
            path = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        }
        self.missing = missing
    }

    /// Takes away what was not there before; a folder only where nothing else was put into it meanwhile.
    public func takeDown() {
        for name in Scaffold.names(folder) where !names.contains(name) {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        for path in missing { rmdir(path) }
    }

    /// The office a folder would lie within; nil where none is around it. Links are followed.
    public static func office(around folder: String) -> String? {
        var path = folder
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        path = parent(of: path)
        // What is not there yet lies where the first folder above it that is there does.
        while access(path, F_OK) != 0, path != "/", path != "." { path = parent(of: path) }
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        path = String(cString: real)
        while Ledger.isUnfounded(path) {
            if path == "/" { return nil }
            path = parent(of: path)
        }
        return path
    }

    /// The folder a path stands in. Foundation's own answer stops the program on a name of one character.
    public static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func names(_ folder: String) -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }
}
