import Office
import Settings

/// The office every test begins with: two clerks' desks, two leaders, three units, a room, and the shipped registers.
public enum Founding {
    public static let commands: [Command] = founding(
        ["inbound", "tasks", "outgoing"], Dictionary(ShippedRegisters.compiled().map { ($0.id, $0.json) }, uniquingKeysWith: { $1 }))

    /// The same with other registers.
    public static func founding(_ registers: [String], _ definitions: [String: JSON]) -> [Command] {
        let office = NewOffice(name: "测试办", profile: "general", registers: registers, definitions: definitions, isRehearsal: true)
        return [
            .found(office),
            .enlist(.person, fields: ["name": "张敏", "post": "文书", "roles": ["clerk", "administrator"], "accounts": ["zhang"]]),
            .enlist(.person, fields: ["name": "周明远", "post": "办公室主任", "roles": ["director"], "accounts": ["zhou"]]),
            .enlist(.person, fields: ["name": "王建国", "post": "县长", "rank": 1]),
            .enlist(.person, fields: ["name": "李卫东", "post": "常务副县长", "rank": 2]),
            .enlist(.unit, fields: ["name": "综合科", "level": "internal"]),
            .enlist(
                .unit, fields: ["name": "云溪县财政局", "short": ["财政局"], "codes": ["云财函"], "level": "subordinate", "leader": "p4"]),
            .enlist(.unit, fields: ["name": "云溪县水利局", "short": ["水利局"], "codes": ["云水"], "level": "subordinate"]),
            .enlist(.place, fields: ["name": "三楼会议室", "capacity": 40]),
        ]
    }
}
