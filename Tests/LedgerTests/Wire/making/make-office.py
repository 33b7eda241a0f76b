"""Makes one office that holds every kind of entry a program can write, and packs it: make-office.py PROGRAM [FOLDER].

The archive is laid beside this folder, named after the program and its projections. Made again it differs in ids, salts and terminals only.
"""

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile

import desk
import founding
import inbound
import others
import settings
import years
from driver import Office


def made(program, folder):
    office = Office(program, folder)
    office.at("2025-12-01T08:30")
    words = ["init", office.path, "--name", "云溪县人民政府办公室", "--rehearsal", "--person", "张敏"]
    subprocess.run([office.program, *words], env=office.environment, check=True, stdout=subprocess.DEVNULL)
    founding.give_earlier_definitions(office)
    settings.directory(office)
    settings.rules(office)
    office.at("2025-12-01T10:00")
    paper, folder, _ = inbound.doors(office)
    inbound.main_way(office, paper)
    inbound.side_ways(office, folder)
    others.meetings(office)
    others.tasks(office)
    others.letters(office)
    others.budgets(office)
    others.circled(office, folder[27])
    answer = others.outgoing(office, folder[8])
    settings.calendar(office)
    office.at("2025-12-11T15:00")
    inbound.passed_over(office, folder[9])
    office.at("2025-12-17T09:00")
    years.adoption(office)
    years.after_adoption(office, folder)
    desk.clerk(office)
    desk.reader(office, folder[12])
    office.at("2025-12-31T17:00")
    years.books(office)
    office.at("2026-03-02T09:00")
    years.erasures(office, folder)
    years.filing(office, paper, answer, folder)
    office.run("verify", "--deep")
    return office


def packed(office, into):
    db = sqlite3.connect(office.path + "/office.sqlite")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    projections = db.execute("SELECT value FROM head WHERE name = 'version'").fetchone()[0]
    db.close()
    version = subprocess.run([office.program, "--version"], text=True, capture_output=True, check=True).stdout.strip()
    path = f"{into}/office-{version}-projections-{projections}.tar.gz"

    def plain(item):
        item.uid = item.gid = item.mtime = 0
        item.uname = item.gname = ""
        return item

    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as tar:
        for name in ["office.sqlite", "files"]:
            tar.add(f"{office.path}/{name}", name, filter=plain)
    return path


if __name__ == "__main__":
    beside = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    work = tempfile.mkdtemp(prefix="banshi-wire-")
    try:
        print(packed(made(sys.argv[1], work), sys.argv[2] if len(sys.argv) > 2 else beside))
    finally:
        shutil.rmtree(work)
