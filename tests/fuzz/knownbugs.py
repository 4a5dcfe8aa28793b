# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Where a CPython is wrong, a newer one says so itself, and we answer as the newer one does."""

import re
import unicodedata
from collections import namedtuple

GROUP = re.compile(r"(?<!\\)\((?!\?)|\(\?P<")
GROUP_TEST = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")
LEAK = re.compile(r"\(\?<?[=!]|[*+?}]\?")  # a look, a lazy loop
CUT = re.compile(r"[*+?}]\+|\(\?>")  # a possessive loop, an atomic group
IGNORE_CASE = re.compile(r"\(\?[aimsux]*i")
WIDE = re.compile("[\U00010000-\U0010ffff]")

Difference = namedtuple("Difference", "pattern subject version theirs ours newest_version newest")


def whole(answer):
    """The outcome without the inner groups: "match 0-3", "none"..."""
    return " ".join(answer.split(" ! ")[0].split(" ")[:2])


def is_steady(character):
    """Unicode has said the same of it for so long that a newer version is no reason for another answer."""
    return unicodedata.ucd_3_2_0.category(character) == unicodedata.category(character)


def agreed(difference):
    """The newest Python at hand answers as we do here."""
    return difference.newest_version > difference.version and difference.newest == difference.ours


def leaked_captures(d):
    if not agreed(d) or d.version >= (3, 11) or not GROUP.search(d.pattern) or not LEAK.search(d.pattern):
        return False
    if not all(map(is_steady, d.subject)):
        return False
    # What has leaked is seen outside of the groups only where something asks for a group.
    return whole(d.theirs) == whole(d.ours) or bool(GROUP_TEST.search(d.pattern))


def possessive_captures(d):
    if not agreed(d) or not (3, 11) <= d.version < (3, 13, 5) or not CUT.search(d.pattern):
        return False
    if d.theirs.startswith("bug SystemError"):
        return "The span of capturing group is wrong" in d.theirs
    return bool(GROUP.search(d.pattern)) and (
        whole(d.theirs) == whole(d.ours) or bool(GROUP_TEST.search(d.pattern))
    )


def wide_case(d):
    return (
        agreed(d)
        and (3, 13) <= d.version < (3, 13, 5)
        and bool(IGNORE_CASE.search(d.pattern))
        and ("[" in d.pattern or "|" in d.pattern)  # single characters in a choice are a set too
        and bool(WIDE.search(d.subject))
    )


def refused_conditional(d):
    return (
        agreed(d)
        and d.version < (3, 10)
        and "(?(" in d.pattern
        and d.theirs.startswith("error RuntimeError - - - invalid SRE code")
        and not d.ours.startswith("error")
    )


Bug = namedtuple("Bug", "name covers")

BUGS = [
    Bug("leaked captures (3.8-3.10)", leaked_captures),
    Bug("refused conditional (3.8-3.9)", refused_conditional),
    Bug("captures in possessive loops (3.11-3.13.4)", possessive_captures),
    Bug("case of sets beyond U+FFFF (3.13.0-3.13.4)", wide_case),
]


def name_of(difference):
    """The name of the known bug that explains a difference, or None."""
    for bug in BUGS:
        if bug.covers(difference):
            return bug.name
    return None
