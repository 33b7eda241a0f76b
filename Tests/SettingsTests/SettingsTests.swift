import Foundation
import Office
import Settings
import Testing

@Suite struct SettingsTests {
    @Test func `a pipe, a device, a folder or a file of any size is no settings file, and nothing waits for it`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("banshi-settings-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let pipe = folder + "/pipe.yaml"
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in [pipe, folder, "/dev/zero"] {
            #expect(SettingsFile.read(path).bytes == nil && SettingsFile.read(path).problem == .notPlain, "\(path)")
            #expect(ThemeFiles.read(path).problems == [Problem(line: 0, kind: .notPlain)], "\(path)")
        }
        let large = folder + "/large.yaml"
        #expect(FileManager.default.createFile(atPath: large, contents: Data(count: SettingsFile.limit + 1)))
        #expect(SettingsFile.read(large).problem == .overBudget(OverBudget(.bytes, SettingsFile.limit)))
        let plain = folder + "/plain.yaml"
        #expect(FileManager.default.createFile(atPath: plain, contents: Data("a: 1".utf8)))
        #expect(SettingsFile.read(plain).bytes == Array("a: 1".utf8) && SettingsFile.read(plain).problem == nil)
        #expect(SettingsFile.read(folder + "/none").bytes == nil && SettingsFile.read(folder + "/none").problem == nil)
    }

    @Test func `every problem of a register is listed with its line`() {
        let yaml = """
            id: cars
            prefix: car
            nmae: {zh: 用车, en: Cars}
            opens: asked
            fields:
              - {id: plate, kind: plate, name: 车牌}
            states:
              - {id: asked, stage: office, name: 申请}
              - {id: asked, stage: closed, name: 重复}
              - {id: island, stage: closed, name: 到不了}
            moves:
              - {id: approve, from: [asked], to: done, name: 批准}
            """
        let (definition, problems) = ShippedRegisters.check(yaml)
        #expect(definition == nil)
        #expect(problems.contains(Problem(line: 3, kind: .unexpected("nmae", nearest: "name"))))
        #expect(problems.contains(Problem(line: 1, kind: .missing("name"))))
        #expect(problems.contains(Problem(line: 9, kind: .repeated("asked"))))
        #expect(problems.contains(Problem(line: 10, kind: .unreachable("island"))))
        #expect(problems.contains(Problem(line: 12, kind: .noSuch("done", what: "state"))))
        #expect(problems.contains { if case .unknownValue("plate", _) = $0.kind { $0.line == 6 } else { false } })
        #expect(problems.contains { if case .unknownValue("approve", _) = $0.kind { $0.line == 12 } else { false } })
        #expect(problems.map(\.line) == problems.map(\.line).sorted())
    }

    private static let cars = """
        id: cars
        revision: 1
        prefix: car
        name: {zh: 用车, en: Cars}
        capture: [车, car]
        format: "用车〔{year}〕{seq}号"
        opens: asked
        fields: [{id: title, kind: long, name: 事由}]
        states: [{id: asked, stage: office, name: 申请}, {id: done, stage: closed, name: 已用}]
        steps: [{id: use, act: conclude, from: [asked], to: done, name: 用毕}]
        """

    @Test(arguments: [
        ("{seq}号", "号", 6, Problem.Kind.missing("{seq}")),
        ("revision: 1", "revision: -1", 2, .wrongKind("revision", expected: "1, 2, 3 …")),
        ("revision: 1", "revision: 0", 2, .wrongKind("revision", expected: "1, 2, 3 …")),
        ("prefix: car", "prefix: g", 3, .reserved("g", all: ["m", "g", "p", "u", "r", "o", "d", "y", "w"])),
        ("id: cars", "id: meetings", 1, .reserved("meetings", all: ["people", "units", "places", "journal", "office", "meetings"])),
        ("prefix: car", "prefix: IN", 3, .taken("IN", by: "inbound")), ("prefix: car", "prefix: task", 3, .taken("task", by: "tasks")),
        ("capture: [车, car]", "capture: [車, 發]", 5, .taken("發", by: "outgoing")),
        ("capture: [车, car]", "capture: [t]", 5, .taken("t", by: "tasks")),
    ])
    func `a register is called by nothing that means something else`(written: String, instead: String, line: Int, kind: Problem.Kind) {
        let others = ShippedRegisters.definitions
        #expect(others.count == ShippedRegisters.sources.count)
        #expect(ShippedRegisters.check(Self.cars, beside: others).problems == [])
        let changed = Self.cars.replacing(written, with: instead)
        #expect(ShippedRegisters.check(changed, beside: others).problems == [Problem(line: line, kind: kind)])
    }

    @Test func `a newer revision takes nothing from the register it is of`() {
        for source in ShippedRegisters.sources {
            #expect(ShippedRegisters.check(source.yaml, beside: ShippedRegisters.definitions).problems == [], "\(source.id)")
        }
    }

    @Test(arguments: ["", "id: [", "\t", "- a\n- b", "id: x\nid: y", "%YAML 9\n---\n&a *a", "\u{0}\u{1}"])
    func `what is no register is refused with a problem, never a crash`(yaml: String) {
        #expect(!ShippedRegisters.check(yaml).problems.isEmpty)
    }

    private static let themesFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("themes")

    private static let themes: [(name: String, yaml: String)] = {
        let files = (try? FileManager.default.contentsOfDirectory(at: themesFolder, includingPropertiesForKeys: nil)) ?? []
        return ShippedThemes.sources
            + files.sorted { $0.path < $1.path }.map { ($0.lastPathComponent, (try? String(contentsOf: $0, encoding: .utf8)) ?? "") }
    }()

    @Test func `every shipped theme has no problem and its text is readable, on a selected row too`() throws {
        #expect(SettingsTests.themes.count >= 9)
        for source in SettingsTests.themes {
            let (theme, problems) = ThemeReading.read(source.yaml)
            #expect(problems == [], "\(source.name)")
            let found = try #require(theme)
            let ground = try #require(found.palette["base00"])
            let selection = try #require(found.color(found.roles["selection"]?.background))
            for (role, style) in found.roles where !["border", "shadow"].contains(role) {
                guard let foreground = found.color(style.foreground) else { continue }
                let behind = found.color(style.background) ?? ground
                #expect(foreground.contrast(with: behind) >= 4.5, "\(source.name) \(role)")
                if ["text", "dim", "overdue", "urgent", "soon", "accent", "mark", "notice"].contains(role) {
                    let ratio = foreground.contrast(with: selection)
                    #expect(ratio >= 4.5, "\(source.name) \(role) selected \(ratio)")
                }
            }
        }
    }

    @Test func `a scheme of low contrast is told by its roles`() throws {
        #expect(try SettingsTests.themes.allSatisfy { try #require(ThemeReading.read($0.yaml).theme).faintRoles.isEmpty })
        let source = try #require(SettingsTests.themes.first?.yaml)
        // The text in the colour of its ground.
        let ground = try #require(source.split(separator: "\n").first { $0.contains("base00:") }).split(separator: ":")[1]
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.contains("base05:") ? "\($0.prefix { $0 != ":" }):\(ground)" : String($0)
        }
        let faint = try #require(ThemeReading.read(lines.joined(separator: "\n")).theme)
        let told = faint.faintRoles
        #expect(told.contains { $0.role == "text" && $0.shown == "1.0" } && !told.contains { $0.role == "border" })
    }

    @Test func `the themes in the program are the files beside it`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: SettingsTests.themesFolder.path).filter { $0.hasSuffix(".yaml") }
        #expect(Set(files) == Set(ShippedThemes.sources.map { $0.name + ".yaml" }))
        for source in ShippedThemes.sources {
            let file = try String(contentsOf: SettingsTests.themesFolder.appendingPathComponent(source.name + ".yaml"), encoding: .utf8)
            #expect(file.trimmingCharacters(in: .newlines) == source.yaml.trimmingCharacters(in: .newlines))
        }
    }

    @Test func `the registers in the program are the files beside it`() throws {
        let folder = SettingsTests.themesFolder.deletingLastPathComponent().appendingPathComponent("Sources/Settings/Resources/registers")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        #expect(Set(files) == Set(ShippedRegisters.sources.map { $0.id + ".yaml" }))
        for source in ShippedRegisters.sources {
            let file = try String(contentsOf: folder.appendingPathComponent(source.id + ".yaml"), encoding: .utf8)
            #expect(file == source.yaml + "\n", "run Resources/embed")
            #expect(ShippedRegisters.check(source.yaml).definition?.id == source.id)
        }
    }

    @Test func `a published scheme works unchanged, a broken one is named by line`() {
        let published =
            "scheme: \"Old\"\nauthor: \"x\"\n"
            + (0..<16).map { "base0\(String($0, radix: 16).uppercased()): \"10203\($0 % 10)\"" }.joined(separator: "\n")
        #expect(ThemeReading.read(published).problems == [])
        let broken =
            published.replacingOccurrences(of: "base05: \"102035\"", with: "base05: \"zz\"") + "\nroles:\n  overdue: base99\n  late: base08"
        let problems = ThemeReading.read(broken).problems
        #expect(problems.contains(Problem(line: 8, kind: .wrongKind("base05", expected: "rrggbb"))))
        #expect(problems.contains { $0.line == 20 })
        #expect(problems.contains { $0.line == 21 })
    }

    @Test func `a theme builds on another, and on itself by no detour`() throws {
        let calm = try #require(ThemeReading.read(ShippedThemes.sources[0].yaml).theme)
        let yaml = "inherits: calm\nborders: ascii\nbase08: 'ff0000'\nroles: {overdue: base0E}\n"
        let (theme, problems) = ThemeReading.read(yaml) { $0 == "calm" ? calm : nil }
        #expect(problems == [])
        #expect(theme?.palette["base08"] == RGB(hex: "ff0000"))
        #expect(theme?.palette["base0B"] == calm.palette["base0B"])
        #expect(theme?.roles["overdue"]?.foreground == "base0E")
        #expect(theme?.roles["urgent"] == calm.roles["urgent"])
        #expect(theme?.hasPlainBorders == true)
        #expect(ThemeReading.read(yaml).problems.first?.line == 1)
        #expect(ThemeReading.read("inherits: calm\nborders: wavy\n") { _ in calm }.theme == nil)

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("themes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("loop.yaml")
        try Data("inherits: \(file.path)\n".utf8).write(to: file)
        #expect(ThemeFiles.read(file.path).theme == nil)
    }

    @Test func `what a move or a state was called in earlier definitions is still understood`() throws {
        let inbound = try #require(ShippedRegisters.check(ShippedRegisters.sources[0].yaml).definition)
        func moves(_ word: String) -> Set<Move> { Set(inbound.steps.filter { $0.name.isMeant(by: word) }.map(\.verb)) }
        #expect(moves("到日再办") == [.bringup] && moves("定日提醒") == [.bringup])
        #expect(moves("再议") == [.resume] && moves("暂停") == [.hold])
        #expect(inbound.states.filter { $0.name.isMeant(by: "暂停") }.map(\.id) == ["held"])
        // An office that keeps the older definition understands the newer word.
        #expect(Term(zh: "到日再办", en: "Bring up").isMeant(by: "定日提醒"))
        #expect(!Term(zh: "缓议", en: "Defer").isMeant(by: "再议"))
    }
}
