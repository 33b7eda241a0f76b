"""Makes one office that holds every kind of entry a program can write, and packs it: make-office.py PROGRAM [FOLDER].

The archive is laid beside this folder, named after the program and its projections. Made again it differs in ids, salts and terminals only.
"""

import os
import shutil
import sys
import tempfile

import desk
import founding
import inbound
import others
import settings
import years
from driver import Office
from packing import packed


def made(program, folder):
    office = Office(program, folder)
    office.at("2025-12-01T08:30")
    office.found("云溪县人民政府办公室", "张敏")
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


if __name__ == "__main__":
    beside = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    work = tempfile.mkdtemp(prefix="banshi-wire-")
    try:
        print(packed(made(sys.argv[1], work), sys.argv[2] if len(sys.argv) > 2 else beside, "office"))
    finally:
        shutil.rmtree(work)
