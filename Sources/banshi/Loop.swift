import Curses
import Desk
import Foundation
import Ledger
import Office
import Phrases
import Screen
import Settings

/// The desk's loop: paint, wait for a key, update, perform. One thread, synchronous.
struct Loop {
    let session: Session
    let ledger: Ledger

    func run() throws {
        guard isatty(0) == 1, isatty(1) == 1 else { throw Failure(.usage, session.speaker(.faultNoTerminal)) }
        let office = try ledger.office()
        try Sitting(session: session, directory: try ledger.directory()).ask()
        let me = try session.me(try ledger.directory())
        let runner = Runner(session: session, ledger: ledger)
        let looks = try Loop.looks(session)
        guard let terminal = CursesTerminal(looks: looks, monochrome: Loop.isMonochrome) else {
            throw Failure(.usage, session.speaker(.faultTerminalType, Session.environment("TERM") ?? ""))
        }
        defer { terminal.stop() }
        var desk = DeskState(
            speaker: Speaker(session.speaker.language, zone: office.zone), office: office, directory: try ledger.directory(),
            me: me,
            now: try runner.now(), columns: terminal.size.columns, rows: terminal.size.rows)
        desk.say(session.speaker(.banner))
        let keys = KeysFile.read(session)
        desk.keymap = keys.keymap
        if let first = keys.problems.first {
            desk.refuse("\(KeysFile.path):\(first.line): \(session.speaker(first)) · " + session.speaker(.keysStandard))
        }
        terminal.mouse(desk.usesMouse)
        // Only the office's name goes to the title bar: never what a paper is called (H7).
        terminal.raw("\u{1B}[22;0t\u{1B}]0;banshi\u{07}")
        defer { terminal.raw("\u{1B}[23;0t") }
        try runner.welcomeBack(&desk)
        try loop(&desk, runner, terminal)
    }

    private func loop(_ desk: inout DeskState, _ runner: Runner, _ terminal: CursesTerminal) throws {
        var isStale = true
        while true {
            let present = try runner.now()
            if present.milliseconds / 60_000 != desk.now.milliseconds / 60_000 { isStale = true }
            if isStale || desk.nextChange() <= present { desk.now = present }
            if try runner.refresh(&desk) { isStale = true }
            if desk.bellIsDue {
                terminal.bell()
                desk.bellIsDue = false
            }
            if isStale {
                (desk.columns, desk.rows) = terminal.size
                terminal.show(draw(desk))
                isStale = false
            }
            let pause = desk.hasUnsavedText ? 300 : 500
            let wait = max(20, min(pause, Int(present.seconds(to: desk.nextChange())) * 1000))
            let input = terminal.next(withinMilliseconds: wait)
            if input == .idle, !desk.hasUnsavedText { continue }
            isStale = true
            if input == .resized { (desk.columns, desk.rows) = terminal.size }
            let effects = update(&desk, .input(input), at: try runner.now())
            try runner.perform(effects, &desk)
            let ends = try handle(runner, &desk, terminal)
            if ends { desk.overlays = [] }
            runner.announce(desk)
            if ends { return }
        }
    }

    /// Effects that concern the terminal itself; true where the desk is to end.
    private func handle(_ runner: Runner, _ desk: inout DeskState, _ terminal: CursesTerminal) throws -> Bool {
        defer { runner.loopEffects = [] }
        for effect in runner.loopEffects {
            switch effect {
            case .quit: return true
            case .copy(let text): terminal.raw("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}")
            case .mouse(let on): terminal.mouse(on)
            case .repaint: terminal.invalidate()
            case .suspend: terminal.suspend()
            case .bell: terminal.bell()
            default: break
            }
        }
        return false
    }

    private static var isMonochrome: Bool { Session.environment("NO_COLOR").map { !$0.isEmpty } ?? false }

    /// The looks of the chosen theme; every problem of its file is named.
    private static func looks(_ session: Session) throws -> [Role: Look] {
        let name = session.options.theme ?? Session.environment("BANSHI_THEME") ?? "calm-dark"
        let (theme, problems) = ThemeFiles.read(name)
        guard let theme else {
            let first = problems.first.map { ":\($0.line): \(session.speaker($0))" } ?? ""
            throw Failure(.badData, "\(Visible.text(name))\(first)")
        }
        func colour(_ slot: String?) -> Colour? { theme.color(slot).map { Colour(red: $0.red, green: $0.green, blue: $0.blue) } }
        var looks: [Role: Look] = [:]
        for role in Role.allCases {
            guard let style = theme.roles[role.name] else { continue }
            // The terminal's own ground shows through wherever a role has none.
            let foreground = role == .text ? nil : colour(style.foreground)
            looks[role] = Look(foreground: foreground, background: colour(style.background), isBold: style.isBold)
        }
        return looks
    }
}
