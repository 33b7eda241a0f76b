/// Reads the letters of Taiwan's offices, whose elements stand behind labels: 主旨：, 發文字號：, 正本：.
struct LabelledReading {
    private(set) var fields: [(name: String, value: JSON, confidence: Int, line: Int)] = []
    private(set) var rows: [Piece] = []
    let date: Day?

    private static let labels = Words(
        "受文者 发文日期 发文字号 速别 密等及解密条件或保密期限 密等及解密条件 密等 附件 主旨 说明 办法 拟办 公告事项 依据 正本 副本 抄本 承办人 承办单位 联络人及电话 联络人 联络电话 电话 传真 "
            + "电子信箱 电子邮件 地址 档号 保存年限 开会事由 开会时间 开会地点 主持人 出席者 列席者 备注")
    private static let kinds: [(ending: String, kind: String)] = [
        ("开会通知单", "通知"), ("书函", "函"), ("公告", "公告"), ("通报", "通报"), ("函", "函"), ("令", "令"), ("呈", "报告"),
    ]

    /// Nil where the paper is of another form.
    init?(_ pieces: [Piece]) {
        var values: [String: Piece] = [:]
        var open: String?
        var first: Piece?
        for piece in pieces.prefix(120) {
            if let label = Self.labels.beginning(piece.key), let sign = piece.key.at(label.count), sign == ":" || sign == "：" {
                let name = label.string
                open = values[name] == nil ? name : nil
                if values[name] == nil { values[name] = piece.rawCut(label.count + 1) }
            } else if let name = open, ["主旨", "正本", "出席者", "开会事由"].contains(name), let value = values[name] {
                values[name] = Piece(line: value.line, raw: value.text + piece.text)
            } else if first == nil, values["主旨"] == nil {
                first = piece
            }
        }
        guard let subject = values["主旨"] ?? values["开会事由"], values["发文字号"] != nil || values["受文者"] != nil else { return nil }
        date = values["发文日期"].flatMap { PaperDates.all(in: $0.key).first?.day }
        func put(_ name: String, _ value: JSON, _ confidence: Int, _ line: Int) { fields.append((name, value, confidence, line)) }
        put("title", .string(subject.text.string), 90, subject.line)
        if let first { readIssuer(first) }
        if let reference = values["发文字号"] { readReference(reference) }
        if let date, let line = values["发文日期"]?.line { put("date", .string(date.iso), 95, line) }
        let named = values["正本"].flatMap { $0.key.has("如") ? nil : $0 } ?? values["出席者"] ?? values["受文者"]
        if let named, !named.text.isEmpty {
            put("addressees", .array(named.text.splitFlat(["、", "，", ","]).map { .string($0.string) }), 90, named.line)
        }
        if let speed = values["速别"], !speed.text.isEmpty { put("urgency", .string(speed.text.string), 90, speed.line) }
        if let person = values["联络人及电话"] ?? values["承办人"] ?? values["联络人"], !person.text.isEmpty {
            let phone = (values["联络电话"] ?? values["电话"])?.text.string
            let text =
                person.words.count > 1 ? person.raw.string.trimmed : [person.text.string, phone].compactMap { $0 }.joined(separator: " ")
            put("contact", .string(text), 85, person.line)
        }
        rows = PaperPieces.sentences([subject] + pieces.filter { $0.line > subject.line })
    }

    /// `臨海市政府　函`
    private mutating func readIssuer(_ piece: Piece) {
        guard let found = Self.kinds.first(where: { piece.key.ends($0.ending) }) else { return }
        let length = piece.key.count - found.ending.unicodeScalars.count
        fields.append(("kind", .string(found.kind), 90, piece.line))
        guard length >= 2 else { return }
        fields.append(("issuers", .array([.string(piece.text.upTo(length).string)]), 90, piece.line))
    }

    /// `臨府文圖字第1150012345號`: the first three figures are the year of the Republic.
    private mutating func readReference(_ piece: Piece) {
        guard let at = piece.key.find("字第") else {
            if !piece.text.isEmpty { fields.append(("reference", .string(piece.text.string), 80, piece.line)) }
            return
        }
        let (figures, end) = References.digits(piece.key, at + 2)
        guard let sequence = Int(figures), figures.count <= 12 else { return }
        let whole = piece.text.upTo(piece.key.at(end) == "号" ? end + 1 : end)
        fields.append(("reference", .string(Folding.width(whole.string)), 95, piece.line))
        fields.append(("code", .string(piece.text.upTo(at + 1).string), 95, piece.line))
        if figures.count >= 7, let year = Int(figures.prefix(3)), (80...199).contains(year) {
            fields.append(("year", JSON(1911 + year), 80, piece.line))
        }
        fields.append(("sequence", JSON(sequence), 90, piece.line))
    }
}
