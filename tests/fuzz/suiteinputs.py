#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Writes the patterns and subjects that this interpreter's own tests of `re` try, for pythonsuite.py.

They are taken from test.re_tests and, by running test.test_re with a recording `re`, from what that calls.
Flags become a prefix such as "(?im)"; bytes are left out. Fails with status 77 where there is no test package.
"""

import io
import os
import re
import sys
import unittest

from judge import escape

LONGEST = 20000  # characters; what is longer tests memory
LETTERS = [(re.I, "i"), (re.M, "m"), (re.S, "s"), (re.X, "x"), (re.A, "a")]
METHODS = "search", "match", "fullmatch", "findall", "finditer", "split"
REAL = {name: getattr(re, name) for name in (*METHODS, "compile", "sub", "subn")}

found = {}  # (pattern, subject), in the order they came


def note(pattern, flags, subject):
    if not isinstance(pattern, str) or not isinstance(subject, str) or int(flags) & re.L:
        return
    letters = "".join(letter for flag, letter in LETTERS if int(flags) & flag)
    pattern = "(?%s)%s" % (letters, pattern) if letters else str(pattern)
    if max(len(pattern), len(subject)) <= LONGEST:
        found[pattern, str(subject)] = True


class Recorder:
    """Stands for a compiled pattern."""

    def __init__(self, source, flags, compiled):
        self.__dict__.update(source=source, given=flags, compiled=compiled)

    def __getattr__(self, name):
        method = getattr(self.compiled, name)
        if name in METHODS or name in ("sub", "subn"):

            def noting(*arguments, **keywords):
                subject = arguments[name.startswith("sub") :][:1] or [keywords.get("string")]
                note(self.source, self.given, subject[0])
                return method(*arguments, **keywords)

            return noting
        return method

    def __eq__(self, other):
        return self.compiled == getattr(other, "compiled", other)

    def __hash__(self):
        return hash(self.compiled)

    def __repr__(self):
        return repr(self.compiled)


def compile(pattern, flags=0):
    if isinstance(pattern, Recorder):
        return pattern
    note(pattern, flags, "")
    compiled = REAL["compile"](pattern, flags)
    return Recorder(pattern, flags, compiled) if isinstance(pattern, str) else compiled


def function(name):
    def noting(pattern, *arguments, **keywords):
        if isinstance(pattern, Recorder):
            return getattr(pattern, name)(*arguments, **keywords)
        subject = arguments[name.startswith("sub") :][:1] or [keywords.get("string")]
        where = {"split": 2, "sub": 3, "subn": 3}.get(name, 1)
        flags = arguments[where] if len(arguments) > where else keywords.get("flags", 0)
        note(pattern, flags, subject[0])
        return REAL[name](pattern, *arguments, **keywords)

    return noting


def main():
    output = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        from test import re_tests, test_re
    except ImportError as error:
        print(error, file=sys.stderr)
        return 77
    for pattern, subject, *_ in re_tests.tests:
        note(pattern, 0, subject)
    for name in REAL:
        setattr(re, name, compile if name == "compile" else function(name))
    # Some fail, for a Recorder is not quite a pattern; what they call until then counts all the same.
    unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromModule(test_re))
    for pattern, subject in found:
        print("%s\t%s" % (escape(pattern), escape(subject)), file=output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
