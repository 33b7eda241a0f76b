"""Lays an office into an archive, and reads what a journal keeps packed: `Packing` in Sources/Ledger/Journal, in Python."""

import gzip
import os
import re
import sqlite3
import subprocess
import tarfile
import zlib

SOURCE = os.path.dirname(os.path.abspath(__file__)) + "/../../../../Sources/Ledger/Journal/PackingVocabulary.swift"


def vocabulary():
    """The words known beforehand, out of the Swift literals that hold them."""
    with open(SOURCE, encoding="utf-8") as file:
        source = file.read()
    said = ""
    for hashes, text, indent in re.findall(r'= (#?)"""\n(.*?)\n( *)"""', source, re.S):
        lines = [line.removeprefix(indent) for line in text.split("\n")]
        said += "\n".join(lines).replace("\\" + hashes + "\n", "")
    return said.encode()


WORDS = vocabulary()


def unpacked(stored):
    """The bytes that were packed; those that were not as they are."""
    if stored[:1] != b"\xff":
        return stored
    index = 2
    while stored[index] & 0x80:
        index += 1
    return zlib.decompressobj(-15, WORDS).decompress(stored[index + 1 :])


def packed(office, into, name):
    """Lays an office into a folder as one archive, named after the program and its projections, and says where."""
    db = sqlite3.connect(office.path + "/office.sqlite")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    projections = db.execute("SELECT value FROM head WHERE name = 'version'").fetchone()[0]
    db.close()
    version = subprocess.run([office.program, "--version"], text=True, capture_output=True, check=True).stdout.strip()
    path = f"{into}/{name}-{version}-projections-{projections}.tar.gz"

    def plain(item):
        item.uid = item.gid = item.mtime = 0
        item.uname = item.gname = ""
        return item

    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as tar:
        for part in ["office.sqlite", "files"]:
            tar.add(f"{office.path}/{part}", part, filter=plain)
    return path
