# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""The corpora by name. The same seed makes the same pairs, whatever Python runs this."""

from grammarcorpus import Grammar
from loopcorpus import Loops
from tables import Tables
from unicodecorpus import Unicode
from urlcorpus import Urls

CORPORA = {"urls": Urls, "grammar": Grammar, "loops": Loops, "unicode": Unicode, "tables": Tables}
