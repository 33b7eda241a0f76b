import Office
import Phrases
import TestKit
import Testing

@testable import Desk

/// What a command of the palette says when it ends: an answer to whoever waits for it, and nobody's keys otherwise.
@Suite struct CommandAnswerTests {
    private func kit() throws -> DeskKit {
        let kit = try DeskKit(columns: 80, rows: 24)
        kit.desk.verbs = [CommandVerb(name: "receive", purpose: "收文")]
        try kit.type(":receive<enter>a<enter>")
        return kit
    }

    private func end(_ kit: DeskKit, _ output: [String], succeeded: Bool = true) {
        _ = update(&kit.desk, .commandEnded("receive a", output: output, succeeded: succeeded), at: kit.office.now)
    }

    private func line(_ kit: DeskKit) -> LinePrompt? { if case .line(let line)? = kit.desk.overlays.last { line } else { nil } }

    @Test func `who waits for it reads it at once, or mends the line`() throws {
        let kit = try kit()
        end(kit, ["m7  通知", "m8  请示"])
        #expect(kit.screen.text.contains("m8  请示"))
        try kit.type("<esc>:receive<enter>a<enter>")
        end(kit, ["banshi: a: 没有找到"], succeeded: false)
        #expect(line(kit)?.editor.text == "receive a" && line(kit)?.isError == true)
    }

    @Test(arguments: [true, false])
    func `it takes no key of what is typed meanwhile, and is read when that is left`(succeeded: Bool) throws {
        let kit = try kit()
        try kit.type("A写到一半")
        end(kit, ["m7  通知", "m8  请示"], succeeded: succeeded)
        #expect(kit.desk.message?.text.contains("已结束：banshi receive a") == true)
        try kit.type("好")
        #expect(line(kit)?.editor.text == "写到一半好")
        try kit.type("<esc>")
        #expect(kit.screen.text.contains("m8  请示"))
        try kit.type("<esc>")
        #expect(kit.desk.overlays.isEmpty)
    }

    @Test func `a line that failed is not put under keys meant for a list`() throws {
        let kit = try kit()
        try kit.type("j")
        end(kit, ["banshi: a: 没有找到"], succeeded: false)
        #expect(kit.desk.overlays.isEmpty && kit.desk.message?.text == "banshi: a: 没有找到")
    }
}
