import Office

extension Phrase {
    static let subjectDuty = Phrase("duty %1", "应办事项 %1")
    static let subjectDay = Phrase("day %1", "每日清单 %1")
    static let subjectAttempt = Phrase("refused attempt %1", "被拒操作 %1")
}

extension Speaker {
    /// What has neither number nor name, by its kind and handle; anything else by its handle alone.
    public func subject(_ id: SubjectID) -> String {
        switch id.kind {
        case .duty: self(.subjectDuty, id.text)
        case .day: self(.subjectDay, id.text)
        case .attempt: self(.subjectAttempt, id.text)
        case .matter, .meeting, .person, .unit, .place, .office, nil: id.text
        }
    }
}
