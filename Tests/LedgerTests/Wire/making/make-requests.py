"""Makes a small office that holds steps asked for, turned down and taken back, and packs it: make-requests.py PROGRAM [FOLDER]."""

import getpass
import os
import shutil
import subprocess
import sys
import tempfile

from driver import Office
from packing import packed


def made(program, folder):
    office = Office(program, folder)
    office.at("2026-11-23T08:30")
    office.found("云溪县人民政府办公室", "张敏")
    # One account sits for all of them: who acts is said with --as.
    account = getpass.getuser()
    office.run("people", "set", "张敏", "roles=clerk,keeper,administrator")
    office.run("people", "add", "王建国", "职务=副县长", "roles=leader", f"account={account}")
    office.run("people", "add", "陈静", "职务=科员", f"account={account}")
    turned_down(office)
    taken_back(office)
    granted(office)
    kept, gone = office.receive(office.write("一.txt", "水利局来文"), office.write("二.txt", "误收"))
    office.run("erase", gone, "--reason", "误收个人信息")
    # What is left of the day is one's own, and may be taken back act by act.
    for subject in ["总结", "通报", "简报"]:
        draft = drafted(office, subject)
        office.do(draft, "sign", thrice=False)
        office.run("request", draft, "withdraw")
    office.run("verify", "--deep")
    return office


def drafted(office, subject):
    draft = office.add(f"发: 关于抗旱工作的{subject}")
    office.do(draft, "check", kind="函", addressees="云溪县水利局", author="陈静", thrice=False)
    return draft


def turned_down(office):
    """Said no to, put away by who asked, asked for again, said no to once more."""
    draft = drafted(office, "请示")
    office.do(draft, "sign", "请签发。")
    office.thrice("request", draft, "refuse", "--reason", "金额未核实", who="王建国")
    office.thrice("request", draft, "withdraw")
    office.do(draft, "sign", "金额已核实。", thrice=False)
    office.run("request", draft, "refuse", "--reason", "请补附件", who="王建国")


def taken_back(office):
    draft = drafted(office, "函")
    office.do(draft, "sign", thrice=False)
    office.thrice("request", draft, "withdraw")


def granted(office):
    draft = drafted(office, "复函")
    office.do(draft, "sign", thrice=False)
    office.run("do", draft, "sign", who="王建国")


if __name__ == "__main__":
    beside = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    work = tempfile.mkdtemp(prefix="banshi-wire-")
    try:
        print(packed(made(sys.argv[1], work), sys.argv[2] if len(sys.argv) > 2 else beside, "requests"))
    finally:
        shutil.rmtree(work)
