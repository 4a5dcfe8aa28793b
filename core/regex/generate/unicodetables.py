#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Writes ../unicodedata.cpp from what Pythons say of each character.

    unicodetables.py PYTHON... [--icu libicuuc.so.76]

takes one interpreter of each of 3.8, 3.9, 3.11, 3.12, 3.13 and 3.14, in any order. Without a 3.14 its Unicode 16.0
comes from ICU 76, which must say of Unicode 15.1's characters what 3.13 says, but for what 16.0 changed.
Needs clang-format.
"""

import argparse
import ctypes
import json
import subprocess
import sys
from itertools import groupby
from pathlib import Path

VERSIONS = ["12.1.0", "13.0.0", "14.0.0", "15.0.0", "15.1.0", "16.0.0"]
WORD, DECIMAL, SPACE, PRINTABLE, START, PART, LETTER = (1 << bit for bit in range(7))
LAST = 0x10FFFF
OUT = Path(__file__).parent.parent / "unicodedata.cpp"

# Runs in each interpreter. Properties are a byte for each character; cases are pairs and classes.
PROBE = r"""
import _sre, json, re, sys, unicodedata, warnings
characters = [chr(c) for c in range(0x110000)]
def byte(c):
    return ((c.isalnum() or c == "_") | c.isdecimal() << 1 | c.isspace() << 2 | c.isprintable() << 3
        | c.isidentifier() << 4 | ("a" + c).isidentifier() << 5 | c.isalpha() << 6)
everything = "".join(characters)
for letter, is_in in (("w", lambda c: c.isalnum() or c == "_"), ("d", str.isdecimal), ("s", str.isspace)):
    assert re.findall("\\" + letter, everything) == list(filter(is_in, characters)), letter
digits = [[ord(c), int(c)] for c in characters if c.isdecimal()]
lower = {ord(c): _sre.unicode_tolower(ord(c)) for c in characters}
cased = [c for c in characters if len({c, c.lower(), c.upper(), c.casefold(), c.title(), chr(lower[ord(c)])}) > 1]
extra = {}
for c in cased:
    found = re.findall("(?i)" + re.escape(c), "".join(cased))
    classes = {lower[ord(d)] for d in found}
    assert found == [d for d in cased if lower[ord(d)] in classes], c
    assert extra.setdefault(lower[ord(c)], classes) == classes, c
json.dump({
    "version": unicodedata.unidata_version,
    "properties": bytes(map(byte, characters)).hex(),
    "digits": digits,
    "lower": [[c, l] for c, l in lower.items() if c != l],
    "extra": [[c, sorted(classes - {c})] for c, classes in sorted(extra.items()) if len(classes) > 1],
}, sys.stdout)
"""


def asked(python):
    data = json.loads(subprocess.run([python, "-c", PROBE], check=True, capture_output=True, text=True).stdout)
    data["properties"] = bytes.fromhex(data["properties"])
    data["lower"] = dict(data["lower"])
    data["extra"] = {c: tuple(others) for c, others in data["extra"]}
    return data


class Icu:
    """Unicode 16.0 by Python's definitions of its properties."""

    UNPRINTABLE = {"Cn", "Cc", "Cf", "Co", "Cs", "Zl", "Zp", "Zs"}
    CATEGORIES = "Cn Lu Ll Lt Lm Lo Mn Me Mc Nd Nl No Zs Zl Zp Cc Cf Co Cs Pd Ps Pe Pc Po Sm Sc Sk So Pi Pf".split()
    WHITE = {7, 8, 9}  # bidirectional classes B, S, WS
    DECIMAL_TYPE, NOT_NUMERIC = 1, 0

    def __init__(self, library):
        self.library = ctypes.CDLL(library)
        self.version = self.bytes("u_getUnicodeVersion")
        assert self.version[:2] == (16, 0), f"ICU has Unicode {self.version}"
        self.xid_start, self.xid_continue, self.numeric_type = (
            self.call("u_getPropertyEnum", name) for name in (b"XID_Start", b"XID_Continue", b"Numeric_Type")
        )

    def call(self, name, *arguments):
        return getattr(self.library, name + "_76")(*arguments)

    def bytes(self, name, *arguments):
        result = (ctypes.c_uint8 * 4)()
        self.call(name, *arguments, result)
        return tuple(result)

    def byte(self, c):
        category = self.CATEGORIES[self.call("u_charType", c)]
        numeric = self.call("u_getIntPropertyValue", c, self.numeric_type)
        letter = category[0] == "L"
        space = category == "Zs" or (category != "Cn" and self.call("u_charDirection", c) in self.WHITE)
        start = c == 0x5F or bool(self.call("u_hasBinaryProperty", c, self.xid_start))
        part = bool(self.call("u_hasBinaryProperty", c, self.xid_continue))
        return (
            (letter or numeric != self.NOT_NUMERIC or c == 0x5F) * WORD
            | (numeric == self.DECIMAL_TYPE) * DECIMAL
            | space * SPACE
            | (c == 0x20 or category not in self.UNPRINTABLE) * PRINTABLE
            | start * START
            | part * PART
            | letter * LETTER
        )

    def is_new(self, c):
        return self.bytes("u_charAge", c)[:2] == (16, 0)

    def data(self, before):
        """@param before what Python says with Unicode 15.1"""
        properties = bytes(map(self.byte, range(LAST + 1)))
        lower = {c: l for c in range(LAST + 1) if (l := self.call("u_tolower", c)) != c}
        new = [c for c in range(LAST + 1) if self.is_new(c)]
        for c in sorted(set(range(LAST + 1)).difference(new)):
            if properties[c] != before["properties"][c] or lower.get(c) != before["lower"].get(c):
                was, now = before["properties"][c], properties[c]
                print(f"changed by 16.0, or wrong: U+{c:04X} {was:07b} -> {now:07b}", file=sys.stderr)
        # Extra cases are lower-case characters that share their upper case. New characters bring none.
        uppers = {}
        for c in range(LAST + 1):
            if (upper := self.call("u_toupper", c)) != c:
                uppers.setdefault(upper, []).append(c)
        for upper, lowers in uppers.items():
            if len(lowers) > 1:
                assert not set(new) & {upper, *lowers}, f"U+{upper:04X} has new extra cases"
        digits = [[c, self.call("u_charDigitValue", c)] for c in range(LAST + 1) if properties[c] & DECIMAL]
        return {"version": VERSIONS[-1], "properties": properties, "digits": digits, "lower": lower,
                "extra": before["extra"]}  # fmt: skip


def property_runs(tables):
    """The distinct histories, and (first character, index of its history) of each run."""
    histories, runs = [], []
    for history, group in groupby(range(LAST + 1), lambda c: bytes(table["properties"][c] for table in tables)):
        if history not in histories:
            histories.append(history)
        runs.append((next(group), histories.index(history)))
    runs.append((LAST + 1, histories.index(bytes(len(tables)))))
    assert len(histories) < 0xFF
    firsts = sorted(first for first, _ in runs)
    for table in tables:
        for c, value in table["digits"]:
            first = max(f for f in firsts if f <= c)
            assert (c - first) % 10 == value, f"U+{c:04X} is not where its digits' run says"
    return histories, runs


def versions_with(tables, name, key, value):
    return sum(1 << i for i, table in enumerate(tables) if table[name].get(key) == value)


def case_ranges(tables):
    """(first, last, delta, step, versions) of lower cases, as long as they go."""
    entries = sorted({(c, l - c) for table in tables for c, l in table["lower"].items()})
    ranges = []
    for c, delta in entries:
        versions = versions_with(tables, "lower", c, c + delta)
        for one in reversed(ranges[-3:]):
            step = c - one[1]
            if one[2] == delta and one[4] == versions and step in (1, 2) and one[3] in (0, step):
                one[1], one[3] = c, step
                break
        else:
            ranges.append([c, c, delta, 0, versions])
    return [(first, last, delta, step or 1, versions) for first, last, delta, step, versions in ranges]


def interlock(ranges):
    """How many ranges one must look at from the last that begins before a character."""
    worst = 1
    for i, (first, last, *_) in enumerate(ranges):
        worst = max(worst, 1 + sum(other[0] <= last for other in ranges[i + 1 :]))
    return worst


def extra_entries(tables):
    entries = sorted({(c, others) for table in tables for c, others in table["extra"].items()})
    return [(c, versions_with(tables, "extra", c, others), others) for c, others in entries]


def source(tables):
    for c in range(0x100):
        assert len({(t["properties"][c], t["lower"].get(c)) for t in tables}) == 1, f"U+{c:04X} changed"
    last = tables[-1]
    histories, runs = property_runs(tables)
    ranges = case_ranges(tables)
    text = [
        "// SPDX-FileCopyrightText: 2026 The Recloser authors\n// SPDX-License-Identifier: MIT\n",
        "// Written by generate/unicodetables.py; do not edit.\n",
        '#include "core/regex/unicodedata.h"\n\nnamespace Recloser::UnicodeData {\n\n',
        "const std::array<std::uint8_t, 256> latin1{",
        ",".join(str(b) for b in last["properties"][:0x100]),
        "};\n\nconst std::array<std::uint16_t, 256> lowerLatin1{",
        ",".join(f"{last['lower'].get(c, c):#x}" for c in range(0x100)),
        "};\n\nnamespace {\n\nconstexpr History historyTable[]{",
        ",".join("{" + ",".join(map(str, history)) + "}" for history in histories),
        "};\n\nconstexpr std::uint32_t runTable[]{",
        ",".join(f"{first << 8 | history:#x}" for first, history in runs),
        "};\n\nconstexpr CaseRange lowerCaseTable[]{",
        ",".join(f"{{{f:#x},{l:#x},{d},{s},{v}}}" for f, l, d, s, v in ranges),
        "};\n\nconstexpr ExtraCases extraCaseTable[]{",
        ",".join(
            f"{{{c:#x},{v},{len(others)},{{{','.join(map(hex, others))}}}}}"
            for c, v, others in extra_entries(tables)
        ),
        "};\n\n} // namespace\n\n",
        "const std::span<const History> histories(historyTable);\n",
        "const std::span<const std::uint32_t> runs(runTable);\n",
        "const std::array<std::uint16_t, pageCount> pages = pagesOf(runTable);\n",
        "const std::span<const CaseRange> lowerCases(lowerCaseTable);\n",
        "const std::span<const ExtraCases> extraCases(extraCaseTable);\n",
        f"const int mostInterlocked = {interlock(ranges)};\n",
        "\n} // namespace Recloser::UnicodeData\n",
    ]
    return "".join(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pythons", nargs="+")
    parser.add_argument("--icu", default="libicuuc.so.76")
    arguments = parser.parse_args()
    by_version = {data["version"]: data for data in map(asked, arguments.pythons)}
    if VERSIONS[-1] not in by_version:
        by_version[VERSIONS[-1]] = Icu(arguments.icu).data(by_version[VERSIONS[-2]])
    missing = [version for version in VERSIONS if version not in by_version]
    if missing:
        raise SystemExit(f"no Python with Unicode {', '.join(missing)}")
    OUT.write_text(source([by_version[version] for version in VERSIONS]), "utf-8")
    subprocess.run(["clang-format", "--style=file", "-i", OUT], check=True)


if __name__ == "__main__":
    main()
