"""The inbound register: every way in, every move, those of earlier definitions first."""

import papers
from papers import letter


def doors(office):
    """Every way a paper comes in, and what is refused at the door."""
    one = office.write("1.txt", letter("云溪县水利局", "云水〔2025〕101号", "关于石桥水库除险加固工程资金的请示", "石桥水库申请资金。妥否，请批示。"))
    main = office.receive(one, thrice=True)[0]
    for number in range(2, 32):
        issuer, code = [("云溪县水利局", "云水"), ("云溪县财政局", "云财函"), ("云溪县教育局", "云教")][number % 3]
        kind = ["通知", "函", "报告", "请示"][number % 4]
        office.write(f"folder/{number:02}.txt", letter(issuer, f"{code}〔2025〕{number}号", f"关于第{number}项工作的{kind}"))
    folder = office.receive(office.folder + "/papers/folder")
    urgent = "特急\n" + letter("云溪市人民政府办公室", "云政办〔2025〕40号", "关于报送强降雪情况的紧急通知", "请于12月3日前报送。", to="各县人民政府")
    folder += office.receive(office.write("urgent.txt", urgent))
    folder += office.receive(office.write("letter.eml", papers.mail(letter("云溪县教育局", "云教〔2025〕60号", "关于校舍加固的请示"))), thrice=True)
    envelope = papers.archive({"通知.txt": letter("云溪县财政局", "云财函〔2025〕61号", "关于开展检查的函"), "附件1.txt": "检查表"})
    folder += office.receive(office.write("envelope.zip", envelope))
    piped = letter("云溪县林业局", "云林〔2025〕62号", "关于防火期的函")
    folder += [line.split()[0] for line in office.run("receive", "-", input=piped).splitlines() if line.startswith("m")]
    office.run("receive", one)
    folder += office.receive(one, "--again", thrice=True)
    # A second wording of a number that is here: put beside it.
    second = letter("云溪县水利局", "云水〔2025〕101号", "关于石桥水库除险加固工程资金的请示", "石桥水库申请资金，金额更正。妥否，请批示。")
    office.thrice("receive", "--new-version", office.write("1-2.txt", second))
    secret = office.write("secret.txt", "机密★5年\n某机关文件\n某发〔2025〕1号\n关于某事的通知\n")
    office.refused("receive", secret)
    office.refused("receive", "--placeholder", secret)
    cleared = office.write("cleared.txt", "机密★5年\n" + letter("云溪县林业局", "云林〔2019〕3号", "关于旧档的函"))
    folder += office.receive(cleared, "--declassified", "已解密；云溪县保密局")
    office.refused("add", "机密★5年 转办某件")
    office.write("../office/drop/drop.txt", letter("云溪县林业局", "云林〔2025〕63号", "关于苗木的函"))
    folder += office.receive()
    table = (
        "来文单位,文号,标题,成文日期,收到时间,文种,办理方式,知悉范围,备用\n财政局,云财函〔2025〕70号,关于甲的请示,2025-11-05,2025-11-06,请示,办件,,其他\n"
        "财政局,云财函〔2025〕71号,关于乙的报告,2025-11-07,2025-11-08,报告,阅件,,\n水利局,云水〔2025〕72号,关于丙的请示,2025-11-09,2025-11-10,请示,办件,,\n"
        "教育局,云教〔2025〕73号,关于干部任免的函,2025-11-12,2025-11-13,函,办件,周明远,\n"
    )
    office.thrice("import", office.write("in.csv", table), "--into", "inbound")
    captured = office.add("收: 财政局 88 关于年终决算的通知 截止:12-12", thrice=True)
    return main, folder, captured


def main_way(office, paper):
    """One paper's whole way, each step taken, taken back and taken again."""
    office.do(paper, "register")
    office.do(paper, "check")
    office.do(paper, "bringup", day="12-02", reason="等原件")
    office.do(paper, "propose", "拟请李副县长阅示。", leader="李卫东")
    office.do(paper, "propose", "请王县长阅示。", leader="王建国")
    office.do(paper, "circulate", readers="周明远、陈静", purpose="阅知", until="12-05")
    office.at("2025-12-02T09:10")
    office.do(paper, "back", "同意。请水利局牵头，3个工作日内报结果。", "--by", "王建国", "--medium", "原件", "--evidence", "县长办公室文件柜")
    office.do(paper, "back", "请抓紧。", "--by", "李卫东", "--medium", "电话", "--on", "2025-12-01")
    office.do(paper, "dispatch", "请按批示办理。", target="水利局", partners="财政局、综合科", limit="5个工作日")
    office.do(paper, "forward", target="教育局", note="请一并阅处。")
    office.do(paper, "dispatch", target="水利局", partners="财政局、综合科")
    office.do(paper, "sign", who="水利局", signedBy="刘站长", at="2025-12-02 09:00")
    office.do(paper, "sign", who="财政局")
    office.at("2025-12-03T10:00")
    office.thrice("chase", "log", paper, "--to", "水利局", "--with", "刘站长", "--answer", "周五报", "--next", "12-05", "--medium", "电话")
    office.do(paper, "chase", chased="财政局", means="短信", answer="已在办")
    office.do(paper, "extend", limit="10个工作日", reason="资料不全")
    office.do(paper, "hold", reason="等省厅批复")
    office.at("2025-12-05T10:00")
    office.do(paper, "resume", reason="批复已到")
    office.do(paper, "back", "资金已落实。", who="水利局")
    office.do(paper, "back", "同意安排。", "--by", "财政局", "--medium", "口头", who="财政局")
    office.do(paper, "back", "已会签。", "--by", "综合科", "--medium", "短信", who="综合科")
    office.do(paper, "back", "很好。", who="李卫东", day="12-04", original="副县长办公室")
    office.do(paper, "propose", "再呈王县长。", leader="王建国")
    office.do(paper, "back", "", "--by", "王建国")
    office.do(paper, "read", "阅，无意见。", "--by", "陈静", thrice=False, reader="陈静")
    office.refused("undo")
    office.do(paper, "read", thrice=False, reader="吴刚")
    office.do(paper, "recall", reason="误送", readers="周明远")
    office.do(paper, "reply", "云府函〔2025〕9号已复。")
    office.run("report", "slip", paper, "-o", office.folder + "/slips/slip.txt")
    office.do(paper, "conclude", result="资金已拨付。")
    office.do(paper, "circulate", readers="县领导", purpose="征求意见", expects="意见")
    office.do(paper, "recall")
    office.do(paper, "reply", "又复一次。")
    office.do(paper, "putaway", box="甲柜3层")
    office.do(paper, "link", into="m2")


def passed_over(office, paper):
    """A reader who is away is passed over and reads later."""
    office.do(paper, "circulate", readers="李卫东、刘洋", purpose="会签", expects="反馈")
    office.do(paper, "read", "同意会签。", "--by", "李卫东", thrice=False, reader="李卫东")


def side_ways(office, folder):
    """What a paper meets beside the common way."""
    deferred, sent_back, wrong, twin, joined, given, read, quick = folder[:8]
    office.do(deferred, "propose", leader="李卫东")
    office.do(deferred, "hold", reason="下次会议再议")
    office.do(deferred, "chase", chased="周明远", answer="下周议")
    office.do(deferred, "resume", reason="上会")
    office.do(deferred, "hold", reason="等附件")
    office.do(deferred, "resume", reason="附件已到")
    office.do(sent_back, "return", code="不合行文规则", reason="越级行文")
    office.do(sent_back, "void", reason="来文单位撤回")
    office.do(wrong, "void", reason="重复登记")
    office.do(joined, "join", into=twin)
    office.do(twin, "link", into=joined)
    office.refused("do", twin, "link", "--set", f"into={twin}", code=65)
    office.do(given, "propose", leader="李卫东", giveBackOn="12-20")
    office.do(given, "back", "已阅。", "--medium", "原件", "--by", "李卫东")
    office.do(given, "return", reason="阅后退回")
    office.do(read, "circulate", readers="周明远、陈静", handling="阅件")
    office.do(read, "read", thrice=False, reader="周明远")
    office.do(read, "read", thrice=False, reader="陈静")
    office.do(quick, "dispatch", target="财政局", limit="3日", knowers="周明远、财政局")
    office.do(quick, "putaway", into=given)
    office.refused("do", quick, "conclude")
    office.refused("do", quick, "nonsense", code=65)
