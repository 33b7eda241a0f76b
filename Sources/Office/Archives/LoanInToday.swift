extension TodayRules {
    /// The chip of a loan that is due back tomorrow, today, or was due before; nil where it is not for this desk.
    func dueLoan(_ matter: Matter) -> (chip: Chip, group: Int)? {
        guard let loan = matter.openLoan, let due = loan.due, person == nil || loan.lender == person || covers(loan.lender) else {
            return nil
        }
        let today = calendar.zone.day(of: now)
        if let days = loan.daysLate(on: today) { return (.loanLate(days: days), 0) }
        if due - 1 > today { return nil }
        return (.loanDue, due == today ? 0 : 1)
    }

    /// The row of a closed paper that is out: a reminder to its lender, nothing more.
    func loanItem(_ matter: Matter) -> TodayItem? {
        guard let loan = dueLoan(matter), let due = matter.openLoan?.due else { return nil }
        return reminder(matter, on: due, group: loan.group, chip: loan.chip, importance: 1)
    }

    /// The row of a closed paper that only reminds of a day; there is nothing to handle in it.
    func reminder(_ matter: Matter, on day: Day, group: Int, chip: Chip, importance: Int) -> TodayItem {
        let close = calendar.close(of: day)
        return TodayItem(
            matter: matter, group: group, chips: [chip],
            remainingMinutes: Int((Double(now.seconds(to: close)) / 60).rounded(.down)),
            remainingWorkingMinutes: calendar.workingMinutes(from: now, to: close), due: close, safe: nil, isUntouchedEmergency: false,
            effectiveImportance: importance)
    }
}
