import Office
import Phrases

/// Who acts, where an account may be one person's or several persons'.
extension Session {
    /// The person at the keyboard: the one the account maps to, or the one `--as` names among them.
    ///
    /// Of several the first is taken for a reader; what is written down asks ``writer(_:)``.
    func me(_ directory: Directory) throws -> String {
        let mapped = directory.person(account: account)
        func own(_ id: String) throws -> String {
            guard mapped.contains(where: { $0.id == id }) else {
                throw Failure(.refused, speaker(Refusal.notYou(account: account, person: directory.name(id) ?? id), in: nil))
            }
            return id
        }
        if let name = options.asPerson {
            let id: String
            do { id = try directory.resolve(name, in: .people, what: "person") } catch { throw failure(error) }
            return try own(id)
        }
        guard let first = mapped.first else { throw Failure(.refused, speaker(.faultNobody, account)) }
        return try sitter.map(own) ?? first.id
    }

    /// The person a record will name. Of several on one account nobody is taken for granted: an act in a colleague's name stands for good.
    func writer(_ directory: Directory) throws -> String {
        let mapped = directory.person(account: account)
        if options.asPerson == nil, sitter == nil, mapped.count > 1 {
            let names = mapped.map(\.name)
            // Two of one name are told apart by their handles.
            let told = mapped.map { person in names.count { $0 == person.name } > 1 ? "\(person.id) \(person.name)" : person.name }
            let list = told.joined(separator: speaker.language.isChinese ? "、" : ", ")
            throw Failure(.usage, speaker(.faultSeveral, account, list))
        }
        return try me(directory)
    }
}
