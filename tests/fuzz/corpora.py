# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Makes patterns, and subjects they might match. The same seed makes the same ones, whatever Python runs this."""

import random

SUBJECTS = 3  # for each pattern
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Maker:
    """Makes one pattern after the other; a corpus overrides pattern() and subject()."""

    def __init__(self, seed):
        self.random = random.Random("%s %s" % (type(self).__name__, seed))
        self.groups = 0
        self.open = []
        self.names = []

    def pairs(self, count):
        made = 0
        while made < count:
            self.groups, self.open, self.names = 0, [], []
            pattern = self.pattern()
            for _ in range(min(SUBJECTS, count - made)):
                yield pattern, self.subject(pattern)
                made += 1

    def one(self, choices):
        return choices[self.random.randrange(len(choices))]

    def chance(self, share):
        return self.random.random() < share

    def weighted(self, table):
        """One of the values of [(weight, value)...]; a value that can be called is."""
        at = self.random.randrange(sum(weight for weight, _ in table))
        for weight, value in table:
            at -= weight
            if at < 0:
                return value() if callable(value) else value
        raise AssertionError

    def several(self, least, most, make):
        return "".join(make() for _ in range(self.random.randint(least, most)))

    def edited(self, text, edits, alphabet):
        """With typos: something is missing, too much, twice, other or the wrong way round."""
        for _ in range(edits):
            at = self.random.randrange(len(text) + 1)
            kind = self.random.randrange(6)
            if kind == 0:
                text = text[:at] + text[at + 1 :]
            elif kind == 1:
                text = text[:at] + self.one(alphabet) + text[at:]
            elif kind == 2:
                text = text[:at] + self.one(alphabet) + text[at + 1 :]
            elif kind == 3:
                text = text[: at + 1] + text[at:]
            elif kind == 4:
                text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
            else:
                text = text[:at] if at > len(text) // 2 else text[at:]
        return text


class Urls(Maker):
    """Patterns as people write them for keys, with typos, over URLs."""

    HOSTS = [
        "www.store1.com", "store1.com", "127.0.0.1", "reqres.in", "api.example.org", "localhost", "[::1]",
        "wiki.w3.org", "WWW.Shop.Example", "b\u00fccher.example", "user:pw@host.test", "a-b.c_d.io", "x.y",
    ]
    SEGMENTS = [
        "api", "users", "1", "42", "m_search", "store_search", "comment", "postID", "11211", "v1", "v2", "orders",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "index.html", "a%20b", "", ".", "..", "~me", "x;y=z", "\u00e4",
        "\U0001f600",
    ]
    QUERIES = ["productId=11211", "q=a/b", "next=/a/b:c", "token=x%2Fy", "a=1&b=2", "", "q", "t=12:30", "w=www"]
    ATOMS = [
        "^", "$", "^", r"\A", r"\Z", r"\b", r"https?", "http", "https?://", "://", "//", r"(?:https?|ftp)://",
        "(?i:https?)", "[w]", "[1]", "[w]+", "[^/]+", "[^/?#]+", "[^/]*", "[^:/]+", r"[\w.-]+", r"[a-z0-9.-]+",
        "[A-Za-z]+", "[a-z]", r"[\d.]+", r"[^\s/]+", "[^?]*", "[?&]", "[.]", "[/?#]", ".+", ".*", ".+?", ".*?", ".",
        ".{3}", ".{2,5}", ".{4,}?", r"\w+", r"\w*", r"\W", r"\d+", r"\d{1,5}", r"\d", r"\D+", r"\S+", r"\S+?", r"\s*",
        r"\.", r"\.com", r"store\d?", "store1", "www", r"www\.", "(?:www[.])?", r"(?::\d+)?", r"(:\d+)?", ":8001",
        "/", "/+", "/api", "/users/", "m_", "m_search", r"\?", r"\?.*", "#", "(?=/)", "(?=:)", "(?=)", r"(?=[/?#]|$)",
        "(?=.*/)", r"(?=\?)", "(?!/)", "(?!www)", "(?!.*store)", "(?<=//)", "(?<=:)", "(?<=https://)", "(?<!:)",
        "(?<!/)", "(?<![a-z])", r"(?<=\.)", "(.+)", "(.*)/", "([^/]+)", r"(\w+)", r"(?P<host>[^/:]+)",
        r"(?P<port>\d+)", "(?P=host)", r"\1", r"(\w)\1", "(a|b)", "(?:api|users)", "(com|org|in)", "(?:/[^/]+)",
        "(?:/[^/]*)*", r"(?:/\w+){2}", "(?:[^/]+/)+", r"(\w+\.)+", r"(?:\w+\.)*?", "(www)?(?(1)x|y)", "(?(1)/|:)",
        "(?#host)", "(?s:.)", "[0-9a-f-]{36}", "(?>[^/]+)", "[^/]++", ".*+", r"\w++", "(?i)", "x?", "s?", "/?", "e",
        "t", "1", ":", "=", "&", "%20", "-", "_",
    ]
    TYPOS = "()[]{}*+?|\\^$.-:/#=!<>&~,0129azAZ_w \u00e4"

    def pattern(self):
        text = self.several(1, 6, lambda: self.one(self.ATOMS))
        if self.chance(0.15):
            text = self.one(["(%s)", "(?:%s)", "(?P<key>%s)", "(?:%s)?", "(?i:%s)", "(?=%s)", "(%s)+"]) % text
        if self.chance(0.2):
            text += "|" + self.several(1, 3, lambda: self.one(self.ATOMS))
        if self.chance(0.08):
            text = self.one(["(?i)", "(?s)", "(?x)", "(?m)", "(?a)", "(?ix)"]) + text
        if self.chance(0.5):
            text = self.edited(text, self.random.randint(1, 3), self.TYPOS)
        return text

    def subject(self, pattern):
        del pattern
        url = self.one(["http", "https", "https", "HTTP", "ftp"]) + "://" + self.one(self.HOSTS)
        if self.chance(0.4):
            url += ":" + self.one(["80", "8001", "443", ""])
        for _ in range(self.random.randint(0, 4)):
            url += "/" + self.one(self.SEGMENTS)
        if self.chance(0.4):
            url += "?" + self.one(self.QUERIES)
        if self.chance(0.1):
            url += "#" + self.one(["top", "", "a/b"])
        if self.chance(0.1):
            url = self.edited(url, 1, self.TYPOS + "\n")
        return url


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
            which = self.one(self.names) if self.names and self.chance(0.3) else str(self.random.randint(1, max(self.groups, 1)))
            yes = self.sequence(depth)
            return "(?(%s)%s%s)" % (which, yes, "|" + self.sequence(depth) if self.chance(0.6) else "")
        if kind in ("(?<=", "(?<!") and self.chance(0.8):
            return kind + self.several(1, 2, lambda: self.one(list("abc.") + ["\\w", "[ab]", "\\b", "a|b"])) + ")"
        return kind + self.alternatives(depth) + ")"

    def set(self):
        return self.one(["[", "[", "[", "[^"]) + self.several(1, 3, lambda: self.one(self.SET_ITEMS)) + ("]" if self.chance(0.97) else "")


class Loops(Maker):
    """Valid patterns whose matching is hard to get right: loops in loops, captures, cuts, looks, empty iterations."""

    def pattern(self):
        text = self.alternatives(self.random.randint(1, 4))
        return text if self.chance(0.8) else text + self.one(["$", "\\Z", "b", "c", "\\b"])

    def subject(self, pattern):
        del pattern
        if self.chance(0.3):
            return self.several(0, 4, lambda: self.one(["a", "b", "ab", "ba", "aab", "abab", "c", "aaa"]))
        return self.several(0, 10, lambda: self.one("aaabbbc"))

    def alternatives(self, depth):
        text = self.sequence(depth)
        while self.chance(0.3):
            text += "|" + self.sequence(depth)
        return text

    def sequence(self, depth):
        return self.several(0 if self.chance(0.07) else 1, 3, lambda: self.item(depth))

    def item(self, depth):
        if depth and self.chance(0.55):
            text = self.group(depth - 1)
        else:
            text = self.weighted(
                [
                    (14, lambda: self.one("aaabbbc")),
                    (4, "."),
                    (4, lambda: self.one(["[ab]", "[^a]", "[bc]", "\\w", "[^c]"])),
                    (2, lambda: self.one(["^", "$", "\\b", "\\B"])),
                    (6, self.reference),
                ]
            )
            if text in ("^", "$", "\\b", "\\B"):
                return text
        return text + self.quantifier() if self.chance(0.5) else text

    def quantifier(self):
        count = self.one(["*", "*", "+", "+", "?", "?", "{2}", "{1,2}", "{2,}", "{,2}", "{0,3}", "{2,3}", "{3}"])
        return count + self.one(["", "", "", "?", "?", "+"])

    def reference(self):
        closed = [group for group in range(1, self.groups + 1) if group not in self.open]
        if not closed:
            return "b"
        group = self.one(closed)
        if self.chance(0.3):
            return "(?(%d)%s%s)" % (group, self.one(["a", "b", "", "ab"]), self.one(["", "|", "|a", "|b", "|(?!)", "|c"]))
        return "\\%d" % group

    def group(self, depth):
        kind = self.one(["(", "(", "(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?>", "(?("])
        if kind == "(":
            self.groups += 1
            number = self.groups
            self.open.append(number)
            text = "(" + self.alternatives(depth) + ")"
            self.open.remove(number)
            return text
        if kind in ("(?<=", "(?<!"):
            return kind + self.fixed(self.random.randint(1, 2)) + ")"
        if kind == "(?(":
            closed = [group for group in range(1, self.groups + 1) if group not in self.open]
            if not closed:
                return "(?:a|)"
            yes = self.sequence(depth)
            return "(?(%d)%s%s)" % (self.one(closed), yes, "|" + self.sequence(depth) if self.chance(0.6) else "")
        return kind + self.alternatives(depth) + ")"

    def fixed(self, width):
        """Of one width, as a look behind needs it."""
        text = self.several(width, width, lambda: self.one(["a", "b", ".", "[ab]", "c"]))
        if self.chance(0.3):
            self.groups += 1
            text = "(" + text + ")"
        if self.chance(0.2):
            text = "(?:%s|%s)" % (text, self.several(width, width, lambda: self.one("abc")))
        if self.chance(0.15):
            text = self.one(["(?=a)", "(?!b)", "\\b", "^"]) + text
        return text


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
        (0, 0x7F), (0x80, 0xFF), (0x100, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x587), (0x660, 0x669), (0x966, 0x96F),
        (0x10A0, 0x10FF), (0x13A0, 0x13FD), (0x1C80, 0x1CBF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2100, 0x218F), (0x2460, 0x24FF), (0x2C00, 0x2DFF),
        (0x3000, 0x30FF), (0xA640, 0xA7FF), (0xAB30, 0xABBF), (0xD800, 0xDFFF), (0xFB00, 0xFB06), (0xFF10, 0xFF5A), (0x10400, 0x104FF), (0x10570, 0x105BF),
        (0x10C80, 0x10CFF), (0x118A0, 0x118DF), (0x16E40, 0x16E7F), (0x1D400, 0x1D7FF), (0x1E900, 0x1E959), (0x1F600, 0x1F60F), (0x10FFF0, 0x10FFFF),
    ]
    OTHERS = list("aZ_09 -\n") + [
        "\x1c", "\x1f", "\x85", "\xa0", "\u180e", "\u2028", "\u200d", "\u203f", "\u0301", "\u0660", "\u06f5",
        "\u00b2", "\u00bc", "\u2160", "\u4e00", "\U00020000", "\U0001f600", "\ud83d", "\ude00", "\U0010ffff", "\0",
        "\u3000", "\U0001d7ce", "\u1369", "\ufeff",
    ]
    FLAGS = ["(?i)", "(?i)", "(?i)", "(?a)", "(?ia)", "(?iu)", "(?u)", "(?im)", "(?is)", "(?ix)", "(?m)", "(?ias)", ""]
    SCOPES = ["(?i:", "(?-i:", "(?a:", "(?u:", "(?ia:", "(?iu:", "(?a-i:", "(?u-i:", "(?s:", "(?-s:", "(?i-s:", "(?m-i:", "(?:", "(", "(?=", "(?!", "(?>"]
    NAMES = ["EM DASH", "LATIN SMALL LETTER DOTLESS I", "KELVIN SIGN", "GREEK SMALL LETTER FINAL SIGMA", "DESERET SMALL LETTER LONG I", "MICRO SIGN", "LONG S"]

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
        return text + self.one(["*", "+", "?", "{2}", "*?", "+?"]) if self.chance(0.2) and text not in ("^", "\\b", "\\B", "$") else text

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


CORPORA = {"urls": Urls, "grammar": Grammar, "loops": Loops, "unicode": Unicode}
