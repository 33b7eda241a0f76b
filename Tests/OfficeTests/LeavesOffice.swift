import Office
import Settings
import TestKit
import Testing

/// An office with a register of its own whose requests are approved by the director, then by a leader.
enum LeavesOffice {
    static let levels = "[director, leader]"
    static let yaml = """
        id: leaves
        prefix: lv
        name: {zh: 休假, en: Leave}
        capture: [休]
        opens: draft
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事由, en: For}}
          - {id: applicant, kind: person, first: true, name: {zh: 申请人, en: Applicant}}
        states:
          - {id: draft, stage: doing, name: {zh: 填写, en: Draft}}
          - {id: asked, stage: office, name: {zh: 待批, en: Asked}}
          - {id: granted, stage: doing, name: {zh: 已批, en: Granted}}
          - {id: done, stage: closed, name: {zh: 已销假, en: Done}}
          - {id: archived, stage: closed, name: {zh: 已归档, en: Archived}}
        steps:
          - {id: ask, act: advance, from: [draft], to: asked, name: {zh: 提交, en: Ask}}
          - {id: rewrite, act: advance, from: [asked], to: draft, name: {zh: 撤回修改, en: Rewrite}}
          - id: approve
            act: approve
            from: [asked]
            to: granted
            otherwise: draft
            effects: {approved: {of: applicant, levels: \(levels)}}
            name: {zh: 审批, en: Approve}
          - {id: sign-late, act: sign, from: [asked, granted, done], name: {zh: 补签, en: Sign afterwards}}
          - {id: finish, act: advance, from: [granted], to: done, name: {zh: 销假, en: Finish}}
          - {id: file, act: archive, from: [done], to: archived, name: {zh: 归档, en: Archive}}
        """

    /// 张敏 p1 clerk and administrator, 周明远 p2 director, p3 王建国 and p4 李卫东 leaders by rank; p5 郑三 of 综合科.
    static func furnished(levels: String = levels) throws -> MemoryOffice {
        let office = try MemoryOffice()
        let own = yaml.replacing(LeavesOffice.levels, with: levels)
        #expect(ShippedRegisters.check(own).problems == [])
        let tree = try #require(LocatedYAML.read(own).tree)
        try office.submit(
            [
                .enlist(.person, DirectoryChange([.name: "郑三", .roles: ["member"], .department: "u1"])),
                .change([.adopt(register: "leaves", definition: tree.json)]),
            ], as: office.by())
        return office
    }

    /// A request of somebody, handed in.
    static func asked(by applicant: String = "p5", in office: MemoryOffice) throws -> SubjectID {
        let draft = MatterDraft(register: "leaves", values: ["title": "年休假三天", "fields/applicant": .string(applicant)])
        let id = try #require(try office.submit([.open(draft)], as: office.by()).events.first?.subject)
        try office.submit([.move(id, "ask", form: [:])], as: office.by())
        return id
    }
}
