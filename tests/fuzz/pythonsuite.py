#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Compares our own `re` with CPython over what CPython's own tests of `re` try. See README.md.

    pythonsuite.py --probe build/dev/tests/fuzz/regexprobe [--python PATH]

The inputs of each Python that has its test package are judged by every Python. Without any the status is 77.
"""

import argparse
import os
import subprocess
import sys

import workers
from comparison import Comparison, Tally, print_tables
from judge import unescape

COLLECTOR = os.path.join(workers.HERE, "suiteinputs.py")


def inputs(judge):
    """The pairs that a Python's own tests try."""
    result = subprocess.run([judge.command[0], COLLECTOR], stdout=subprocess.PIPE, universal_newlines=True)
    if result.returncode:
        print("%s has no test package" % judge.name)
        return []
    return [tuple(unescape(part) for part in line.split("\t")) for line in result.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probe", required=True, metavar="PATH", help="the built regexprobe")
    parser.add_argument("--python", action="append", metavar="PATH", help="a CPython, else those on PATH")
    arguments = parser.parse_args()
    judges = workers.judges(arguments.python, 2.0)
    pairs = {}
    for judge in judges:
        pairs.update(dict.fromkeys(inputs(judge)))
    if not pairs:
        print("nothing is compared: no Python here has its test package (Debian: libpython3-testsuite)")
        return 77
    tally = Tally("suite", judges)
    tally.add(Comparison(arguments.probe, judges), list(pairs))
    tally.print_examples()
    print_tables(tally.tables())
    return 1 if tally.failed() else 0


if __name__ == "__main__":
    sys.exit(main())
