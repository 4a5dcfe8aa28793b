# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Records facts about CPython's `re` for tests/core/regex/tst_facts, which replays them without a Python."""


def record(path, comparison, names, count):
    raise NotImplementedError
