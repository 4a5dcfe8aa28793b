#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Writes ../characternamedata.cpp: the names that unicodedata.lookup() knows, but those it computes.

    perl -e 'binmode STDOUT, ":utf8"; print do "unicore/Name.pl"' >NAMES
    characternames.py --others NAMES PYTHON... [--icu libicuuc.so.76]

takes one interpreter of each of 3.8, 3.9, 3.11, 3.12, 3.13 and 3.14, in any order. Without a 3.14 the names new in
its Unicode 16.0 come from ICU 76. Aliases and named sequences cannot be listed in Python: those that Perl (with
its whole library) and ICU have are tried in each Python. Needs clang-format.

The names stand in the order of their characters, as words of a dictionary; see decode() in charactername.cpp.
"""

import argparse
import ctypes
import json
import subprocess
from collections import Counter
from pathlib import Path

VERSIONS = ["12.1.0", "13.0.0", "14.0.0", "15.0.0", "15.1.0", "16.0.0"]
OUT = Path(__file__).parent.parent / "characternamedata.cpp"
SEQUENCE = 0x110000  # and the length of the sequence, instead of a character
IDEOGRAPH, SYLLABLE = "CJK UNIFIED IDEOGRAPH-", "HANGUL SYLLABLE "
# What a C++ string may hold unescaped. The first 16 begin a name, the others a word.
SYMBOLS = [chr(c) for c in range(0x21, 0x7F) if chr(c) not in '"\\']
BEGINS, ONE, TWO = 16, 36, 76  # below ONE a word of one symbol begins, below TWO one of two, else one of three
CHUNK = 60000  # compilers take string literals of 65536 characters

PROBE = r"""
import json, sys, unicodedata
def found(name):
    try: return unicodedata.lookup(name)
    except KeyError: return ""
names = {c: name for c in range(0x110000) for name in [unicodedata.name(chr(c), None)] if name}
assert all(found(name) == chr(c) for c, name in names.items())
others = {name: found(name) for name in json.load(sys.stdin)}
json.dump({"version": unicodedata.unidata_version, "names": sorted(names.items()),
    "others": {name: text for name, text in others.items() if text and names.get(ord(text[0])) != name}}, sys.stdout)
"""


class Icu:
    UNICODE_NAME, ALIAS = 0, 3

    def __init__(self, library):
        self.library = ctypes.CDLL(library)
        version = (ctypes.c_uint8 * 4)()
        self.library.u_getUnicodeVersion_76(version)
        assert tuple(version)[:2] == (16, 0), f"ICU has Unicode {tuple(version)}"

    def names(self, kind):
        text, error = ctypes.create_string_buffer(256), ctypes.c_int()
        for c in range(SEQUENCE):
            error.value = 0
            if self.library.u_charName_76(c, kind, text, 256, ctypes.byref(error)):
                yield c, text.value.decode("ascii")


def candidates(listed, icu):
    """Names that may be aliases or named sequences."""
    names = {block.split("\n")[1] for block in listed.split("\n\n") if block.count("\n") == 1}
    return sorted(names | {name for _, name in icu.names(Icu.ALIAS)})


def asked(python, others):
    probe = subprocess.run([python, "-c", PROBE], input=json.dumps(others), check=True, capture_output=True, text=True)
    return json.loads(probe.stdout)


def newest(before, icu):
    """Unicode 16.0: what 15.1 has, and ICU's names of characters without one."""
    names = dict(before["names"])
    for c, name in icu.names(Icu.UNICODE_NAME):
        if not name.startswith(("TANGUT IDEOGRAPH-", SYLLABLE)):  # Python does not name the former
            assert names.setdefault(c, name) == name, f"U+{c:04X}"
    others = dict(before["others"])
    others |= {name: chr(c) for c, name in icu.names(Icu.ALIAS)}
    return {"names": sorted(names.items()), "others": others}


def entries(tables):
    """(character, name, versions that have it as bits), in the order of the file, and those of ideographs."""
    known = {}
    for index, table in enumerate(tables):
        now = {(c, name) for c, name in table["names"]}
        now |= {(ord(t) if len(t) == 1 else SEQUENCE + len(t), name) for name, t in table["others"].items()}
        for entry in now:
            known[entry] = known.get(entry, 0) | 1 << index
    ideographs = sorted((c, versions) for (c, name), versions in known.items() if name.startswith(IDEOGRAPH))
    plain = {name for table in tables for _, name in table["names"]}
    rest = [(c, name, versions) for (c, name), versions in known.items() if not name.startswith((IDEOGRAPH, SYLLABLE))]
    assert len({name.upper() for _, name, _ in rest}) == len(rest) and all(n == n.upper() for _, n, _ in rest)
    return sorted(rest, key=lambda entry: (entry[1] not in plain, entry[0], entry[1])), ideographs


def runs_of(pairs):
    """(first, count, versions) of characters one after the other."""
    runs = []
    for c, versions in pairs:
        if runs and runs[-1][0] + runs[-1][1] == c and runs[-1][2] == versions:
            runs[-1][1] += 1
        else:
            runs.append([c, 1, versions])
    return runs


def words_of(c, name):
    """The words of a name; its own number at its end is the word's character @."""
    number = "-%04X" % c
    return (name[: -len(number)] + "-@" if name.endswith(number) else name).split(" ")


def coded(listed):
    """The dictionary, the most frequent word first, and the names in symbols."""
    lines, last = [], []
    for c, name, _ in listed:
        words = words_of(c, name)
        shared = 0
        while shared < min(len(last), len(words), BEGINS - 1) and last[shared] == words[shared]:
            shared += 1
        lines.append((shared, words[shared:]))
        last = words
    dictionary = [word for word, _ in Counter(word for _, words in lines for word in words).most_common()]
    size, base = {}, len(SYMBOLS)
    for index, word in enumerate(dictionary):
        if index < ONE - BEGINS:
            size[word] = SYMBOLS[BEGINS + index]
            continue
        index -= ONE - BEGINS
        if index < (TWO - ONE) * base:
            size[word] = SYMBOLS[ONE + index // base] + SYMBOLS[index % base]
            continue
        index -= (TWO - ONE) * base
        size[word] = SYMBOLS[TWO + index // base**2] + SYMBOLS[index // base % base] + SYMBOLS[index % base]
    return dictionary, "".join(SYMBOLS[shared] + "".join(size[word] for word in words) for shared, words in lines)


def literals(text):
    chunks = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)]
    return ",\n".join("\n".join(f'"{chunk[at : at + 92]}"' for at in range(0, len(chunk), 92)) for chunk in chunks)


def source(tables):
    listed, ideographs = entries(tables)
    dictionary, names = coded(listed)
    runs = lambda pairs: ",".join(f"{{{c:#x},{count},{versions}}}" for c, count, versions in runs_of(pairs))  # noqa: E731
    return "".join([
        "// SPDX-FileCopyrightText: 2026 The Recloser authors\n// SPDX-License-Identifier: MIT\n",
        "// Written by generate/characternames.py; do not edit.\n",
        '#include "core/regex/charactername.h"\n\nnamespace Recloser::CharacterNames {\n\nnamespace {\n\n',
        f"constexpr Run runTable[]{{{runs((c, versions) for c, _, versions in listed)}}};\n\n",
        f"constexpr Run ideographTable[]{{{runs(ideographs)}}};\n\n",
        f"constexpr std::string_view wordTable[]{{\n{literals(' '.join(dictionary) + ' ')}}};\n\n",
        f"constexpr std::string_view nameTable[]{{\n{literals(names)}}};\n\n",
        "} // namespace\n\nconst std::span<const Run> runs(runTable);\n",
        "const std::span<const Run> ideographs(ideographTable);\n",
        "const std::span<const std::string_view> words(wordTable);\n",
        "const std::span<const std::string_view> names(nameTable);\n\n} // namespace Recloser::CharacterNames\n",
    ])  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pythons", nargs="+")
    parser.add_argument("--icu", default="libicuuc.so.76")
    parser.add_argument("--others", required=True, type=Path)
    arguments = parser.parse_args()
    icu = Icu(arguments.icu)
    others = candidates(arguments.others.read_text("utf-8"), icu)
    by_version = {data["version"]: data for data in (asked(python, others) for python in arguments.pythons)}
    by_version.setdefault(VERSIONS[-1], newest(by_version[VERSIONS[-2]], icu))
    missing = [version for version in VERSIONS if version not in by_version]
    if missing:
        raise SystemExit(f"no Python with Unicode {', '.join(missing)}")
    OUT.write_text(source([by_version[version] for version in VERSIONS]), "utf-8")
    subprocess.run(["clang-format", "--style=file", "-i", OUT], check=True)


if __name__ == "__main__":
    main()
