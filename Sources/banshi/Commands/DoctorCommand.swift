import ArgumentParser
import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Settings

/// `banshi doctor`: terminal, characters, storage, tools and calendars, each with what to do where something is wrong.
struct DoctorCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: .words("Check terminal, storage, tools and calendars.", "检查环境"))
    @OptionGroup var global: GlobalOptions

    struct Check {
        let id: String
        let name: String
        let isFine: Bool
        let detail: String
    }

    func run(_ session: Session) throws {
        let checks = terminal(session) + office(session) + tools(session)
        if global.json {
            session.print(
                json: [
                    "ok": .bool(checks.allSatisfy(\.isFine)),
                    "checks": .array(
                        checks.map {
                            ["check": .string($0.id), "name": .string($0.name), "ok": .bool($0.isFine), "detail": .string($0.detail)]
                        }),
                ])
        } else {
            let rows = checks.map { [$0.isFine ? "✓" : "✗", $0.name, $0.detail] }
            for line in Columns.lines(rows, widths: [2, 24, 120]) { session.print(line) }
        }
        if checks.contains(where: { $0.id == "storage" && !$0.isFine }) { throw ExitCode(74) }
    }

    // MARK: Terminal

    private func terminal(_ session: Session) -> [Check] {
        let speaker = session.speaker
        let charset = String(cString: nl_langinfo(Int32(CODESET)))
        let characters = Check(
            id: "locale", name: speaker(.doctorLocale), isFine: charset == "UTF-8",
            detail: charset == "UTF-8" ? charset : speaker(.doctorNotUTF8, charset))
        var size = winsize()
        guard isatty(0) == 1, isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0 else {
            return [
                Check(id: "terminal", name: speaker(.doctorTerminal), isFine: true, detail: speaker(.doctorNoTerminal)), characters,
                Check(id: "widths", name: speaker(.doctorWidths), isFine: true, detail: speaker(.doctorNotProbed)),
            ]
        }
        let shape = "\(Visible.text(Session.environment("TERM") ?? "?"))  \(size.ws_col)×\(size.ws_row)"
        let isLarge = size.ws_col >= 40 && size.ws_row >= 8
        let differing = WidthProbe.differing()
        return [
            Check(
                id: "terminal", name: speaker(.doctorTerminal), isFine: isLarge, detail: isLarge ? shape : speaker(.doctorTooSmall, shape)),
            characters,
            Check(
                id: "widths", name: speaker(.doctorWidths), isFine: differing.isEmpty,
                detail: differing.isEmpty
                    ? speaker(.doctorWidthsFine) : speaker(.doctorWidthsDiffer, differing.map(String.init).joined(separator: " "))),
        ]
    }

    // MARK: Office

    private func office(_ session: Session) -> [Check] {
        let speaker = session.speaker
        let folder = session.folder
        do {
            let ledger = try session.ledger(.writing, for: .diagnosis)
            try ledger.checkSoundness()
            let flaw = try flaw(ledger, session)
            let office = try ledger.office()
            let mode = try ledger.pragma("journal_mode") ?? "?"
            let level = try ledger.pragma("synchronous") ?? "?"
            let journal = speaker(.doctorJournal, String(try ledger.version()), String(ledger.logBytes >> 10), mode, level)
            let directory = try ledger.directory()
            let me = try? session.me(directory)
            let years = office.calendar.notices.keys.sorted()
            let span = years.isEmpty ? "-" : "\(years[0])–\(years[years.count - 1])"
            return [
                Check(id: "office", name: speaker(.doctorOffice), isFine: true, detail: "\(office.name)  \(Visible.text(folder))"),
                Check(
                    id: "storage", name: speaker(.doctorStorage), isFine: flaw == nil && mode == "wal" && level == "2",
                    detail: flaw ?? journal),
                free(folder, speaker),
                Check(
                    id: "who", name: speaker(.doctorWho), isFine: me != nil,
                    detail: me.flatMap { directory.name($0) } ?? speaker(.faultNobody, session.account)),
                Check(
                    id: "calendars", name: speaker(.doctorCalendars), isFine: true,
                    detail: speaker(.doctorCalendarsText, span, String((years.last ?? 0) + 1))),
                registers(office, speaker),
            ] + strays(try ledger.strayFiles(), session)
        } catch {
            let failure = session.failure(error)
            let isAbsent = failure.code == .notFound
            return [
                Check(
                    id: isAbsent ? "office" : "storage", name: speaker(isAbsent ? .doctorOffice : .doctorStorage), isFine: false,
                    detail: [LossNames.cutOff(folder, speaker), failure.message].compactMap(\.self).joined(separator: " ")),
                free(isAbsent ? "." : folder, speaker),
            ]
        }
    }

    /// What is damaged though every record can be read: an index, or the log; nil where nothing is.
    private func flaw(_ ledger: Ledger, _ session: Session) throws -> String? {
        if let damage = try ledger.pageDamage() {
            return LossNames(session: session, ledger: nil).sentences(damage).joined(separator: " ")
        }
        let unread = ledger.actsBehindDamage()
        return unread > 0 ? session.speaker(.verifyUnread, String(unread)) : nil
    }

    /// Files nobody refers to; said only where there are any.
    private func strays(_ files: [String], _ session: Session) -> [Check] {
        if files.isEmpty { return [] }
        let names = LossNames(session: session, ledger: nil)
        return [
            Check(
                id: "files", name: session.speaker(.doctorFiles), isFine: false,
                detail: session.speaker(.strayFiles, names.list(files, separator: " ", shown: 5)))
        ]
    }

    /// An office keeps the definitions it has; that the program brings newer ones, with whose a step is, is told and left to it.
    private func registers(_ office: OfficeRecord, _ speaker: Speaker) -> Check {
        let old = ShippedRegisters.offered(to: office).map { speaker($0.definition.name) }
        let separator = speaker.language.isChinese ? "、" : ", "
        let own = ShippedRegisters.differing(in: office).map { "\(speaker($0.name)) (\($0.id))" }
        let told = [
            old.isEmpty ? nil : speaker(.doctorRegistersOld, old.joined(separator: separator)),
            own.isEmpty ? nil : speaker(.doctorRegistersDiffer, own.joined(separator: separator)),
        ].compactMap(\.self)
        return Check(
            id: "registers", name: speaker(.doctorRegisters), isFine: true,
            detail: told.isEmpty ? speaker(.doctorRegistersFine) : told.joined(separator: speaker.language.isChinese ? "；" : "; "))
    }

    /// Less than a hundred megabytes is too near to the full disk that stops the office.
    private func free(_ folder: String, _ speaker: Speaker) -> Check {
        var drive = statvfs()
        guard statvfs(folder, &drive) == 0 else {
            return Check(id: "space", name: speaker(.doctorFree), isFine: false, detail: String(cString: strerror(errno)))
        }
        let megabytes = (Int(drive.f_bavail) * Int(drive.f_frsize)) >> 20
        return Check(id: "space", name: speaker(.doctorFree), isFine: megabytes >= 100, detail: "\(megabytes) MiB")
    }

    // MARK: Tools

    private func tools(_ session: Session) -> [Check] {
        let speaker = session.speaker
        func check(_ name: String, _ isThere: Bool, _ use: Phrase, isOptional: Bool = true) -> Check {
            Check(
                id: name, name: isOptional ? speaker(.doctorTools, name) : name, isFine: isThere,
                detail: isThere ? speaker(use) : speaker(.doctorMissing, speaker(use)))
        }
        return [
            check("pdftotext", DoctorCommand.isOnPath("pdftotext"), .doctorForPDF),
            check("libical", DoctorCommand.loads("libical.so.3"), .doctorForCalendars),
            check("libarchive", DoctorCommand.loads("libarchive.so.13"), .doctorForZip),
            check(LateLibrary.xml.name, LateLibrary.xml.isThere, .doctorForXML),
            check(LateLibrary.html.name, LateLibrary.html.isThere, .doctorForPages),
            check(LateLibrary.workbooksOut.name, LateLibrary.workbooksOut.isThere, .doctorForWorkbooksOut),
            check(LateLibrary.oldWorkbooks.name, LateLibrary.oldWorkbooks.isThere, .doctorForOldWorkbooks),
            check("antiword", DoctorCommand.isOnPath("antiword") || DoctorCommand.isOnPath("catdoc"), .doctorForOldPapers),
            check("libz", DoctorCommand.loads("libz.so.1"), .doctorForPacking, isOptional: false),
            check("libgmime", DoctorCommand.loads("libgmime-3.0.so.0"), .doctorForMail),
            check("pdftoppm", DoctorCommand.isOnPath("pdftoppm"), .doctorForScannedPDF),
            scans(speaker), readers(speaker), envelopes(speaker),
        ]
    }

    /// Whether what nobody has passed at the secrecy door lies in memory alone.
    private func envelopes(_ speaker: Speaker) -> Check {
        Check(
            id: "envelopes", name: speaker(.doctorEnvelopes), isFine: IntakeFolders.isInMemory,
            detail: speaker(IntakeFolders.isInMemory ? .doctorEnvelopesFine : .doctorEnvelopesDisk, Visible.text(IntakeFolders.place)))
    }

    private func scans(_ speaker: Speaker) -> Check {
        let languages = ScanText.installed()
        let list = languages.joined(separator: " ")
        let hasChinese = languages.contains { $0.hasPrefix("chi") }
        return Check(
            id: "tesseract", name: speaker(.doctorTools, "tesseract"), isFine: hasChinese,
            detail: hasChinese
                ? speaker(.doctorScanLanguages, list)
                : languages.isEmpty ? speaker(.doctorMissing, speaker(.doctorForScans)) : speaker(.doctorNoChinese, list))
    }

    /// Behind which barriers papers are read, found by standing behind them.
    private func readers(_ speaker: Speaker) -> Check {
        let barriers = Confinement.standing.barriers()
        let missing = KernelBarrier.missing
        let open = barriers?.open ?? []
        let detail =
            if barriers == nil { speaker(.doctorReadersNone) } else if open.isEmpty {
                speaker(.doctorReadersFine)
            } else if missing.contains(.calls) {
                speaker(.doctorReadersOpen)
            } else if missing.contains(.files) { speaker(.doctorReadersFiles) } else {
                speaker(.doctorReadersSome, open.joined(separator: " "))
            }
        return Check(id: "readers", name: speaker(.doctorReaders), isFine: barriers != nil && open.isEmpty, detail: detail)
    }

    private static func isOnPath(_ name: String) -> Bool {
        (Session.environment("PATH") ?? "").split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    private static func loads(_ library: String) -> Bool {
        guard let handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL) else { return false }
        dlclose(handle)
        return true
    }
}

/// Asks the terminal how wide it draws the glyphs terminals disagree about.
enum WidthProbe {
    private static let glyphs: [Character] = ["─", "│", "…", "·", "①", "—", "“", "▸", "办", "，", "〔"]

    /// The glyphs that the terminal draws otherwise than we count; none where it does not answer.
    static func differing() -> [Character] {
        var former = termios()
        guard tcgetattr(0, &former) == 0 else { return [] }
        var raw = former
        cfmakeraw(&raw)
        tcsetattr(0, TCSANOW, &raw)
        defer { tcsetattr(0, TCSANOW, &former) }
        var found: [Character] = []
        for glyph in glyphs {
            write("\r\(glyph)\u{1B}[6n")
            guard let column = column() else { break }
            if column - 1 != TextWidth.of(glyph) { found.append(glyph) }
        }
        write("\r\u{1B}[K")
        return found
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Foundation.write(1, $0.baseAddress, bytes.count) }
    }

    /// The column of the answer `ESC [ row ; column R`, within a fifth of a second.
    private static func column() -> Int? {
        var answer: [UInt8] = []
        var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        while answer.last != UInt8(ascii: "R"), answer.count < 32 {
            guard poll(&descriptor, 1, 200) == 1 else { return nil }
            var byte: UInt8 = 0
            guard read(0, &byte, 1) == 1 else { return nil }
            answer.append(byte)
        }
        let text = String(decoding: answer.dropLast(), as: UTF8.self)
        return text.split(separator: ";").last.flatMap { Int($0) }
    }
}
