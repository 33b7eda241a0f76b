import GRDB

/// The tables. Journal tables never migrate; projections carry a version and are folded anew when it grows.
enum Schema {
    /// Grows when a projection changes its shape, and when journals say what older programs would not heed: since 7, which step was taken,
    /// and so what is final; since 8 the definitions of registers stand in rows of their own, and keys say
    /// what kind of subject they are of (`SubjectID.key`); since 9 a matter taken back keeps its title and its readers whatever follows.
    static let projectionVersion = 9

    /// The pressing first: 特提, 特急, 加急 and 急件, 平急, then papers without a mark. The index and the query say it in the same words.
    static let urgencyRank =
        "(CASE urgency WHEN '特提' THEN 0 WHEN '特急' THEN 1 WHEN '加急' THEN 2 WHEN '急件' THEN 2 WHEN '平急' THEN 3 ELSE 9 END)"

    static let journal = """
        CREATE TABLE entry(
          seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, act TEXT NOT NULL, undoes TEXT, "by" TEXT NOT NULL,
          recordedBy TEXT NOT NULL, account TEXT NOT NULL, device TEXT NOT NULL, medium TEXT NOT NULL,
          at INTEGER NOT NULL, recorded INTEGER NOT NULL, body BLOB NOT NULL, prev BLOB NOT NULL,
          digest BLOB NOT NULL);
        CREATE INDEX entry_act ON entry(act);
        CREATE INDEX entry_undoes ON entry(undoes) WHERE undoes IS NOT NULL;
        CREATE INDEX entry_person ON entry(recordedBy, seq);
        CREATE TABLE payload(digest BLOB PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL);
        CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER payload_fixed BEFORE UPDATE ON payload BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TABLE draft(person TEXT NOT NULL, form TEXT NOT NULL, saved INTEGER NOT NULL, body BLOB NOT NULL,
          PRIMARY KEY(person, form)) WITHOUT ROWID;
        """

    static let lease = """
        CREATE TABLE IF NOT EXISTS lease(item TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, isFree INTEGER NOT NULL,
          PRIMARY KEY(item, last)) WITHOUT ROWID
        """

    /// The statements that make the projections, in a named database of the connection.
    static func projections(in database: String) -> (tables: [String], indexes: [String]) {
        let statements = projections.split(separator: ";\n").map(\.trimmed).filter { !$0.isEmpty }.map { statement in
            let heads = ["CREATE TABLE ", "CREATE VIRTUAL TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX ", "INSERT INTO "]
            for head in heads where statement.hasPrefix(head) {
                return head + database + "." + statement.dropFirst(head.count)
            }
            return statement
        }
        let isIndex = { (statement: String) in statement.contains("INDEX " + database) }
        return (statements.filter { !isIndex($0) }, statements.filter(isIndex))
    }

    /// Words are cut and folded by us; the tokenizer of `search` only parts them at their blanks. A leaf of the index fills a page of the file.
    static let projections = """
        CREATE TABLE head(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE subject(id TEXT PRIMARY KEY, last INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE definition(register TEXT NOT NULL, revision INTEGER NOT NULL, source BLOB NOT NULL, compiled BLOB NOT NULL,
          PRIMARY KEY(register, revision)) WITHOUT ROWID;
        CREATE TABLE touch(subject TEXT NOT NULL, seq INTEGER NOT NULL, person TEXT NOT NULL,
          PRIMARY KEY(subject, seq)) WITHOUT ROWID;
        CREATE TABLE series(register TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,
          PRIMARY KEY(register, year)) WITHOUT ROWID;
        CREATE TABLE matter(
          id INTEGER PRIMARY KEY, register TEXT, year INTEGER, sequence INTEGER, printed TEXT, reference TEXT,
          title TEXT, state TEXT, open INTEGER, stage TEXT, owner TEXT, holder TEXT, lead TEXT, sender TEXT, kind TEXT,
          urgency TEXT, received INTEGER, due INTEGER, safe INTEGER, yellow INTEGER, readersDone INTEGER,
          readersAll INTEGER, slip INTEGER, waiting TEXT, knowers TEXT);
        CREATE TABLE folded(id INTEGER PRIMARY KEY, last INTEGER NOT NULL, names TEXT NOT NULL, record BLOB NOT NULL);
        CREATE INDEX matter_register ON matter(register, id);
        CREATE UNIQUE INDEX matter_number ON matter(register, year, sequence) WHERE sequence IS NOT NULL;
        CREATE INDEX matter_printed ON matter(printed) WHERE printed IS NOT NULL;
        CREATE INDEX matter_reference ON matter(reference) WHERE reference IS NOT NULL;
        CREATE INDEX matter_state ON matter(register, state, id) WHERE register IS NOT NULL;
        CREATE INDEX matter_sender ON matter(sender, id) WHERE sender IS NOT NULL;
        CREATE INDEX matter_knowers ON matter(knowers, id) WHERE knowers IS NOT NULL;
        CREATE INDEX matter_waiting ON matter(waiting, title) WHERE waiting IS NOT NULL;
        CREATE INDEX matter_open ON matter(register, (stage <> 'office'), \(urgencyRank), id, state, urgency, received) WHERE open = 1;
        CREATE INDEX matter_holder ON matter(holder, id) WHERE open = 1;
        CREATE INDEX matter_due ON matter(due) WHERE open = 1 AND due IS NOT NULL;
        CREATE TABLE obligation(person TEXT NOT NULL, wake INTEGER NOT NULL, subject INTEGER NOT NULL,
          PRIMARY KEY(person, wake, subject)) WITHOUT ROWID;
        CREATE INDEX obligation_subject ON obligation(subject);
        CREATE TABLE reading(person TEXT NOT NULL, done INTEGER NOT NULL, subject INTEGER NOT NULL,
          PRIMARY KEY(person, done, subject)) WITHOUT ROWID;
        CREATE INDEX reading_subject ON reading(subject);
        CREATE TABLE acted(person TEXT NOT NULL, subject INTEGER NOT NULL, PRIMARY KEY(person, subject)) WITHOUT ROWID;
        CREATE TABLE counter(register TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL,
          PRIMARY KEY(register, state)) WITHOUT ROWID;
        CREATE TABLE enclosure(subject INTEGER NOT NULL, digest BLOB NOT NULL, part INTEGER NOT NULL, name TEXT NOT NULL, text BLOB,
          PRIMARY KEY(subject, part)) WITHOUT ROWID;
        CREATE INDEX enclosure_digest ON enclosure(substr(digest, 1, 8));
        CREATE TABLE meeting(id INTEGER PRIMARY KEY, uid TEXT NOT NULL, recurring INTEGER NOT NULL, filledFrom INTEGER NOT NULL,
          filledTo INTEGER NOT NULL, last INTEGER NOT NULL, record BLOB NOT NULL);
        CREATE INDEX meeting_recurring ON meeting(filledTo, filledFrom) WHERE recurring = 1;
        CREATE INDEX meeting_uid ON meeting(uid);
        CREATE TABLE occurrence(meeting INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, recurrence TEXT,
          title TEXT NOT NULL, offset INTEGER NOT NULL, zone TEXT, allDay INTEGER NOT NULL, place TEXT, status TEXT);
        CREATE INDEX occurrence_start ON occurrence(start);
        CREATE INDEX occurrence_meeting ON occurrence(meeting);
        CREATE INDEX occurrence_place ON occurrence(place, start) WHERE place IS NOT NULL;
        CREATE VIRTUAL TABLE search USING fts5(gram, unit, content='', columnsize=0, tokenize='ascii');
        INSERT INTO search(search, rank) VALUES ('pgsz', 4050);
        """

    /// Whether rows are looked up by an index while they are folded, as those are that take the place of others.
    static func isNeededToFold(_ index: String) -> Bool {
        ["obligation_subject", "reading_subject", "occurrence_meeting"].contains { index.contains(".\($0) ") }
    }

    static let projectionTables = [
        "head", "subject", "definition", "touch", "series", "matter", "folded", "obligation", "reading", "acted", "counter", "enclosure",
        "meeting",
        "occurrence",
        "search",
    ]
}
