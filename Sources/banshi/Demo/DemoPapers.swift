import Office

/// Self-written papers for the sample office: titles by kind, and a text laid out as the standard asks.
enum DemoPapers {
    /// title without issuer, kind, urgency, sender by short name
    static let subjects: [(subject: String, kind: String, sender: String)] = [
        ("做好今冬明春防火工作", "通知", "市应急局"), ("报送2026年度决算报表", "通知", "市财政局"), ("开展冬季安全生产大检查", "通知", "市府办"),
        ("石桥水库除险加固工程资金", "请示", "水利局"), ("农村公路养护经费", "请示", "交通局"), ("修订县级储备粮管理办法", "意见", "发改局"),
        ("全县义务教育招生情况", "报告", "教育局"), ("征求《云溪县停车管理办法（征求意见稿）》意见", "函", "住建局"), ("协助提供人口数据", "函", "市财政局"),
        ("召开全市节能工作会议", "通知", "市府办"), ("表扬抗旱工作先进集体", "通报", "市政府"), ("城关镇老旧小区改造项目立项", "批复", "市政府"),
        ("加强政务公开工作", "意见", "省府办"), ("冬春农田水利建设进展", "报告", "农业农村局"), ("拨付困难群众救助补助资金", "请示", "民政局"),
        ("食品安全专项整治", "通知", "市场监管局"), ("县医院扩建用地", "请示", "卫健局"), ("举办春节文化活动方案", "请示", "文旅局"),
        ("地质灾害隐患点排查", "报告", "自然资源局"), ("青山乡饮水工程验收", "函", "青山乡"), ("预算执行审计整改", "报告", "审计局"),
        ("岗位设置方案", "请示", "人社局"), ("电力迎峰度冬保障", "报告", "供电公司"), ("寒潮蓝色预警", "通知", "气象局"), ("档案移交进馆", "通知", "档案馆"),
        ("规范行政执法证件管理", "通知", "市府办"), ("2027年重点项目申报", "通知", "发改局"), ("道路交通安全隐患治理", "函", "公安局"),
    ]

    static let proposals = ["请分管县长阅示。", "拟请财政局研究提出意见。", "请阅示后转有关单位办理。", "建议列入常务会议题。"]
    static let instructions = ["请财政局牵头研究，5个工作日内提出意见。", "同意，请抓紧落实。", "请发改局、住建局办理。", "阅。请督查室跟踪。"]
    static let results = ["已办，结果已函复。", "已落实并报送材料。", "会议已参加，精神已传达。", "资金已拨付到位。"]

    static func title(_ index: Int) -> (title: String, kind: String, sender: String) {
        let item = subjects[index % subjects.count]
        let issuer = DemoDirectory.units.first { $0.short == item.sender }?.name ?? item.sender
        return ("\(issuer)关于\(item.subject)的\(item.kind)", item.kind, item.sender)
    }

    /// The paper as it would be printed.
    static func text(_ title: String, _ reference: String, _ day: Day, issuer: String, urgency: String?, deadline: Day?, meeting: Day?)
        -> String
    {
        var lines: [String] = []
        if let urgency { lines += [urgency, ""] }
        lines += ["\(issuer)文件", "", reference, "", title, "", "云溪县人民政府："]
        lines.append("　　为做好有关工作，现就有关事项通知如下。")
        lines.append("　　一、提高认识，加强领导。各有关单位要明确责任人，逐项对照落实，做到件件有着落、事事有回音。")
        if let meeting {
            lines.append("　　二、会议安排。")
            lines.append("　　会议时间：\(meeting.month)月\(meeting.dayOfMonth)日上午9:00")
            lines.append("　　会议地点：三楼会议室")
        } else {
            lines.append("　　二、突出重点，务求实效。要坚持问题导向，建立台账，逐一销号。")
        }
        if let deadline { lines.append("　　三、请于\(deadline.month)月\(deadline.dayOfMonth)日前将落实情况报送我单位。") }
        lines += ["　　联系人：刘工，电话：0700-5100088。", "", issuer, "\(day.year)年\(day.month)月\(day.dayOfMonth)日", ""]
        return lines.joined(separator: "\n")
    }

    static let tasks: [(title: String, days: Int, importance: Int, promise: String?)] = [
        ("起草县长在节能会上的讲话稿", 0, 5, nil), ("核对国庆值班费发放表", 1, 2, nil), ("回电市府办李女士", 0, 4, "市府办李女士"),
        ("整理三季度督查通报", -2, 4, nil), ("征求意见函复函", -1, 3, nil), ("准备常务会议题材料", 2, 4, nil), ("更换二楼会议室话筒", 5, 1, nil),
        ("汇总各乡镇防火值班表", 0, 3, nil), ("报送政务信息两条", 3, 2, nil), ("回复群众来信（石桥镇）", 1, 4, "来信人周先生"),
        ("印制2027年台历", 12, 1, nil), ("联系档案馆确认移交清单", 4, 2, nil), ("修改办公用房调整方案", -4, 3, nil),
    ]

    static let meetings: [(title: String, day: Int, from: Int, to: Int, place: Int)] = [
        ("每周例会", 0, 510, 570, 0), ("预算评审会", 0, 840, 930, 1), ("县政府常务会议", 1, 540, 690, 0), ("防火工作视频会", 1, 900, 990, 2),
        ("信访联席会议", 2, 540, 600, 1), ("重点项目调度会", 3, 570, 660, 0), ("节能工作会议", 4, 540, 640, 0), ("党组学习", 5, 510, 600, 1),
        ("政务公开培训", 7, 840, 960, 2), ("年终总结筹备会", 8, 600, 660, 3), ("每周例会", 7, 510, 570, 0), ("上周督查反馈会", -3, 540, 600, 1),
    ]

    /// Outgoing papers, each as far as its steps: check, sign, second check, number, print, dispatch.
    static let outgoing: [(title: String, kind: String, to: String, steps: Int)] = [
        ("云溪县人民政府关于石桥水库除险加固工程资金的请示", "请示", "临江市人民政府", 6), ("云溪县人民政府办公室关于做好冬季防火工作的通知", "通知", "各乡镇人民政府，县府各部门", 4),
        ("云溪县人民政府关于县医院扩建用地的批复", "批复", "云溪县卫生健康局", 2), ("云溪县人民政府办公室关于协助提供统计数据的函", "函", "临江市统计局", 1),
        ("云溪县人民政府关于农村公路养护情况的报告", "报告", "临江市人民政府", 0),
    ]
}
