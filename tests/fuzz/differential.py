#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Compares our own `re` with every CPython at hand, over made-up patterns and subjects. See README.md.

    differential.py --probe build/dev/tests/fuzz/regexprobe --corpus all --count 20000 --seed 1
"""

import argparse
import itertools
import random
import sys
import time

import corpora
import facts
import workers
from comparison import Comparison, Tally, print_tables

BATCH = 3000


def compare(comparison, name, seed, count):
    tally = Tally(name, comparison.judges)
    maker = corpora.CORPORA[name](seed).pairs(count)
    while True:
        pairs = list(itertools.islice(maker, BATCH))
        if not pairs:
            return tally
        tally.add(comparison, pairs)


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
    tallies = []
    for seed in arguments.seed or ["1"]:
        if seed == "fresh":
            seed = "%08x" % random.SystemRandom().randrange(1 << 32)
        for name in names:
            start = time.time()
            print("%s, seed %s" % (name, seed), flush=True)
            tally = compare(comparison, name, seed, arguments.count)
            tally.print_examples(comparison if arguments.shrink else None, arguments.show_known)
            print("    %.0f s" % (time.time() - start), flush=True)
            tallies.append(tally)
    print_tables(table for tally in tallies for table in tally.tables())
    return 1 if any(tally.failed() for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
