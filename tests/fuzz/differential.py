#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Compares our own `re` with every CPython at hand, over made-up patterns and subjects. See README.md.

    differential.py --probe build/dev/tests/fuzz/regexprobe --corpus all --count 20000 --seed 1
"""

import argparse
import random
import sys
import time
from collections import Counter, defaultdict, namedtuple
from concurrent.futures import ThreadPoolExecutor

import corpora
import facts
import knownbugs
import workers
from judge import escape
from shrink import shrunk

BATCH = 3000
SLOW_SHARE = 0.001  # of the pairs may be too slow for us alone
EXAMPLES = 3  # shrunk for each kind of difference

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


def compare(comparison, name, seed, count, arguments):
    """Compares one corpus; prints what differs and returns a Table for each judge."""
    tallies = {judge.version: Counter() for judge in comparison.judges}
    total = 0
    kinds = defaultdict(Counter)
    examples = defaultdict(list)
    maker = corpora.CORPORA[name](seed).pairs(count)
    while True:
        pairs = [pair for pair, _ in zip(maker, range(BATCH))]
        if not pairs:
            break
        total += len(pairs)
        for found in comparison.verdicts(pairs):
            for version, (what, difference) in found.items():
                tallies[version][what] += 1
                if what == "different":
                    kind = kind_of(difference)
                    kinds[kind][version] += 1
                    if len(examples[kind]) < EXAMPLES:
                        examples[kind].append(difference)
                elif arguments.show_known and tallies[version][what] <= EXAMPLES:
                    show(difference, what)
    for kind, versions in sorted(kinds.items()):
        print("%s: %s" % (kind, ", ".join("%s %d" % (dotted(v), n) for v, n in sorted(versions.items()))))
        seen = set()
        for difference in examples[kind]:
            if arguments.shrink:
                difference = shrunk(difference, comparison, kind_of)
            if difference[:2] not in seen:
                show(difference)
            seen.add(difference[:2])
    return [
        Table(
            name,
            dotted(version),
            total,
            tally.pop("different", 0),
            tally.pop("slow", 0),
            tally.pop("slow here", 0),
            tally,
        )
        for version, tally in tallies.items()
    ]


def show(difference, what=""):
    print("    %s\t%s\t%s%s" % (escape(difference.pattern), escape(difference.subject), dotted(difference.version),
                                "\t" + what if what else ""))
    print("        Python: " + difference.theirs)
    print("        here:   " + difference.ours, flush=True)


def print_tables(tables):
    heads = "corpus", "Python", "pairs", "different", "slow", "slow here"
    print("%-8s %-7s %8s %9s %6s %9s  known CPython bugs" % heads)
    for table in tables:
        known = ", ".join("%s: %d" % item for item in sorted(table.known.items()))
        print("%-8s %-7s %8d %9d %6d %9d  %s" % (*table[:6], known))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", required=True, metavar="PATH", help="the built regexprobe")
    parser.add_argument("--python", action="append", metavar="PATH", help="a CPython, else those on PATH")
    parser.add_argument("--corpus", default="all", help="all, or some of: " + ",".join(corpora.CORPORA))
    parser.add_argument("--count", type=int, default=3000, help="pairs of each corpus")
    parser.add_argument("--seed", action="append", help="makes the pairs; may be repeated; 'fresh' is a new one")
    parser.add_argument("--seconds", type=float, default=0.5, help="of work a Python has for a pair")
    parser.add_argument("--shrink", action="store_true", help="make what differs as short as possible")
    parser.add_argument("--show-known", action="store_true", help="print some of what the known bugs cover")
    parser.add_argument("--record", metavar="FILE", help="write facts for tst_facts instead of comparing")
    arguments = parser.parse_args()
    names = list(corpora.CORPORA) if arguments.corpus == "all" else arguments.corpus.split(",")
    comparison = Comparison(arguments.probe, workers.judges(arguments.python, arguments.seconds))
    if arguments.record:
        return facts.record(arguments.record, comparison, names, arguments.count)
    tables = []
    for seed in arguments.seed or ["1"]:
        if seed == "fresh":
            seed = "%08x" % random.SystemRandom().randrange(1 << 32)
        for name in names:
            start = time.time()
            print("%s, seed %s" % (name, seed), flush=True)
            tables += compare(comparison, name, seed, arguments.count, arguments)
            print("    %.0f s" % (time.time() - start), flush=True)
    print_tables(tables)
    failed = [table for table in tables if table.different or table.slow_here > SLOW_SHARE * table.pairs]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
