import Foundation
import Office
import Phrases
import Screen

/// Asks who sits here, where one account of a shared terminal maps to several persons.
struct Sitting {
    let session: Session
    let directory: Directory

    func ask() throws {
        let people = directory.person(account: session.account)
        guard session.options.asPerson == nil, people.count > 1 else { return }
        session.print(session.speaker(.whoSitsHere, session.account))
        for (index, person) in people.enumerated() {
            session.print("  \(index + 1)  \(Visible.text(person.name))" + (person.post.map { "  " + Visible.text($0) } ?? ""))
        }
        while true {
            Output.text("> ")
            guard let line = readLine() else { throw Failure(.refused, session.speaker(.faultNobody, session.account)) }
            let text = line.trimmed
            if let number = Int(Folding.width(text)), people.indices.contains(number - 1) {
                session.sitter = people[number - 1].id
                return
            }
            // A name or its initials will do where they mean one of them.
            let fitting = people.filter { !text.isEmpty && ($0.name == text || Pinyin.matches(Folding.key(text), in: $0.name)) }
            if fitting.count == 1 {
                session.sitter = fitting[0].id
                return
            }
            session.print(session.speaker(.whoSitsAgain))
        }
    }
}
