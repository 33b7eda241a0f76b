import Foundation
import Ledger
import Office
import Settings

/// An office of any size: at every size two thousand open matters, twenty people and sixty rows in Today; the size counts the concluded.
struct SyntheticOffice {
    let folder: String
    let size: Int
    static let now = OfficeZone.shanghai.moment(iso: "2026-11-23T10:00:00") ?? Moment(milliseconds: 0)

    /// Makes the office unless it is there already; answers its folder.
    func made() throws -> String {
        if FileManager.default.fileExists(atPath: folder + "/office.sqlite") { return folder }
        let ledger = try Ledger.create(in: folder)
        let account = String(cString: getpwuid(geteuid()).pointee.pw_name)
        let definitions = Dictionary(ShippedRegisters.compiled().map { ($0.id, $0.json) }, uniquingKeysWith: { $1 })
        let office = NewOffice(
            name: "测量办", profile: "general", registers: ["inbound", "tasks", "outgoing"], definitions: definitions, isRehearsal: true)
        var commands: [Command] = [.found(office)]
        for person in 1...20 {
            var values: [DirectoryColumn: JSON] = [
                .name: .string("人员\(person)"), .roles: person == 1 ? ["administrator"] : person == 2 ? ["director"] : ["member"],
            ]
            if person == 1 { values[.accounts] = .array([.string(account)]) }
            commands.append(.enlist(.person, DirectoryChange(values)))
        }
        for unit in 1...30 {
            let fields: [DirectoryColumn: JSON] = [.name: .string("云溪县第\(unit)局"), .codes: .array([.string("云\(unit)函")])]
            commands.append(.enlist(.unit, DirectoryChange(fields)))
        }
        try ledger.submit(commands, as: attribution, wholly: true)
        var made = 0
        while made < size + 2000 {
            let count = min(2000, size + 2000 - made)
            try ledger.submit((made..<made + count).map { command($0) }, as: attribution)
            made += count
            if made % 50_000 == 0 { FileHandle.standardError.write(Data("made \(made)\n".utf8)) }
        }
        ledger.close()
        return folder
    }

    var attribution: Attribution {
        Attribution(by: "p1", recordedBy: "p1", account: "bench", device: "bench", medium: .own, at: Self.now, recorded: Self.now)
    }

    private static let words = ["水库", "道路", "预算", "教育", "防火", "档案", "信访", "采购", "安全", "会议", "统计", "审计", "环保", "农业", "卫生", "文旅"]

    /// The newest two thousand are open, sixty of them due; everything before is put away.
    private func command(_ index: Int) -> Command {
        let isOpen = index >= size
        let title = "云溪县第\(index % 30 + 1)局关于\(Self.words[index % 16])\(Self.words[index / 16 % 16])工作第\(index)号事项的通知"
        var values: [String: JSON] = [
            "title": .string(title), "fields/from": .string("u\(index % 30 + 1)"), "fields/kind": "通知",
            "fields/reference": .string("云\(index % 30 + 1)函〔2026〕\(index % 90_000 + 1)号"),
            "received": .int(Self.now.milliseconds - Int64(index % 900) * 86_400_000),
            "owner": .string("p\(isOpen && index - size < 60 ? 1 : index % 20 + 1)"),
        ]
        if isOpen, index - size < 60 {
            let due = Self.now.adding(minutes: 60 * (index - size) - 600)
            values["clock"] = Clock(start: min(Self.now, due), until: due, basis: "测量", calendar: .china).json
        }
        if !isOpen { values["closed"] = true }
        return .open(MatterDraft(register: "inbound", values: values, state: isOpen ? "handling" : "kept"))
    }
}
