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
    struct Paper {
        let main: String
        var attachments: [String] = []
        /// Where it came from, when that is not the file itself: `parcel.zip/notice.docx`.
        var origin: String?
        var name: String { origin ?? main }
    }

    /// Folders of our own into which parcels and mails were unpacked, gone when the intake ends.
    private(set) var unpacked: [String] = []

    /// What may still be unpacked of the envelope being looked into, in bytes: envelopes within envelopes share one measure.
    private(set) var mayUnpack = ZipFile.unpackedLimit

    /// Unpacks a zip into a folder of our own.
    private mutating func unpacked(_ zip: [UInt8]) throws -> String {
        let folder = try folderOfOurOwn()
        do { mayUnpack -= try ZipFile.unpack(zip, into: folder, limit: mayUnpack) } catch {
            if case .tooLarge = error.reason { mayUnpack = 0 }
            throw error
        }
        return folder
    }

    func cleanUp() { for folder in unpacked { try? FileManager.default.removeItem(atPath: folder) } }

    private mutating func folderOfOurOwn() throws -> String {
        let folder = NSTemporaryDirectory() + "banshi-intake-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        unpacked.append(folder)
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
            mayUnpack = ZipFile.unpackedLimit
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
            let folder = try unpacked(bytes)
            var inside: [Paper] = []
            var wrong: [IntakeResult] = []
            walk(folder, depth: depth + 1, &inside, &wrong)
            func shown(_ inner: String) -> String { path + inner.dropFirst(folder.count) }
            refused += wrong.map { IntakeResult(path: shown($0.path), outcome: $0.outcome) }
            papers += inside.map { Paper(main: $0.main, attachments: $0.attachments, origin: shown($0.name)) }
        } catch let fault as ExtractionRefused {
            refused.append(IntakeResult(path: path, outcome: .refused(session.reason(fault.reason))))
        } catch {
            refused.append(IntakeResult(path: path, outcome: .refused(error.localizedDescription)))
        }
    }

    private static func beginsLikeZip(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: 4)) == Data([0x50, 0x4B, 0x03, 0x04])
    }

    private mutating func walk(_ folder: String, depth: Int, _ papers: inout [Paper], _ refused: inout [IntakeResult]) {
        guard depth < 16, let (names, unreadable) = Intake.names(in: folder) else {
            refused.append(IntakeResult(path: folder, outcome: .refused(session.speaker(.whyNotReadable))))
            return
        }
        for name in unreadable { refused.append(IntakeResult(path: folder + "/" + name, outcome: .refused(session.speaker(.whyFileName)))) }
        var here: [Paper] = []
        var attachments: [String] = []
        // A Maildir: new mail, then mail that was looked at; what is still being delivered is left alone.
        let isMaildir = Set(names).isSuperset(of: ["new", "cur", "tmp"])
        let others = names.sorted().filter { !["new", "cur", "tmp"].contains($0) }
        for name in isMaildir ? ["new", "cur"] + others : names.sorted()
        where !name.hasPrefix(".") && !name.hasSuffix("~") && !name.hasSuffix(".part") {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            var status = stat()
            // Links are not followed out of the folder that was named.
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else {
                refused.append(IntakeResult(path: path, outcome: .refused(session.speaker(.whyNotAFile))))
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                walk(path, depth: depth + 1, &papers, &refused)
            } else if name.hasPrefix("附件") {
                attachments.append(path)
            } else if Intake.beginsLikeZip(path) {
                add(path, depth: depth, &here, &refused)
            } else {
                here.append(Paper(main: path))
            }
        }
        // Attachments belong to the one paper of their folder; among several nobody can tell, so each stands alone.
        if here.count == 1 { here[0].attachments = attachments } else { here += attachments.map { Paper(main: $0) } }
        papers += here
    }

    /// The names in a folder; those that are not UTF-8 (old archives unpacked) apart, as well as they can be read.
    private static func names(in folder: String) -> (names: [String], unreadable: [String])? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        var unreadable: [String] = []
        while let entry = readdir(directory) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if bytes == [0x2E] || bytes == [0x2E, 0x2E] { continue }
            if let name = String(validating: bytes, as: UTF8.self) {
                names.append(name)
            } else {
                unreadable.append(TextDecoding.decode(bytes).text)
            }
        }
        return (names, unreadable)
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

    /// Takes one paper in, or says why not; nothing of it is kept where it is refused.
    mutating func take(_ paper: Paper) throws -> IntakeResult {
        mayUnpack = ZipFile.unpackedLimit
        let bytes: [UInt8]
        switch TextExtraction.read(paper.main) {
        case .success(let read): bytes = read
        case .failure(let refused): return IntakeResult(path: paper.name, outcome: .refused(session.reason(refused.reason)))
        }
        let digest = Ledger.digest(of: bytes)
        if !again, let twin = try ledger.matters(holding: digest).first {
            return IntakeResult(path: paper.name, outcome: .duplicate(twin), title: try ledger.matter(twin)?.title, isSameBytes: true)
        }
        if MailFile.isMailbox(bytes) {
            return IntakeResult(path: paper.name, outcome: .refused(session.speaker(.whyUnsupported, "mbox")))
        }
        if MailFile.isMail(bytes) { return try takeMail(paper, bytes, digest) }
        let extraction = TextExtraction.extract(bytes, path: paper.main)
        guard let text = extraction.text else {
            let reason = if case .refused(let why) = extraction { session.reason(why) } else { session.speaker(.whyNoText) }
            return IntakeResult(path: paper.name, outcome: .refused(reason))
        }
        let recognition = Recognition(of: text)
        if let level = Intake.mark(recognition) { return IntakeResult(path: paper.name, outcome: .classified(level)) }
        var result = try keep(paper, bytes, digest, text, recognition)
        result.isMachineRead = extraction.isMachineRead
        return result
    }

    /// A mail is one matter: its text and what hangs on it. The paper it brings may be the text or an attachment.
    private mutating func takeMail(_ paper: Paper, _ bytes: [UInt8], _ digest: String) throws -> IntakeResult {
        let mail: MailFile
        do { mail = try MailFile.read(bytes) } catch {
            return IntakeResult(path: paper.name, outcome: .refused(session.reason(error.reason)))
        }
        if !again, let id = mail.messageID, let twin = try twin(ofMail: id) {
            return IntakeResult(path: paper.name, outcome: .duplicate(twin), title: try ledger.matter(twin)?.title)
        }
        let recognition = Recognition(of: mail.body)
        let titled = [mail.subject, mail.body].compactMap { $0 }.joined(separator: "\n")
        let level = Intake.mark(recognition) ?? Intake.mark(Recognition(of: mail.allText)) ?? Intake.mark(Recognition(of: titled))
        if let level { return IntakeResult(path: paper.name, outcome: .classified(level)) }
        var paper = paper
        paper.attachments += try unpack(mail)
        var result = try keep(paper, bytes, digest, mail.body, recognition, mail)
        result.invitation = mail.invitation
        return result
    }

    /// Lays what hangs on a mail into a folder of our own, for tools that read files themselves.
    private mutating func unpack(_ mail: MailFile) throws -> [String] {
        let folder = try folderOfOurOwn()
        return try mail.attachments.enumerated().map { index, attachment in
            // A folder each: two attachments may bear one name.
            let path = "\(folder)/\(index)/" + TextExtraction.safeName(attachment.name.replacing("\\", with: "/"))
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(attachment.bytes).write(to: URL(fileURLWithPath: path))
            return path
        }
    }

    /// The secrecy mark a paper bears; nil where it bears none.
    private static func mark(_ recognition: Recognition) -> String? {
        recognition.isClassified ? recognition.secrecy ?? "密" : nil
    }

    /// The secrecy mark in anything packed into a file; nil where none was found.
    ///
    /// Envelopes are looked into: a zip or a mail that hangs on a paper is kept with it, so what is in it passes the same door.
    /// What cannot be looked into to its end is not taken at all.
    private mutating func secrecy(inside bytes: [UInt8], mail: MailFile?, depth: Int = 0) throws -> String? {
        var paths: [String] = []
        if ZipFile.isParcel(bytes) {
            guard depth < 5 else { throw ExtractionRefused(.nested) }
            guard let folder = try lookedInto(bytes) else { return nil }
            paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }.map { folder + "/" + $0 } ?? []
        } else if let mail {
            guard depth < 5 else { throw ExtractionRefused(.nested) }
            if let level = Intake.mark(Recognition(of: mail.allText)) { return level }
            paths = try unpack(mail)
        }
        for path in paths {
            guard case .success(let inner) = TextExtraction.read(path) else { continue }
            let opened = TextExtraction.open(inner, path: path)
            if let words = opened.text, let level = Intake.mark(Recognition(of: words)) { return level }
            if let level = try secrecy(inside: inner, mail: opened.mail, depth: depth + 1) { return level }
        }
        return nil
    }

    /// Where a zip was unpacked to be looked into; nil where nobody can look into it, because it is locked or no zip.
    private mutating func lookedInto(_ zip: [UInt8]) throws -> String? {
        do { return try unpacked(zip) } catch let fault as ExtractionRefused {
            switch fault.reason {
            case .tooLarge, .nested, .timedOut: throw fault
            default: return nil
            }
        }
    }

    /// The matter this mail became before, told by its Message-ID: the same mail may lie in two folders, or come twice.
    private func twin(ofMail id: String) throws -> SubjectID? {
        try ledger.search(id, limit: 20).hits.map(\.row.id).first { try ledger.matter($0)?.field("mailID") == id }
    }

    private mutating func keep(
        _ paper: Paper, _ bytes: [UInt8], _ digest: String, _ text: String, _ recognition: Recognition, _ mail: MailFile? = nil
    ) throws -> IntakeResult {
        // The secrecy door stands before the whole paper: nothing is kept until every part of it has passed.
        var parts = [(path: paper.main, bytes: bytes, text: text.isEmpty ? nil : Optional(text))]
        var leftOut: [(path: String, reason: String)] = []
        var recognition = recognition
        for path in paper.attachments {
            switch TextExtraction.read(path) {
            case .failure(let refused): leftOut.append((path, session.reason(refused.reason)))
            case .success(let more):
                let opened = TextExtraction.open(more, path: path)
                let words = opened.text
                let read = words.map { Recognition(of: $0) }
                do {
                    if let level = try read.flatMap(Intake.mark) ?? secrecy(inside: more, mail: opened.mail) {
                        return IntakeResult(path: paper.name, outcome: .classified(level))
                    }
                } catch let fault as ExtractionRefused {
                    return IntakeResult(path: paper.name, outcome: .refused(session.reason(fault.reason)))
                }
                // A mail says “please find attached”: the paper is the first attachment that bears a number.
                if mail != nil, recognition.reference == nil, let read, read.reference != nil { recognition = read }
                parts.append((path, more, words))
            }
        }
        let same = again ? nil : try versionOf ?? twin(of: recognition)
        if let same {
            let isHeld = try ledger.matter(same)?.enclosures.contains { $0.digest == digest } ?? false
            if isHeld || !addsVersions {
                return IntakeResult(
                    path: paper.name, outcome: .duplicate(same), title: recognition.title, reference: recognition.reference,
                    dated: recognition.date, isSameBytes: isHeld)
            }
        } else if asksWhenAlike, !again, recognition.reference == nil {
            let title = try self.values(of: paper, recognition, mail)["title"]?.string
            if let near = try likeness(of: title ?? "", text) {
                return IntakeResult(
                    path: paper.name, outcome: .duplicate(near.id), title: title, dated: recognition.date, likeness: near)
            }
        }
        let enclosures = try parts.enumerated().map { index, part in
            EnclosureDraft(
                digest: try ledger.keep(part.bytes), name: TextExtraction.safeName(part.path), size: part.bytes.count, text: part.text,
                isAttached: index > 0)
        }
        if let same {
            let receipt = try ledger.submit(enclosures.map { .enclose(same, $0) }, as: attribution, wholly: true, act: act)
            act = receipt.act
            return IntakeResult(
                path: paper.name, outcome: .version(same), title: try ledger.matter(same)?.title, reference: recognition.reference,
                leftOut: leftOut)
        }
        let values = try self.values(of: paper, recognition, mail)
        // Letters made from one another bear numbers of their own; what was scanned again often lost its number.
        let likeness = recognition.reference == nil ? try self.likeness(of: values["title"]?.string ?? "", text) : nil
        let draft = MatterDraft(register: "inbound", values: values, enclosures: enclosures)
        let receipt = try ledger.submit([.open(draft)], as: attribution, act: act)
        act = receipt.act
        guard let id = receipt.subjects.first else { throw LedgerFault.writeFailed(ledger.folder, reason: "no handle") }
        return IntakeResult(
            path: paper.name, outcome: .taken(id), title: values["title"]?.string, reference: recognition.reference, likeness: likeness,
            leftOut: leftOut)
    }

    /// The paper here that reads most like this one: a scan made twice has no number in common with itself.
    private func likeness(of title: String, _ text: String) throws -> (id: SubjectID, percent: Int)? {
        guard title.count >= 4, text.count >= 40 else { return nil }
        // The title of a scan may be misread: the middle of its longest lines is asked for as well.
        let lines = text.split(whereSeparator: \.isNewline).sorted { $0.count > $1.count }.prefix(3)
        let middles = lines.filter { $0.count >= 16 }.map { String($0.dropFirst($0.count / 2 - 4).prefix(8)) }
        let words = ([title] + middles).map { $0.filter { !$0.isWhitespace } }
        let found = try Set(words.flatMap { try ledger.search($0, limit: 8).hits.map(\.row.id) })
        let near = try found.flatMap { id in
            try ledger.texts(of: id, limit: 80_000).map { (id: id, percent: Likeness.percent(text, $0.text)) }
        }
        return near.filter { $0.percent >= Likeness.notable }.max { $0.percent < $1.percent }
    }

    /// The paper of that number and issuer that is here already.
    private func twin(of recognition: Recognition) throws -> SubjectID? {
        guard let reference = recognition.reference else { return nil }
        let issuer = recognition.list("issuers").first
        return try ledger.twins(reference: reference).first { twin in
            guard let issuer, let known = try? ledger.issuer(of: twin.id) else { return true }
            return Folding.key(known).contains(Folding.key(issuer))
        }?.id
    }

    private func values(of paper: Paper, _ recognition: Recognition, _ mail: MailFile?) throws -> [String: JSON] {
        let directory = try ledger.directory()
        var values = PaperProposals(
            recognition: recognition, directory: directory, calendar: try ledger.office().calendar, now: attribution.recorded
        )
        .values(fallbackTitle: TextExtraction.safeName(paper.main))
        guard let mail else { return values }
        // Without a number the text is a letter, and its subject says what it is about.
        if recognition.reference == nil, let title = mail.title { values["title"] = .string(Visible.text(title)) }
        values["fields/channel"] = "邮件"
        values["fields/mailID"] = JSON(mail.messageID.map { Visible.text($0) })
        let sender = [mail.senderName, mail.senderAddress.map { "<\($0)>" }].compactMap { $0 }.joined(separator: " ")
        values["fields/contact"] = sender.isEmpty ? nil : .string(Visible.text(sender))
        if values["fields/from"] == nil, let name = mail.senderName ?? mail.senderAddress {
            values["fields/from"] = .string((try? directory.resolve(name, in: .units, what: "from")) ?? Visible.text(name))
        }
        return values.filter { !$0.value.isNull }
    }
}
