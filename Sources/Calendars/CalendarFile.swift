import CLibical
import Office

/// What keeps a calendar from being read.
public enum CalendarFault: Error, Hashable, Sendable {
    /// libical is not installed.
    case noLibrary
    case unreadable(reason: String)
    /// Not an iCalendar file at all.
    case notACalendar
    case tooMuch(OverBudget)
}

/// One event of a file: a master with what overrides it, ready to be kept and expanded.
public struct CalendarEvent: Hashable, Sendable {
    public let uid: String
    public let title: String
    public let place: String?
    public let status: String?
    public let isRecurring: Bool
    /// The components as they stood, time zones first: what `expand` reads back.
    public let source: [String]
    /// Things in the file that could not be read fully: lines left out, an end missing.
    public let flaws: Int
    /// Whether it comes round more often than by the day, or its clock is changed by such a rule: no calendar of people.
    public var isTooFine = false
    /// Whether more of it was changed one by one than any series has occurrences that matter.
    public var isTooLong = false
    /// METHOD of the calendar it stands in, in capitals: what the file wants with it.
    public var method: String?
}

/// A calendar file read component by component; broken components are counted and named, never fatal.
public struct CalendarFile: Hashable, Sendable {
    public private(set) var events: [CalendarEvent] = []
    /// Components of kinds the office does not keep (VTODO, VJOURNAL …).
    public private(set) var otherComponents = 0
    /// Events without any readable start, by first line; they are not among the events, for nothing could show them, nor read them again.
    public private(set) var startless: [Int] = []
    /// More changed occurrences of one event than these are not kept.
    public static let overrideLimit = 2_000
    /// A file has no more events than these.
    public static let eventLimit = 500_000

    init(events: [CalendarEvent], otherComponents: Int, startless: [Int]) {
        (self.events, self.otherComponents, self.startless) = (events, otherComponents, startless)
    }

    /// Reads a whole file's bytes.
    public init(_ bytes: [UInt8]) throws(CalendarFault) {
        guard bical_load() else { throw .noLibrary }
        let components = try CalendarFile.components(bytes)
        if components.isEmpty, !CalendarFile.looksLikeCalendar(bytes) { throw .notACalendar }
        gather(components)
    }

    private static func looksLikeCalendar(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes.prefix(2000), as: UTF8.self).uppercased().contains("BEGIN:VCALENDAR")
    }

    struct Component {
        let kind: bical_kind
        let line: Int
        let flags: UInt32
        let raw: String
        let uid: String?
        let title: String?
        let place: String?
        let status: String?
        let sequence: Int
        let isOverride: Bool
        let hasRule: Bool
        let hasStart: Bool
        let modified: Int64
        let zone: String?
        let method: String?
    }

    private final class Feed {
        let bytes: [UInt8]
        var position = 0
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    private static func components(_ bytes: [UInt8]) throws(CalendarFault) -> [Component] {
        let feed = Feed(bytes)
        let context = Unmanaged.passUnretained(feed).toOpaque()
        let reader = bical_reader_new(
            { context, into, capacity in
                guard let context, let into else { return -1 }
                let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
                let count = min(capacity, feed.bytes.count - feed.position)
                feed.bytes.withUnsafeBytes { all in
                    guard count > 0, let base = all.baseAddress else { return }
                    into.withMemoryRebound(to: UInt8.self, capacity: count) { target in
                        UnsafeMutableRawPointer(target).copyMemory(from: base + feed.position, byteCount: count)
                    }
                }
                feed.position += count
                return count
            }, context, 0)
        guard let reader else { throw .unreadable(reason: "memory") }
        defer { bical_reader_free(reader) }
        var components: [Component] = []
        var found = bical_component()
        while true {
            switch bical_reader_next(reader, &found) {
            case 1:
                components.append(component(found))
                guard components.count <= eventLimit else { throw .tooMuch(OverBudget(.items, eventLimit)) }
            case 0: return withExtendedLifetime(feed) { components }
            case -2: throw .unreadable(reason: "UTF-16")
            default: throw .unreadable(reason: "read")
            }
        }
    }

    private static func component(_ found: bical_component) -> Component {
        func text(_ pointer: UnsafePointer<CChar>?) -> String? { pointer.map { String(cString: $0) } }
        let changed = found.last_modified
        let stamp = ((Int64(changed.year) * 12 + Int64(changed.month)) * 31 + Int64(changed.day)) * 86_400
        let method = text(found.method)?.trimmed.uppercased()
        let isCancelled = method == "CANCEL" && found.kind == BICAL_EVENT
        let raw = text(found.raw) ?? ""
        return Component(
            kind: found.kind, line: found.line, flags: found.flags, raw: isCancelled ? CalendarComponent.cancelled(raw) : raw,
            uid: text(found.uid), title: text(found.summary), place: text(found.location),
            status: isCancelled ? "CANCELLED" : text(found.status),
            sequence: Int(found.sequence), isOverride: found.recurrence_id.present,
            hasRule: found.n_rrules > 0 || found.n_rdates > 0, hasStart: found.dtstart.present,
            modified: stamp + Int64(changed.hour) * 3600 + Int64(changed.minute) * 60 + Int64(changed.second),
            zone: text(found.calendar_zone), method: method)
    }

    /// Masters and their overrides by UID, in the order they stood; an event without UID stands alone.
    private mutating func gather(_ components: [Component]) {
        let zones = components.filter { $0.kind == BICAL_TIMEZONE }.map { (id: CalendarFile.zoneID($0.raw), component: $0) }
        let calendarZone = components.compactMap(\.zone).first
        var order: [String] = []
        var masters: [String: Component] = [:]
        var overrides: [String: [Component]] = [:]
        var anonymous = 0
        for component in components {
            guard component.kind == BICAL_EVENT else {
                if component.kind != BICAL_TIMEZONE { otherComponents += 1 }
                continue
            }
            if !component.hasStart, !component.isOverride {
                startless.append(component.line)
                continue
            }
            var key = component.uid ?? ""
            if key.isEmpty {
                anonymous += 1
                key = "\u{0}\(anonymous)"
            }
            if masters[key] == nil, overrides[key] == nil { order.append(key) }
            if component.isOverride {
                overrides[key, default: []].append(component)
            } else if let known = masters[key], (known.sequence, known.modified) > (component.sequence, component.modified) {
                continue
            } else {
                masters[key] = component
            }
        }
        for key in order {
            let master = masters[key]
            let changed = overrides[key] ?? []
            guard let first = master ?? changed.first else { continue }
            // Only the zones an event names travel with it.
            let text = ([first] + changed).map(\.raw).joined()
            let needed = zones.filter { zone in zone.id.map { text.contains($0) } ?? false }.map(\.component)
            var source = needed.map(\.raw)
            if let calendarZone { source.append("X-WR-TIMEZONE:" + calendarZone) }
            source += (master.map { [$0.raw] } ?? []) + changed.map(\.raw)
            let uid = key.hasPrefix("\u{0}") ? "anonymous-" + CalendarFile.fingerprint(first.raw) : key
            events.append(
                CalendarEvent(
                    uid: uid, title: first.title ?? "", place: first.place, status: first.status?.lowercased(),
                    isRecurring: (master?.hasRule ?? false), source: source, flaws: first.flags == 0 ? 0 : 1,
                    isTooFine: ([first] + needed).contains { $0.flags & UInt32(BICAL_TOO_FINE) != 0 },
                    isTooLong: changed.count > CalendarFile.overrideLimit, method: first.method))
        }
    }

    private static func zoneID(_ zone: String) -> String? {
        zone.split(whereSeparator: \.isNewline).first { $0.uppercased().hasPrefix("TZID") }
            .flatMap { line in line.firstIndex(of: ":").map { String(line[line.index(after: $0)...]) } }
    }

    /// A stable name for an event that came without one (FNV-1a over its text).
    private static func fingerprint(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
