import Office

/// Notices of 20 November 2026 with what the meeting form is to hold.
enum MeetingNoticeCases {
    static let places = [
        Place(id: "r1", record: Record(["name": "三楼会议室"])), Place(id: "r2", record: Record(["name": "第二会议室"])),
    ]
    static let directory = Directory(places: places, own: "云溪县人民政府办公室")

    /// The notice's lines, then the fields: start, end, place, attendees, branches, receipt, dress, contact, doubt.
    static let table: [(notice: String, expected: [String: String])] = [
        (
            "一、会议时间：11月25日（星期三）上午9:00，会期半天。\n二、会议地点：县政府大楼三楼会议室。\n三、参会人员：各乡镇长、县政府各部门主要负责人。",
            [
                "start": "2026-11-25 09:00", "end": "2026-11-25 12:00", "place": "三楼会议室", "attendees": "各乡镇长、县政府各部门主要负责人",
                "doubt": "-", "receipt": "-",
            ]
        ),
        (
            "兹定于11月25日下午2时30分在第二会议室召开安全生产工作会议，会议约2小时，请准时参加。",
            ["start": "2026-11-25 14:30", "end": "2026-11-25 16:30", "place": "第二会议室"]
        ),
        (
            "会议时间：2026年11月26日（星期三）9:00—11:30\n会议地点：四楼报告厅",
            ["start": "2026-11-26 09:00", "end": "2026-11-26 11:30", "place": "四楼报告厅", "doubt": "3 2026-11-26"]
        ),
        (
            "一、时间\n2026年12月1日上午8点半\n二、地点\n县委党校\n三、参加人员\n（一）县领导；\n（二）各单位办公室主任。\n四、有关要求\n请于11月27日前报送参会回执。",
            [
                "start": "2026-12-01 08:30", "place": "县委党校", "attendees": "（一）县领导；（二）各单位办公室主任", "receipt": "2026-11-27",
            ]
        ),
        (
            "时间：12月3日至4日，会期2天，12月2日下午报到。\n地点：云溪宾馆",
            ["start": "2026-12-03", "end": "2026-12-04 17:30", "place": "云溪宾馆"]
        ),
        (
            "培训时间：12月8日（星期二）下午3:00-5:00\n培训地点：线上（腾讯会议）\n培训对象：各单位文书",
            ["start": "2026-12-08 15:00", "end": "2026-12-08 17:00", "place": "线上（腾讯会议）", "attendees": "各单位文书", "doubt": "-"]
        ),
        (
            "会议以视频形式召开。\n会议时间：11月24日15时\n主会场：县政府三楼会议室\n分会场：各乡镇视频会议室\n着装：正装",
            ["start": "2026-11-24 15:00", "place": "三楼会议室", "branches": "各乡镇视频会议室", "dress": "正装"]
        ),
        (
            "报到时间：11月29日下午\n会议时间：11月30日上午9时整，时长90分钟\n会议地点：三楼会议室\n与会人员请着深色西装，并于11月27日17:00前将参会人员名单报县府办（联系人：张敏，电话：5210001）。",
            [
                "start": "2026-11-30 09:00", "end": "2026-11-30 10:30", "receipt": "2026-11-27 17:00", "dress": "深色西装",
                "contact": "张敏 5210001",
            ]
        ),
        ("经研究，定于下周三上午10点召开党组会，地点第二会议室。", ["start": "2026-11-25 10:00"]),
        ("拟于明日（11月21日）下午召开碰头会。\n地点：小会议室。", ["start": "2026-11-21 14:30", "place": "小会议室"]),
        (
            "会议时间：第一场11月25日上午9:00，第二场11月25日下午2:00\n会议地点：第一场在三楼会议室，第二场在第二会议室",
            ["start": "2026-11-25 09:00"]
        ),
        ("開會時間：115年11月25日（星期三）上午10時\n開會地點：本局三樓會議室\n出席者：各級學校校長", ["place": "本局三樓會議室", "attendees": "各級學校校長"]),
        ("会议时间：１１月２５日９：００—１１：００\n会议地点：三楼会议室（主楼）", ["start": "2026-11-25 09:00", "end": "2026-11-25 11:00", "place": "三楼会议室（主楼）"]),
        ("会议时间：11月25日上午9:00\n会议地点：市政府三楼会议室", ["place": "市政府三楼会议室"]),
        ("会议时间另行通知。\n地点待定。", ["start": "-"]),
        ("请于11月25日前报送材料。", ["start": "-", "place": "-"]),
        ("时间：11月25日晚上7点半至9点\n地点：第二会议室", ["start": "2026-11-25 19:30", "end": "2026-11-25 21:00"]),
    ]

    static func read(_ notice: String, _ field: String) -> String {
        let words = DateWords(now: Moment(seconds: 1_795_395_600), calendar: .china)
        let read = MeetingNotice("关于召开会议的通知\n各科室：\n\(notice)\n县政府办公室\n2026年11月20日", words: words, directory: directory)
        func told(_ reading: DateReading?) -> String? { reading.map { $0.day.iso + ($0.time.map { " " + $0.text } ?? "") } }
        switch field {
        case "start": return told(read.start) ?? "-"
        case "end": return told(read.end) ?? "-"
        case "place": return read.place ?? "-"
        case "attendees": return read.attendees?.text ?? "-"
        case "branches": return read.branches?.text ?? "-"
        case "dress": return read.dress?.text ?? "-"
        case "contact": return read.contact?.text ?? "-"
        case "receipt": return read.receipt.map { ($0.due?.iso ?? "") + ($0.time.map { " " + $0.text } ?? "") } ?? "-"
        case "doubt":
            return read.doubts.map { doubt in
                switch doubt {
                case .weekday(let written, let day): "\(written) \(day.iso)"
                }
            }.first ?? "-"
        default: return "?"
        }
    }
}
