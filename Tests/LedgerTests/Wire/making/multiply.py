"""Makes a large office of a packed one: multiply.py PROGRAM ARCHIVE FOLDER [ENTRIES].

Every entry about papers and meetings is written again, about further papers and meetings with further numbers, until there are so many
(100,000 without); then the program folds the whole anew. For runs by hand: what is new stands at the same days as what it was made of.
"""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tarfile

from founding import digest
from packing import unpacked

BASE = re.compile(r"^(links/)?([mg])(\d+)$")


class Copy:
    """The entries once more, their handles and numbers moved on."""

    def __init__(self, db, round, steps):
        self.db = db
        self.round = round
        self.steps = steps

    def name(self, text):
        found = BASE.match(text)
        return f"{found[1] or ''}{found[2]}{int(found[3]) + self.round * self.steps[found[2]]}" if found else text

    def id(self, text):
        return text and f"{text[:24]}{self.round:06x}{text[30:]}"

    def value(self, json):
        if isinstance(json, str):
            return self.name(json)
        if isinstance(json, list):
            return [self.value(item) for item in json]
        if not isinstance(json, dict):
            return json
        made = {self.name(key): self.value(item) for key, item in json.items()}
        if "series" in made and "sequence" in made:
            moved = made["sequence"] + self.round * self.steps["number"]
            made["printed"] = re.sub(r"\d+(?=\D*$)", str(moved), made.get("printed") or "")
            made["sequence"] = moved
        return made

    def keep(self, data):
        salt = os.urandom(16)
        name = hashlib.sha256(salt + data).digest()
        self.db.execute("INSERT INTO payload VALUES (?, ?, ?)", (name, salt, data))
        return name.hex()

    def kept(self, name):
        return self.db.execute("SELECT bytes FROM payload WHERE digest = ?", (bytes.fromhex(name),)).fetchone()[0]

    def said(self, name):
        """A payload about further papers."""
        return self.keep(written(self.value(json.loads(unpacked(self.kept(name))))))

    def body(self, items):
        made = []
        for item in map(dict, items):
            for key in ["evidence", "text"]:
                if key in item:
                    item[key] = self.keep(self.kept(item[key]))
            # What is open of a matter kept to a circle has a payload of its own.
            for key in ["payload", "open"]:
                if key in item:
                    item[key] = self.said(item[key])
            if "subject" in item:
                item["subject"] = self.name(item["subject"])
            made.append(item)
        return written(made)


def written(json_):
    return json.dumps(json_, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def multiply(program, archive, office, wanted):
    with tarfile.open(archive) as tar:
        tar.extractall(office)
    db = sqlite3.connect(office + "/office.sqlite")
    rows = db.execute("SELECT * FROM entry ORDER BY seq").fetchall()
    erased = {item["subject"] for row in rows for item in json.loads(row[11]) if item.get("kind") == "matter.erased"}
    papers = []
    for row in rows:
        items = json.loads(row[11])
        if all(item.get("subject", "m")[0] in "mg" for item in items):
            papers.append((row, [item for item in items if item.get("subject") not in erased]))
    steps = {kind: highest(rows, kind) for kind in "mg"} | {"number": 1000}
    seq, previous = rows[-1][0], rows[-1][13]
    round = 0
    while seq < wanted:
        round += 1
        copy = Copy(db, round, steps)
        for row, items in papers:
            if not any("subject" in item for item in items):
                continue
            seq += 1
            made = [seq, *(copy.id(text) for text in row[1:4]), *row[4:11], copy.body(items), previous, None]
            made[13] = previous = digest(made)
            db.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", made)
    db.commit()
    db.close()
    subprocess.run([program, "rebuild", "--office", office], check=True)


def highest(rows, kind):
    subjects = (item.get("subject", "") for row in rows for item in json.loads(row[11]))
    return max(int(subject[1:]) for subject in subjects if subject[:1] == kind)


if __name__ == "__main__":
    multiply(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 100_000)
