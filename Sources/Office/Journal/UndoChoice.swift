/// Reads which acts were recorded and which of them were taken back: undo and redo choose by it.
public protocol ActReader {
    /// The act that founded the office; nil in an empty one.
    func foundingAct() throws(FactFault) -> String?
    /// Hands over what a person wrote down, one mark an entry, the newest first, for as long as the answer is to go on.
    func eachMark(of person: String, _ goesOn: (ActMark) throws(FactFault) -> Bool) throws(FactFault)
    /// The first entry of an act; nil where there is no such act.
    func firstEntry(of act: String) throws(FactFault) -> ActBeginning?
    /// Hands over the events of an act, entry by entry in their order, for as long as the answer is to go on.
    func eachEvents(of act: String, _ goesOn: ([Event]) throws(FactFault) -> Bool) throws(FactFault)
    /// The acts that took an act back.
    func acts(undoing act: String) throws(FactFault) -> Set<String>
    /// What a subject is now; nil where there is none.
    func row(of id: SubjectID) throws(FactFault) -> Record?
}

/// Which act an entry belongs to, what that act took back, and where it was recorded.
public struct ActMark: Hashable, Sendable {
    public let act: String
    public let undoes: String?
    public let device: String

    public init(act: String, undoes: String?, device: String) {
        self.act = act
        self.undoes = undoes
        self.device = device
    }
}

/// Where an act begins, and what it took back. Every entry of an act that takes another back names it, so the first does.
public struct ActBeginning: Hashable, Sendable {
    public let sequence: Int64
    public let undoes: String?

    public init(sequence: Int64, undoes: String?) {
        self.sequence = sequence
        self.undoes = undoes
    }
}

extension Undoing {
    /// The act that undo takes back: a person's latest one that stands.
    ///
    /// That a slip was printed, a paper seen or taken in from the drop folder is no act of theirs and is passed over; so is what was done on
    /// nothing but erased matters. The act that founded the office stays.
    ///
    /// - Throws: `nothingToUndo` where there is none.
    public static func latestAct(of person: String, in acts: some ActReader) throws(Undecided) -> String {
        let found = try seeing { () throws(FactFault) in try latestStanding(of: person, in: acts) }
        guard let found else { throw .refused(.nothingToUndo) }
        return found
    }

    /// The undo that redo takes back: what a person last took back, where nothing was done since.
    ///
    /// - Throws: `nothingToRedo` where there is none.
    public static func latestUndo(of person: String, in acts: some ActReader) throws(Undecided) -> String {
        let found = try seeing { () throws(FactFault) in try latestTakenBack(of: person, in: acts) }
        guard let found else { throw .refused(.nothingToRedo) }
        return found
    }

    /// Refuses an act that is taken back already.
    public static func refuseTakenBack(_ act: String, in acts: some ActReader) throws(Undecided) {
        if try seeing({ () throws(FactFault) in try isUndone(act, in: acts) }) { throw .refused(.nothingToUndo) }
    }

    /// The act as it was first done, of one that does it, takes it back or does it again.
    public static func origin(of act: String, in acts: some ActReader) throws(FactFault) -> String {
        var origin = act
        while let earlier = try acts.firstEntry(of: origin)?.undoes, try acts.firstEntry(of: earlier) != nil { origin = earlier }
        return origin
    }

    /// Whether an act took another back, so that taking it back puts the other in force again; one that took an undo back does not.
    public static func isUndo(_ act: String, in acts: some ActReader) throws(FactFault) -> Bool {
        var isUndo = false
        var act = act
        while let target = try acts.firstEntry(of: act)?.undoes {
            isUndo.toggle()
            act = target
        }
        return isUndo
    }

    /// Whether an act was done after a place in the journal and undone again, or is that undo.
    ///
    /// - Parameter undoes: the act it takes back itself.
    public static func isTakenBack(
        _ act: String, undoes: String?, since sequence: Int64, in acts: some ActReader
    ) throws(FactFault) -> Bool {
        if try isUndone(act, in: acts) { return true }
        guard let undoes, let undone = try acts.firstEntry(of: undoes) else { return false }
        return undone.sequence > sequence
    }

    private static func seeing<Value>(_ body: () throws(FactFault) -> Value) throws(Undecided) -> Value {
        do { return try body() } catch { throw .unseen(error) }
    }

    /// Whether an act is taken back, counting that its undo may itself be taken back.
    private static func isUndone(_ act: String, in acts: some ActReader) throws(FactFault) -> Bool {
        for undo in try acts.acts(undoing: act) where try !isUndone(undo, in: acts) { return true }
        return false
    }

    private static func latestStanding(of person: String, in acts: some ActReader) throws(FactFault) -> String? {
        var seen: Set<String> = []
        if let founding = try acts.foundingAct() { seen.insert(founding) }
        // Backwards, an undo comes before what it took back, so most acts need no question of their own.
        var takenBack: Set<String> = []
        var standing: String?
        try acts.eachMark(of: person) { mark throws(FactFault) in
            guard seen.insert(mark.act).inserted, !takenBack.contains(mark.act) else { return true }
            // An undo is not itself undone by undo; that is what redo is for.
            if let target = mark.undoes {
                // A colleague may have taken back my undo: then what it took back stands again.
                if try !isUndone(mark.act, in: acts) { takenBack.insert(target) }
            } else if try !isUndone(mark.act, in: acts), try isGesture(mark, in: acts) {
                standing = mark.act
            }
            return standing == nil
        }
        return standing
    }

    private static func latestTakenBack(of person: String, in acts: some ActReader) throws(FactFault) -> String? {
        var last: ActMark?
        try acts.eachMark(of: person) { mark throws(FactFault) in
            // A slip printed meanwhile is nothing that was done since, and what was taken back of an erased matter does not come again.
            let isPassedOver = try isGesture(mark, in: acts) ? false : mark.undoes == nil ? true : isGone(mark.act, in: acts)
            if !isPassedOver { last = mark }
            return isPassedOver
        }
        guard let last, let undone = last.undoes else { return nil }
        // Only an undo of something that was not itself an undo can be done again.
        return try acts.firstEntry(of: undone)?.undoes == nil ? last.act : earlierUndo(of: person, in: acts)
    }

    /// The undo before a run of redos: the next one to do again.
    private static func earlierUndo(of person: String, in acts: some ActReader) throws(FactFault) -> String? {
        var seen: Set<String> = []
        var found: String?
        try acts.eachMark(of: person) { mark throws(FactFault) in
            guard seen.insert(mark.act).inserted else { return true }
            guard let undone = mark.undoes else { return try !isGesture(mark, in: acts) }
            let isRedo = try acts.firstEntry(of: undone)?.undoes != nil
            guard !isRedo, try !isUndone(mark.act, in: acts), try !isGone(mark.act, in: acts) else { return true }
            found = mark.act
            return false
        }
        return found
    }

    /// Whether somebody meant the act and it can be taken back at all: one that only notes a printing or a reading is none, nor one of
    /// the drop folder, and what was erased stays erased.
    private static func isGesture(_ mark: ActMark, in acts: some ActReader) throws(FactFault) -> Bool {
        if mark.device == Attribution.dropFolder { return false }
        var isMeant = false
        try acts.eachEvents(of: mark.act) { events throws(FactFault) in
            for event in events where !isNote(event) && event.kind != erasure {
                if try isGone(event, now: acts.row(of: event.subject)) { continue }
                isMeant = true
                break
            }
            return !isMeant
        }
        return isMeant
    }

    /// Whether an act was about erased matters alone.
    private static func isGone(_ act: String, in acts: some ActReader) throws(FactFault) -> Bool {
        var (isSaid, isLeft) = (false, false)
        try acts.eachEvents(of: act) { events throws(FactFault) in
            for event in events {
                isSaid = true
                if try !isGone(event, now: acts.row(of: event.subject)) { isLeft = true }
            }
            return !isLeft
        }
        return isSaid && !isLeft
    }
}
