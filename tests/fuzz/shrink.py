# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Makes a pattern and a subject that differ as short and plain as they still differ."""

ROUNDS = 200
CHUNK = 100  # candidates that are tried at once


def smaller(pair):
    """Pairs that are shorter or plainer by one step, the boldest first."""
    pattern, subject = pair
    steps = []
    for which, text in enumerate(pair):
        size = max(len(text) // 2, 1)
        while text:
            for at in range(0, len(text) - size + 1, max(size // 2, 1)):
                steps.append((-size, which, text[:at] + text[at + size :]))
            if size == 1:
                break
            size //= 2
        for at, character in enumerate(text):
            for plain in "a", "b":
                if character not in "ab()[]{}|*+?\\^$.=!<>:,0123456789-P":
                    steps.append((1, which, text[:at] + plain + text[at + 1 :]))
    # Brackets go in pairs.
    for first in range(len(pattern)):
        for last in range(first + 1, min(len(pattern), first + 60)):
            if pattern[first] == "(" and pattern[last] == ")":
                inner = pattern[first + 1 : last]
                for prefix in ("?:", "?=", "?!", "?>", "?<=", "?<!", ""):
                    if inner.startswith(prefix):
                        steps.append((-1, 0, pattern[:first] + inner[len(prefix) :] + pattern[last + 1 :]))
                        if prefix != "?:":
                            steps.append((0.5, 0, pattern[:first] + "(?:" + inner[len(prefix) :] + pattern[last:]))
                        break
    steps.sort(key=lambda step: step[0])
    made = []
    for _, which, text in steps:
        candidate = (text, subject) if which == 0 else (pattern, text)
        if candidate != pair and candidate not in made:
            made.append(candidate)
    return made


def weight(pair):
    pattern, subject = pair
    plain = sum(character not in "ab" for character in pattern + subject)
    return len(pattern) * 4 + len(subject) * 4 + plain


def shrunk(difference, comparison, kind_of):
    """The shortest difference of that version and kind that steps of smaller() lead to."""
    kind = kind_of(difference)
    best = difference
    for _ in range(ROUNDS):
        candidates = [pair for pair in smaller(best[:2]) if weight(pair) < weight(best[:2])]
        found = None
        for at in range(0, len(candidates), CHUNK):
            verdicts = comparison.verdicts(candidates[at : at + CHUNK], {difference.version})
            differences = [verdict.get(difference.version, ("", None)) for verdict in verdicts]
            found = next((d for what, d in differences if what == "different" and kind_of(d) == kind), None)
            if found:
                break
        if not found:
            break
        best = found
    return best
