# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Every character: its categories, its cases, and whether it may stand in a group's name."""

import random

from unicodecorpus import Unicode

BLOCK = 64  # characters in one subject
PARTS = [(0, 0x33480), (0xE0000, 0xE0200), (0xEFFC0, 0xF0040), (0x10FFC0, 0x110000)]  # no other has letters
CODES = [code for first, last in PARTS for code in range(first, last)]
CATEGORIES = ["\\w", "\\d", "\\s", "(?a)\\w", "(?a)\\d", "(?a)\\s", "(?i)\\w"]
ONE_CASE = ["(?i)%s", "(?i)[%s]", "(?i)[^%s]", "(?i)[%sx-z]", "(?ia)%s", "(?ia)[%s]", "(?i:%s)"]


def relatives(character):
    """It and the single characters that some version of Unicode may hold for it in another case."""
    found = [character]
    for known in found:
        for other in [known.lower(), known.upper(), known.title(), *(fold for fold in Unicode.FOLDS if known in fold)]:
            found.extend(one for one in other if one not in found and len(other) < 8)
    return found


class Tables:
    """All of it where the count allows, else as many picked by chance."""

    def __init__(self, seed):
        self.random = random.Random("tables %s" % seed)
        self.cased = [chr(code) for code in CODES if len(relatives(chr(code))) > 1]
        self.kinds = [
            (len(CATEGORIES) * len(CODES) // BLOCK, self.category),
            (len(ONE_CASE) * len(self.cased), self.case),
            (len(self.cased), self.reference),
            (2 * len(CODES), self.name),
        ]

    def pairs(self, count):
        if count >= sum(size for size, _ in self.kinds):
            for size, make in self.kinds:
                for index in range(size):
                    yield from make(index)
            return
        for _ in range(count):
            size, make = self.kinds[self.random.randrange(len(self.kinds))]
            yield from make(self.random.randrange(size))

    def category(self, index):
        block, which = divmod(index, len(CATEGORIES))
        flags, category = CATEGORIES[which][:-2], CATEGORIES[which][-2:]
        runs = "(%s*)(%s*)" % (category, category.upper())
        yield flags + runs * (BLOCK // 2 + 1), "".join(map(chr, CODES[block * BLOCK : (block + 1) * BLOCK]))

    def case(self, index):
        at, which = divmod(index, len(ONE_CASE))
        character = self.cased[at]
        literal = "\\" + character if ord(character) < 0x30 else character
        for relative in relatives(character):
            yield ONE_CASE[which] % literal, relative

    def reference(self, index):
        for relative in relatives(self.cased[index]):
            yield "(?i)(.)\\1", self.cased[index] + relative

    def name(self, index):
        at, which = divmod(index, 2)
        yield ("(?P<%s>)", "(?P<a%s>)")[which] % chr(CODES[at]), ""
