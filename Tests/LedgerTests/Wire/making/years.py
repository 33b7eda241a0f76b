"""What comes with the years: books closed, newer definitions adopted, the spring's filing, loans, corrections, erasures."""


def adoption(office):
    """Inbound and outgoing take the newer definitions; tasks and letters go on with those they have."""
    office.thrice("register", "adopt", "inbound")
    office.thrice("register", "adopt", "outgoing")
    office.refused("register", "adopt", who="陈静")


def after_adoption(office, folder):
    """The same moves under their newer names, and a paper that has been on its way since before."""
    one, two = folder[10:12]
    office.do(one, "bringup", day="12-24", thrice=True)
    office.do(one, "dispatch", target="教育局", thrice=False)
    office.do(one, "hold", reason="等文件")
    office.do(one, "resume", reason="已到")
    office.do(one, "back", "已办。", who="教育局")
    office.do(one, "conclude", thrice=False)
    office.do(two, "propose", leader="王建国", thrice=False)
    office.do(two, "hold", reason="缓议")
    office.do(two, "resume", reason="重议")


def books(office):
    office.thrice("register", "close", "inbound", "2025")
    office.run("register", "close", "letters", "2025")
    late = office.receive(office.write("late.txt", "云溪县水利局文件\n云水〔2025〕99号\n关于年底来的函\n云溪县人民政府办公室：\n请阅。\n"))[0]
    office.do(late, "register")
    # Taken back with its number, a paper that comes again takes the number up.
    office.add("收: 财政局 90 关于岁末慰问的通知")
    office.run("undo")
    office.add("收: 财政局 90 关于岁末慰问的通知", thrice=True)
    return late


def filing(office, main, outgoing, folder):
    papers = [*folder[12:24]]
    for paper in papers:
        office.do(paper, "putaway", thrice=False, result="已阅知。")
    office.thrice("archive", "term", papers[0], "永久")
    office.thrice("archive", "box", "2025", "--term", "30年")
    office.thrice("archive", "box", "2025")
    kept = folder[24]
    office.do(kept, "putaway", thrice=False, result="已阅知。")
    office.do(kept, "archive", retention="10年", pages="3", box="甲柜1层")
    office.thrice("archive", "freeze", "2025")
    late = folder[25]
    office.do(late, "putaway", thrice=False, result="已阅知。")
    office.refused("archive", "box", "2025")
    office.thrice("archive", "box", "2025", "--note", "清理抽屉时发现")
    office.refused("do", main, "reply", "--note", "归档后不再办理")
    office.thrice("archive", "correct", main, "文号应为101号")
    for paper in [main, outgoing]:
        office.thrice("loans", "lend", paper, "--to", "刘洋", "--for", "核对")
        office.thrice("loans", "renew", paper)
        office.refused("loans", "renew", paper)
        office.thrice("loans", "return", paper, "--condition", "完好", "--pages", "3")
    office.thrice("loans", "lend", papers[1], "--to", "临江县档案馆", "--approver", "周明远", "--kind", "复制", "--copies", "2")
    office.refused("loans", "lend", papers[2], "--to", "某公司")
    office.run("loans", "lend", papers[2], papers[3], "--to", "陈静", "--kind", "查阅")


def erasures(office, folder):
    office.refused("erase", folder[5], "--reason", "误收", who="陈静")
    office.run("erase", folder[26], "--reason", "误收个人信息")
