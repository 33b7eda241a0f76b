import ArgumentParser
import Calendars
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Settings

/// Options every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: .words("The office's folder.", "办公室所在文件夹。")) var office: String?
    @Option(help: .words("en, zh-Hans or zh-Hant.", "en、zh-Hans 或 zh-Hant。")) var lang: String?
    @Option(name: .customLong("as"), help: .words("Who I am, where my account maps to several people.", "账号由多人使用时，我是谁。")) var asPerson:
        String?
    @Option(help: .words("Whose act I record.", "代录：由谁所办。")) var by: String?
    @Option(help: .words("The day on which the act was done.", "办理日期。")) var on: String?
    @Option(help: .words("original, phone, oral, text, wechat or self.", "original、phone、oral、text、wechat 或 self（原件、电话、口头、短信、微信、本人）。"))
    var medium: String?
    @Option(help: .words("Where the original of the act lies.", "办理原件的存放处。")) var evidence: String?
    @Option(
        help: .words(
            "Let in what bears a secrecy mark: \"ground; by whom\" (a false alarm, or declassified). Kept in the journal, without content.",
            "准许带密级标志的内容进入：“依据；由谁认定”（误报或已解密）。记入日志，不含内容。"))
    var declassified: String?
    @Option(help: .words("When the act was done; freezes the clock of a rehearsal office.", "办理时刻；在演练办公室中固定时钟。")) var at: String?
    @Option(help: .words("Theme for the desk.", "工作台主题。")) var theme: String?
    @Flag(help: .words("One JSON value on standard output.", "以一个 JSON 值输出。")) var json = false

    var values: Options {
        Options(
            office: office, lang: lang, asPerson: asPerson, by: by, on: on, medium: medium, evidence: evidence, declassified: declassified,
            at: at,
            theme: theme, json: json)
    }
}

/// What was given of the options every command takes.
struct Options {
    var office: String?
    var lang: String?
    var asPerson: String?
    var by: String?
    var on: String?
    var medium: String?
    var evidence: String?
    var declassified: String?
    var at: String?
    var theme: String?
    var json = false
}

/// What a command works with: the language, the clock, the ledger and who is asking. Everything is made when first needed.
final class Session {
    let options: Options
    let speaker: Speaker
    private var opened: Ledger?
    /// Who of several persons on this account said they sit here.
    var sitter: String?

    init(_ options: Options) throws {
        self.options = options
        speaker = Speaker(try Session.language(options.lang))
        let openable = OpenableFiles.count()
        guard openable >= OpenableFiles.needed else {
            throw Failure(.lacking, speaker(.faultFewFiles, String(openable), String(OpenableFiles.needed)))
        }
    }

    static func language(_ asked: String?) throws -> Language {
        if let asked {
            if let language = Language(rawValue: asked) { return language }
            throw Failure(.usage, "--lang \(Visible.text(asked)): en, zh-Hans, zh-Hant")
        }
        for name in ["BANSHI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            if let value = environment(name), !value.isEmpty { return Language(rawValue: value) ?? Language(locale: value) }
        }
        return .english
    }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// `--office`, else `$BANSHI_OFFICE`, else the default folder of the user.
    var folder: String {
        if let office = options.office, !office.isEmpty { return office }
        if let office = Session.environment("BANSHI_OFFICE"), !office.isEmpty { return office }
        let home = Session.environment("HOME") ?? "."
        let data = Session.environment("XDG_DATA_HOME").flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.local/share"
        return data + "/banshi/default"
    }

    /// Opens the office for somebody of it.
    ///
    /// - Throws: 77 where this account belongs to nobody, or may not be whom `--as` names: neither is shown what nobody may see.
    func ledger(_ access: Ledger.Access, for purpose: Purpose = .everyday) throws -> Ledger {
        if let opened, access == .reading || !opened.isReadOnly { return opened }
        do {
            let ledger = adopt(try open(folder, for: access))
            try admit(ledger, purpose)
            if ledger.isReadOnly, purpose == .everyday { try tellDamagedLog(ledger) }
            return ledger
        } catch { throw failure(error) }
    }

    /// Says beside what is shown that it is not all: what stands behind the damage of a log is read by nobody, and looks as if it never was.
    private func tellDamagedLog(_ ledger: Ledger) throws {
        let acts = ledger.unreadActs()
        if acts > 0 { warn(speaker(.logDamagedShown, String(try ledger.version()), String(acts))) }
    }

    /// What the office is opened for.
    enum Purpose {
        case everyday
        /// Putting right what is folded: for people of the office, but also where it is so damaged that it cannot say who they are.
        case repair
        /// Keeping it safe: the machine's own administrator may, though no person of the office, for the files are theirs to read anyway.
        case recovery
        /// Saying what is wrong, and nothing of what is in it.
        case diagnosis
    }

    private func admit(_ ledger: Ledger, _ purpose: Purpose) throws {
        if purpose == .diagnosis, options.asPerson == nil { return }
        let directory: Directory
        do { directory = try ledger.directory() } catch {
            if purpose == .everyday { throw error }
            return
        }
        if purpose == .recovery, isMachineAdministrator(directory) { return }
        if ledger.isReadOnly, options.asPerson == nil, directory.isOrphaned { return }
        _ = try me(directory)
    }

    /// Whether the machine's administrator asks, as nobody of the office.
    private func isMachineAdministrator(_ directory: Directory) -> Bool {
        geteuid() == 0 && options.asPerson == nil && directory.person(account: account).isEmpty
    }

    /// Refuses who does not have a right before anything is looked at for it.
    func require(_ right: Right, _ ledger: Ledger) throws {
        let directory = try ledger.directory()
        try right.require(of: try me(directory), in: directory)
    }

    /// Refuses a copy of the whole office to who may not have it: with matters kept to a circle it asks for a right.
    func admitCopying(_ ledger: Ledger) throws {
        let directory = try ledger.directory()
        guard !isMachineAdministrator(directory), !directory.isOrphaned else { return }
        let me = try me(directory)
        if try ledger.holdsCircledMatters() { try Right.backup.require(of: me, in: directory) }
    }

    @discardableResult
    func adopt(_ ledger: Ledger) -> Ledger {
        opened = ledger
        return guarded(ledger)
    }

    /// Shows of what is kept to a circle no more than whoever runs this may know.
    func guarded(_ ledger: Ledger) -> Ledger {
        ledger.asker = { [speaker, weak self] directory in
            let me = try? self?.me(directory)
            return Asker(names: me.map { directory.names(standingFor: $0) } ?? [], title: speaker(.maskedTitle))
        }
        return ledger
    }

    /// An office last used with an older program is folded anew once; colleagues with the older program go on until it is done.
    ///
    /// - Parameter patience: how long to wait where another program does that already; nil for as long as it takes.
    func open(_ folder: String, for access: Ledger.Access, within patience: Duration?) throws -> Ledger {
        do throws(LedgerFault) { return try Ledger.open(folder, for: access, expand: Occurrences.expand) } catch {
            guard case .older = error else { throw error }
        }
        try rebuild(within: patience) { try Rebuilding.run(folder, whereOlder: true, expand: Occurrences.expand, progress: $0) }
        return try Ledger.open(folder, for: access, expand: Occurrences.expand)
    }

    /// Opens an office for a command, which waits no longer than for a lock.
    func open(_ folder: String, for access: Ledger.Access) throws -> Ledger {
        try open(folder, for: access, within: access.patience)
    }

    /// Folds an office anew, or waits for another program that does. A terminal shows how far it is; a script sees nothing of it.
    ///
    /// - Throws: `LedgerFault.rebuilding` where the other program takes longer than there is patience.
    @discardableResult
    func rebuild(within patience: Duration?, _ work: ((_ done: Int, _ all: Int) -> Void) throws -> Int) throws -> Int {
        let isWatched = isatty(2) == 1
        defer { if isWatched { Output.progress("") } }
        func show(_ text: String) { if isWatched { Output.progress(text) } }
        let begun = ContinuousClock.now
        var isTold = false
        while true {
            do {
                return try work { done, all in show(self.speaker(.rebuilding, String(done), String(all))) }
            } catch LedgerFault.rebuilding(let progress) {
                if let patience, ContinuousClock.now - begun >= patience { throw LedgerFault.rebuilding(progress) }
                if patience == nil, isWatched, !isTold { Output.error(speaker(.rebuildingAwaited)) }
                isTold = true
                show(speaker(.rebuildingElsewhere, RebuildingWords.text(progress, speaker)))
                usleep(200_000)
            }
        }
    }

    /// Ends the program: nothing is taken down that the system takes down by itself.
    func leave(hurried: Bool) -> Never {
        if let opened, !opened.isReadOnly, !(hurried && opened.mayLeaveLog) { opened.close() }
        IntakeFolders.clear()
        // Output is written as it is said; nothing waits in a buffer.
        _exit(Output.code(0))
    }

    /// Ends a command that went through registers of which one could not be read: what it said lacks that one.
    func checkDefinitions() throws { try opened?.checkDefinitions() }

    /// How a command ends that failed.
    ///
    /// Where the storage failed behind something recorded, that is said, under a code that asks nobody to try again: it would be recorded twice.
    func ending(_ error: any Error) -> Failure {
        let error = cause(of: error)
        let failure = failure(error)
        guard error is LedgerFault, [.writeFailed, .busy, .cannotCreate].contains(failure.code), opened?.hasRecorded == true else {
            return failure
        }
        return Failure(.writeFailed, failure.message + " " + speaker(.faultBehindRecorded))
    }

    /// What failed for want of a definition that could not be read failed for that.
    private func cause(of error: any Error) -> any Error {
        do { try checkDefinitions() } catch let fault { return fault }
        return error
    }

    func failure(_ error: any Error) -> Failure {
        switch cause(of: error) {
        case let failure as Failure: failure
        case let fault as LedgerFault: Failure(fault, speaker, try? opened?.office(), try? opened?.directory())
        case let refusal as Refusal: Failure(refusal, speaker, try? opened?.office(), try? opened?.directory())
        case CalendarFault.noLibrary: Failure(.bug, speaker(.faultNoLibical))
        case let over as OverBudget: Failure(.badData, speaker.overBudget(over))
        default: Failure(.bug, String(describing: error))
        }
    }

    // MARK: Clock

    /// The present: the system's clock, or in a rehearsal office the one a test froze.
    func now(_ office: OfficeRecord) throws -> Moment {
        if office.isRehearsal {
            if let at = options.at { return try moment(at, "--at") }
            if let frozen = Session.environment("BANSHI_NOW"), !frozen.isEmpty { return try moment(frozen, "BANSHI_NOW") }
        }
        return Session.systemNow
    }

    static var systemNow: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    func moment(_ text: String, _ option: String) throws -> Moment {
        if let moment = speaker.zone.moment(iso: text) { return moment }
        let words = DateWords(now: Session.systemNow, calendar: .china)
        if let reading = words.read(text) { return reading.deadline(in: .china) }
        throw Failure(.usage, speaker(.optionNotRead, option, Visible.text(text), speaker(.expectsMomentWords)))
    }

    func day(_ text: String, _ option: String, now: Moment, calendar: WorkCalendar) throws -> Day {
        if let day = DateWords(now: now, calendar: calendar).read(text)?.day { return day }
        throw Failure(.usage, speaker(.optionNotRead, option, Visible.text(text), speaker(.expectsDayWords)))
    }

    // MARK: Who

    private(set) lazy var account: String = {
        if let entry = getpwuid(geteuid()) { return String(cString: entry.pointee.pw_name) }
        return String(geteuid())
    }()

    private var device: String {
        if let name = ttyname(0) { return String(cString: name) }
        var buffer = [CChar](repeating: 0, count: 256)
        return gethostname(&buffer, 255) == 0
            ? String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) : "?"
    }

    /// Who did it, who writes it down, when and from what.
    func attribution(_ ledger: Ledger) throws -> Attribution {
        let office = try ledger.office()
        let directory = try ledger.directory()
        let now = try now(office)
        let me = try writer(directory)
        var by = me
        if let name = options.by {
            do { by = try directory.resolve(name, in: .assignees, what: "person") } catch { throw failure(error) }
        }
        var at = now
        if let text = options.at { at = try moment(text, "--at") }
        if let text = options.on {
            let day = try day(text, "--on", now: now, calendar: office.calendar)
            guard day <= office.zone.day(of: now) else { throw Failure(.usage, speaker(.onFuture, day.iso)) }
            at = day == office.zone.day(of: now) ? now : office.calendar.close(of: day)
        }
        var medium: Attribution.Medium = by == me ? .own : .unsaid
        if let text = options.medium {
            guard let known = Attribution.Medium(word: text) else {
                throw Failure(.usage, speaker(.optionNotRead, "--medium", Visible.text(text), "original phone oral text wechat self"))
            }
            medium = known
        }
        var attribution = Attribution(
            by: by, recordedBy: me, account: account, device: device, medium: medium, at: at, recorded: now,
            evidence: options.evidence.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed })
        attribution.clearance = try clearance()
        return attribution
    }

    /// Why something with a secrecy mark may be kept, where somebody said so on the command line (J13).
    func clearance() throws -> Clearance? {
        guard let text = options.declassified else { return nil }
        guard let clearance = Clearance(text) else {
            throw Failure(.usage, speaker(.optionNotRead, "--declassified", Visible.text(text), speaker(.expectsClearance)))
        }
        return clearance
    }

    /// Refuses a row of a table that bears a secrecy mark, in whichever column: what is not kept of it marks the rest all the same.
    func admit(_ cells: [String], under header: [String]) throws {
        guard options.declassified == nil, let level = SecrecyDoor.mark(inRow: cells, under: header) else { return }
        throw Refusal.classified(secrecy: level)
    }

    /// The text of a settings file that an office keeps, refused where it bears a secrecy mark: to check or preview it asks what adopting asks.
    func settings(in file: String) throws -> String {
        let text = TextDecoding.decode(try bytes(of: file)).text
        if options.declassified == nil, let level = LocatedYAML.read(text).tree.flatMap({ SecrecyDoor.mark(in: $0.json) }) {
            throw Refusal.classified(secrecy: level)
        }
        return text
    }

    // MARK: Files

    /// A named file's bytes, or the failure that says why not.
    func bytes(of path: String) throws -> [UInt8] {
        switch TextExtraction.read(path) {
        case .success(let bytes): return bytes
        case .failure(let refused):
            throw Failure(.notFound, speaker(.faultCannotRead, Visible.text(path), reason(refused.reason)))
        }
    }

    // MARK: Output

    func print(_ text: String) { Output.line(Visible.lines(text)) }
    /// A labelled name that a terminal opens as a file (OSC 8).
    func printLink(_ label: String, _ text: String, _ path: String) {
        let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        let url = URL(fileURLWithPath: whole).absoluteString
        let head = label + (speaker.language.isChinese ? "：" : ": ")
        Output.line(Visible.lines(head) + "\u{1B}]8;;\(url)\u{1B}\\" + Visible.lines(text) + "\u{1B}]8;;\u{1B}\\")
    }
    func print(json: JSON) { Output.line(json.prettyText) }
    private var reports: [JSON] = []
    /// Reports of several files are one JSON value: an object for one file, an array for more.
    func report(_ json: JSON) { reports.append(json) }
    func flushReports() {
        if let first = reports.first { print(json: reports.count == 1 ? first : .array(reports)) }
        reports = []
    }
    func warn(_ text: String) { Output.error("banshi: " + Visible.lines(text)) }
}
