import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// What became of one file at the door.
struct IntakeResult {
    enum Outcome {
        case taken(SubjectID)
        case duplicate(SubjectID)
        /// Put to the paper that is here already, as a version of it.
        case version(SubjectID)
        case classified(String)
        case refused(String)
    }

    let path: String
    let outcome: Outcome
    var title: String?
    var reference: String?
    var dated: Day?
    /// What people call it: its number, its title, else the file; a handle says nothing to them.
    var called: String { Visible.text(reference ?? title ?? PathText.last(path)) }
    /// Whether a duplicate is one byte for byte.
    var isSameBytes = false
    /// A paper that reads much the same under another number or none, and how much, in per cent: for a person to judge.
    var likeness: (id: SubjectID, percent: Int)?
    /// The row that stands for a classified paper, where one was asked for.
    var placeholder: SubjectID?
    /// Attachments that were left out of a paper that was taken, each with its reason.
    var leftOut: [(path: String, reason: String)] = []
    /// Its text was made by a machine from a picture.
    var isMachineRead = false
    /// The invitation to a meeting that hangs on a mail, by its name.
    var invitation: String?
}

/// Takes files in: the secrecy door first, then duplicates, then recognition; each paper whole in one act.
struct Intake {
    let session: Session
    let ledger: Ledger
    let attribution: Attribution
    /// Take a paper although its twin is here.
    var again = false
    /// Put a paper whose number is here already to the one that bears it.
    var addsVersions = false
    /// The paper here to which what is taken is put as a version, where a person named it.
    var versionOf: SubjectID?
    /// Ask before a paper is taken that reads much like another, instead of saying so afterwards.
    var asksWhenAlike = false
    /// Keep a row that says only that a classified paper came and stands in the register of its own.
    var keepsPlace = false
    /// A folder taken in is one gesture: its papers share one act.
    var act: String?

    /// One paper: a main file with the attachments that belong to it.
    struct Paper: Sendable {
        let main: String
        var attachments: [String] = []
        /// Where it came from, when that is not the file itself: `parcel.zip/notice.docx`.
        var origin: String?
        var name: String { origin ?? main }
    }

    /// Folders of our own into which parcels and mails were unpacked, gone when the intake ends.
    var unpacked: [String] = []
    /// What may still be unpacked of the envelope being looked into.
    var measure = UnpackingMeasure()

    func cleanUp() { for folder in unpacked { try? FileManager.default.removeItem(atPath: folder) } }

    /// A new folder of our own, for this user alone.
    static func makeFolder() throws -> String {
        let folder = NSTemporaryDirectory() + "banshi-intake-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }

    /// The papers under the given paths: folders, Maildirs and zips are walked in order, loose files are one paper each, `附件…` files
    /// belong to the paper they stand beside.
    mutating func papers(under paths: [String]) -> (papers: [Paper], refused: [IntakeResult]) {
        var papers: [Paper] = []
        var refused: [IntakeResult] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                refused.append(IntakeResult(path: path, outcome: .refused(session.speaker(.whyNotFound))))
                continue
            }
            let before = papers.count + refused.count
            measure = UnpackingMeasure()
            if isFolder.boolValue {
                walk(path, depth: 0, &papers, &refused)
            } else {
                add(path, depth: 0, &papers, &refused)
            }
            if papers.count + refused.count == before {
                refused.append(IntakeResult(path: path, outcome: .refused(session.speaker(.whyNoPapers))))
            }
        }
        return (papers, refused)
    }

    /// A file is a paper, and a zip of papers is a folder in an envelope.
    private mutating func add(_ path: String, depth: Int, _ papers: inout [Paper], _ refused: inout [IntakeResult]) {
        guard Intake.beginsLikeZip(path), case .success(let bytes) = TextExtraction.read(path), ZipFile.isParcel(bytes) else {
            return papers.append(Paper(main: path))
        }
        do {
            // A zip that holds itself has no innermost paper.
            guard depth < 8 else { throw ExtractionRefused(.nested) }
            let folder = try Intake.makeFolder()
            unpacked.append(folder)
            try measure.unpack(bytes, into: folder)
            var inside: [Paper] = []
            var wrong: [IntakeResult] = []
            walk(folder, depth: depth + 1, &inside, &wrong)
            func shown(_ inner: String) -> String { path + String(decoding: inner.utf8.dropFirst(folder.utf8.count), as: UTF8.self) }
            refused += wrong.map { IntakeResult(path: shown($0.path), outcome: $0.outcome) }
            papers += inside.map { Paper(main: $0.main, attachments: $0.attachments, origin: shown($0.name)) }
        } catch let fault as ExtractionRefused {
            refused.append(IntakeResult(path: path, outcome: .refused(session.reason(fault.reason))))
        } catch {
            refused.append(IntakeResult(path: path, outcome: .refused(error.localizedDescription)))
        }
    }

    /// - Parameter folder: an open one that the path begins in, so that it is not walked to for every file of it.
    private static func beginsLikeZip(_ path: String, in folder: Int32 = AT_FDCWD) -> Bool {
        let descriptor = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head: UInt32 = 0
        return read(descriptor, &head, 4) == 4 && UInt32(littleEndian: head) == 0x0403_4B50
    }

    private mutating func walk(_ folder: String, depth: Int, _ papers: inout [Paper], _ refused: inout [IntakeResult]) {
        guard depth < 16, let directory = opendir(folder) else {
            refused.append(IntakeResult(path: folder, outcome: .refused(session.speaker(.whyNotReadable))))
            return
        }
        defer { closedir(directory) }
        var (files, unreadable) = Intake.files(in: directory)
        for name in unreadable { refused.append(IntakeResult(path: folder + "/" + name, outcome: .refused(session.speaker(.whyFileName)))) }
        var here: [Paper] = []
        var attachments: [String] = []
        // A Maildir: new mail, then mail that was looked at; what is still being delivered is left alone.
        let mail = ["new", "cur", "tmp"]
        if files.count(where: { mail.contains($0.name) }) == mail.count {
            files = mail.dropLast().flatMap { name in files.filter { $0.name == name } } + files.filter { !mail.contains($0.name) }
        }
        for (name, type) in files where !Intake.isLeftAlone(name) {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            // Links are not followed out of the folder that was named.
            guard let type = type ?? Intake.type(path), type != S_IFLNK else {
                refused.append(IntakeResult(path: path, outcome: .refused(session.speaker(.whyNotAFile))))
                continue
            }
            if type == S_IFDIR {
                walk(path, depth: depth + 1, &papers, &refused)
            } else if PathText.begins(name, with: "附件") {
                attachments.append(path)
            } else if Intake.beginsLikeZip(name, in: dirfd(directory)) {
                add(path, depth: depth, &here, &refused)
            } else {
                here.append(Paper(main: path))
            }
        }
        // Attachments belong to the one paper of their folder; among several nobody can tell, so each stands alone.
        if here.count == 1 { here[0].attachments = attachments } else { here += attachments.map { Paper(main: $0) } }
        papers += here
    }

    /// What lies in a folder, by its names, with what the file system says unasked of its type; names that are not UTF-8 (old archives
    /// unpacked) apart, as well as they can be read.
    private static func files(in directory: OpaquePointer) -> (files: [(name: String, type: mode_t?)], unreadable: [String]) {
        var files: [(name: String, type: mode_t?)] = []
        var unreadable: [String] = []
        while let entry = readdir(directory) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if bytes == [0x2E] || bytes == [0x2E, 0x2E] { continue }
            if let name = String(validating: bytes, as: UTF8.self) {
                // The type as `stat` would say it; nought where it is not known.
                let type = mode_t(entry.pointee.d_type) << 12
                files.append((name, type == 0 ? nil : type))
            } else {
                unreadable.append(TextDecoding.decode(bytes).text)
            }
        }
        return (files.sorted { $0.name < $1.name }, unreadable)
    }

    /// Whether a name says that its file is hidden, a spare copy, or still being written.
    static func isLeftAlone(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return bytes.first == UInt8(ascii: ".") || bytes.last == UInt8(ascii: "~") || bytes.suffix(5).elementsEqual(".part".utf8)
    }

    private static func type(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    /// The row for a paper that was refused: no title, no issuer, no number, no word of it (domain H7).
    mutating func keepPlace() throws -> SubjectID? {
        let values: [String: JSON] = [
            "title": .string(Speaker(.simplified)(.placeholderTitle)), "placeholder": true, "received": .int(attribution.at.milliseconds),
        ]
        let receipt = try ledger.submit([.open(MatterDraft(register: "inbound", values: values))], as: attribution, act: act)
        act = receipt.act
        return receipt.subjects.first
    }
}

/// What may still be unpacked of one envelope, in bytes: envelopes within envelopes share one measure.
struct UnpackingMeasure {
    private var left = ZipFile.unpackedLimit

    /// Unpacks a zip into a folder of our own.
    ///
    /// - Throws: `ExtractionRefused` where it is broken, locked or more than what is left.
    mutating func unpack(_ zip: [UInt8], into folder: String) throws(ExtractionRefused) {
        do { left -= try ZipFile.unpack(zip, into: folder, limit: left) } catch {
            if case .tooLarge = error.reason { left = 0 }
            throw error
        }
    }
}
