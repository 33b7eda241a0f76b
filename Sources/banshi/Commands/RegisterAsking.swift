import ArgumentParser
import Foundation
import Office
import Phrases
import Screen
import Settings

/// Asks what a new register is, as far as the options do not say it, and writes its definition.
struct RegisterAsking {
    private let options: RegisterCommand
    private let session: Session
    private let others: [RegisterDefinition]
    private var speaker: Speaker { session.speaker }
    /// Somebody sits there who can be asked.
    private var isAsked: Bool { isatty(0) == 1 && isatty(2) == 1 }

    init(_ options: RegisterCommand, _ session: Session) {
        self.options = options
        self.session = session
        others = RegisterCommand.others(session)
    }

    /// Writes `ID.yaml` into the present folder, where there is none yet.
    func write() throws {
        guard options.words.count < 2 else { throw Failure(.usage, speaker(.optionNeeded, "new [ID]")) }
        let draft = try draft()
        let text = draft.yaml(beside: others)
        let problems = ShippedRegisters.check(text, beside: others).problems
        if !problems.isEmpty {
            for problem in problems { session.print("\(draft.id).yaml:\(problem.line): \(speaker(problem))") }
            throw ExitCode(65)
        }
        let path = draft.id + ".yaml"
        try OutputFile.keepOut(path, session)
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting) } catch {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw Failure(
                .cannotCreate,
                isThere ? speaker(.registerFileThere, path) : speaker(.outputNotWritten, path, error.localizedDescription))
        }
        if options.global.json { return session.print(json: ["id": .string(draft.id), "file": .string(path)]) }
        session.print(speaker(.registerWritten, path))
    }

    private func draft() throws -> RegisterDraft {
        guard let name = try answer(options.name, .askRegisterName, as: "--name", read: { Term(typed: $0) }) else {
            throw Failure(.usage, speaker(.optionNeeded, "--name"))
        }
        let given = options.words.first ?? options.id
        if let given, let fault = fault(ofID: given) { throw Failure(.badData, fault) }
        let id = given ?? confirmed(RegisterDraft.id(for: name, besides: others.map(\.id)), .askRegisterID, fault: fault(ofID:))
        func prefixFault(_ prefix: String) -> String? { self.fault(of: RegisterDraft(id: id, prefix: prefix, name: name)) }
        if let prefix = options.prefix, let fault = prefixFault(prefix) {
            throw Failure(.badData, speaker(.registerOptionWrong, "--prefix", fault))
        }
        let proposal = RegisterDraft.prefix(for: name, id: id, besides: others)
        let prefix =
            options.prefix ?? (given == nil ? confirmed(proposal, .askRegisterPrefix, fault: prefixFault) : proposal)
        var draft = RegisterDraft(id: id, prefix: prefix, name: name)
        draft.fields = try fields()
        draft.approver = try answer(options.approved, .askRegisterApproval, as: "--approved", read: { Role(word: $0) })
        draft.isHanded = options.handed || options.approved == nil && saysYes(.askRegisterHanded)
        draft.limit = try answer(options.days, .askRegisterLimit, as: "--days") { text in
            Int(text).flatMap { $0 > 0 && $0 <= 1_200 ? Length($0, .workday) : nil } ?? Length(text)
        }
        return draft
    }

    /// Why an id is none a register can have; nil where it is one.
    private func fault(ofID id: String) -> String? {
        if others.contains(where: { $0.id == id }) { return speaker(.registerIDTaken, Visible.text(id)) }
        // The id is the file's name.
        guard let first = id.utf8.first, (0x61...0x7A).contains(first), id.utf8.count <= 40,
            id.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
        else { return speaker(.problemWrongKind, Visible.text(id), "a-z, 0-9, _") }
        if RegisterDefinition.reservedIDs.contains(id) {
            return speaker(Problem(line: 0, kind: .reserved(id, all: RegisterDefinition.reservedIDs)))
        }
        return nil
    }

    /// What is wrong with a draft as far as it goes; nil where nothing is.
    private func fault(of draft: RegisterDraft) -> String? {
        ShippedRegisters.check(draft.yaml(beside: others), beside: others).problems.first.map { Visible.text(speaker($0)) }
    }

    private func fields() throws -> [RegisterDraft.Field] {
        func read(_ text: String) -> RegisterDraft.Field? { RegisterDraft.Field(text) }
        if !options.field.isEmpty || !isAsked || options.name != nil {
            return try options.field.map { text in
                guard let field = read(text) else { throw Failure(.usage, notRead("--field", text)) }
                return field
            }
        }
        Output.ask(speaker(.askRegisterFields, kinds) + "\n")
        var fields: [RegisterDraft.Field] = []
        while true {
            Output.ask("> ")
            guard let line = readLine()?.trimmed, !line.isEmpty else { return fields }
            if let field = read(line) { fields.append(field) } else { Output.ask(notRead("--field", line) + "\n") }
        }
    }

    private var kinds: String {
        RegisterDraft.kinds.map { speaker.language.isChinese ? $0.words[0] : $0.kind.rawValue }.joined(separator: " ")
    }

    private func notRead(_ option: String, _ text: String) -> String {
        switch option {
        case "--field": speaker(.optionNotRead, option, Visible.text(text), speaker(.expectsRegisterField, kinds))
        case "--approved":
            speaker(.optionNotRead, option, Visible.text(text), Role.allCases.map(\.rawValue).joined(separator: " "))
        default: speaker(.optionNotRead, option, Visible.text(text), speaker(.expectsRegisterAnswer))
        }
    }

    /// What an option says, else what is answered; an empty answer is none.
    private func answer<Value>(_ option: String?, _ question: Phrase, as name: String, read: (String) -> Value?) throws -> Value? {
        if let option {
            guard let value = read(option) else { throw Failure(.usage, notRead(name, option)) }
            return value
        }
        // Who names it on the command line says all of it there.
        guard isAsked, options.name == nil else { return nil }
        while true {
            Output.ask(speaker(question) + "\n> ")
            guard let line = readLine()?.trimmed, !line.isEmpty else { return nil }
            if let value = read(line) { return value }
            Output.ask(notRead(name, line) + "\n")
        }
    }

    /// What is answered, else the proposal; an answer with a fault is asked for again at once.
    private func confirmed(_ proposal: String, _ question: Phrase, fault: (String) -> String?) -> String {
        guard isAsked, options.name == nil else { return proposal }
        while true {
            Output.ask(speaker(question, proposal) + "\n> ")
            guard let line = readLine()?.trimmed, !line.isEmpty else { return proposal }
            guard let fault = fault(line) else { return line }
            Output.ask(fault + "\n")
        }
    }

    private func saysYes(_ question: Phrase) -> Bool {
        guard isAsked, options.name == nil else { return false }
        Output.ask(speaker(question) + "\n> ")
        return ["y", "yes", "是", "有", "要"].contains(readLine()?.trimmed.lowercased() ?? "")
    }
}
