/// A column of a table as offices keep it, under every heading it is known by: the one list of synonyms for all that takes tables.
public struct TableColumn: Hashable, Sendable {
    /// What the column is in the program: a field's id, a directory's column.
    public let key: String
    /// The headings, the plain ones first.
    public let names: [String]

    public init(_ key: String, _ names: [String]) {
        self.key = key
        self.names = names
    }

    /// Whether a heading, or one part of it, is this column's: blanks, width and punctuation do not count.
    public func isHeaded(_ heading: String) -> Bool { names.contains { TableColumn.same($0, heading) } }

    public static func same(_ name: String, _ heading: String) -> Bool {
        let key = Folding.key(heading)
        return !key.isEmpty && Folding.key(name) == key
    }

    /// Headings of columns that only count the rows: nothing of them is kept.
    public static let counters = TableColumn("", ["序号", "序", "编次", "No.", "#", "行号"])
}

extension DirectoryColumn {
    /// The columns of a table of people, units or places.
    public static func tableColumns(of kind: SubjectID.Kind) -> [TableColumn] {
        columns(of: kind).map { TableColumn($0.rawValue, $0.headings(of: kind)) }
    }

    /// Headings that are clear in a table of one kind: 姓名 in a table of units is a person's.
    private func headings(of kind: SubjectID.Kind) -> [String] {
        switch (self, kind) {
        case (.name, .person): ["name", "姓名", "人员", "人员姓名", "名称", "干部姓名", "职工姓名"]
        case (.name, .unit): ["name", "名称", "单位", "单位名称", "部门名称", "机构名称", "单位全称", "全称"]
        case (.name, .place): ["name", "名称", "会议室", "会议室名称", "场所", "场所名称", "地点"]
        case (.contact, .unit): words + ["联系人姓名", "联络人", "负责人"]
        case (.phone, .person): words + ["手机", "手机号", "手机号码", "移动电话", "电话号码", "办公室电话", "座机", "联系方式"]
        case (.phone, .unit): words + ["联系人电话", "电话号码", "值班电话", "单位电话", "办公室电话", "联系方式", "座机"]
        case (.department, .person): words + ["所在科室", "所在部门", "处室", "股室", "单位"]
        case (.post, .person): words + ["职位", "职务名称", "现任职务"]
        case (.rank, .person): words + ["排序", "次序"]
        case (.short, .unit): words + ["单位简称"]
        case (.codes, .unit): words + ["机关代字", "公文代字"]
        case (.level, .unit): words + ["单位类别", "单位层级", "隶属关系"]
        case (.address, _): words + ["办公地址", "通讯地址", "单位地址", "位置"]
        case (.capacity, .place): words + ["座位数", "容纳", "人数", "可容纳人数"]
        case (.email, _): words + ["电子邮箱", "邮件", "电子邮件"]
        case (.aliases, .person): words + ["曾用名"]
        case (.topics, .person): words + ["分管工作", "工作分工", "分工"]
        default: words
        }
    }
}

extension RegisterDefinition {
    /// The columns of a table of this register's matters: a field's id, its name in either language, and what offices call it elsewhere.
    public var tableColumns: [TableColumn] {
        let own = fields.map { [$0.id, $0.name.zh, $0.name.en] }
        let taken = Set(own.joined().map { Folding.key($0) })
        var columns = zip(fields, own).map { field, names -> TableColumn in
            // What another field of this register is called by its own name is not its.
            let elsewhere = RegisterDefinition.synonyms[field.part?.rawValue ?? field.finding?.rawValue ?? field.id] ?? []
            return TableColumn(field.id, names + elsewhere.filter { !taken.contains(Folding.key($0)) })
        }
        if field("title") == nil { columns.append(TableColumn("title", ["title"] + (RegisterDefinition.synonyms["title"] ?? []))) }
        return columns
    }

    /// What tables of other offices call the fields that registers have in common, by the parts they play and what they take.
    private static let synonyms: [String: [String]] = [
        "title": ["标题", "文件名称", "文件标题", "名称", "题名", "事项", "文件题名", "来文标题", "公文标题", "工作事项", "任务", "任务名称", "事由"],
        "from": ["来文机关", "来文单位名称", "来件单位", "发文单位", "送文单位", "来文处室"],
        "issuer": ["发文单位", "制发机关", "责任者"],
        "reference": ["发文字号", "发文文号", "来文字号", "来文文号", "文件字号", "文件编号", "文件号", "公文文号", "原文号", "字号"],
        "copies": ["数量", "印数", "件数", "份"],
        "kind": ["公文种类", "文件种类", "文件类型", "类型"],
        "dated": ["发文日期", "成文时间", "发文时间", "落款日期", "文件日期", "印发日期"],
        "received": ["收文日期", "收文时间", "收到日期", "来文日期", "来文时间", "登记日期", "收件日期", "签收日期"],
        "addressees": ["主送单位", "主送机关"],
        "copyTo": ["抄送单位", "抄送机关"],
        "urgency": ["紧急程度", "缓急", "缓急程度"],
        "limit": ["办理期限", "办理时限", "办结期限", "截止日期", "完成时限", "办结时限", "时限"],
        "owner": ["经办人", "承办人", "责任人", "负责人", "跟办人"],
        "department": ["承办科室", "责任科室", "部门"],
        "author": ["拟稿", "起草人"],
        "signer": ["签发", "签发领导"],
        "assigner": ["交办领导"],
        "standard": ["完成要求", "工作要求"],
        "plannedOn": ["计划完成日期", "计划时间"],
        "box": ["存放处", "盒号"],
        "remark": ["备注", "说明", "附注", "备考"],
    ]
}
