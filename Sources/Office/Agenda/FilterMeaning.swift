/// What the terms of a filter mean: one table for the lists the ledger looks up and for the rows that are already at hand.
public struct FilterMeaning: Sendable {
    public let registers: Registers
    public let directory: Directory
    public let zone: OfficeZone
    public let now: Moment
    /// Who asks.
    public let me: String?

    public init(office: OfficeRecord, directory: Directory, now: Moment, me: String?) {
        registers = office.registers
        zone = office.zone
        self.directory = directory
        self.now = now
        self.me = me
    }

    // MARK: What a word means

    /// The states a word means: an id, or a name in either language.
    public func states(_ word: String) -> [String] {
        let ids = registers.states.filter { $0.id == word || $0.name.isMeant(by: word) }.map(\.id)
        return ids.isEmpty ? [word] : Array(Set(ids)).sorted()
    }

    /// Whom a word means as owner, holder or lead.
    public func assignees(_ word: String) -> [String] {
        if word == FilterNames.me, let me { return [me] }
        // A handle is nobody else's name.
        if directory.person(word) != nil || directory.unit(word) != nil { return [word] }
        let ids = directory.matches(word, in: .assignees).map(\.id)
        return ids.isEmpty ? [word] : ids
    }

    /// Which units a word means as sender, and the word itself.
    public func senders(_ word: String) -> [String] { directory.matches(word, in: .units).map(\.id) + [word] }

    /// What a word asks of a field, by the registers that ask it alike: each has its own kind of field, and its own choices.
    ///
    /// - Parameter register: the one register whose rows are looked at; nil for all.
    public func tests(_ field: String, _ word: String, in register: String?) -> [(test: FieldTest, registers: [String])] {
        var tests: [(test: FieldTest, registers: [String])] = []
        for definition in register.map({ [registers[$0]].compactMap(\.self) }) ?? Array(registers) {
            let test = test(field, word, in: definition)
            if let index = tests.firstIndex(where: { $0.test == test }) {
                tests[index].registers.append(definition.id)
            } else {
                tests.append((test, [definition.id]))
            }
        }
        return tests
    }

    /// Whether a field is one of rows, in a register or in any.
    public func holdsRows(_ field: String, in register: String?) -> Bool {
        let asked = register.map { [registers[$0]].compactMap(\.self) } ?? Array(registers)
        return asked.contains { $0.field(field)?.kind == .lines }
    }

    private func test(_ field: String, _ word: String, in definition: RegisterDefinition?) -> FieldTest {
        guard let own = definition?.field(field) else { return .texts([word]) }
        if word == FilterNames.me, let me, own.kind.rules.scope != nil { return own.kind.rules.test(me, of: own, directory) }
        return own.kind.rules.test(word, of: own, directory)
    }

    // MARK: Rows at hand

    /// A row at hand as a filter looks at it.
    public struct Row {
        public let matter: Matter
        /// Whether whoever asks has moved it on: the ledger knows.
        public let isHandled: Bool

        public init(_ matter: Matter, isHandled: Bool) {
            self.matter = matter
            self.isHandled = isHandled
        }
    }

    /// A filter made ready for many rows.
    ///
    /// - Parameter says: whether a word or a literal run stands in what is seen of a matter.
    public func fit(_ filter: Filter, says: @escaping (Matter, Filter.Term) -> Bool) -> (Row) -> Bool {
        let fits = filter.terms.map { fit($0, says) }
        return { row in fits.allSatisfy { $0(row) } }
    }

    private func fit(_ term: Filter.Term, _ says: @escaping (Matter, Filter.Term) -> Bool) -> (Row) -> Bool {
        switch term {
        case .not(let inner):
            let fits = fit(inner, says)
            return { !fits($0) }
        case .any(let terms):
            let fits = terms.map { fit($0, says) }
            return { row in fits.contains { $0(row) } }
        case .word, .literal: return { says($0.matter, term) }
        case .none(let field): return { value(field, of: $0.matter).isNull }
        case .field(let field, let words):
            let fits = words.map { fit(field, $0) }
            return { row in fits.contains { $0(row.matter) } }
        case .compare(let field, let comparison, let day): return fit(field, FieldTest(comparison, day))
        case .measure(let field, let comparison, let number): return fit(field, FieldTest(comparison, number))
        case .state(let condition): return { fits(condition, $0) }
        }
    }

    private func fit(_ field: String, _ test: FieldTest) -> (Row) -> Bool { { test.holds(of: value(field, of: $0.matter), in: zone) } }

    private func fit(_ field: String, _ word: String) -> (Matter) -> Bool {
        switch field {
        case "state": return among(field, states(word))
        case "owner", "holder", "with", "dept": return among(field, assignees(word))
        case "from": return among(field, senders(word))
        case "year", "id":
            let number = Int(word.drop { $0 == "m" })
            return { matter in number != nil && value(field, of: matter).int.map(Int.init) == number }
        case "number" where Int(word) != nil:
            let number = Int(word)
            return { $0.number?.sequence == number }
        case "number", "reference", "title":
            let key = Folding.key(word)
            return { value(field, of: $0).string.map { Folding.key($0).contains(key) } ?? false }
        default:
            let asked = Dictionary(
                tests(field, word, in: nil).flatMap { test, registers in registers.map { ($0, test) } }, uniquingKeysWith: { $1 })
            return { (asked[$0.register] ?? .texts([word])).holds(of: value(field, of: $0), in: zone) }
        }
    }

    private func among(_ field: String, _ words: [String]) -> (Matter) -> Bool {
        let words = Set(words)
        return { value(field, of: $0).string.map(words.contains) ?? false }
    }

    /// What a field of a matter has on record.
    private func value(_ field: String, of matter: Matter) -> JSON {
        switch field {
        case "state": return .string(matter.state)
        case "owner": return JSON(matter.owner)
        case "holder", "with": return JSON(matter.holder)
        case "dept": return JSON(matter.lead)
        case "number": return JSON(matter.number?.printed)
        case "year": return JSON(matter.number?.year)
        case "from": return JSON(matter.text(of: .from, by: registers[of: matter]))
        case "id": return JSON(matter.id.handle)
        case "due": return JSON(matter.clock?.due.milliseconds)
        case "safe": return JSON(matter.clock?.safe.milliseconds)
        case "received": return JSON(matter.received?.milliseconds)
        case "reference": return JSON(matter.text(of: .reference, by: registers[of: matter]))
        default:
            let value = matter.record[path(of: field, in: matter)]
            let rows = value.isNull ? matter.lines(field).rows : []
            if !rows.isEmpty { return .array(rows.map { .object($0.cells) }) }
            return value.string?.isEmpty == true ? .null : value
        }
    }

    /// Where a field stands: what kind of paper it is in the one its register names.
    private func path(of field: String, in matter: Matter) -> String {
        field == Facet.kind.rawValue ? RegisterUses.Finding.kind.path(by: registers[of: matter]) : FieldDefinition.path(of: field)
    }

    private func fits(_ condition: Filter.Condition, _ row: Row) -> Bool {
        let matter = row.matter
        let definition = registers[of: matter]
        let isOpen = !matter.isWithdrawn && (definition?.isOpen(matter.state) ?? true)
        let stage = definition?.state(matter.state)?.stage
        switch condition {
        case .open: return isOpen
        case .overdue: return isOpen && matter.clock.map { $0.due < now } ?? false
        case .circulating: return isOpen && matter.readers.contains { !$0.isDone }
        case .unprinted: return !matter.isPrinted
        case .waiting: return isOpen && stage == .away
        case .undecided: return isOpen && stage == .office
        case .todo: return isOpen && (matter.holder == me || matter.owner == me && stage != .away)
        case .toread: return me.flatMap { matter.reader($0) }.map { !$0.isDone } ?? false
        case .read: return me.flatMap { matter.reader($0) }?.isDone ?? false
        case .handled: return row.isHandled && !(isOpen && matter.holder == me)
        case .mine: return isOpen && (matter.owner == me || matter.holder == me)
        }
    }
}
