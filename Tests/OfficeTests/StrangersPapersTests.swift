import Office
import Testing

/// Papers as other offices and web pages lay them out.
@Suite struct StrangersPapersTests {
    private static let head = "云政办发〔2026〕12号\n云溪县人民政府办公室关于做好冬季供水工作的通知\n各乡镇人民政府：\n　　请认真落实。\n"

    @Test(arguments: [
        head + "2026年11月20日\n\n附件\n\n供水情况说明\n　　有关情况如下。\n云溪县水利局\n2025年3月4日\n",
        head + "附件：1.情况说明\n2026年11月20日\n附件1：\n情况说明\n云溪县水利局\n2025年3月4日\n",
        "云溪县人民政府办公室关于做好冬季供水工作的通知\n2026年11月20日\n各乡镇人民政府：\n　　请认真落实。\n附件1\n供水情况说明\n云溪县水利局\n2025年3月4日\n",
        // What hangs on it is named above the signature, and the signature is the paper's.
        head + "附件：\n1.情况说明\n云溪县人民政府办公室\n2026年11月20日\n",
    ])
    func `the date of an attachment is not the paper's`(paper: String) { #expect(Recognition(of: paper).date == Day(2026, 11, 20)) }

    @Test(arguments: [
        "云溪县人民政府令\n第12号\n　　现公布《云溪县城市供水管理办法》，自2026年1月1日起施行。\n县长　王立\n2025年11月20日\n云溪县城市供水管理办法\n第一条　为了加强管理，制定本办法。\n",
        "云溪县人民政府令\n第12号\n　　《云溪县城市供水管理办法》已经县人民政府第20次常务会议通过，现予公布，自2026年1月1日起施行。\n县长　王立\n2025年11月20日\n",
        "云溪县人民政府令\n　　现将《云溪县城市供水管理办法》予以公布，自2026年1月1日起施行。\n县长　王立\n2025年11月20日\n",
        "云溪县人民政府令\n第12号\n现公布修订后的《云溪县城市供水管理办法》，自2026年1月1日起施行。\n县长　王立\n2025年11月20日\n",
    ])
    func `a decree is called by what it puts in force`(paper: String) {
        let read = Recognition(of: paper)
        #expect(read.title == "云溪县城市供水管理办法" && read.kind == "令")
        #expect(read.list("issuers") == ["云溪县人民政府"] && read.date == Day(2025, 11, 20))
    }

    @Test(arguments: [
        ("云溪县人民政府办公室会议通知", "各乡镇人民政府"), ("云溪县财政局转发《省财政厅关于资金管理的通知》", "各乡镇财政所"), ("关于对《云溪县供水管理办法》的修改意见", "县司法局"),
        ("云溪县水利局关于申请除险加固资金的请示", "县人民政府"), ("云溪县人民政府办公室关于召开全县防汛会议通知", "各乡镇人民政府"),
    ])
    func `a title and whom it is written to stay apart on one line`(title: String, addressee: String) {
        for paper in [title + addressee + "：请认真落实。云溪县人民政府2026年11月20日", "云政办发〔2026〕12号\n\(title)\(addressee)：\n　　请认真落实。\n"] {
            let read = Recognition(of: paper)
            #expect(read.title == title && read.list("addressees") == [addressee])
        }
        // A body that speaks of a notice is no title.
        #expect(Recognition(of: "现将会议通知各乡镇人民政府：\n请参会。\n").kind == nil)
    }

    @Test(arguments: ["• ", "- ", "●", "· ", "* "])
    func `labels of a web page's index are read behind their dots`(dot: String) {
        let labels = [
            "索 引 号：YX001/2026-00012", "发文机关：云溪县人民政府办公室", "成文日期：2026-11-20", "**标　　题：** 云溪县人民政府办公室关于做好冬季供水工作的通知",
            "发文字号：云政办发〔2026〕12号",
        ]
        let read = Recognition(of: labels.map { dot + $0 }.joined(separator: "\n") + "\n\n各乡镇人民政府：\n　　请认真落实。\n")
        #expect(read.reference == "云政办发〔2026〕12号" && read.title == "云溪县人民政府办公室关于做好冬季供水工作的通知")
        #expect(read.date == Day(2026, 11, 20) && read.list("addressees") == ["各乡镇人民政府"])
    }
}
