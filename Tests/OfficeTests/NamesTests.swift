import Testing

@testable import Office

/// Whom a name means where several bear it: here before elsewhere, inside before outside, superiors last.
@Suite struct NamesTests {
    private func unit(_ id: String, _ name: String, _ level: Unit.Level?, short: [String] = [], codes: [String] = []) -> Unit {
        Unit(
            id: id,
            record: Record([
                "name": .string(name), "short": .array(short.map(JSON.string)), "codes": .array(codes.map(JSON.string)),
                "level": JSON(level?.rawValue),
            ]))
    }

    private func person(_ id: String, _ name: String, _ post: String) -> Person {
        Person(id: id, record: Record(["name": .string(name), "post": .string(post)]))
    }

    /// The city's bureau stands first and bears the short name; the county's has none.
    private var county: Directory {
        Directory(
            people: [person("p1", "王芳", "机要员"), person("p2", "王芳", "科员"), person("p3", "李建国", "办公室主任")],
            units: [
                unit("u1", "临江市财政局", .superior, short: ["财政局"], codes: ["财函"]), unit("u2", "云溪县财政局", .subordinate, codes: ["财函"]),
                unit("u3", "云溪县水利局", .subordinate, short: ["水利局"]), unit("u4", "综合科", .internal),
                unit("u5", "云溪县石桥镇综合科", .subordinate, short: ["综合科"]), unit("u6", "青山区水利局", .peer),
                unit("u7", "云溪县城关镇中心小学", .subordinate, short: ["中心小学"]), unit("u8", "云溪县石桥镇中心小学", .subordinate, short: ["中心小学"]),
            ], own: "云溪县人民政府办公室")
    }

    @Test(arguments: [
        ("财政局", "u2"), ("县财政局", "u2"), ("市财政局", "u1"), ("临江市财政局", "u1"), ("水利局", "u3"), ("区水利局", "u6"), ("综合科", "u4"), ("财政", "u2"),
        ("财函", "u2"), ("李主任", "p3"), ("王芳（科员）", "p2"),
    ])
    func `a name means the nearest who bears it`(text: String, id: String) throws {
        #expect(try county.resolve(text, in: .assignees, what: "target") == id)
    }

    @Test(arguments: ["中心小学", "王芳"]) func `two that fit alike are asked, each by a name that tells them apart`(text: String) throws {
        let refusal = #expect(throws: Refusal.self) { try county.resolve(text, in: .assignees, what: "target") }
        guard case .ambiguous(_, _, let candidates)? = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(candidates.count == 2 && Set(candidates).count == 2)
    }

    @Test func `what a form writes of anybody is read back as the same one`() throws {
        let directory = county
        for id in directory.units.map(\.id) + directory.people.map(\.id) {
            let name = try #require(directory.name(id))
            #expect(try directory.resolve(name, in: .assignees, what: "target") == id, "\(name)")
        }
        #expect(directory.name("u3") == "水利局" && directory.name("u1") == "临江市财政局")
    }

    @Test func `the nearest is offered first`() {
        #expect(county.matches("czj", in: .units).map(\.id) == ["u2", "u1"])
        #expect(county.matches("财政局", in: .units).first?.id == "u2")
        #expect(county.entries(.assignees).last?.id == "u1")
    }

    @Test func `in the city the same name is the city's`() throws {
        let city = Directory(
            units: [unit("u1", "云溪县财政局", .subordinate), unit("u2", "临江市财政局", .subordinate)], own: "临江市人民政府办公室")
        #expect(try city.resolve("财政局", in: .units, what: "from") == "u2")
        #expect(InstructionReading("请财政局办理。", directory: city).target == "u2")
    }

    @Test func `a leader's words mean the office's own level, as lead and as partner`() {
        let lead = InstructionReading("请财政局牵头，水利局配合。", directory: county)
        #expect(lead.target == "u2" && lead.partners == ["u3"] && lead.others.isEmpty)
        let partner = InstructionReading("请水利局牵头，财政局配合。", directory: county)
        #expect(partner.target == "u3" && partner.partners == ["u2"])
        #expect(InstructionReading("请县财政局办理。", directory: county).target == "u2")
        let above = Directory(units: [unit("u1", "临江市人民政府", .superior)], own: "云溪县人民政府办公室")
        #expect(InstructionReading("请县人民政府办理。", directory: above).target == nil)
        #expect(InstructionReading("请石桥镇人民政府办理。", directory: above).target == nil)
        #expect(InstructionReading("请市水利局办理。", directory: county).target == nil, "a bureau nobody here knows is not the county's")
    }

    @Test func `a name that fits two is proposed with the other beside it`() {
        let read = InstructionReading("请中心小学办理。", directory: county)
        #expect(read.target == "u7" && read.others["u7"] == ["u8"])
    }

    @Test func `nothing proposes to hand a paper upward`() {
        func targets(_ target: String, _ partners: [String]) -> [RoutingRule.Target: Routing.Proposal] {
            let rule = RoutingRule(
                name: "决算", conditions: [.words: ["决算"]],
                targets: [.target: .string(target), .partners: .array(partners.map(JSON.string))])
            return Routing(for: Record(["title": "年终决算"]), rules: [rule], finished: [], directory: county).proposals
        }
        #expect(targets("u2", ["u3"]).count == 2)
        #expect(targets("u1", ["u3", "u1"]).isEmpty)
    }

    @Test(arguments: [
        ("云溪县市场监督管理局", "云溪县", "市场监督管理局"), ("郑州市财政局", "郑州市", "财政局"), ("城市管理局", "", "城市管理局"),
        ("临江市青山区教育局", "临江市青山区", "教育局"), ("延边朝鲜族自治州水利局", "延边朝鲜族自治州", "水利局"), ("赵县财政局", "赵县", "财政局"),
        ("沙市区教育局", "沙市区", "教育局"), ("综合科", "", "综合科"), ("云溪县社区矫正中心", "云溪县", "社区矫正中心"), ("云溪县工业园区管委会", "云溪县", "工业园区管委会"),
    ])
    func `the region in front of a name is told from the name`(name: String, region: String, rest: String) {
        let read = Region(of: name)
        #expect(read.name == region && read.rest == rest)
    }

    @Test func `a paper under a code that two use is the issuer's`() throws {
        let now = try #require(OfficeZone.shanghai.moment(iso: "2026-11-23T09:00"))
        func sender(_ issuer: String) -> JSON? {
            let text = "\(issuer)文件\n财函〔2026〕12号\n\(issuer)关于报送年终决算的通知\n云溪县人民政府：\n　　请报送。\n\(issuer)\n2026年11月20日\n"
            return PaperProposals(recognition: Recognition(of: text), directory: county, calendar: .china, now: now)
                .values(fallbackTitle: "")["fields/from"]
        }
        #expect(sender("临江市财政局") == "u1")
        #expect(sender("云溪县财政局") == "u2")
    }
}
