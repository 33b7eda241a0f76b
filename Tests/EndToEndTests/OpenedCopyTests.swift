import Foundation
import Testing

/// What a program beside the desk was shown does not lie about for ever.
@Suite struct OpenedCopyTests {
    private static let left = "banshi-opened-99999999-abcdef"

    /// An office with one paper, and a folder for what belongs to this session.
    private func furnished() throws -> (machine: Machine, run: String) {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("paper.txt", "云溪县水利局文件\n云水〔2026〕7号\n关于资金的请示\n云溪县人民政府：\n申请资金。\n")
        try #require(try machine.banshi("receive", machine.folder + "/paper.txt").code == 0)
        let run = machine.folder + "/run"
        try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
        return (machine, run)
    }

    private func open(_ screen: Screen) throws {
        try screen.wait(for: "今日")
        try screen.type("2")
        try screen.wait(for: "关于资金的请示")
        try screen.type("o")
    }

    private func leave(_ screen: Screen) throws {
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
    }

    private func copies(_ run: String) -> Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: run)) ?? []) }

    /// Lets two hours pass for all that was laid out.
    private func age(_ run: String) throws {
        let date = Date(timeIntervalSince1970: Double(time(nil) - 7_200))
        for folder in copies(run) {
            let inner = try FileManager.default.contentsOfDirectory(atPath: "\(run)/\(folder)").map { "\(run)/\(folder)/\($0)" }
            for path in inner + ["\(run)/\(folder)"] {
                try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
            }
        }
    }

    private func opener(_ machine: Machine, _ script: String) throws -> String {
        let path = machine.folder + "/opener"
        try machine.write("opener", "#!/bin/sh\n\(script)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test func `a copy that was shown goes with the desk, one that is to be fetched waits for the next desk`() throws {
        let (machine, run) = try furnished()
        let further = ["XDG_RUNTIME_DIR": run]
        let shown = try Screen(machine, further: further.merging(["BANSHI_OPEN": try opener(machine, "cat \"$1\" > /dev/null")]) { $1 })
        try open(shown)
        try shown.wait(for: "已打开")
        #expect(copies(run).count == 1)
        try age(run)
        try leave(shown)
        #expect(copies(run).isEmpty)
        let fetched = try Screen(machine, further: further)
        try open(fetched)
        try fetched.wait(for: "已存到 \(run)/banshi-opened-")
        try age(run)
        try leave(fetched)
        #expect(copies(run).count == 1)
        let next = try Screen(machine, further: further)
        try next.wait("the sweeping") { _ in copies(run).isEmpty }
        try leave(next)
    }

    @Test func `a viewer that outlives the desk keeps its copy`() throws {
        let (machine, run) = try furnished()
        // The opener hands the copy on and ends, as the desktop's own does.
        let viewer = try opener(machine, "tail -f \"$1\" > /dev/null & echo $! > '\(machine.folder)/viewer'")
        let further = ["XDG_RUNTIME_DIR": run]
        let first = try Screen(machine, further: further.merging(["BANSHI_OPEN": viewer]) { $1 })
        try open(first)
        try first.wait(for: "已打开")
        let written = try String(contentsOfFile: machine.folder + "/viewer", encoding: .utf8)
        let process = try #require(pid_t(written.trimmingCharacters(in: .whitespacesAndNewlines)))
        defer { kill(process, SIGKILL) }
        let name = try #require(copies(run).first)
        try age(run)
        try leave(first)
        #expect(copies(run) == [name])
        try FileManager.default.createDirectory(atPath: "\(run)/\(Self.left)", withIntermediateDirectories: true)
        try age(run)
        let second = try Screen(machine, further: further)
        try second.wait("the sweeping") { _ in !copies(run).contains(Self.left) }
        try leave(second)
        #expect(copies(run) == [name])
        kill(process, SIGKILL)
        let third = try Screen(machine, further: further)
        try third.wait("the sweeping") { _ in copies(run).isEmpty }
        try leave(third)
    }
}
