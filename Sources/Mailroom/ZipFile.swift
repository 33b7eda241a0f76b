import CArchive
import Foundation
import Office

/// A zip as it comes from a sender: its files unpacked under safe names, within limits.
public enum ZipFile {
    /// All files of one zip unpacked, in bytes, and how many there may be: more is an attack, not a paper.
    public static let unpackedLimit = 300 << 20
    public static let entryLimit = 2_000

    /// Whether a file is a zip of papers and not a paper that happens to be one inside (.docx, .pptx, .odt, .ofd, .xlsx).
    public static func isParcel(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) && isParcel(ZipNames.read(bytes))
    }

    /// The names of its files and folders, each part of a path by itself.
    public static func names(in bytes: [UInt8]) -> [String] {
        ZipNames.said(bytes).names.flatMap { PathText.parts($0.replacing("\\", with: "/")) }
    }

    /// What is remarked of it and of its files.
    public static func remarks(of bytes: [UInt8]) -> [String] { ZipNames.said(bytes).remarks }

    private static func isParcel(_ names: Set<String>) -> Bool { names.isDisjoint(with: ["[Content_Types].xml", "mimetype", "OFD.xml"]) }

    /// Whether nothing in a zip can be the text of a paper, told by its names alone.
    static func isParcelOnly(_ bytes: [UInt8]) -> Bool {
        let names = ZipNames.read(bytes)
        let pages = names.contains { ["word/document.xml", "content.xml"].contains($0) || $0.hasSuffix("Content.xml") }
        return !names.isEmpty && !pages && isParcel(names)
    }

    /// Unpacks every file into a folder, its folders kept; a confined process does it, which can write nowhere else.
    ///
    /// - Parameters:
    ///   - packing: how it is packed, where it is no zip.
    ///   - called: what it is called itself: a file made smaller is unpacked under that name, without its last ending.
    ///   - budget: what it and everything it belongs to may cost.
    ///   - naming: is told what each file and folder in it is called there, before any name is made safe.
    /// - Returns: the bytes unpacked.
    /// - Throws: `ExtractionRefused` where any of it is broken or locked, or it is more than a paper can be; what could be unpacked stays for the
    ///   caller to look at and delete.
    @discardableResult
    public static func unpack(
        _ bytes: [UInt8], as packing: Envelope = .zip, called: String = "", into folder: String, budget: Budget = Budget(),
        by confinement: Confinement = .standing, naming: (String) -> Void = { _ in }
    ) throws(ExtractionRefused) -> Int {
        do throws(OverBudget) { try budget.spend(of: .envelopes) } catch { throw ExtractionRefused(error) }
        let found: (bytes: Int, entries: Int)
        do throws(ExtractionRefused) {
            found = try unpack(
                bytes, as: packing, called: called, into: folder, limit: min(unpackedLimit, budget.left(.bytes)),
                entries: min(entryLimit, budget.left(.items)), by: confinement.within(budget), naming: naming)
        } catch {
            // What was left of the whole is no limit that anybody knows.
            guard case .overBudget(let which, _) = error.reason else { throw error }
            throw ExtractionRefused(budget.exhaust(which))
        }
        do throws(OverBudget) {
            try budget.spend(found.bytes, of: .bytes)
            try budget.spend(found.entries, of: .items)
        } catch { throw ExtractionRefused(error) }
        return found.bytes
    }

    private static func unpack(
        _ bytes: [UInt8], as packing: Envelope, called: String, into folder: String, limit: Int, entries: Int, by confinement: Confinement,
        naming: (String) -> Void
    ) throws(ExtractionRefused) -> (bytes: Int, entries: Int) {
        guard confinement.program != nil else {
            return try unpackHere(bytes, as: packing, called: called, into: folder, limit: limit, entries: entries, naming: naming)
        }
        let words = [String(limit), String(entries), packing.rawValue, TextExtraction.safeName(called)]
        let job = Job(.parcel, seconds: confinement.seconds, file: limit + 4096, folder: folder, words)
        let end = confinement.run(job, input: bytes)
        guard case .finished(0, let answer) = end, let fields = Frame.fields(in: answer) else {
            throw ExtractionRefused(Extraction.Reason(end, kind: "zip", confinement: confinement))
        }
        for (frame, bytes) in fields where frame == .attachmentName { naming(String(decoding: bytes, as: UTF8.self)) }
        for (frame, bytes) in fields where frame == .reason {
            throw ExtractionRefused(Extraction.Reason(written: String(decoding: bytes, as: UTF8.self)))
        }
        let counts = fields.filter { $0.frame == .count }.compactMap { Int(String(decoding: $0.bytes, as: UTF8.self)) }
        return (counts.first ?? 0, counts.dropFirst().first ?? 0)
    }

    /// Unpacks in this process.
    static func unpackHere(
        _ bytes: [UInt8], as packing: Envelope = .zip, called: String = "", into folder: String, limit: Int, entries most: Int = entryLimit,
        naming: (String) -> Void = { _ in }
    ) throws(ExtractionRefused) -> (bytes: Int, entries: Int) {
        var left = limit
        var entries = 0
        var handle: FileHandle?
        var isTooLarge = false
        var failed = false
        let code = walk(bytes, as: packing) { name, isFolder in
            entries += 1
            naming(name)
            try? handle?.close()
            handle = nil
            guard entries <= most else { return false }
            let parts = safe(packing == .pressed && !called.isEmpty ? PathText.split(called).base : name)
            if isFolder {
                // An empty one is kept for what it is called.
                let inner = ([folder] + parts).joined(separator: "/")
                try? FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
                return true
            }
            let inner = ([folder] + parts.dropLast()).joined(separator: "/")
            try? FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
            let name = parts.last ?? "_"
            // Born private: a confined process may not change modes afterwards.
            func born(_ folder: String) -> Int32 {
                Foundation.open(free(folder, name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            }
            var file = born(inner)
            // A file may bear the name of its folder: what is packed behind it is laid beside, never left out.
            if file < 0 { file = born(folder) }
            guard file >= 0 else {
                failed = true
                return nil
            }
            handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
            return true
        } data: { piece in
            left -= piece.count
            guard left >= 0 else {
                isTooLarge = true
                return false
            }
            do { try handle?.write(contentsOf: Data(piece)) } catch {
                failed = true
                return false
            }
            return true
        }
        try? handle?.close()
        if isTooLarge { throw ExtractionRefused(.overBudget(.bytes, limit: limit)) }
        if entries > most { throw ExtractionRefused(.overBudget(.items, limit: most)) }
        if failed { throw ExtractionRefused(.interrupted) }
        try check(code, packing == .zip ? "zip" : PathText.ending(called))
        return (limit - left, entries)
    }

    /// The wanted files of a container in their order, whole; the others are not unpacked.
    ///
    /// - Throws: `ExtractionRefused` where it is broken, or more of it is wanted than a limit of bytes or of files.
    static func parts(
        _ bytes: [UInt8], limit: Int, count: Int, where wanted: (String) -> Bool
    ) throws(ExtractionRefused) -> [(name: String, bytes: [UInt8])] {
        var found: [(name: String, bytes: [UInt8])] = []
        var left = limit
        let code = walk(bytes) { name, isFolder in
            guard !isFolder, wanted(name) else { return nil }
            found.append((name, []))
            return found.count <= count
        } data: { piece in
            left -= piece.count
            found[found.count - 1].bytes += piece
            return left >= 0
        }
        if left < 0 || found.count > count { throw ExtractionRefused(.tooLarge(bytes: limit, limit: limit)) }
        try check(code)
        return found
    }

    /// The wanted files of a container in their order, each whole; of one that is more than what is left of a limit of bytes only the name.
    ///
    /// - Throws: `ExtractionRefused` where it is broken, or more files of it are wanted than a limit.
    static func members(
        _ bytes: [UInt8], limit: Int, count: Int, where wanted: (String) -> Bool
    ) throws(ExtractionRefused) -> [(name: String, bytes: [UInt8]?)] {
        var found: [(name: String, bytes: [UInt8]?)] = []
        var left = limit
        let code = walk(bytes) { name, isFolder in
            guard !isFolder, wanted(name) else { return nil }
            found.append((name, []))
            return found.count <= count
        } data: { piece in
            guard let have = found[found.count - 1].bytes?.count else { return true }
            if piece.count > left {
                found[found.count - 1].bytes = nil
                left += have
            } else {
                left -= piece.count
                found[found.count - 1].bytes? += piece
            }
            return true
        }
        if found.count > count { throw ExtractionRefused(.overBudget(.items, limit: count)) }
        try check(code)
        return found
    }

    /// Every file of a container in its order, whole.
    ///
    /// - Throws: `ExtractionRefused` where it is broken or holds more than a limit of bytes.
    static func entries(_ bytes: [UInt8], limit: Int) throws(ExtractionRefused) -> [(name: String, bytes: [UInt8])] {
        var found: [(name: String, bytes: [UInt8])] = []
        var isFolder = false
        var left = limit
        let code = walk(bytes) { name, folder in
            isFolder = folder
            if !folder { found.append((name, [])) }
            return found.count <= entryLimit
        } data: { piece in
            guard !isFolder else { return true }
            left -= piece.count
            found[found.count - 1].bytes += piece
            return left >= 0
        }
        if left < 0 || found.count > entryLimit { throw ExtractionRefused(.tooLarge(bytes: limit - left, limit: limit)) }
        try check(code)
        return found
    }

    /// What kept a zip from being read to its end, as its refusal.
    private static func check(_ code: Int, _ kind: String = "zip") throws(ExtractionRefused) {
        if code == Int(CARCHIVE_NO_LIBRARY) { throw ExtractionRefused(.noTool("libarchive")) }
        if code == Int(CARCHIVE_LOCKED) { throw ExtractionRefused(.locked) }
        if code != Int(CARCHIVE_OK) { throw ExtractionRefused(.broken(kind)) }
    }

    /// A name within the folder: no way up, no way out, every component safe.
    private static func safe(_ name: String) -> [String] {
        PathText.parts(name.replacing("\\", with: "/")).suffix(8).map { TextExtraction.fileName($0) }
    }

    /// A path in a folder, or one beside it where it is taken: names may differ only in what was made safe.
    private static func free(_ folder: String, _ name: String) -> String {
        let path = folder + "/" + name
        guard FileManager.default.fileExists(atPath: path) else { return path }
        let (base, ending) = PathText.split(name)
        for number in 2...10_000 {
            let next = "\(folder)/\(base)-\(number)" + (ending.isEmpty ? "" : "." + ending)
            if !FileManager.default.fileExists(atPath: next) { return next }
        }
        return path
    }

    private final class Walk {
        let begin: (String, Bool) -> Bool?
        let data: (UnsafeRawBufferPointer) -> Bool
        init(_ begin: @escaping (String, Bool) -> Bool?, _ data: @escaping (UnsafeRawBufferPointer) -> Bool) {
            self.begin = begin
            self.data = data
        }
    }

    /// - Parameter begin: whether to go on; nil: past this one.
    private static func walk(
        _ bytes: [UInt8], as packing: Envelope = .zip, begin: (_ name: String, _ isFolder: Bool) -> Bool?,
        data: (UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        let go =
            switch packing {
            case .zip: carchive_zip_walk
            case .pressed: carchive_pressed_walk
            case .bundle: carchive_bundle_walk
            }
        return withoutActuallyEscaping(begin) { begin in
            withoutActuallyEscaping(data) { data in
                let walk = Walk(begin, data)
                let code = bytes.withUnsafeBytes { memory in
                    go(
                        memory.baseAddress, memory.count, Unmanaged.passUnretained(walk).toOpaque(),
                        { raw, name, isFolder in
                            guard let raw, let name else { return 1 }
                            let bytes = UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) }
                            // Old archivers wrote names in the sender's own encoding and did not say which.
                            let text = String(validating: bytes, as: UTF8.self) ?? TextDecoding.decode(bytes).text
                            let answer = Unmanaged<Walk>.fromOpaque(raw).takeUnretainedValue().begin(text, isFolder != 0)
                            return answer.map { $0 ? 0 : 1 } ?? Int32(CARCHIVE_SKIP)
                        },
                        { raw, piece, count in
                            guard let raw else { return 1 }
                            let buffer = UnsafeRawBufferPointer(start: piece, count: count)
                            return Unmanaged<Walk>.fromOpaque(raw).takeUnretainedValue().data(buffer) ? 0 : 1
                        })
                }
                return Int(code)
            }
        }
    }
}
