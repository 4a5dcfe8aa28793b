#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Checks every source against the dependency rules of core/README.md.

Link lists do not enforce them: #include <QtWidgets/QWidget> compiles in a target that links only Qt Core.

    layers.py SOURCE_DIR [--qt INCLUDE_DIR...]
"""

import argparse
import re
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Iterator, NamedTuple

TOP = {  # folder: the folders that it may include from
    "app": {"app", "ui", "core"},
    "ui": {"ui", "core"},
    "core": {"core"},
    "tests": {"tests", "ui", "core"},
}

# folder of core, or a layer within one: the layers of core that it may include from, beside itself
CORE = {
    "model": set(),
    "text": {"model"},
    "xpath": {"model", "text"},
    "regex": set(),
    "faultserver": set(),
    "compare": {"model", "text"},
    "jsonpath": {"model", "text"},
    "streams": {"model", "text"},
    "websocket": {"model", "text"},
    "auth": {"model"},
    "cookies": {"model"},
    "graphql": {"model"},
    "resolve": {"graphql", "jsonpath", "model", "text"},
    "redis": {"model"},
    "redis/layouts": {"redis", "model"},
    "resilience": {"regex", "redis", "model"},
    "send": {"auth", "cookies", "model", "redis", "regex", "resilience", "resolve", "streams", "tls", "websocket"},
    "tls": {"model"},
    "run": {"send", "resolve", "resilience", "regex", "redis", "model"},
    "store": {"cookies", "graphql", "model", "text"},
    "tokens": {"auth", "model", "resolve", "send", "store"},
    "formats": {"graphql", "resolve", "model", "text"},
    "collections": {"store", "resolve", "resilience", "regex", "model"},
}

# Tests of core run without a window, so they see no more than core does.
GUILESS_TESTS = ("tests/core/", "tests/support/", "tests/faults/", "tests/fuzz/")

QT_IN_CORE = {"QtCore", "QtNetwork", "QtSql", "QtWebSockets"}
QT_IN_GUILESS_TESTS = QT_IN_CORE | {"QtTest", "QtConcurrent"}

# What only one pair of files may include: (name, pattern of the include, pattern of the files)
ONE_PAIR = [
    ("QNetworkAccessManager", r"(QtNetwork/)?(QNetworkAccessManager|qnetworkaccessmanager\.h)$",
     "core/send/networktransport*"),
    ("Qt WebSockets", r"(QtWebSockets(/|$)|QWebSocket\w*$|QMaskGenerator$|qwebsocket\w*\.h$)", "core/websocket/websocketlink*"),
    ("hiredis", r"hiredis(_ssl)?(/|\.h)", "core/redis/respcodec*"),
    ("the decompressors", r"(zlib\.h|brotli/|zstd\w*\.h)", "core/send/streamdecoder*"),
    ("Qt SQL", r"(QtSql(/|$)|QSql\w*$|qsql\w*\.h$)", "core/store/historydatabase*"),
    ("libsodium", r"sodium(\.h$|/)", "core/store/sealed*"),
    ("libcrypto", r"openssl/", "core/auth/rsasignature*"),
    ("the keychain", r"(qt[56]?keychain/|QtKeychain|keychain\.h$)", "core/store/secrets*"),
]

CODE = {".h", ".cpp"}
OTHER = {".py", ".sh", ".cmake"}
GENERATED = re.compile(r"(^|/)(\w+\.moc|moc_\w+\.cpp|ui_\w+\.h)$")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)

# A comment, a raw string, a string or a character: whichever starts first
LEXEME = re.compile(
    r'(?P<comment>//(?:\\\n|[^\n])*|/\*.*?\*/)'
    r'|(?P<raw>\b(?:u8|u|U|L)?R"(?P<end>[^()\\\s]{0,16})\(.*?\)(?P=end)")'
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<character>(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+')",
    re.S)


def layer_in_core(file: str) -> str:
    """The layer of a path in core: its folder, or the folder within that where that is a layer of its own."""
    parts = file.split("/")
    inner = "/".join(parts[1:3])
    return inner if inner in CORE else parts[1]


class Violation(NamedTuple):
    file: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule}"


def without(text: str, *kinds: str) -> str:
    """`text` without lexemes of these kinds, its lines kept."""
    return LEXEME.sub(lambda m: "\n" * m[0].count("\n") if m.lastgroup in kinds or (
        m["raw"] and "raw" in kinds) else m[0], text)


def sources(root: Path, endings: set[str]) -> Iterator[str]:
    """The sources of ours, as paths from `root`. Test data may be anything, so it is not looked at."""
    for top in TOP:
        for path in sorted((root / top).rglob("*")):
            name = path.relative_to(root).as_posix()
            if name.startswith("tests/data/") or "/corpus/" in name or not path.is_file():
                continue
            if path.suffix in endings or (path.name == "CMakeLists.txt" and ".cmake" in endings):
                yield name


def qt_modules(include_dirs: list[str]) -> dict[str, set[str]]:
    """Header name -> the Qt modules that have it."""
    dirs = [Path(d) for d in include_dirs]
    dirs += [d.parent for d in dirs if d.name.startswith("Qt")]
    dirs += [*Path("/usr/include").glob("*/qt6"), Path("/usr/include/qt6"), Path("/usr/include/qt")]
    modules: dict[str, set[str]] = {}
    for folder in dirs:
        for module in folder.glob("Qt*/"):
            for header in module.iterdir():
                modules.setdefault(header.name, set()).add(module.name)
    return modules


class Checker:
    def __init__(self, root: Path, qt_dirs: list[str]):
        self.root = root
        self.modules = qt_modules(qt_dirs)
        if "QtWidgets" not in self.modules.get("QWidget", {"QtWidgets"}) or "QString" not in self.modules:
            raise SystemExit("layers: the headers of Qt were not found; name their folder with --qt")

    def check(self) -> list[Violation]:
        found = [v for file in sources(self.root, CODE) for v in self.check_code(file)]
        found += [v for file in sources(self.root, CODE | OTHER) for v in self.check_licence(file)]
        return found

    def check_licence(self, file: str) -> Iterator[Violation]:
        lines = (self.root / file).read_text("utf-8").split("\n")
        if lines[0].startswith("#!"):
            del lines[0]
        mark = "//" if Path(file).suffix in CODE else "#"
        wanted = (f"{mark} SPDX-FileCopyrightText: ", f"{mark} SPDX-License-Identifier: MIT")
        if len(lines) < 2 or not lines[0].startswith(wanted[0]) or lines[1] != wanted[1]:
            yield Violation(file, 1, "does not start with the two SPDX lines")

    def check_code(self, file: str) -> Iterator[Violation]:
        text = (self.root / file).read_text("utf-8")
        for match in INCLUDE.finditer(without(text, "comment", "raw")):
            line = match.string.count("\n", 0, match.start(1)) + 1
            for rule in self.check_include(file, match[1], match[2]):
                yield Violation(file, line, f"#include {match[0].split('include', 1)[1].strip()}: {rule}")
        yield from self.check_text(file, without(text, "comment", "raw", "string", "character"))

    def check_text(self, file: str, text: str) -> Iterator[Violation]:
        forbidden = [
            (r"\bstatic\b[^;{}()=]*\binstance\s*\(", "a singleton: app/composition builds it and passes a reference"),
            (r"\b(qApp|QCoreApplication::instance\(\)|QApplication::instance\(\))\s*->\s*(setP|p)roperty\b",
             "state hidden in the application object: pass it as a reference"),
        ]
        if file.startswith("core/"):
            forbidden.append((r"(?<![\w.])(tr|QCoreApplication::translate)\s*\(", "core words no sentences: ui/describe does"))
        for pattern, rule in forbidden:
            for match in re.finditer(pattern, text):
                yield Violation(file, text.count("\n", 0, match.start()) + 1, rule)

    def check_include(self, file: str, quote: str, name: str) -> Iterator[str]:
        top = file.split("/")[0]
        target = name.split("/")[0]
        if GENERATED.search(name):
            return
        if quote == '"':
            if target not in TOP or "/" not in name:
                yield "write it from the project's root, as in \"core/send/transport.h\""
                return
            yield from self.check_layer(file, top, name, target)
            return
        if target in TOP and (self.root / name).exists():
            yield 'ours are included with quotes'
            return
        yield from self.check_foreign(file, name)

    def check_layer(self, file: str, top: str, name: str, target: str) -> Iterator[str]:
        if target not in TOP[top]:
            yield f"{top} must not see {target}"
        elif target == "ui" and file.startswith(GUILESS_TESTS):
            yield f"{'/'.join(file.split('/')[:2])} must not see ui"
        elif top == "core":
            here, there = layer_in_core(file), layer_in_core(name)
            if here not in CORE:
                yield f"core/{here} is not in the table of layers"
            elif there != here and there not in CORE[here]:
                yield f"core/{here} must not see core/{there}"

    def check_foreign(self, file: str, name: str) -> Iterator[str]:
        top = file.split("/")[0]
        modules = self.modules.get(name, set())
        if not modules and re.match(r"Qt[A-Z]\w*(/|$)", name):  # <QtGui/QColor>; but <QtEndian> is a header of QtCore
            modules = {name.split("/")[0]}
        if modules and file.startswith("core/regex/"):
            yield "core/regex knows no Qt"
        elif modules and top == "core" and not modules & QT_IN_CORE:
            yield f"core must not see {'/'.join(sorted(modules))}"
        elif modules and file.startswith(GUILESS_TESTS) and not modules & QT_IN_GUILESS_TESTS:
            yield f"tests of core must not see {'/'.join(sorted(modules))}"
        if top == "tests":
            return  # they compare with others, and look into what was written
        for what, include, files in ONE_PAIR:
            if re.match(include, name) and not fnmatchcase(file, files):
                yield f"only {files} may use {what}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--qt", nargs="*", default=[], metavar="INCLUDE_DIR")
    arguments = parser.parse_args()
    files = sum(1 for _ in sources(arguments.root, CODE))
    if not files:
        print(f"layers: no sources under {arguments.root}", file=sys.stderr)
        return 1
    violations = Checker(arguments.root, arguments.qt).check()
    for violation in violations:
        print(violation)
    print(f"{files} sources, {len(violations)} violations of the dependency rules")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
