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
        // Whoever opened the desk sits at it, also when a colleague is given the same account meanwhile.
        session.sitter = me
        let runner = Runner(session: session, ledger: ledger)
        defer { runner.end() }
        runner.opened.sweep()
        var theme = Looks.chosen(session)
        var complaint: String?
        let looks: Wardrobe
        do { looks = try Looks.read(theme, session) } catch let failure as Failure where session.options.theme == nil {
            // A theme kept earlier that was broken or taken away since must not keep the desk shut.
            complaint = failure.message
            theme = "calm-dark"
            looks = try Looks.read(theme, session)
        }
        guard let terminal = CursesTerminal(looks: looks, monochrome: Looks.isMonochrome) else {
            throw Failure(.usage, session.speaker(.faultTerminalType, Session.environment("TERM") ?? ""))
        }
        defer { terminal.stop() }
        var desk = DeskState(
            speaker: Speaker(session.speaker.language, zone: office.zone), office: office, directory: try ledger.directory(),
            me: me,
            now: try runner.now(), columns: terminal.size.columns, rows: terminal.size.rows)
        desk.say(runner.missingBarrier ?? offered(to: office) ?? session.speaker(.banner))
        desk.verbs = Banshi.verbs()
        desk.themes = ThemeFiles.all().map(\.name)
        desk.theme = theme
        let keys = KeysFile.read(session)
        desk.keymap = keys.keymap
        if let first = keys.problems.first {
            desk.refuse("\(KeysFile.path):\(first.line): \(session.speaker(first)) · " + session.speaker(.keysStandard))
        }
        if let complaint { desk.refuse(complaint) }
        terminal.mouse(desk.usesMouse)
        // Only the office's name goes to the title bar: never what a paper is called (H7).
        terminal.raw("\u{1B}[22;0t\u{1B}]0;banshi\u{07}")
        defer { terminal.raw("\u{1B}[23;0t") }
        try runner.welcomeBack(&desk)
        runner.onSlice = { done, total, desk in Loop.goesOn(done, total, desk, runner, terminal) }
        runner.lendTerminal = { work in terminal.lend(work) }
        try loop(&desk, runner, terminal)
    }

    /// That registers or newer definitions came with the program, told to whoever may take them; nil where nothing did.
    private func offered(to office: OfficeRecord) -> String? {
        let ids = ShippedRegisters.unadopted(in: office)
        guard !ids.isEmpty, let ledger = try? session.ledger(.reading), (try? session.require(.adopting, ledger)) != nil else { return nil }
        let names = ids.map { id in office.register(id).map { session.speaker($0.name) } ?? id }
        return session.speaker(.registersOffered, names.joined(separator: session.speaker.language.isChinese ? "、" : ", "))
    }

    private func loop(_ desk: inout DeskState, _ runner: Runner, _ terminal: CursesTerminal) throws {
        var isStale = true
        var pace = DraftPace()
        while true {
            let present = try runner.now()
            if present.milliseconds / 60_000 != desk.now.milliseconds / 60_000 { isStale = true }
            if isStale || desk.nextChange() <= present { desk.now = present }
            let isMore = isMoreTyped(desk, runner, terminal)
            do { if try !isMore && runner.refresh(&desk) { isStale = true } } catch LedgerFault.newer(let found, let known) {
                // A colleague's newer program has the office now: what was typed here is kept for the next start, with either.
                try runner.perform(update(&desk, .input(.idle), at: present), &desk)
                throw LedgerFault.newer(found: found, known: known)
            }
            if desk.bellIsDue {
                terminal.bell()
                Notification.send(session.speaker(.notifyReminder), through: terminal)
                desk.bellIsDue = false
            }
            if isStale, !isMore {
                (desk.columns, desk.rows) = terminal.size
                terminal.show(draw(desk))
                isStale = false
            }
            let pause = desk.hasUnsavedText ? pace.wait : 500
            let isDue = runner.owesCount || runner.isTakingIn
            let toChange = max(20, min(pause, Int(present.seconds(to: desk.nextChange())) * 1000))
            let wait = !desk.doorIsSeen ? 250 : isDue ? 1 : runner.isAwaiting ? 40 : toChange
            let input = runner.typedAhead.isEmpty ? terminal.next(withinMilliseconds: wait) : runner.typedAhead.removeFirst()
            if input == .idle, !desk.doorIsSeen {
                desk.doorIsSeen = true
                isStale = true
            }
            if input == .idle, runner.owesCount {
                try runner.countHits(&desk)
                isStale = true
                continue
            }
            if input == .idle, let effects = try runner.hearCommands(&desk) {
                try runner.perform(effects, &desk)
                isStale = true
            }
            if input == .idle, let effects = try runner.lookIntoDropFolder(&desk) {
                try runner.perform(effects, &desk)
                isStale = true
            }
            if input == .idle {
                // What was typed is kept at a pause, not at every batch of an intake.
                guard desk.hasUnsavedText, pace.isPause || pace.isDue else { continue }
                if !pace.isPause {
                    try keepMeanwhile(&desk, runner, &pace)
                    continue
                }
            } else if input == .key(.escape), runner.canStop, desk.overlays.isEmpty {
                try runner.perform(runner.stopTakingIn(&desk), &desk)
                isStale = true
                continue
            }
            isStale = true
            if input == .resized { (desk.columns, desk.rows) = terminal.size }
            let effects = update(&desk, .input(input), at: try runner.now())
            try runner.perform(effects, &desk)
            pace.note(isUnsaved: desk.hasUnsavedText)
            if pace.isDue { try keepMeanwhile(&desk, runner, &pace) }
            let ends = try handle(runner, &desk, terminal)
            if ends { desk.closeForms() }
            runner.announce(desk)
            if ends { return }
        }
    }

    /// Keeps what is typed while no pause comes: safe from a kill at once, from a failing machine at the next pause.
    private func keepMeanwhile(_ desk: inout DeskState, _ runner: Runner, _ pace: inout DraftPace) throws {
        runner.isTyping = true
        defer { runner.isTyping = false }
        try runner.perform(update(&desk, .input(.idle), at: try runner.now()), &desk)
        desk.hasUnsavedText = true
        pace.kept()
    }

    /// Whether the next character of a line is there already: a word comes from an input method at once, and is asked for whole.
    private func isMoreTyped(_ desk: DeskState, _ runner: Runner, _ terminal: CursesTerminal) -> Bool {
        guard desk.isTypingLine else { return false }
        if runner.typedAhead.isEmpty {
            let next = terminal.next(withinMilliseconds: 0)
            if next != .idle { runner.typedAhead.append(next) }
        }
        if case .key(.character)? = runner.typedAhead.first { return true }
        return false
    }

    /// Shows how far a long batch is, between two slices; false where Esc was pressed. Other keys wait for their turn.
    private static func goesOn(_ done: Int, _ total: Int, _ desk: DeskState, _ runner: Runner, _ terminal: CursesTerminal) -> Bool {
        var shown = desk
        shown.say(desk.speaker(.atSlice, String(done), String(total)))
        terminal.show(draw(shown))
        while true {
            switch terminal.next(withinMilliseconds: 0) {
            case .idle: return true
            case .key(.escape): return false
            case .gone:
                runner.typedAhead.append(.gone)
                return false
            case let input: runner.typedAhead.append(input)
            }
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
            case .dress(let name):
                // A theme that cannot be read is said, and the worn one stays.
                do { terminal.dress(try Looks.read(name, session)) } catch let failure as Failure {
                    if desk.theme == name { desk.theme = Looks.chosen(session) }
                    desk.refuse(failure.message)
                }
            case .repaint: terminal.invalidate()
            case .suspend: terminal.suspend()
            case .bell: terminal.bell()
            default: break
            }
        }
        return false
    }
}
