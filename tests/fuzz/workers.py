# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""The processes that answer: CPythons (judge.py) and our own engine (regexprobe)."""

import os
import shutil
import subprocess
import sys
import threading

from judge import escape

HERE = os.path.dirname(os.path.abspath(__file__))
MINORS = range(8, 15)
PATIENCE = 120  # seconds for a batch; what takes longer is stuck where no signal is looked at


class Worker:
    """A process that reads batches of lines and answers each; one that dies or hangs is started anew."""

    def __init__(self, command):
        self.command = command
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, universal_newlines=True, encoding="ascii"
        )

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def ask(self, lines):
        """The answers to a batch, or None where the process failed."""
        if not self.process:
            self.start()
        alarm = threading.Timer(PATIENCE, self.process.kill)
        alarm.start()
        try:
            self.process.stdin.write("%d\n%s\n" % (len(lines), "\n".join(lines)))
            self.process.stdin.flush()
            answers = [self.process.stdout.readline() for _ in lines]
        except OSError:
            answers = [""]
        finally:
            alarm.cancel()
        if all(answers):
            return [answer.rstrip("\n") for answer in answers]
        self.stop()
        return None

    def answers(self, lines):
        if not lines:
            return []
        found = self.ask(lines)
        if found is not None:
            return found
        if len(lines) == 1:
            return ["crashed"]
        half = len(lines) // 2
        return self.answers(lines[:half]) + self.answers(lines[half:])


class Judge(Worker):
    def __init__(self, python, seconds):
        super().__init__([python, os.path.join(HERE, "judge.py"), str(seconds)])
        self.start()

    def start(self):
        super().start()
        version, self.unicode = self.process.stdout.readline().split()
        self.version = tuple(int(part) for part in version.split("."))
        self.minor = self.version[1]
        self.name = version

    def of(self, pairs):
        return self.answers(["%s\t%s" % (escape(pattern), escape(subject)) for pattern, subject in pairs])


class Probe(Worker):
    def of(self, minor, pairs):
        return self.answers(["3.%d\t%s\t%s" % (minor, escape(pattern), escape(subject)) for pattern, subject in pairs])


def judges(paths, seconds):
    """The CPythons at hand, oldest first: those named, else those on PATH, each version once."""
    if not paths:
        names = ["python3"] + ["python3.%d" % minor for minor in MINORS]
        paths = [path for path in map(shutil.which, names) if path]
    found = {}
    for path in paths:
        judge = Judge(path, seconds)
        if judge.minor in MINORS and judge.version not in found:
            found[judge.version] = judge
        else:
            judge.stop()
    if not found:
        sys.exit("there is no CPython 3.8 to 3.14 to compare with")
    return [found[version] for version in sorted(found)]
