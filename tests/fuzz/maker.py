# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""What makes patterns, and subjects they might match, has in common."""

import random

SUBJECTS = 3  # for each pattern


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
