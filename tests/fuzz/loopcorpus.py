# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Patterns whose matching is hard to get right."""

from maker import Maker


class Loops(Maker):
    """Valid patterns whose matching is hard to get right: loops in loops, captures, cuts, looks, empty iterations."""

    CUTS = {True: ["(?>", "(?>"], False: []}

    def pattern(self):
        self.cuts = self.chance(0.5)  # an error up to 3.10, which would hide the rest of the pattern
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
        return count + self.one(["", "", "", "?", "?", "+" if self.cuts else ""])

    def reference(self):
        closed = [group for group in range(1, self.groups + 1) if group not in self.open]
        if not closed:
            return "b"
        group = self.one(closed)
        if self.chance(0.3):
            yes, no = self.one(["a", "b", "", "ab"]), self.one(["", "|", "|a", "|b", "|(?!)", "|c"])
            return "(?(%d)%s%s)" % (group, yes, no)
        return "\\%d" % group

    def group(self, depth):
        kind = self.one(["(", "(", "(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?(", *self.CUTS[self.cuts]])
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
