# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Our engine and the CPythons, side by side, and the count of what differs."""

from collections import Counter, defaultdict, namedtuple
from concurrent.futures import ThreadPoolExecutor

import knownbugs
import workers
from judge import escape
from shrink import shrunk

SLOW_SHARE = 0.001  # of the pairs may be too slow for us alone
EXAMPLES = 3  # of each kind of difference

Difference = knownbugs.Difference


class Comparison:
    """Our engine and the CPythons, side by side."""

    def __init__(self, probe, judges):
        self.judges = judges
        self.probes = {judge.minor: workers.Probe([probe]) for judge in judges}
        self.pool = ThreadPoolExecutor(max_workers=len(judges) + len(self.probes))

    def answers(self, pairs, judges):
        """What each judge says, and what we say as each version, as lists along the pairs."""
        theirs = {judge.version: self.pool.submit(judge.of, pairs) for judge in judges}
        minors = {judge.minor for judge in judges}
        ours = {minor: self.pool.submit(self.probes[minor].of, minor, pairs) for minor in minors}
        return (
            {version: future.result() for version, future in theirs.items()},
            {minor: future.result() for minor, future in ours.items()},
        )

    def verdicts(self, pairs, versions=None):
        """For each pair a dict from version to (verdict, Difference); equal answers are left out.

        A verdict is "slow" (Python did not finish), "slow here", "known" with the bug's name, or "different".
        """
        newest = self.judges[-1]
        judges = [judge for judge in self.judges if not versions or judge is newest or judge.version in versions]
        theirs, ours = self.answers(pairs, judges)
        result = []
        for at, (pattern, subject) in enumerate(pairs):
            found = {}
            for judge in judges:
                said, here = theirs[judge.version][at], ours[judge.minor][at]
                if said != here:
                    difference = Difference(
                        pattern, subject, judge.version, said, here, newest.version, theirs[newest.version][at]
                    )
                    found[judge.version] = verdict(difference), difference
            result.append(found)
        return result


def verdict(difference):
    if difference.theirs == "gave up TooSlow":
        return "slow"
    if difference.ours == "gave up TooSlow":
        return "slow here"
    return knownbugs.name_of(difference) or "different"


def kind_of(difference):
    """Differences of one kind often have one cause."""

    def kind(answer):
        words = answer.split(" ! ")[0].split(" ")
        if words[0] == "error":
            return " ".join([words[1]] + words[5:7])
        return words[0]

    theirs, ours = kind(difference.theirs), kind(difference.ours)
    if theirs == ours == "match":
        same = knownbugs.whole(difference.theirs) == knownbugs.whole(difference.ours)
        return "match, inner groups" if same else "match, span"
    if theirs == ours:
        return theirs + (", warnings" if " ! " in difference.theirs + difference.ours else ", text or place")
    return "Python: %s; here: %s" % (theirs, ours)


def dotted(version):
    return "%d.%d.%d" % version


Table = namedtuple("Table", "corpus version pairs different slow slow_here known")


class Tally:
    """What came of the pairs of one corpus."""

    def __init__(self, corpus, judges):
        self.corpus = corpus
        self.total = 0
        self.verdicts = {judge.version: Counter() for judge in judges}
        self.kinds = defaultdict(Counter)  # by kind of difference: how many for each version
        self.examples = defaultdict(list)  # by kind of difference, or name of a known bug

    def add(self, comparison, pairs):
        self.total += len(pairs)
        for found in comparison.verdicts(pairs):
            for version, (what, difference) in found.items():
                self.verdicts[version][what] += 1
                kind = kind_of(difference) if what == "different" else what
                if what == "different":
                    self.kinds[kind][version] += 1
                if len(self.examples[kind]) < EXAMPLES:
                    self.examples[kind].append(difference)

    def print_examples(self, shrinker=None, known=False):
        """@param shrinker a Comparison when the examples shall be made as short as possible"""
        for kind, versions in sorted(self.kinds.items()):
            print("%s: %s" % (kind, ", ".join("%s %d" % (dotted(v), n) for v, n in sorted(versions.items()))))
            seen = set()
            for difference in self.examples[kind]:
                if shrinker:
                    difference = shrunk(difference, shrinker, kind_of)
                if difference[:2] not in seen:
                    show(difference)
                seen.add(difference[:2])
        for kind in sorted(self.examples) if known else []:
            if kind not in self.kinds:
                print(kind)
                for difference in self.examples[kind]:
                    show(difference)

    def tables(self):
        """One for each version."""
        plain = "different", "slow", "slow here"
        for version, counts in self.verdicts.items():
            known = {name: count for name, count in counts.items() if name not in plain}
            yield Table(self.corpus, dotted(version), self.total, *(counts[what] for what in plain), known)

    def failed(self):
        most = max(SLOW_SHARE * self.total, 1)
        return bool(self.kinds) or any(counts["slow here"] > most for counts in self.verdicts.values())


def show(difference):
    print("    %s\t%s\t%s" % (escape(difference.pattern), escape(difference.subject), dotted(difference.version)))
    print("        Python: " + difference.theirs)
    print("        here:   " + difference.ours, flush=True)


def print_tables(tables):
    heads = "corpus", "Python", "pairs", "different", "slow", "slow here"
    print("%-8s %-7s %8s %9s %6s %9s  known CPython bugs" % heads)
    for table in tables:
        known = ", ".join("%s: %d" % item for item in sorted(table.known.items()))
        print("%-8s %-7s %8d %9d %6d %9d  %s" % (*table[:6], known))
