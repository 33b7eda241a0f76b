"""Gives a fresh office the register definitions of an earlier program, and two of its own, as its first entry.

An office keeps the definitions it was founded with until it adopts newer ones, but a program founds offices with its own only. So the
first entry is written again with the earlier words, and the second is bound to it; both digests hold.
"""

import hashlib
import json
import os
import sqlite3
import struct

# What the registers of 26 November 2026 called some states and moves.
EARLIER = {
    "inbound": ("3", {"定日提醒": "到日再办", "暂停计时": "暂停", ("恢复办理", "Take up again"): "再议", ("恢复办理", "Resume"): "恢复"}),
    "tasks": ("2", {"定日提醒": "到日再办", "暂停计时": "暂停", "恢复办理": "恢复"}),
    "outgoing": ("4", {"定日提醒": "到日再办"}),
}


def term(zh, en):
    return {"zh": zh, "en": en}


def state(id, stage, zh, en):
    return {"id": id, "stage": stage, "name": term(zh, en)}


def move(id, origin, to, zh, en, **more):
    made = {"id": id, "from": origin, "name": term(zh, en), **more}
    return {**made, "to": to} if to else made


# A register no program ships, with words of its own for the moves: 来信.
LETTERS = {
    "id": "letters", "revision": "7", "prefix": "l", "name": term("来信", "Letters"), "capture": ["信", "letter"],
    "format": "信〔{year}〕{seq}号", "opens": "new", "opensRegistered": "filed",
    "fields": [
        {"id": "title", "kind": "long", "first": "true", "name": term("来信事由", "Subject")},
        {"id": "writer", "kind": "text", "first": "true", "name": term("来信人", "Writer")},
        {"id": "wish", "kind": "choice", "name": term("诉求类别", "Wish"), "choices": [term("求助", "help"), term("举报", "complaint")]},
        {"id": "knowers", "kind": "people", "name": term("知悉范围", "Need to know")},
    ],
    "states": [
        state("new", "office", "待编号", "To file"), state("filed", "office", "待转", "To pass on"),
        state("out", "away", "已转", "Passed on"), state("slow", "doing", "暂缓", "Put off"),
        state("answered", "closed", "已复信", "Answered"), state("void", "closed", "无效", "Invalid"),
    ],
    "moves": [
        move("register", ["new"], "filed", "编信", "File", folded="true", numbers="true", asks=["writer"]),
        move("dispatch", ["filed", "out"], "out", "转信", "Pass on", asks=["target", "partners", "limit", "note"]),
        move("sign", ["out"], None, "接信", "Taken", asks=["who", "signedBy"]),
        move("read", ["filed", "out"], None, "阅信", "Letter read", asks=["reader", "words"]),
        move("chase", ["out"], None, "催信", "Ask after", asks=["chased", "means", "with", "answer", "nextOn"]),
        move("hold", ["out"], "slow", "缓办", "Put off", asks=["reason"]),
        move("resume", ["slow"], "out", "续办", "Go on", asks=["reason"]),
        move("back", ["out"], "filed", "退信", "Back", asks=["words"]),
        move("reply", ["out"], "answered", "复信", "Answer", asks=["answer"]),
        move("void", ["new", "filed"], "void", "不予受理", "Reject", asks=["reason"]),
        move("link", ["new", "filed", "out"], None, "并看", "See also", asks=["into"]),
    ],
}


# Another, in the shapes of 29 November 2026: steps, choices with ids, rows, a clock beside the limit. No command writes rows yet.
BUDGETS = {
    "id": "budgets", "revision": "1", "prefix": "bu", "name": term("预算", "Budgets"), "capture": ["算", "budget"],
    "format": "预算〔{year}〕{seq}号", "opens": "drawn", "opensRegistered": "drawn",
    "fields": [
        {"id": "title", "kind": "long", "first": "true", "name": term("项目", "Project")},
        {"id": "sort", "kind": "choice", "name": term("类别", "Sort"), "choices": [
            {"id": "goods", **term("货物", "goods")}, {"id": "works", **term("工程", "works")}]},
        {"id": "items", "kind": "lines", "name": term("明细", "Items"), "columns": [
            {"id": "item", "kind": "text", "name": term("名称", "Item")}, {"id": "count", "kind": "count", "name": term("数量", "Count")}]},
        {"id": "knowers", "kind": "people", "name": term("知悉范围", "Need to know")},
    ],
    "states": [
        state("drawn", "office", "待报", "To submit"), state("out", "away", "已报", "Submitted"),
        state("granted", "closed", "已批", "Granted"), state("dropped", "closed", "不报", "Dropped"),
    ],
    "steps": [
        {"id": "submit", "act": "hand", "from": ["drawn", "out"], "to": "out", "name": term("报送", "Submit"), "asks": ["target", "limit", "note"]},
        {"id": "return", "act": "comeBack", "from": ["out"], "to": "drawn", "name": term("退改", "Back"), "asks": ["words"]},
        {"id": "grant", "act": "conclude", "from": ["out"], "to": "granted", "name": term("批复", "Grant"), "asks": ["result"]},
        {"id": "settle", "act": "conclude", "from": ["out"], "to": "granted", "by": ["leader"], "name": term("审定", "Settle"), "asks": ["result"]},
        {"id": "drop", "act": "withdraw", "from": ["drawn"], "to": "dropped", "name": term("不报", "Drop"), "asks": ["reason"]},
    ],
    "clocks": [{"id": "answer", "name": term("答复时限", "Answer due")}],
}


def earlier(definition):
    revision, words = EARLIER[definition["id"]]
    definition["revision"] = revision
    for item in definition["states"] + definition.get("steps", definition.get("moves")):
        name = item["name"]
        name["zh"] = words.get((name["zh"], name["en"]), words.get(name["zh"], name["zh"]))
    return definition


def digest(row):
    """SHA-256 over every column but the last, each behind its length."""
    said = hashlib.sha256()
    for value in row[:-1]:
        if isinstance(value, int):
            said.update(struct.pack("<q", value))
        elif value is None:
            said.update(struct.pack("<q", -1))
        else:
            data = value.encode() if isinstance(value, str) else value
            said.update(struct.pack("<Q", len(data)) + data)
    return said.digest()


def give_earlier_definitions(office):
    entries = [json.loads(line) for line in office.run("export", "journal").splitlines()]
    founding = entries[0]["events"][0]["payload"]
    for change in founding["changes"]:
        if change[0].startswith("registers/"):
            change[2] = earlier(change[2])
        if change[0] == "order":
            change[2] += ["letters", "budgets"]
    own = [["registers/letters", None, LETTERS], ["registers/budgets", None, BUDGETS]]
    founding["changes"] = sorted(founding["changes"] + own, key=lambda change: change[0])
    text = json.dumps(founding, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    salt = os.urandom(16)
    db = sqlite3.connect(office.path + "/office.sqlite")
    kept = db.execute("SELECT sql, name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for _, name in kept:
        db.execute(f"DROP TRIGGER {name}")
    rows = [list(row) for row in db.execute("SELECT * FROM entry ORDER BY seq")]
    body = json.loads(rows[0][11])
    old = body[0]["payload"]
    body[0]["payload"] = hashlib.sha256(salt + text).hexdigest()
    rows[0][11] = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    db.execute("DELETE FROM payload WHERE digest = ?", (bytes.fromhex(old),))
    db.execute("INSERT INTO payload VALUES (?, ?, ?)", (bytes.fromhex(body[0]["payload"]), salt, text))
    previous = bytes(32)
    for row in rows:
        row[12] = previous
        row[13] = previous = digest(row)
        db.execute("UPDATE entry SET body = ?, prev = ?, digest = ? WHERE seq = ?", (row[11], row[12], row[13], row[0]))
    for sql, _ in kept:
        db.execute(sql)
    db.commit()
    db.close()
    office.run("rebuild")
    office.run("verify", "--deep")
