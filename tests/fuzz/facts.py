# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Records facts about CPython's `re` for tests/core/regex/tst_facts, which replays them without a Python.

A fact is a line PATTERN<TAB>SUBJECT<TAB>VERSIONS ANSWER[<TAB>VERSIONS ANSWER...], for example
a++<TAB>aa<TAB>3.8-3.10 error re.error 2 1 3 multiple repeat at position 2<TAB>3.11-3.13 match 0-2
Pattern, subject and answer are written as answertext.h says. A line without a TAB is a remark.
"""

from collections import Counter

import corpora
import knownbugs
from chosen import CHOSEN
from judge import escape

BATCH = 3000
SEED = "facts"
MOST = 2  # facts of the same kind of answers, for each corpus
FEATURES = "(?P", "(?(", "(?=", "(?!", "(?<", "(?>", "(?i", "+", "{", "[", "|", "\\"
GAVE_UP = "gave up", "bug", "crashed"

HEAD = """\
# What CPython answers, recorded by `differential.py --record`: see tests/fuzz/facts.py.
# Where a CPython has a bug (tests/fuzz/knownbugs.py) its answer is left out.
"""


def per_minor(judges):
    """The newest judge of each minor version: its bugs are the fewest."""
    return sorted({judge.minor: judge for judge in judges}.items())


def answers_of(pairs, comparison):
    """For each pair the answers by minor version, those of known bugs left out."""
    judges = per_minor(comparison.judges)
    theirs = [(minor, judge, comparison.pool.submit(judge.of, pairs)) for minor, judge in judges]
    theirs = [(minor, judge, future.result()) for minor, judge, future in theirs]
    newest, newest_said = theirs[-1][1], theirs[-1][2]
    for at, pair in enumerate(pairs):
        found = {}
        for minor, judge, said in theirs:
            best = newest_said[at]
            difference = knownbugs.Difference(*pair, judge.version, said[at], best, newest.version, best)
            if not said[at].startswith(GAVE_UP) and (said[at] == best or not knownbugs.name_of(difference)):
                found[minor] = said[at]
        yield pair, found


def line_of(pair, found):
    fields = [escape(text) for text in pair]
    groups = []
    for minor, answer in sorted(found.items()):
        if groups and groups[-1][2] == answer and groups[-1][1] == minor - 1:
            groups[-1][1] = minor
        else:
            groups.append([minor, minor, answer])
    for first, last, answer in groups:
        fields.append("3.%d%s %s" % (first, "-3.%d" % last if last > first else "", answer))
    return "\t".join(fields)


def kind_of(pattern, found):
    """What answers of one kind share: outcomes, error texts without their particulars, features of the pattern."""
    words = []
    for _, answer in sorted(found.items()):
        parts = answer.split(" ! ")
        kind = parts[0].split(" ")
        kind = kind[1:2] + kind[5:8] if kind[0] == "error" else [kind[0], "long" if len(kind) > 2 else ""]
        words.append(" ".join(kind + [part[:30] for part in parts[1:]]))
    return tuple(words), tuple(feature for feature in FEATURES if feature in pattern)


def record(path, comparison, names, count):
    """Writes the chosen facts and a sample of each corpus, taken from so many pairs."""
    lines = [HEAD]
    pairs = [(pattern, subject) for pattern, subjects in CHOSEN for subject in subjects]
    lines += [line_of(pair, found) + "\n" for pair, found in answers_of(pairs, comparison)]
    for name in names:
        lines.append("# %s\n" % name)
        seen = Counter()
        pairs = list(corpora.CORPORA[name](SEED).pairs(count))
        for first in range(0, len(pairs), BATCH):
            for pair, found in answers_of(pairs[first : first + BATCH], comparison):
                kind = kind_of(pair[0], found)
                seen[kind] += 1
                if found and seen[kind] <= MOST:
                    lines.append(line_of(pair, found) + "\n")
    with open(path, "w", encoding="ascii") as file:
        file.writelines(lines)
    print("%d facts" % sum(not line.startswith("#") for line in lines))
    return 0
