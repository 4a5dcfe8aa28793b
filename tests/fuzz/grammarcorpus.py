# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""The whole grammar, and what is not quite of it."""

from maker import Maker


class Grammar(Maker):
    """All of the language, and what is not quite of it."""

    PLAIN = list("aaabbbccABC_01- \n.,:;=<>!@~&\"'%/") + ["\u00e9", "\u00df", "\U0001f600", "\ud800", "\0", "\t"]
    SUBJECT = list("aaaaabbbbbcccABC_01- \n.,]") + ["\u00e9", "\u00c9", "\U0001f600", "\ud800", "\0"]
    SOUP = [
        "a", "b", "1", ".", "|", "(", "(", ")", ")", "[", "]", "[^", "*", "+", "?", "{", "}", "{2}", "{,3}", "{1,2}",
        "{,}", "{2,1}", "{ 1 }", "^", "$", "\\", "\\1", "\\2", "\\b", "\\w", "\\d", "\\A", "\\Z", "\\z", "\\B", "-",
        "(?", "(?:", "(?=", "(?!", "(?<", "(?<=", "(?<!", "(?P", "(?P<", "(?P<n>", "(?P=n)", "(?P=", "(?P>", "(?(1)",
        "(?(n)", "(?(", "(?#", "(?i)", "(?i:", "(?-i:", "(?-", "(?x)", "(?L)", "(?a)", "(?u)", "(?>", "#", "\n", " ",
        ",", ":", "=", "!", "<", ">", "\\x", "\\u", "\\U", "\\N{", "\\0", "\\8", "[[", "&&", "||", "--", "~~", "]]",
        "[]", "(*", "?+", "*+", "\\Q", "\\E", "\\p{L}", "\\K", "\\R", "\\G", "\\h", "\\e", "\\c", "\\", "\u00e9", "n",
        "x", "aiLmsux",
    ]
    ODD_GROUPS = [
        "(?R)", "(?1)", "(?+1)", "(?&n)", "(?P>n)", "(?|a|b)", "(?^i:a)", "(?*a)", "(?[a])", "(*pla:a)", "(*FAIL)",
        "(*UTF)a", "(*ACCEPT)", "(?C)", "(?<n>a)", "(?'n'a)", "(?P'n'a)", "(?<a", "(?P<", "(?P<>a)", "(?P<1>a)",
        "(?P<a b>c)", "(?P<n", "(?P=", "(?P=x)", "(?P=1)", "(?P=n", "(?P", "(?Px)", "(?", "(?<", "(?<x)", "(?(",
        "(?(1", "(?()a)", "(?(9)a)", "(?(0)a|b)", "(?(01)a)", "(?(x)a)", "(?(1)a|b|c)", "(?(+1)a)", "(?( 1 )a)",
        "(?(1_0)a)", "(?(\u0661)a)", "(?(-1)a)", "(?(?=a)b)", "(?(R)a)", "(?(DEFINE)a)", "(?#", "(?#a", "(?#a)b)",
        "(?-)", "(?i-)", "(?-i)", "(?i-:a)", "(?i-i:a)", "(?a-u:b)", "(?au:b)", "(?L:a)", "(?L)", "(?-L:a)",
        "(?-a:b)", "(?t)a", "(?t:a)", "(?q)", "(?iq)", "(?i", "(?ms-", "(?i-x", "(?-x", "(?ix", "(?i-1:a)", "(?-1:a)",
        "(?x:a b)", "(?sm)", "(?\u00e9)", "(?i\u00e9:a)", "(?P<\u00e9>a)(?P=\u00e9)", "(?P<\u0661>a)",
        "(?P<a\u0661>a)", "(?P<\U0001d4d0>a)", "(?P<\u00b5>a)", "(?<=a*)", "(?<!a|bc)", "(?<=(a)\\1)",
        "(?<=(?P<q>a)(?P=q))", "(?<=(a)(?(1)b|c))", "(?<=a{2})b", "(?<=(?:ab|bc))", "(?<=\\b)", "(?<=)", "(?<!)",
        "(?<=(?=ab)a)b", "(?>a+)", "(?>a|ab)c", "(?>", "(?>a", "(?u)(?a)", "(?a)(?u)", "(?au)", "(?ua)b", "(?a)(?L)",
    ]
    ESCAPES = list("dDsSwWbBAZzabfnrtvxuUNqQhHRXKGCeEcpPgkolLiIjJyYOmMFVT") + list(".^$*+?{}[]|()\\/-_ #=!<>") + [
        "\n", "\u00e9", "x41", "x4", "xg1", "u0041", "u00e9", "u12", "U0001f600", "U00110000", "Ua000003a",
        "U0001f60", "0", "00", "01", "07", "08", "012", "0123", "1", "2", "3", "8", "9", "10", "18", "81", "99",
        "100", "101", "377", "400", "777", "141", "1411", "N{EM DASH}", "N{DIGIT ONE}", "N{latin small letter a}",
        "N{LATIN SMALL LETTER A}", "N{}", "N{NO SUCH}", "N{EM DASH", "Na", "N", "x{41}", "N{U+41}", "p{L}",
        "N{HANGUL SYLLABLE GA}", "N{CJK UNIFIED IDEOGRAPH-4E00}", "N{LF}", "N{KEYCAP DIGIT ONE}",
    ]
    COUNTS = [
        "{0}", "{1}", "{2}", "{3}", "{0,1}", "{1,2}", "{2,}", "{,2}", "{,}", "{0,0}", "{1,1}", "{2,3}", "{,0}",
        "{3,1}", "{02}", "{1,02}", "{", "{}", "{a}", "{1", "{1,", "{1,2", "{,a}", "{ 1}", "{1 }", "{1, 2}", "{1,2,3}",
        "{-1}", "{1}{2}", "{,4294967294}", "{,4294967295}", "{4294967295}", "{1,4294967296}",
        "{99999999999999999999}", "{,99999999999999999999}", "{\u0661}", "{1\u0662}", "{+1}", "{1_0}",
    ]
    SET_ITEMS = [
        "a", "b", "c", "A", "-", "-", "a-c", "0-9", "A-Z", "c-a", "\\d", "\\w", "\\s", "\\W", "\\D", "\\S", "\\b",
        "\\n", "\\]", "\\\\", "\\-", "^", "[", "[:alpha:]", "&&", "||", "--", "~~", "|", "&", "~", ".", "*", "\u00e9",
        "\u00e0-\u00ff", "\U0001f600", "\\x41", "\\x4", "\\u0041", "\\0", "\\8", "\\1", "\\400", "\\101", "\\d-z",
        "a-\\d", "\\a", "\\q", "\\B", "\\A", "\\Z", "\\z", "\\N{EM DASH}", "\\x41-\\x43", "-a", "a-", "[a", "\n", " ",
        "#", "]", "\\U00110000", ",-.", "\\N{SPACE}-~",
    ]

    def pattern(self):
        kind = self.random.random()
        if kind < 0.25:
            return self.several(1, 8, lambda: self.one(self.SOUP))
        text = self.alternatives(self.random.randint(0, 3))
        if self.chance(0.15):
            text = self.one(["(?i)", "(?s)", "(?m)", "(?x)", "(?a)", "(?ims)", "(?xi)", "(?u)"]) + text
        if kind < 0.5:
            text = self.edited(text, self.random.randint(1, 2), self.SOUP)
        return text

    def subject(self, pattern):
        text = self.several(0, 8, lambda: self.one(self.SUBJECT))
        if self.chance(0.3):
            # Parts of the pattern itself are often just what it asks for.
            at = self.random.randrange(len(pattern) + 1)
            text = text[:3] + pattern[at : at + self.random.randint(1, 5)] + text[3:]
        return text

    def alternatives(self, depth):
        text = self.sequence(depth)
        while self.chance(0.25):
            text += "|" + self.sequence(depth)
        return text

    def sequence(self, depth):
        return self.several(0 if self.chance(0.1) else 1, 4, lambda: self.item(depth))

    def item(self, depth):
        text = self.weighted(
            [
                (30, lambda: self.one(self.PLAIN)),
                (6, "."),
                (8, lambda: "\\" + self.one(self.ESCAPES)),
                (4, lambda: "\\" + self.one("dDsSwW")),
                (10, self.set),
                (5, lambda: self.one(["^", "$", "\\b", "\\B", "\\A", "\\Z"])),
                (4, self.reference),
                (4, lambda: self.one(self.ODD_GROUPS)),
                (2, lambda: self.one(["(?#c)", "(?i)", "(?x)", "(?s)", "#", " ", "]", "}", "{"])),
                (30 if depth else 0, lambda: self.group(depth - 1)),
            ]
        )
        if self.chance(0.3):
            text += self.quantifier()
            if self.chance(0.03):
                text += self.quantifier()
        return text

    def quantifier(self):
        count = self.one(["*", "+", "?", "*", "+", "?", self.one(self.COUNTS), self.one(self.COUNTS[:12])])
        return count + self.one(["", "", "", "?", "?", "+"])

    def reference(self):
        if self.names and self.chance(0.3):
            return "(?P=%s)" % self.one(self.names)
        return "\\%d" % self.random.randint(1, max(self.groups, 1) + (1 if self.chance(0.1) else 0))

    def group(self, depth):
        kind = self.weighted(
            [
                (8, "("),
                (5, "(?:"),
                (2, "(?P<"),
                (3, "(?="),
                (3, "(?!"),
                (3, "(?<="),
                (2, "(?<!"),
                (3, "(?>"),
                (2, "(?("),
                (1, "(?i:"),
                (1, "(?-i:"),
                (1, "(?s-i:"),
                (1, "(?m:"),
                (1, "(?x:"),
                (1, "(?a:"),
                (1, "(?u:"),
            ]
        )
        if kind == "(":
            self.groups += 1
        elif kind == "(?P<":
            self.groups += 1
            name = self.one(["n", "m", "a1", "_", "\u00e9", "key"]) + ("" if self.chance(0.3) else str(self.groups))
            self.names.append(name)
            kind += name + ">"
        elif kind == "(?(":
            named = self.names and self.chance(0.3)
            which = self.one(self.names) if named else str(self.random.randint(1, max(self.groups, 1)))
            yes = self.sequence(depth)
            return "(?(%s)%s%s)" % (which, yes, "|" + self.sequence(depth) if self.chance(0.6) else "")
        if kind in ("(?<=", "(?<!") and self.chance(0.8):
            return kind + self.several(1, 2, lambda: self.one(list("abc.") + ["\\w", "[ab]", "\\b", "a|b"])) + ")"
        return kind + self.alternatives(depth) + ")"

    def set(self):
        text = self.one(["[", "[", "[", "[^"]) + self.several(1, 3, lambda: self.one(self.SET_ITEMS))
        return text + "]" if self.chance(0.97) else text
