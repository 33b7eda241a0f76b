"""What only the desk writes: notes, edits, meetings changed and cancelled, a second receipt, what a reader saw, what the drop folder brought."""

from papers import letter


def thrice(desk):
    """Takes back what was just done and does it again."""
    desk.type("u")
    desk.wait("已撤销")
    desk.press("C-r")
    desk.wait("已重做")


def clerk(office):
    office.add("会: 12-17 16:00-17:00 二楼会议室 验收会")
    with office.desk("张敏") as desk:
        for key, text in [("P", "已电话催报。"), ("O", "对方资料未齐。")]:
            desk.type(key)
            desk.type(text)
            desk.press("Enter")
            desk.wait("已保存")
            thrice(desk)
        edit(desk)
        second_receipt(desk)
        meetings(desk)
        from_a_paper(desk)
        closing(desk)
        dropped(office, desk)
        # A form that is left keeps its draft.
        desk.type("2+")
        desk.wait("来文单位")
        desk.press("Tab", "Tab")
        desk.type("写到一半")
        desk.wait("写到一半")


def edit(desk):
    desk.type("2gje")
    desk.wait("修改 ·")
    desk.press("Tab", "Tab", "Tab", "C-u")
    desk.type("3")
    desk.press("Enter")
    desk.wait("已保存")
    thrice(desk)


def second_receipt(desk):
    desk.type("2+")
    desk.wait("来文单位")
    desk.type("水利局")
    desk.press("Tab")
    desk.type("云水〔2025〕101号")
    desk.press("Tab")
    desk.type("关于石桥水库资金的请示")
    desk.press("Enter")
    desk.wait("同一文件，另一渠道收到")
    desk.press("Enter")
    desk.wait("加签收记录，不另编号")
    desk.press("Escape")
    thrice(desk)


def meetings(desk):
    desk.type("3+")
    desk.wait("会议名称")
    desk.type("座谈会")
    desk.press("Tab", "C-u")
    desk.type("2025-12-17 11:00")
    desk.press("Tab", "C-u")
    desk.type("2025-12-17 12:00")
    desk.press("Enter")
    desk.wait("已列入日程")
    thrice(desk)
    desk.type("gjje")
    desk.wait("验收会")
    desk.wait("会议名称")
    desk.press("C-u")
    desk.type("工程验收会")
    desk.press("Enter")
    desk.wait("17:00 工程验收会")
    thrice(desk)
    desk.type("D")
    desk.type("专家未到")
    desk.press("Enter")
    desk.wait("已取消")
    thrice(desk)


def from_a_paper(desk):
    for key, title in [("t", "建任务"), ("Y", "复函 ·")]:
        desk.type("2" + key)
        desk.wait(title)
        desk.press("Enter")
        desk.wait("〔2025〕" if key == "t" else "已")
        desk.press("Escape")
        thrice(desk)


def closing(desk):
    """The close of the day: a promise put off, a paper handed on."""
    desk.type("1E")
    desk.wait("下班收尾")
    desk.type("2")
    desk.wait("已向谁说明")
    desk.type("李女士本人")
    desk.press("Enter")
    desk.wait("▸ 关于年终决算的通知")
    desk.type("4")
    desk.wait("交给 ·")
    desk.type("陈静")
    desk.press("Enter")
    desk.wait("▸ 整理周报")
    desk.press("Escape")


def dropped(office, desk):
    office.write("../office/drop/drop-2.txt", letter("云溪县林业局", "云林〔2025〕64号", "关于护林员的函"))
    desk.wait("收件夹收到")


def reader(office, paper):
    office.do(paper, "circulate", thrice=False, readers="王建国、陈静", purpose="阅知")
    with office.desk("王建国") as desk:
        desk.type("7")
        desk.type("第14项工作")
        desk.press("Enter")
        desk.wait("── 14.txt")
        desk.press("Enter")
        desk.until(lambda: "matter.seen" in office.run("history", paper, "--json"), "the sight to be recorded")
