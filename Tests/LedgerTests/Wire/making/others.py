"""Tasks, outgoing papers, the office's own registers, meetings and absences."""

import json

import papers


def tasks(office):
    task = office.add("审阅预算 @陈静 #预算 !1 截止:12-12 督办:周明远 提醒:-30m 计划:12-09", thrice=True)
    told = office.add("说: 王县长 电话 让我 12-10前 送名单", thrice=True)
    promise = office.add("诺: 李女士 12-08 17:00前 回电", thrice=True)
    alarm = office.add("急: 石桥镇山火初报", thrice=True)
    weekly = office.add("整理周报 每周五", thrice=True)
    other = office.add("核对清单")
    office.do(task, "dispatch", "请办理。", target="刘洋", limit="3个工作日")
    office.do(task, "sign", thrice=True)
    office.do(task, "bringup", day="12-09", reason="等数据", waitingOn="财政局")
    office.do(task, "chase", chased="刘洋", means="走访", **{"with": "刘洋"}, answer="明天", nextOn="12-08")
    office.do(task, "hold", reason="等数据")
    office.do(task, "resume", reason="数据已到")
    office.do(task, "extend", limit="12-19", reason="工作量大")
    office.do(task, "link", into="m1")
    office.do(task, "bringup", day="12-08", knowers="张敏、刘洋")
    office.do(promise, "bringup", day="12-08", waitingOn="李女士")
    office.do(promise, "extend", limit="12-09", reason="对方外出")
    office.do(alarm, "dispatch", target="综合科")
    office.do(alarm, "conclude", "火已扑灭。", "--by", "陈静", "--medium", "本人", person="周明远")
    office.do(weekly, "conclude", result="已报")
    office.do(other, "join", into=told)
    office.do(told, "void", reason="县长收回")
    office.run("import", office.write("tasks.csv", "事项,责任人,计划日\n盘点物资,陈静,12-15\n检修电梯,刘洋,12-16\n"), "--into", "tasks")
    office.run("add", "机密级设备台账的说法", "--declassified", "误报；张敏")
    # What a colleague took back stands in nobody's way, and what another opened is taken back by its entry.
    mine = office.add("借会场")
    office.run("do", mine, "bringup", "--set", "day=12-09", who="陈静")
    office.run("undo", who="陈静")
    office.run("undo")
    theirs = office.add("借投影仪")
    last = json.loads(office.run("history", theirs, "--json"))[-1]["entry"]
    office.run("undo", str(last), who="周明远")


def outgoing(office, inbound):
    """Drafts: an answer to a paper, a request that waits for its reply, one that is never sent."""
    answer = office.add("发: 关于除险加固资金的复函", thrice=True)
    office.do(answer, "link", into=inbound, **{"as": "答复"})
    office.do(answer, "check", "请修改后再送。", kind="函", addressees="云溪县水利局", author="陈静", copyTo="财政局")
    office.do(answer, "back", "补充金额。")
    office.do(answer, "check")
    office.refused("do", answer, "sign", "--set", "signer=陈静")
    office.do(answer, "sign", None, "--by", "李卫东", "--medium", "原件", signer="李卫东")
    office.do(answer, "back", "金额有误。")
    office.do(answer, "sign", None, "--by", "李卫东", "--medium", "电话", signer="李卫东")
    office.do(answer, "check", "复核无误。")
    office.do(answer, "bringup", day="12-10", reason="等印章")
    office.do(answer, "register")
    office.do(answer, "receive", copies="5")
    office.do(answer, "forward", target="水利局", thrice=False)
    office.refused("undo")
    office.do(answer, "putaway", box="乙柜")
    request = office.add("发: 关于追加抗旱资金的请示")
    office.do(request, "check", kind="请示", addressees="市政府", author="陈静", thrice=False)
    office.do(request, "sign", None, "--by", "王建国", signer="王建国", thrice=False)
    office.do(request, "check", thrice=False)
    office.do(request, "register", thrice=False)
    office.do(request, "receive", thrice=False)
    office.do(request, "forward", target="临江县府办", thrice=False)
    office.do(request, "chase", chased="临江县府办", means="书面", answer="下周答复")
    office.do(request, "conclude", "已电话同意。")
    office.do(request, "putaway")
    awaiting = office.add("发: 关于申请救灾物资的请示")
    for move, form in [
        ("check", {"kind": "请示"}), ("sign", {"signer": "王建国"}), ("check", {}), ("register", {}), ("receive", {}),
        ("forward", {"target": "市府办"}),
    ]:
        office.do(awaiting, move, None, *(["--by", "王建国"] if move == "sign" else []), thrice=False, **form)
    reply = letter_of_approval(office)
    office.do(reply, "link", into=awaiting)
    unsent = office.add("发: 关于停水的通知")
    office.do(unsent, "check", thrice=False)
    office.do(unsent, "void", reason="不发了")
    return answer


def letter_of_approval(office):
    text = papers.letter("云溪市人民政府办公室", "云政办〔2025〕55号", "关于救灾物资的批复", "同意。", day="2025年12月8日", to="云溪县人民政府")
    reply = office.receive(office.write("approval.txt", text))[0]
    office.do(reply, "register", thrice=False)
    return reply


def letters(office):
    """The office's own register: its own words for moves that the shipped ones have, too."""
    letter = office.add("信: 关于路灯不亮的来信", thrice=True)
    office.do(letter, "dispatch", target="综合科", limit="15日", writer="王女士", wish="求助")
    office.do(letter, "sign", who="综合科")
    office.do(letter, "read", thrice=False, reader="李卫东")
    office.do(letter, "chase", chased="综合科", means="电话", answer="在办")
    office.do(letter, "hold", reason="待现场核实")
    office.do(letter, "resume", reason="已核实")
    office.do(letter, "back", "非我科职责。")
    office.do(letter, "dispatch", target="财政局", thrice=False)
    office.do(letter, "reply", "路灯已修复。")
    other = office.add("信: 举报信一件")
    office.do(other, "link", into=letter)
    office.do(other, "void", reason="无具体内容")


def budgets(office):
    """A register of steps: each under a name of its own."""
    budget = office.add("算: 更换机房空调", thrice=True)
    office.do(budget, "submit", "请核拨。", target="财政局", limit="15日", sort="货物")
    office.do(budget, "return", "单价偏高。", "--medium", "微信")
    office.do(budget, "submit", target="财政局", thrice=False)
    office.do(budget, "grant", result="核定三万元。")
    other = office.add("算: 更换大门")
    office.do(other, "drop", reason="缓建")
    # A step that is a leader's: asked for by a clerk, taken by a leader; turned down, taken back; one request waits.
    asked = office.add("算: 更新会议系统")
    office.do(asked, "submit", target="财政局", thrice=False)
    office.do(asked, "settle", "请审定。", person="陈静", result="核定五万元。")
    office.do(asked, "settle", person="王建国")
    asked = office.add("算: 更换打印机")
    office.do(asked, "submit", target="财政局", thrice=False)
    office.do(asked, "settle", person="陈静", thrice=False, result="核定三万元。")
    office.thrice("request", asked, "refuse", "--reason", "超出预算", who="王建国")
    office.thrice("request", asked, "withdraw", who="陈静")
    office.do(asked, "settle", person="陈静", thrice=False, result="核定两万元。")


def circled(office, paper):
    """A matter whose circle is drawn, worked in, and lifted again."""
    office.do(paper, "bringup", day="12-08", knowers="周明远")
    office.do(paper, "propose", "拟请李副县长阅示。", leader="李卫东")
    office.do(paper, "back", "同意。", "--by", "李卫东", "--medium", "微信")
    office.do(paper, "chase", chased="周明远", means="微信", answer="已看")
    office.do(paper, "bringup", day="12-09", knowers="")


def meetings(office):
    single = office.add("会: 12-10 9:00-10:00 三楼会议室 项目推进会", thrice=True)
    office.run("add", "会: 每周一 8:30 三楼会议室 工作例会")
    office.refused("add", "会: 12-10 9:30-10:30 三楼会议室 评审会")
    series = papers.event("w1", "安全例会", ":20251202T150000", ":20251202T160000", "RRULE:FREQ=WEEKLY;COUNT=8", "EXDATE;TZID=Asia/Shanghai:20251209T150000")
    moved = papers.event("w1", "安全例会（改期）", ":20251217T090000", ":20251217T100000", "RECURRENCE-ID;TZID=Asia/Shanghai:20251216T150000")
    once = papers.event("a1", "调研", ":20251211T140000", ":20251211T170000", "LOCATION:县政府东院")
    whole = papers.event("d1", "宪法日", ";VALUE=DATE:20251204", ";VALUE=DATE:20251205")
    office.thrice("import", office.write("cal.ics", papers.calendar(series, moved, once, whole)))
    once = papers.event("a1", "调研（改）", ":20251211T143000", ":20251211T170000", "LOCATION:二楼会议室")
    office.thrice("import", office.write("cal-2.ics", papers.calendar(series, moved, once, whole)))
    office.thrice("add", "假: 李卫东 12-10至12-12 代:王建国 出差")
    office.thrice("add", "假: 刘洋 12-16 下午 看病")
    return single
