#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Answers what this interpreter's `re` makes of patterns and subjects, for differential.py.

    judge.py [SECONDS]

First writes its version, e.g. "3.11.7 14.0.0" (the second is that of its Unicode data). Then reads batches, each a
line with a count and so many lines "PATTERN<TAB>SUBJECT", and writes a line for each: as answertext.h says, or
"gave up TooSlow" after so many seconds of work, or memory, or "bug TEXT" where the interpreter itself failed.
Runs under any Python from 3.8 on.
"""

import re
import resource
import signal
import sys
import unicodedata
import warnings

NOT_PLAIN = re.compile(r"[^ -\[\]-~]")
ESCAPE = re.compile(r"\\(?:\\|([0-9a-f]+);)")
MEMORY = 1 << 30  # bytes; a counted loop over nothing would take all there is


def escape(text):
    """Text on one line of ASCII, as answertext.h says."""
    return NOT_PLAIN.sub(lambda m: "\\\\" if m[0] == "\\" else "\\%x;" % ord(m[0]), text)


def unescape(line):
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\\", line)


def message(text):
    """A message of the interpreter: the bytes of its UTF-8, escaped one by one."""
    return escape(text.encode("utf-8", "backslashreplace").decode("latin-1"))


def name_of(kind):
    return kind.__name__ if kind.__module__ == "builtins" else "%s.%s" % (kind.__module__, kind.__name__)


class TooSlow(Exception):
    pass


def too_slow(signum, frame):
    raise TooSlow


class Judge:
    def __init__(self, seconds):
        self.seconds = seconds
        self.head = self.compiled = self.failure = self.warned = None
        self.caught = []
        warnings.simplefilter("always")
        warnings.showwarning = self.catch
        signal.signal(signal.SIGVTALRM, too_slow)

    def catch(self, text, category, *_):
        # A pattern that is read twice, for a flag inside of it, warns twice.
        warning = " ! %s %s" % (category.__name__, message(str(text)))
        if warning not in self.caught:
            self.caught.append(warning)

    def compile(self, pattern):
        self.compiled = self.failure = None
        self.caught = []
        re.purge()
        try:
            self.compiled = re.compile(pattern)
        except (TooSlow, MemoryError):
            raise
        except Exception as error:
            pos = getattr(error, "pos", None)
            place = "- - -" if pos is None else "%d %d %d" % (pos, error.lineno, error.colno)
            self.failure = "error %s %s %s" % (name_of(type(error)), place, message(str(error)))
        self.warned = "".join(self.caught)

    def search(self, subject):
        try:
            found = self.compiled.search(subject)
            if found is None:
                return "none"
            spans = (found.span(group) for group in range(self.compiled.groups + 1))
            return "match " + " ".join("-" if begin < 0 else "%d-%d" % (begin, end) for begin, end in spans)
        except (TooSlow, MemoryError):
            raise
        except Exception as error:
            return "bug %s %s" % (type(error).__name__, message(str(error)))

    def answer(self, line):
        head, subject = line.split("\t")
        signal.setitimer(signal.ITIMER_VIRTUAL, self.seconds)
        try:
            if head != self.head:
                self.head = None
                self.compile(unescape(head))
                self.head = head
            if self.failure:
                return self.failure
            return self.search(unescape(subject)) + self.warned
        except (TooSlow, MemoryError):
            return "gave up TooSlow"
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    judge = Judge(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
    print("%d.%d.%d" % sys.version_info[:3], unicodedata.unidata_version, flush=True)
    source = sys.stdin
    for count in source:
        batch = [source.readline().rstrip("\n") for _ in range(int(count))]
        print("\n".join([judge.answer(line) for line in batch]), flush=True)


if __name__ == "__main__":
    main()
