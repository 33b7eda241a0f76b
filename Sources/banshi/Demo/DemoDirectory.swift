import Office

/// The people, units and rooms of the sample office: an invented county.
enum DemoDirectory {
    static let officeName = "云溪县人民政府办公室"

    /// name, short name
    static let departments = [
        "秘书一科", "秘书二科", "综合科", "财务科", "行政科", "信访科", "督查室", "机要档案科",
    ]

    /// name, post, department, rank, roles
    static let people: [(name: String, post: String, department: Int?, rank: Int?, roles: [String])] = [
        ("张敏", "文书", 7, nil, ["clerk", "keeper", "administrator"]), ("王建国", "县长", nil, 1, ["leader"]),
        ("李卫东", "常务副县长", nil, 2, ["leader"]), ("赵晓梅", "副县长", nil, 3, ["leader"]), ("陈志强", "副县长", nil, 4, ["leader"]),
        ("周明远", "办公室主任", nil, nil, ["director"]), ("吴丽华", "办公室副主任", nil, nil, ["member"]),
        ("郑凯", "办公室副主任", nil, nil, ["member"]), ("孙伟", "科长", 0, nil, ["head"]), ("钱琳", "科员", 0, nil, ["member"]),
        ("冯涛", "科长", 1, nil, ["head"]), ("褚颖", "科员", 1, nil, ["member"]), ("卫东升", "科长", 2, nil, ["head"]),
        ("蒋雯", "科员", 2, nil, ["member"]), ("沈洁", "科长", 3, nil, ["head"]), ("韩冰", "科员", 3, nil, ["member"]),
        ("杨帆", "科长", 4, nil, ["head"]), ("朱立", "科员", 4, nil, ["member"]), ("秦岚", "科长", 5, nil, ["head"]),
        ("尤佳", "科员", 5, nil, ["member"]), ("许诚", "主任", 6, nil, ["head"]), ("何静", "督查员", 6, nil, ["member"]),
        ("吕芳", "科长", 7, nil, ["head", "keeper"]), ("王芳", "机要员", 7, nil, ["clerk"]), ("曹阳", "科员", 2, nil, ["member"]),
    ]

    /// name, short, code, level, phone
    static let units: [(name: String, short: String, code: String, level: String, phone: String)] = [
        ("临江市人民政府", "市政府", "临政发", "superior", "0700-5100001"), ("临江市人民政府办公室", "市府办", "临政办发", "superior", "0700-5100002"),
        ("东川省人民政府办公厅", "省府办", "东政办发", "superior", "0701-8600010"), ("临江市财政局", "市财政局", "临财", "superior", "0700-5100018"),
        ("临江市应急管理局", "市应急局", "临应急", "superior", "0700-5100119"), ("云溪县财政局", "财政局", "云财函", "subordinate", "5210011"),
        ("云溪县发展和改革局", "发改局", "云发改", "subordinate", "5210012"), ("云溪县教育局", "教育局", "云教函", "subordinate", "5210013"),
        ("云溪县水利局", "水利局", "云水", "subordinate", "5210014"), ("云溪县住房和城乡建设局", "住建局", "云建", "subordinate", "5210015"),
        ("云溪县交通运输局", "交通局", "云交", "subordinate", "5210016"), ("云溪县农业农村局", "农业农村局", "云农", "subordinate", "5210017"),
        ("云溪县卫生健康局", "卫健局", "云卫", "subordinate", "5210018"), ("云溪县民政局", "民政局", "云民", "subordinate", "5210019"),
        ("云溪县自然资源局", "自然资源局", "云自然资", "subordinate", "5210020"), ("云溪县应急管理局", "应急局", "云应急", "subordinate", "5210021"),
        ("云溪县市场监督管理局", "市场监管局", "云市监", "subordinate", "5210022"), ("云溪县人力资源和社会保障局", "人社局", "云人社", "subordinate", "5210023"),
        ("云溪县文化和旅游局", "文旅局", "云文旅", "subordinate", "5210024"), ("云溪县审计局", "审计局", "云审", "subordinate", "5210025"),
        ("云溪县公安局", "公安局", "云公", "peer", "5210026"), ("云溪县城关镇人民政府", "城关镇", "城政", "subordinate", "5210101"),
        ("云溪县石桥镇人民政府", "石桥镇", "石政", "subordinate", "5210102"), ("云溪县青山乡人民政府", "青山乡", "青政", "subordinate", "5210103"),
        ("云溪县柳河乡人民政府", "柳河乡", "柳政", "subordinate", "5210104"), ("云溪县档案馆", "档案馆", "云档", "peer", "5210030"),
        ("云溪县气象局", "气象局", "云气", "peer", "5210031"), ("云溪县供电公司", "供电公司", "云电", "peer", "5210040"),
    ]

    static let places = [("三楼会议室", 40), ("二楼会议室", 20), ("视频会议室", 60), ("小会议室", 10)]

    /// Which leader is in charge of a subordinate unit, by turns.
    static func leader(of unit: Int) -> Int { 2 + unit % 3 }

    /// Circles of readers and rules of where papers go, as an office of this size keeps them.
    static let customs: [OfficeChange] = [
        .circle("县领导", members: ["p2", "p3", "p4", "p5"]), .circle("办公室主任", members: ["p6", "p7", "p8"]),
        .routing([
            RoutingRule(
                name: "上级决算报表", conditions: [.level: ["superior"], .words: ["决算", "报表"]],
                targets: [.target: "u4", .limit: "5 workday", .readers: ["p6", "p7"]]),
            RoutingRule(
                name: "应急与气象", conditions: [.words: ["预警", "防汛", "防火"]],
                targets: [.readers: ["p2", "p3", "p6"], .importance: 4]),
        ]),
    ]
}
