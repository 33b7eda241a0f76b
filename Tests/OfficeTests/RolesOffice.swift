import Office
import TestKit

/// An office in which each role is somebody's.
enum RolesOffice {
    /// One of each role, 张敏 p1 and 周明远 p2 among them, and somebody who has none.
    static let people: [(id: String, roles: Set<Role>)] = [
        ("p1", [.clerk, .administrator]), ("p2", [.director]), ("p3", [.leader]), ("p5", [.keeper]), ("p6", [.head]), ("p7", [.leader]),
        ("p8", [.member]), ("p9", [.clerk]), ("p10", []),
    ]

    static func furnished() throws -> MemoryOffice {
        let office = try MemoryOffice()
        let roles: [(String, JSON)] = [
            ("钱一", ["keeper"]), ("孙二", ["head"]), ("李三", ["leader"]), ("吴四", ["member"]), ("郑五", ["clerk"]), ("王六", .null),
        ]
        try office.submit(
            roles.map { .enlist(.person, fields: ["name": .string($0.0), "roles": $0.1].filter { !$0.value.isNull }) }, as: office.by())
        // What takes the lines in place of the tasks, so that these can be retired.
        let keys = LaterDefinitions.smallest("keys", prefix: "ke", name: "钥匙借用", more: ["default": "lines"])
        try office.submit([.change([.adopt(register: "keys", definition: keys)])], as: office.by())
        return office
    }

    static let everybody: Set<Role> = []
    static let keepers: Set<Role> = [.keeper, .administrator]

    static func may(_ roles: Set<Role>, _ asked: Set<Role>) -> Bool { asked.isEmpty || !roles.isDisjoint(with: asked) }
}
