"""Reads what the journal keeps packed: `Packing` in Sources/Ledger/Journal, in Python."""

import os
import re
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
