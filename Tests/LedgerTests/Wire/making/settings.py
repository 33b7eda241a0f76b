"""The office itself: directory, circles, limits, hours, notices, routing, sheets, the archive's tables."""

import getpass
import json

import papers


def directory(office):
    for kind, table in [("units", papers.UNITS), ("people", papers.PEOPLE), ("places", "会议室,容纳人数\n三楼会议室,40\n")]:
        office.run(kind, "import", office.write(f"{kind}.csv", table))
    # One account sits for several people: who acts is said with --as.
    account = getpass.getuser()
    for name in ["周明远", "王建国", "陈静"]:
        office.thrice("people", "set", name, f"account={account}")
    office.run("people", "set", "张敏", "roles=clerk,keeper,administrator")
    office.thrice("people", "add", "吴刚", "职务=科员", "科室=综合科", "别名=老吴", "B角=陈静")
    office.thrice("people", "set", "周明远", "分管=机关运转")
    office.thrice("people", "set", "孙丽", "left=2025-12-31")
    office.run("people", "add", "陈静", "职务=司机", "--same-name")
    office.run("people", "set", "p9", "name=陈静（司机）")
    office.thrice("units", "add", "云溪县林业局", "简称=林业局", "代字=云林", "level=下级", "分管领导=李卫东")
    office.thrice("units", "set", "水利局", "contact=刘站长", "address=滨河路1号")
    office.thrice("places", "add", "二楼会议室", "容纳人数=20")
    office.thrice("places", "set", "二楼会议室", "容纳人数=24")
    # The table again: rows that say the same are left alone, one that says more changes its unit.
    office.run("units", "import", office.write("units-2.csv", papers.UNITS.replace("5210015", "5210016")))
    office.refused("people", "add", "王建国")
    office.refused("people", "set", "陈静（司机）", "roles=administrator", who="陈静")


def rules(office):
    office.thrice("circles", "set", "县领导", "王建国", "李卫东")
    office.thrice("circles", "set", "临时", "陈静")
    office.thrice("circles", "drop", "临时")
    for preset in ["cn-telegram", "co-sign", "request-lead-time", "none", "co-sign"]:
        office.thrice("limits", preset)
    office.thrice("chase", "rules", "--set", "unsigned=2")
    office.thrice("chase", "rules", "--set", "unsigned=default")
    bad = office.write("bad.yaml", "- name: 水利来文\n  when: {from: 没有的局}\n  then: {limit: 很快}\n")
    office.refused("routing", "import", bad, code=65)
    own = "- name: 水利来文\n  when: {from: 水利局, kind: 请示}\n  then: {leader: 李卫东, limit: 10个工作日, readers: [周明远]}\n"
    rules = office.write("rules.yaml", own)
    office.thrice("routing", "import", rules)
    office.thrice("routing", "clear")
    office.run("routing", "import", rules)
    office.thrice("report", "header", "云溪县人民政府办公室公文处理单")
    office.thrice("report", "header", "none")
    slip = office.write("slip.docx", papers.template("标题", "来文单位"))
    office.thrice("report", "template", "slip", slip)
    office.thrice("report", "template", "slip", "none")
    office.run("report", "template", "slip", slip)
    office.thrice("archive", "fonds", "Z109")
    schedule = office.write("own.yaml", "rules:\n  - {kind: 请示, title: 水库, term: 永久, ground: 表2.1}\n  - {register: 收文, term: 10年}\n")
    office.thrice("archive", "schedule", "import", schedule)
    office.thrice("archive", "schedule", "none")
    office.run("archive", "schedule", "import", schedule)


def calendar(office):
    """Hours and a notice, while limits run: the limits are counted again within the same act."""
    office.thrice("hours", "01-01 08:30-12:00 13:30-17:30", "05-01 08:30-12:00 14:30-18:00")
    days = [("抗洪放假", "2025-12-10", True), ("抗洪补班", "2025-12-13", False)]
    notice = {
        "year": 2025, "papers": ["云政办发明电〔2025〕9号"],
        "days": [{"name": name, "date": date, "isOffDay": off} for name, date, off in days],
    }
    office.thrice("import", office.write("2025.json", json.dumps(notice, ensure_ascii=False)), "--into", "notices")
    office.refused("import", office.write("half.json", json.dumps({"year": 2026, "days": [{"date": "2026-13-01"}]})), "--into", "notices", code=65)
