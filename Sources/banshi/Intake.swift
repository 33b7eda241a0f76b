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

    var path: String
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
    /// Attachments that are kept with it and that nobody could read, each with its reason.
    var unread: [(name: String, reason: String)] = []
    /// Something of it was not read because the machine lacked what that takes; the same paper may be taken another time.
    var isForWant = false
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
    /// Why papers with a secrecy mark may be taken in, where a person named it (J13).
    var clearance: Clearance?
    /// A folder taken in is one gesture: its papers share one act.
    var act: String?

    /// One paper: a main file with the attachments that belong to it.
    struct Paper: Sendable {
        let main: String
        var attachments: [String] = []
        /// Where it came from, when that is not the file itself: `parcel.zip/notice.docx`.
        var origin: String?
        /// The folder it lies in where others may lay things: no link is followed from there.
        var root: String?
        /// What it may cost together with all that came in the same envelope; nil: it came alone.
        var budget: Budget?
        /// What it lay in says of it: the names of folders and envelopes, the remark of an envelope.
        var words: [String] = []
        /// Why it may be kept although it bears a secrecy mark.
        var clearance: Clearance?
        var name: String { origin ?? main }
    }

    /// Folders of our own into which parcels and mails were unpacked, gone when the intake ends.
    var unpacked: [String] = []
    func cleanUp() { IntakeFolders.remove(unpacked) }

    /// A new folder of our own, for this user alone.
    static func makeFolder() throws -> String {
        let folder = IntakeFolders.free()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }

    /// The papers under the given paths, with what was refused among them.
    ///
    /// - Parameter root: a folder all of them lie in where others may lay things.
    mutating func papers(under paths: [String], below root: String? = nil) -> (papers: [Paper], refused: [IntakeResult]) {
        var walk = PaperWalk(speaker: session.speaker, below: root)
        defer { unpacked += walk.unpacked }
        var (papers, refused) = walk.papers(under: paths)
        if let clearance {
            for index in papers.indices { papers[index].clearance = clearance }
            // A marked name in which no paper lies holds up nobody who named why the others may come in.
            refused.removeAll { if case .classified = $0.outcome { true } else { false } }
        }
        return (papers, refused)
    }
}

/// Looks for papers in files, folders and envelopes; asks nothing of the office, so that it can be done beside the desk.
struct PaperWalk: Sendable {
    typealias Paper = Intake.Paper

    let speaker: Speaker
    /// Folders of our own into which envelopes were unpacked.
    var unpacked: [String] = []
    /// A folder in which others may lay things; nil while a folder is walked that was named, or one of our own.
    private var root: String?

    init(speaker: Speaker, below root: String? = nil) {
        self.speaker = speaker
        self.root = root
    }

    /// The papers under the given paths: folders, Maildirs and zips are walked in order, loose files are one paper each, `附件…` files
    /// belong to the paper they stand beside.
    mutating func papers(under paths: [String]) -> (papers: [Paper], refused: [IntakeResult]) {
        var papers: [Paper] = []
        var refused: [IntakeResult] = []
        for path in paths {
            var isFolder: ObjCBool = false
            if root != nil, let type = PaperWalk.type(path), type != S_IFREG, type != S_IFDIR {
                refused.append(IntakeResult(path: path, outcome: .refused(speaker(.whyNotAFile))))
                continue
            }
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                refused.append(IntakeResult(path: path, outcome: .refused(speaker(.whyNotFound))))
                continue
            }
            let before = papers.count + refused.count
            let first = papers.count
            if isFolder.boolValue {
                walk(path, depth: 0, nil, &papers, &refused)
            } else {
                add(path, nil, &papers, &refused)
            }
            // A named file lies in folders too; those around the drop folder were named by nobody.
            let around = root == nil ? PathText.parts(path) : [PathText.last(path)]
            for index in papers.indices.dropFirst(first) {
                let inner = papers[index].name
                guard inner.utf8.starts(with: path.utf8) else { continue }
                papers[index].words += around + PathText.parts(String(decoding: inner.utf8.dropFirst(path.utf8.count), as: UTF8.self))
            }
            if papers.count + refused.count == before {
                let level = SecrecyDoor.mark(ofFiles: [TextExtraction.safeName(path)])
                let reason = speaker(.whyNoPapers)
                refused.append(IntakeResult(path: path, outcome: level.map(IntakeResult.Outcome.classified) ?? .refused(reason)))
            }
        }
        return (papers, refused)
    }

    /// A file is a paper, and a zip of papers is a folder in an envelope.
    ///
    /// - Parameter budget: of the envelope it lies in; an outermost one has its own, so that it costs its neighbours nothing.
    private mutating func add(_ path: String, _ budget: Budget?, _ papers: inout [Paper], _ refused: inout [IntakeResult]) {
        guard PaperWalk.beginsLikeZip(path), case .success(let bytes) = TextExtraction.read(path, below: root),
            ZipFile.isParcel(bytes)
        else {
            return papers.append(Paper(main: path, root: root, budget: budget))
        }
        do {
            // A zip that holds itself has no innermost paper.
            let isOutermost = budget == nil
            let before = unpacked.count
            let budget = try (budget ?? Budget()).deeper()
            if let over = budget.over { throw over }
            let folder = try Intake.makeFolder()
            unpacked.append(folder)
            try ZipFile.unpack(bytes, into: folder, budget: budget)
            var inside: [Paper] = []
            var wrong: [IntakeResult] = []
            let outside = root
            root = nil
            walk(folder, depth: 0, budget, &inside, &wrong)
            root = outside
            if isOutermost, let over = budget.over {
                IntakeFolders.remove(Array(unpacked.dropFirst(before)))
                throw over
            }
            func shown(_ inner: String) -> String { path + String(decoding: inner.utf8.dropFirst(folder.utf8.count), as: UTF8.self) }
            refused += wrong.map { IntakeResult(path: shown($0.path), outcome: $0.outcome) }
            let remarks = ZipFile.remarks(of: bytes)
            papers += inside.map {
                Paper(
                    main: $0.main, attachments: $0.attachments, origin: shown($0.name), budget: budget, words: $0.words + remarks)
            }
        } catch let over as OverBudget {
            refused.append(IntakeResult(path: path, outcome: .refused(speaker.overBudget(over))))
        } catch let fault as ExtractionRefused {
            refused.append(IntakeResult(path: path, outcome: .refused(speaker.reason(fault.reason)), isForWant: fault.reason.isOfMachine))
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

    private mutating func walk(
        _ folder: String, depth: Int, _ budget: Budget?, _ papers: inout [Paper], _ refused: inout [IntakeResult]
    ) {
        guard depth < 16, let directory = open(folder) else {
            refused.append(IntakeResult(path: folder, outcome: .refused(speaker(.whyNotReadable))))
            return
        }
        defer { closedir(directory) }
        var (files, unreadable) = PaperWalk.files(in: directory)
        for name in unreadable { refused.append(IntakeResult(path: folder + "/" + name, outcome: .refused(speaker(.whyFileName)))) }
        var here: [Paper] = []
        var attachments: [String] = []
        func refuseMarked(_ name: String) {
            guard let level = SecrecyDoor.mark(ofFiles: [TextExtraction.safeName(name)]) else { return }
            refused.append(IntakeResult(path: folder + "/" + name, outcome: .classified(level)))
        }
        for (name, _) in files where PaperWalk.isLeftAlone(name) { refuseMarked(name) }
        // A Maildir: new mail, then mail that was looked at; what is still being delivered is left alone.
        let mail = ["new", "cur", "tmp"]
        if files.count(where: { mail.contains($0.name) }) == mail.count {
            files = mail.dropLast().flatMap { name in files.filter { $0.name == name } } + files.filter { !mail.contains($0.name) }
        }
        for (name, type) in files where !PaperWalk.isLeftAlone(name) {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            // Links are not followed out of the folder that was named.
            guard let type = type ?? PaperWalk.type(path), type != S_IFLNK, root == nil || [S_IFREG, S_IFDIR].contains(type) else {
                refused.append(IntakeResult(path: path, outcome: .refused(speaker(.whyNotAFile))))
                continue
            }
            if type == S_IFDIR {
                let before = papers.count + refused.count
                walk(path, depth: depth + 1, budget, &papers, &refused)
                // The papers in it bear its name; where there are none, nobody else would look at it.
                if papers.count + refused.count == before { refuseMarked(name) }
            } else if PathText.begins(name, with: "附件") {
                attachments.append(path)
            } else if PaperWalk.beginsLikeZip(name, in: dirfd(directory)) {
                add(path, budget, &here, &refused)
            } else {
                here.append(Paper(main: path, root: root, budget: budget))
            }
        }
        // Attachments belong to the one paper of their folder; among several nobody can tell, so each stands alone.
        if here.count == 1 {
            here[0].attachments = attachments
        } else {
            here += attachments.map { Paper(main: $0, root: root, budget: budget) }
        }
        papers += here
    }

    /// Opens a folder to be read; nil where it cannot be, or a link stands on the way to it.
    private func open(_ folder: String) -> OpaquePointer? {
        guard let root else { return opendir(folder) }
        let descriptor = StrangersFolder.open(folder, below: root, O_DIRECTORY)
        guard descriptor >= 0 else { return nil }
        guard let directory = fdopendir(descriptor) else {
            close(descriptor)
            return nil
        }
        return directory
    }

    /// What lies in a folder, by its names, with what the file system says unasked of its type; names that are not UTF-8 (old archives
    /// unpacked) apart, as well as they can be read.
    private static func files(in directory: OpaquePointer) -> (files: [(name: String, type: mode_t?)], unreadable: [String]) {
        var files: [(name: String, type: mode_t?)] = []
        var unreadable: [String] = []
        while let entry = readdir(directory) {
            let bytes = PathText.name(of: entry)
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
}

extension Intake {
    /// The row for a paper that was refused: no title, no issuer, no number, no word of it (domain H7).
    mutating func keepPlace() throws -> SubjectID? {
        let values: [String: JSON] = [
            "title": .string(Speaker(.simplified)(.placeholderTitle)), "placeholder": true, "received": .int(attribution.at.milliseconds),
        ]
        let papers = try ledger.office().registers[standing: .papers]?.id ?? ""
        let receipt = try ledger.submit([.open(MatterDraft(register: papers, values: values))], as: attribution, act: act)
        act = receipt.act
        return receipt.subjects.first
    }
}
