import Office
import Phrases
import TestKit
import Testing

@testable import Desk

@Suite struct CaptureEchoTests {
    private func line(_ kit: DeskKit) throws -> LinePrompt {
        guard case .line(let line)? = kit.desk.overlays.last else { throw TestFault("no prompt") }
        return line
    }

    @Test func `the empty prompt names the prefixes there are`() throws {
        let kit = try DeskKit()
        try kit.type("A")
        let shown = kit.screen.text
        #expect(shown.contains("任:") && shown.contains("诺:") || shown.contains("promise:"))
    }

    @Test func `a date is echoed while it is typed, and an impossible one is said at its place`() throws {
        let kit = try DeskKit()
        try kit.type("A")
        try kit.send(.paste("11月27日17:00前交总结"))
        #expect(try line(kit).echo.contains("2026-11-27 17:00"))
        #expect(try !line(kit).isError)
        try kit.send(.paste("，2月30日前再报"))
        #expect(try line(kit).isError)
        #expect(try line(kit).fault == "2月30日前")
    }

    @Test func `a bad date in a form is said while it is typed`() throws {
        let kit = try DeskKit()
        try kit.type("3+")
        try kit.send(.paste("部门会"))
        try kit.type("<tab>")
        try kit.send(.paste("11-31 14:30"))
        guard case .form(let form)? = kit.desk.overlays.last else { throw TestFault("no form") }
        #expect(form.focusedField?.error != nil)
    }
}
