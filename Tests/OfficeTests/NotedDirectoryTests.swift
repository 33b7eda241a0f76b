import TestKit
import Testing

@testable import Office

/// A directory that is brought up to date one by one is the one that would be laid out anew.
@Suite struct NotedDirectoryTests {
    private static let names = ["王芳", "李伟", "张敏", "王 芳", "刘洋", "陈静", "財政局", "财政局"]
    private static let posts = ["科员", "主任", "司机"]

    /// Draws people, units and places, new ones and changed ones, and compares after each.
    @Test(arguments: 1...12) func `names, bearers and units are those of a directory laid out anew`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var noted = Directory(own: "云溪县人民政府办公室")
        var records: [SubjectID: Record] = [:]
        for _ in 0..<60 {
            let kind = [SubjectID.Kind.person, .unit, .place][dice.below(3)]
            let count = records.keys.count { $0.kind == kind }
            let id = SubjectID(kind, count > 0 && dice.below(3) == 0 ? 1 + dice.below(count) : count + 1)
            var record = records[id] ?? Record()
            record["name"] = .string((kind == .unit && dice.below(2) == 0 ? "云溪县" : "") + Self.names[dice.below(Self.names.count)])
            if kind == .person { record["post"] = .string(Self.posts[dice.below(Self.posts.count)]) }
            if kind == .person, dice.below(8) == 0 { record["left"] = "2026-01-01" }
            if kind == .person, count > 0, dice.below(2) == 0 { record["department"] = "u1" }
            records[id] = record
            if dice.below(2) == 0 { _ = noted.namesake(of: "王芳", .person) }
            let isKept = noted.note(id, record)
            #expect(isKept)
            compare(noted, anew(records))
        }
    }

    private func anew(_ records: [SubjectID: Record]) -> Directory {
        func all<One>(_ kind: SubjectID.Kind, _ make: (String, Record) -> One) -> [One] {
            records.filter { $0.key.kind == kind }.sorted { $0.key < $1.key }.map { make($0.key.text, $0.value) }
        }
        return Directory(
            people: all(.person) { Person(id: $0, record: $1) }, units: all(.unit) { Unit(id: $0, record: $1) },
            places: all(.place) { Place(id: $0, record: $1) }, own: "云溪县人民政府办公室")
    }

    private func compare(_ noted: Directory, _ anew: Directory) {
        #expect(noted.people == anew.people && noted.units == anew.units && noted.places == anew.places)
        let ids = anew.people.map(\.id) + anew.units.map(\.id) + anew.places.map(\.id)
        #expect(ids.map { noted.name($0) } == ids.map { anew.name($0) })
        #expect(ids.map { noted.person($0)?.id } == ids.map { anew.person($0)?.id })
        #expect(ids.map { noted.standing(of: $0) } == ids.map { anew.standing(of: $0) })
        for name in Self.names {
            for kind in [SubjectID.Kind.person, .unit, .place] {
                #expect(noted.namesake(of: name, kind) == anew.namesake(of: name, kind))
                #expect(noted.records(named: name, kind).map(\.id) == anew.records(named: name, kind).map(\.id))
            }
            for scope in [Directory.Scope.people, .units, .assignees] { #expect(noted.read(name, in: scope) == anew.read(name, in: scope)) }
        }
    }

    @Test func `a copy keeps what it was copied from`() {
        var one = Directory()
        _ = one.note(SubjectID("p1"), Record(["name": "王芳"]))
        #expect(one.namesake(of: "王芳", .person)?.hasPrefix("p1") == true)
        let before = one
        _ = one.note(SubjectID("p1"), Record(["name": "李伟"]))
        #expect(one.namesake(of: "王芳", .person) == nil && one.name("p1") == "李伟")
        #expect(before.namesake(of: "王芳", .person) == "p1 王芳" && before.name("p1") == "王芳")
    }

    @Test func `who is gone, or comes in among others, asks for the whole`() {
        var one = Directory()
        let kept = [
            one.note(SubjectID("p2"), Record(["name": "王芳"])), one.note(SubjectID("p2"), Record()),
            one.note(SubjectID("p1"), Record(["name": "李伟"])), one.note(.office, Record(["name": "办公室"])),
        ]
        #expect(kept == [true, false, false, false])
    }

    @Test func `of hundreds of one name each is told apart`() {
        let people = (1...400).map { number in
            Person(id: "p\(number)", record: Record(["name": "王芳", "post": .string(number == 1 ? "主任" : "科员"), "department": "u1"]))
        }
        let directory = Directory(people: people, units: [Unit(id: "u1", record: Record(["name": "综合科"]))])
        #expect(directory.name("p1") == "王芳（主任）" && directory.name("p2") == "王芳（p2）")
        #expect(Set(people.map { directory.name($0.id) }).count == 400)
    }

    /// The rule without anything kept: every name folded for every text.
    private func walked(_ text: String, _ directory: Directory, _ scope: Directory.Scope) -> [String] {
        let wanted = Folding.key(text)
        let isLatin = wanted.utf8.allSatisfy { $0 < 0x80 }
        var ranked: [(rank: Int, order: Int, entry: DirectoryEntry)] = []
        for (order, entry) in directory.entries(scope).enumerated() {
            var best = entry.id == text ? 0 : Int.max
            for folded in entry.keys.map({ Folding.key($0) }) {
                if folded == wanted {
                    best = min(best, 0)
                } else if folded.hasPrefix(wanted) {
                    best = min(best, 2)
                } else if folded.contains(wanted) {
                    best = min(best, 4)
                } else if isLatin, Pinyin.abbreviation(folded) == wanted {
                    best = min(best, 1)
                } else if isLatin, Pinyin.matches(wanted, in: folded) {
                    best = min(best, 3)
                }
            }
            if entry.farKeys.contains(where: { Folding.key($0) == wanted }) { best = min(best, 1) }
            if best < Int.max { ranked.append((best, order, entry)) }
        }
        return ranked.sorted { ($0.rank, $0.entry.standing, $0.order) < ($1.rank, $1.entry.standing, $1.order) }.map(\.entry.id)
    }

    @Test(arguments: ["czj", "c", "财", "财政局", "fw", "wf", "ld", "李主任", "u2", "p1", "2", "局", "银行", "yh", "yx", "ab", "ab2", "没有"])
    func `what is typed finds what a walk through everybody finds, asked twice`(text: String) {
        let directory = Directory(
            people: [
                Person(id: "p1", record: Record(["name": "王芳", "post": "科员"])),
                Person(id: "p2", record: Record(["name": "李伟", "post": "办公室主任"])),
                Person(id: "p3", record: Record(["name": "王芳", "post": "司机", "aliases": ["ab2"]])),
                Person(id: "p4", record: Record(["name": "陈静", "rank": 2])),
            ],
            units: [
                Unit(id: "u1", record: Record(["name": "临江市财政局", "level": "superior", "short": ["财政局"]])),
                Unit(id: "u2", record: Record(["name": "云溪县财政局", "level": "subordinate", "codes": ["AB"]])),
                Unit(id: "u3", record: Record(["name": "综合科", "level": "internal"])),
                Unit(id: "u4", record: Record(["name": "青山区银行"])),
            ], own: "云溪县人民政府办公室")
        for scope in [Directory.Scope.people, .leaders, .departments, .units, .assignees, .places] {
            for _ in 1...2 { #expect(directory.matches(text, in: scope).map(\.id) == walked(text, directory, scope)) }
        }
        #expect(directory.entries(.assignees).map(\.id) == ["u3", "u2", "u4", "p1", "p2", "p3", "p4", "u1"])
    }
}
