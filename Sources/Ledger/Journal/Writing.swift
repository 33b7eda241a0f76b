/// What an act writes, row by row.
enum Writing: Int, CaseIterable {
    case entry, nextEntry, payload
    case touch, newMatter, matter, limit, newFolded, folded
    case obligationsGone, obligation, readersGone, reader, acted
    case enclosure, words, wordsGone
    case meeting, occurrencesGone, occurrence

    var sql: String {
        switch self {
        case .entry:
            """
            INSERT INTO entry(seq, id, act, undoes, "by", recordedBy, account, device, medium, at, recorded,
              body, prev, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        case .nextEntry: Writing.entry.sql + " ON CONFLICT(seq) DO NOTHING"
        case .payload: "INSERT INTO payload(digest, salt, bytes) VALUES (?, ?, ?)"
        case .touch: "INSERT INTO touch(subject, seq, person) VALUES (?, ?, ?)"
        case .newMatter:
            """
            INSERT INTO matter(id, register, year, sequence, printed, reference, title, state, open, stage, owner, holder, lead, sender,
              kind, urgency, received, due, safe, yellow, readersDone, readersAll, slip, waiting, knowers)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        case .matter:
            Writing.newMatter.sql + """

                ON CONFLICT(id) DO UPDATE SET register = excluded.register, year = excluded.year, sequence = excluded.sequence,
                  printed = excluded.printed, reference = excluded.reference, title = excluded.title, state = excluded.state,
                  open = excluded.open, stage = excluded.stage, owner = excluded.owner, holder = excluded.holder, lead = excluded.lead,
                  sender = excluded.sender, kind = excluded.kind, urgency = excluded.urgency, received = excluded.received,
                  due = excluded.due, safe = excluded.safe, yellow = excluded.yellow, readersDone = excluded.readersDone,
                  readersAll = excluded.readersAll, slip = excluded.slip, waiting = excluded.waiting, knowers = excluded.knowers
                """
        case .limit: "UPDATE matter SET due = ?, safe = ?, yellow = ? WHERE id = ? AND open = ? AND stage IS ?"
        case .newFolded: "INSERT INTO folded(id, last, names, record) VALUES (?, ?, ?, ?)"
        case .folded:
            Writing.newFolded.sql
                + " ON CONFLICT(id) DO UPDATE SET last = excluded.last, names = excluded.names, record = excluded.record"
        case .obligationsGone: "DELETE FROM obligation WHERE subject = ?"
        case .obligation: "INSERT INTO obligation(person, wake, subject) VALUES (?, ?, ?)"
        case .readersGone: "DELETE FROM reading WHERE subject = ?"
        case .reader: "INSERT OR IGNORE INTO reading(person, subject, done) VALUES (?, ?, ?)"
        case .acted: "INSERT OR IGNORE INTO acted(person, subject) VALUES (?, ?)"
        case .enclosure: "INSERT OR REPLACE INTO enclosure(subject, digest, part, name, text) VALUES (?, ?, ?, ?, ?)"
        case .words: "INSERT INTO search(rowid, gram, unit) VALUES (?, ?, ?)"
        case .wordsGone: "INSERT INTO search(search, rowid, gram, unit) VALUES ('delete', ?, ?, ?)"
        case .meeting:
            "INSERT OR REPLACE INTO meeting(id, uid, recurring, filledFrom, filledTo, last, record) VALUES (?, ?, ?, ?, ?, ?, ?)"
        case .occurrencesGone: "DELETE FROM occurrence WHERE meeting = ?"
        case .occurrence:
            """
            INSERT INTO occurrence(meeting, start, "end", recurrence, title, offset, zone, allDay, place, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        }
    }
}
