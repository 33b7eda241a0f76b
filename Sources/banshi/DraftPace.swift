/// When what is typed is kept as a draft: at a pause, and where none comes, at the latest every half second.
///
/// A kill then takes less than a second of typing, and the disk is waited for at pauses only, never between two keys.
struct DraftPace {
    private static let pause = Duration.milliseconds(300)
    private static let longest = Duration.milliseconds(500)

    private var lastInput = ContinuousClock.now
    /// Since when something stands in a form that was not kept, the last time it was looked at; nil where nothing does.
    private var unsavedSince: ContinuousClock.Instant?

    /// Notes an input, and whether it left something to be kept.
    mutating func note(isUnsaved: Bool) {
        lastInput = ContinuousClock.now
        unsavedSince = isUnsaved ? unsavedSince ?? lastInput : nil
    }

    /// Notes that what is typed was kept, though not yet on the disk: the half second begins anew, and the next pause keeps it for good.
    mutating func kept() { unsavedSince = lastInput }

    /// Whether nobody is typing.
    var isPause: Bool { ContinuousClock.now - lastInput >= DraftPace.pause }

    /// Whether what is typed has waited for long enough.
    var isDue: Bool { unsavedSince.map { ContinuousClock.now - $0 >= DraftPace.longest } ?? false }

    /// How long a key may be waited for before something is to be kept, in milliseconds.
    var wait: Int {
        let now = ContinuousClock.now
        let left = min(lastInput + DraftPace.pause, (unsavedSince ?? now) + DraftPace.longest) - now
        return max(1, Int(left.components.attoseconds / 1_000_000_000_000_000) + 1)
    }
}
