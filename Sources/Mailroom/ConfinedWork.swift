import CConfine
import Foundation

/// The other side of `Confinement`: the process that gives its rights away, reads one paper and ends.
public enum ConfinedWork {
    /// The first word of the command line that asks for it; no command for people.
    public static let word = "--confined-extract"

    /// Does what the words after `word` ask for and ends the process.
    ///
    /// - Parameter calendar: reads a calendar's bytes and writes down what it found; another room knows that library.
    public static func run(_ words: [String], calendar: ([UInt8]) -> [UInt8]) -> Never {
        guard let job = Job(words: words) else { exit(64) }
        // Names within a zip are brought to UTF-8 by the locale, and left out where it is none.
        setlocale(LC_CTYPE, "C.UTF-8")
        confine(job)
        // Where whoever asked is gone, nobody ends what hangs.
        alarm(UInt32(clamping: job.seconds + 2))
        switch job.kind {
        case .check:
            Barriers.tryAll(against: job.arguments.first ?? "/etc/passwd")
            exit(0)
        case .tool: become(job.arguments)
        case .paper: TextExtraction.openHere(Confinement.content(of: 0), name: job.arguments.first ?? "").write()
        case .calendar: Frame.answer.write(calendar(Confinement.content(of: 0)))
        case .mail:
            do { try MailFile.readHere(Confinement.content(of: 0)).write() } catch { Frame.reason.write(error.reason.written) }
        case .table:
            do { Frame.text.write(try Workbook.readHere(Confinement.content(of: 0)).json.bytes) } catch {
                Frame.reason.write(error.reason.written)
            }
        case .parcel:
            let limits = job.arguments.prefix(2).compactMap { Int($0) }
            do {
                let words = job.arguments.dropFirst(2)
                let found = try ZipFile.unpackHere(
                    Confinement.content(of: 0), as: words.first.flatMap(Envelope.init(rawValue:)) ?? .zip,
                    called: words.dropFirst().first ?? "", into: job.folder, limit: limits.first ?? ZipFile.unpackedLimit,
                    entries: limits.dropFirst().first ?? ZipFile.entryLimit, naming: { Frame.attachmentName.write($0) })
                Frame.count.write(String(found.bytes))
                Frame.count.write(String(found.entries))
            } catch { Frame.reason.write(error.reason.written) }
        }
        Frame.end.write([])
        // Nothing is left to tidy up that the end of a process does not.
        _exit(0)
    }

    /// Gives away what the job has no use for. What stays is said with `Confinement`.
    private static func confine(_ job: Job) {
        // They live as long as the process, which is not long.
        let folder = job.folder.isEmpty ? nil : strdup(job.folder)
        let tool = job.kind == .tool ? job.arguments.first.map { strdup($0) } : nil
        var limits = cconfine_limits(
            memory: 2 << 30, file: UInt64(clamping: job.file), seconds: UInt64(clamping: job.seconds), files: 64,
            folder: folder, tool: tool ?? nil, tables: getenv("TESSDATA_PREFIX"))
        cconfine(&limits)
    }

    private static func become(_ arguments: [String]) -> Never {
        guard let program = arguments.first else { exit(64) }
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        cconfine_become(program, &pointers)
        exit(127)
    }
}

extension Extraction {
    /// Written for the process that asked.
    static func written(_ extraction: Extraction) {
        switch extraction {
        case .text(let text, let encoding):
            Frame.encoding.write(encoding)
            Frame.text.write(text)
        case .noText: Frame.noText.write([])
        case .refused(let reason): Frame.reason.write(reason.written)
        }
    }

    /// What a confined reader handed back, or what became of it.
    init(_ end: Confinement.End, kind: String, confinement: Confinement) {
        guard case .finished(0, let bytes) = end, let fields = Frame.fields(in: bytes) else {
            self = .refused(Reason(end, kind: kind, confinement: confinement))
            return
        }
        var encoding = "utf-8"
        self = .refused(.broken(kind))
        for (frame, bytes) in fields {
            switch frame {
            case .encoding: encoding = String(decoding: bytes, as: UTF8.self)
            case .text: self = .text(String(decoding: bytes, as: UTF8.self), encoding: encoding)
            case .noText: self = .noText
            case .reason: self = .refused(Reason(written: String(decoding: bytes, as: UTF8.self)))
            default: continue
            }
        }
    }
}

extension Extraction.Reason {
    /// Why a reader gave nothing.
    init(_ end: Confinement.End, kind: String, confinement: Confinement, seconds: Int? = nil) {
        switch end {
        // So a reader ends that could not write down what it had read.
        case .finished(74, _), .killed: self = .interrupted
        case .finished, .crashed: self = .broken(kind)
        case .timedOut: self = .timedOut(seconds: seconds ?? confinement.seconds)
        case .overflowed(let limit): self = .tooLarge(bytes: limit, limit: limit)
        case .notStarted(EMFILE), .notStarted(ENFILE): self = .noHandles(limit: Int(cconfine_most_files()))
        case .notStarted(ENOENT): self = .noTool(confinement.program ?? "/bin/sh")
        case .notStarted(let code): self = .notStarted(String(cString: strerror(code)))
        case .overspent(let over): self.init(over)
        }
    }
}
