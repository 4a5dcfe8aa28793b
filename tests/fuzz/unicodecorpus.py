# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Flags and characters beyond ASCII."""

from maker import Maker


class Unicode(Maker):
    """Flags, global and scoped, over letters that have several cases, digits, blanks and lone surrogates."""

    FOLDS = [
        "iI\u0130\u0131", "s\u017fS", "kK\u212a", "\u00e5\u00c5\u212b", "\u00b5\u03bc\u039c", "\u03c3\u03c2\u03a3",
        "\u03b2\u03d0\u0392", "\u03b8\u03d1\u03f4\u0398", "\u03c6\u03d5\u03a6", "\u03c0\u03d6\u03a0",
        "\u03ba\u03f0\u039a", "\u03c1\u03f1\u03a1", "\u03b5\u03f5\u0395", "\u03b9\u0345\u1fbe\u0399",
        "\u1e61\u1e9b\u1e60", "\u00df\u1e9e", "\u01c4\u01c5\u01c6", "\u0432\u1c80\u0412", "\u0434\u1c81\u0414",
        "\u043e\u1c82\u041e", "\u0441\u1c83\u0421", "\u0442\u1c84\u1c85\u0422", "\u044a\u1c86\u042a",
        "\u0463\u1c87\u0462", "\ua64b\u1c88\ua64a", "\u13a0\uab70", "\u13f0\u13f8", "\U00010400\U00010428",
        "\U00010427\U0001044f", "\u10d0\u1c90", "\u10a0\u2d00", "\u00e9\u00c9", "\u00ff\u0178", "\u0450\u0400",
        "\ufb05\ufb06", "\u0390\u1fd3", "\u03b0\u1fe3", "\u1e9e\u00df", "\u03c9\u2126\u03a9", "\u24d0\u24b6",
        "\uff41\uff21", "\U0001e922\U0001e900", "\u2c65\u023a", "\ua7ae\u026a", "\ua7b3\uab53", "\u0371\u0370",
        "\U00016e60\U00016e40", "\u212bx", "azAZ",
    ]
    RANGES = [
        (0, 0x7F), (0x80, 0xFF), (0x100, 0x24F), (0x250, 0x2FF), (0x300, 0x36F),
        (0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x587), (0x660, 0x669), (0x966, 0x96F),
        (0x10A0, 0x10FF), (0x13A0, 0x13FD), (0x1C80, 0x1CBF), (0x1E00, 0x1FFF), (0x2000, 0x206F),
        (0x2100, 0x218F), (0x2460, 0x24FF), (0x2C00, 0x2DFF),
        (0x3000, 0x30FF), (0xA640, 0xA7FF), (0xAB30, 0xABBF), (0xD800, 0xDFFF), (0xFB00, 0xFB06),
        (0xFF10, 0xFF5A), (0x10400, 0x104FF), (0x10570, 0x105BF),
        (0x10C80, 0x10CFF), (0x118A0, 0x118DF), (0x16E40, 0x16E7F), (0x1D400, 0x1D7FF), (0x1E900, 0x1E959),
        (0x1F600, 0x1F60F), (0x10FFF0, 0x10FFFF),
    ]
    OTHERS = list("aZ_09 -\n") + [
        "\x1c", "\x1f", "\x85", "\xa0", "\u180e", "\u2028", "\u200d", "\u203f", "\u0301", "\u0660", "\u06f5",
        "\u00b2", "\u00bc", "\u2160", "\u4e00", "\U00020000", "\U0001f600", "\ud83d", "\ude00", "\U0010ffff", "\0",
        "\u3000", "\U0001d7ce", "\u1369", "\ufeff",
    ]
    FLAGS = ["(?i)", "(?i)", "(?i)", "(?a)", "(?ia)", "(?iu)", "(?u)", "(?im)", "(?is)", "(?ix)", "(?m)", "(?ias)", ""]
    SCOPES = ["(?i:", "(?-i:", "(?a:", "(?u:", "(?ia:", "(?iu:", "(?a-i:", "(?u-i:", "(?s:", "(?-s:", "(?i-s:",
              "(?m-i:", "(?:", "(", "(?=", "(?!", "(?>"]
    NAMES = [
        "EM DASH", "LATIN SMALL LETTER DOTLESS I", "KELVIN SIGN", "GREEK SMALL LETTER FINAL SIGMA",
        "DESERET SMALL LETTER LONG I", "MICRO SIGN", "LONG S",
    ]

    def pattern(self):
        self.used = []
        return self.one(self.FLAGS) + self.alternatives(self.random.randint(0, 2))

    def subject(self, pattern):
        del pattern
        text = self.several(0, 6, self.character)
        if self.used and self.chance(0.8):
            relatives = [self.relative(character) for character in self.used if self.chance(0.7)]
            at = self.random.randrange(len(text) + 1)
            text = text[:at] + "".join(relatives) + text[at:]
        return text

    def character(self):
        kind = self.random.randrange(10)
        if kind < 5:
            return self.one(self.one(self.FOLDS))
        if kind < 8:
            return self.one(self.OTHERS)
        return chr(self.random.randint(*self.one(self.RANGES)))

    def relative(self, character):
        """The character itself or one of another case."""
        kind = self.random.randrange(4)
        if kind == 0:
            return character
        if kind == 1:
            folds = [fold for fold in self.FOLDS if character in fold]
            return self.one(self.one(folds)) if folds else character
        return (character.lower() if kind == 2 else character.upper())[:1]

    def literal(self):
        character = self.character()
        self.used.append(character)
        return self.spelled(character)

    def spelled(self, character):
        code = ord(character)
        kind = self.random.randrange(8)
        if kind == 0 and code < 0x100:
            return "\\x%02x" % code
        if kind == 1 and code < 0x10000:
            return "\\u%04x" % code
        if kind == 2:
            return "\\U%08x" % code
        return "\\" + character if character in "\\[](){}*+?|^$.-#&~ " else character

    def alternatives(self, depth):
        text = self.sequence(depth)
        while self.chance(0.15):
            text += "|" + self.sequence(depth)
        return text

    def sequence(self, depth):
        return self.several(1, 3, lambda: self.item(depth))

    def item(self, depth):
        text = self.weighted(
            [
                (20, self.literal),
                (14, self.set),
                (6, lambda: "\\" + self.one("dDsSwW")),
                (2, lambda: self.one([".", "^", "$"])),
                (3, lambda: self.one(["\\b", "\\B", "\\b"])),
                (2, lambda: "\\1" if self.groups else self.capture()),
                (2, self.capture),
                (1, lambda: "\\N{%s}" % self.one(self.NAMES)),
                (12 if depth else 0, lambda: self.scope(depth - 1)),
            ]
        )
        if self.chance(0.2) and text not in ("^", "\\b", "\\B", "$"):
            text += self.one(["*", "+", "?", "{2}", "*?", "+?"])
        return text

    def capture(self):
        self.groups += 1
        return "(" + self.one([self.literal, self.set, lambda: "."])() + ")"

    def scope(self, depth):
        kind = self.one(self.SCOPES)
        if kind == "(":
            self.groups += 1
        return kind + self.alternatives(depth) + ")"

    def set(self):
        return self.one(["[", "[", "[^"]) + self.several(1, 4, self.set_item) + "]"

    def set_item(self):
        kind = self.random.randrange(10)
        if kind < 5:
            return self.literal()
        if kind < 7:
            return "\\" + self.one("dDsSwW")
        if kind == 7:
            first = self.character()
            last = chr(min(ord(first) + self.random.randint(0, 40), 0x10FFFF))
        else:
            first, last = sorted([self.character(), self.character()])
        self.used.append(chr(self.random.randint(ord(first), ord(last))))
        return self.spelled(first) + "-" + self.spelled(last)
