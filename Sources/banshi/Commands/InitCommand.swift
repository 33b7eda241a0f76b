import ArgumentParser
import Calendars
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Settings

/// `banshi init DIR --name NAME --profile P`: makes an office without questions.
struct InitCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: .words("Make an office.", "新建办公室"))
    @Argument(help: .words("Folder of the new office.", "新办公室的文件夹。")) var folder: String
    @Option(help: .words("The office's name.", "办公室名称。")) var name: String
    @Option(help: .words("secretary, general or full.", "secretary、general 或 full。")) var profile: String = "general"
    @Option(help: .words("A group of the machine whose clerks share the office.", "共用此办公室的本机用户组。")) var group: String?
    @Option(help: .words("The name of the first person.", "第一位人员的姓名。")) var person: String?
    @Flag(help: .words("For tests and demonstrations: accepts a frozen clock, and is marked so for ever.", "用于测试和演示：可固定时钟，并永久标明。"))
    var rehearsal = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try Founding(
            folder: folder, name: name, profile: profile, group: group, person: person, isRehearsal: rehearsal
        ).found(session)
        if global.json {
            session.print(json: [
                "office": .string(folder), "name": .string(name), "registers": .array(try ledger.office().order.map(JSON.string)),
            ])
        } else {
            session.print(session.speaker(.founded, name, folder))
        }
    }
}

/// Founds an office: its files, its registers, and the person whose account makes it.
struct Founding {
    let folder: String
    let name: String
    let profile: String
    let group: String?
    let person: String?
    let isRehearsal: Bool

    func found(_ session: Session) throws -> Ledger {
        guard let registers = ShippedRegisters.profile(profile) else {
            throw Failure(.usage, session.speaker(.unknownProfile, profile))
        }
        try session.refuseWithinOffice(folder)
        // The folder gets the name before anything is kept in it.
        if try session.clearance() == nil, let level = SecrecyDoor.mark(ofFiles: [TextExtraction.safeName(folder)]) {
            throw Refusal.classified(secrecy: level)
        }
        let groupID = try group.map { try Founding.groupID($0, session) }
        let now: Moment
        if isRehearsal, let frozen = session.options.at ?? Session.environment("BANSHI_NOW") {
            now = try session.moment(frozen, "BANSHI_NOW")
        } else {
            now = Session.systemNow
        }
        let scaffold = Scaffold(folder)
        var isEmpty = false
        do {
            let ledger = try Ledger.create(in: folder, group: group, expand: Occurrences.expand)
            session.adopt(ledger)
            do { try furnish(ledger, registers, groupID, now, session) } catch {
                isEmpty = (try? ledger.version()) == 0
                ledger.close()
                throw error
            }
            return ledger
        } catch {
            // A colleague may be making one here in the same moment: that one stays.
            switch error {
            case LedgerFault.busy, LedgerFault.noLock: break
            default: if isEmpty || Ledger.isUnfounded(folder) { scaffold.takeDown() }
            }
            throw error
        }
    }

    /// Gives a new office its name, its registers and its first person.
    private func furnish(_ ledger: Ledger, _ registers: [String], _ groupID: gid_t?, _ now: Moment, _ session: Session) throws {
        if let groupID { Founding.give(folder, to: groupID) }
        try? PrivateFile.makeFolder(DropFolder(folder).path, of: folder)
        let definitions = Dictionary(ShippedRegisters.compiled().map { ($0.id, $0.json) }, uniquingKeysWith: { $1 })
        let office = NewOffice(
            name: name, profile: profile, registers: registers, definitions: definitions, founded: now, isRehearsal: isRehearsal)
        let account = session.account
        var attribution = Attribution(
            by: "p1", recordedBy: "p1", account: account, device: "init", medium: .own, at: now, recorded: now)
        attribution.clearance = try session.clearance()
        try ledger.submit(
            [
                .found(office),
                .enlist(
                    .person,
                    DirectoryChange([
                        .name: .string(person ?? Founding.fullName(account)), .accounts: .array([.string(account)]),
                        .roles: .array(["clerk", "keeper", "director", "administrator", "member"]),
                    ])),
            ], as: attribution, wholly: true)
    }

    private static func fullName(_ account: String) -> String {
        guard let entry = getpwnam(account), let field = entry.pointee.pw_gecos else { return account }
        let name = String(cString: field).split(separator: ",").first.map(String.init)?.trimmed ?? ""
        return name.isEmpty || name == "root" ? account : name
    }

    private static func groupID(_ name: String, _ session: Session) throws -> gid_t {
        guard let entry = getgrnam(name) else { throw Failure(.usage, session.speaker(.unknownGroup, name)) }
        return entry.pointee.gr_gid
    }

    private static func give(_ folder: String, to group: gid_t) {
        let folders = [folder, folder + "/files"]
        let files = ["", "-wal", "-shm"].map { folder + "/office.sqlite" + $0 }
        for path in folders + files { chown(path, uid_t.max, group) }
        for path in folders { chmod(path, 0o2770) }
        for path in files { chmod(path, 0o660) }
    }
}

extension Session {
    /// Refuses to make an office within another: its papers would be taken for the other's, its files for what lies in the drop folder.
    func refuseWithinOffice(_ folder: String) throws {
        guard let outer = Scaffold.office(around: folder) else { return }
        throw Failure(.cannotCreate, speaker(.officeWithinOffice, Visible.text(folder), Visible.text(outer)))
    }
}
