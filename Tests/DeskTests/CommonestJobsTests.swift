import Office
import TestKit
import Testing

@testable import Desk

/// The presses of the commonest jobs, none more than a clerk is used to. A run of Han committed by an input method is one press.
@Suite struct CommonestJobsTests {
    /// A job: what stands before it, its keys, what it must have brought about, and the presses it took before.
    private struct Job: Sendable {
        let name: String
        var before: [String] = []
        let keys: String
        let most: Int
        let isDone: @Sendable (Matter) -> Bool
    }

    private static let jobs = [
        Job(name: "register a file", keys: "r", most: 1) { $0.number != nil },
        Job(name: "send up", keys: "p<enter>", most: 2) { $0.state == "with" },
        Job(name: "write down 圈阅", before: ["p<enter>"], keys: "b<enter>", most: 2) { $0.state == "instructed" },
        Job(name: "write down an instruction", before: ["p<enter>"], keys: "b请水利局办理<enter>", most: 3) { $0.state == "instructed" },
        Job(name: "dispatch by instruction", before: ["p<enter>", "b请水利局办理<enter>"], keys: "<enter>", most: 1) { $0.lead == "u3" },
        Job(name: "dispatch by name", before: ["r"], keys: "aslj<enter>", most: 5) { $0.lead == "u3" },
        Job(name: "sign for", before: ["aslj<enter>"], keys: "s", most: 1) { $0.unsigned.isEmpty && $0.signedFirst },
        Job(name: "a unit's answer", before: ["aslj<enter>"], keys: "b<tab>已办结<enter>", most: 4) { $0.state == "answered" },
        Job(name: "circulate to two", before: ["r"], keys: "cwjg、zmy<enter>", most: 10) { $0.readers.count == 2 },
        Job(name: "put away", before: ["r"], keys: "f", most: 1) { $0.state == "kept" },
        Job(name: "conclude", before: ["r"], keys: "d", most: 1) { $0.state == "done" },
        Job(name: "bring up on a day", before: ["r"], keys: "l下周五<enter>", most: 3) { $0.bringUpOn?.iso == "2026-12-04" },
        Job(name: "take the last act back", before: ["r"], keys: "u", most: 1) { $0.number == nil },
    ]

    private static func presses(_ keys: String) -> Int {
        var count = 0
        var rest = keys[...]
        var isHan = false
        while let first = rest.first {
            rest = rest.dropFirst()
            if first == "<", let end = rest.firstIndex(of: ">") { rest = rest[rest.index(after: end)...] }
            if !(Folding.isHan(first) && isHan) { count += 1 }
            isHan = Folding.isHan(first)
        }
        return count
    }

    @Test func `each takes as few presses as ever, and does it`() throws {
        for job in Self.jobs {
            let kit = try DeskKit()
            let id = try kit.matter(titled: "除险加固").id
            func go() throws {
                while !kit.desk.overlays.isEmpty, kit.desk.pendingDispatch == nil, !isDispatch(kit) { try kit.type("<esc>") }
                if isDispatch(kit) { return }
                kit.desk.setFocus(.inbound)
                kit.desk.applyFilter("id:\(id.handle)", to: .inbound)
                try kit.refresh()
            }
            for keys in job.before {
                try go()
                try kit.type(keys)
            }
            try go()
            try kit.type(job.keys)
            let presses = Self.presses(job.keys)
            print("presses | \(job.name) | \(presses) | before \(job.most)")
            #expect(job.isDone(try kit.office.matter(id)), "\(job.name): \(kit.screen.text)")
            #expect(presses <= job.most, "\(job.name)")
        }
    }

    /// Words that name a unit open the dispatch with the unit filled in.
    private func isDispatch(_ kit: DeskKit) -> Bool {
        guard case .form(let form)? = kit.desk.overlays.last, case .move(.dispatch, _) = form.purpose else { return false }
        return true
    }
}

extension Matter {
    fileprivate var signedFirst: Bool { handlers.first?.signed != nil }
}
