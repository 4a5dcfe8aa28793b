#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Checks that no two files define a type of one name in namespace Recloser.

The linker takes one of them for both without a word, and the program frees what was never allocated.

    names.py SOURCE_DIR [--selftest]
"""

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

# What is linked into one program
PROGRAMS = [("core", "ui", "app/composition", "app/gui"), ("core", "app/composition", "app/cli")]

NAMESPACE = re.compile(r"(inline )?namespace\b(?P<name>[\w: ]*)\{\s*$")
END = re.compile(r"\} // namespace")
TYPE = re.compile(r"(template<[^>]*> )?(struct|class|enum class|union) (?P<name>\w+)( final)?( : [^;{]+)?( \{.*)?$")


def types(text: str) -> list[str]:
    """Names of the types that stand in a named namespace (clang-format puts each at the start of a line)."""
    found: list[str] = []
    namespaces: list[str] = []
    lines = text.split("\n")
    for line, following in zip(lines, lines[1:] + [""]):
        if match := NAMESPACE.match(line):
            namespaces.append(match["name"].strip())
        elif END.match(line) and namespaces:
            namespaces.pop()
        elif (match := TYPE.match(line)) and "" not in namespaces and (match[6] or following.startswith("{")):
            found.append("::".join(namespaces + [match["name"]]))
    return found


def twice(files: dict[str, str]) -> list[str]:
    where = defaultdict(list)
    for file, text in files.items():
        for name in set(types(text)):
            where[name].append(file)
    return [f"{name}: defined in {' and '.join(sorted(places))}" for name, places in sorted(where.items()) if len(places) > 1]


def sources(root: Path, folders: tuple[str, ...]) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8")
            for folder in folders for path in (root / folder).rglob("*.*") if path.suffix in (".h", ".cpp")}


def selftest() -> list[str]:
    one = "namespace Recloser {\n\nstruct A\n{\n};\n\n} // namespace Recloser\n"
    forward = "namespace Recloser {\n\nstruct A;\n\n} // namespace Recloser\n"
    local = "namespace Recloser {\n\nnamespace {\n\nstruct A\n{\n};\n\n} // namespace\n\n} // namespace Recloser\n"
    failures = []
    if twice({"a.h": one, "b.h": one}) != ["Recloser::A: defined in a.h and b.h"]:
        failures.append("two definitions are not told")
    if twice({"a.h": one, "b.h": forward, "c.cpp": local}):
        failures.append("a declaration, or a type of one file alone, is told")
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--selftest", action="store_true")
    arguments = parser.parse_args()
    if arguments.selftest:
        failures = selftest()
    else:
        failures = [failure for program in PROGRAMS for failure in twice(sources(arguments.source, program))]
    print("\n".join(dict.fromkeys(failures)) or "every type has a name of its own")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
