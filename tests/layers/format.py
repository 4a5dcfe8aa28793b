#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Checks, or with --fix makes, the format of all C++ sources as .clang-format says.

    format.py SOURCE_DIR [--fix]
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

from layers import CODE, sources

VERSION = 19  # others break lines differently


def clang_format() -> str:
    for name in (f"clang-format-{VERSION}", "clang-format"):
        path = shutil.which(name)
        if path:
            said = subprocess.run([path, "--version"], check=True, capture_output=True, text=True).stdout
            version = re.search(r"version (\d+)", said)
            if version and int(version[1]) >= VERSION:
                return path
    raise SystemExit(f"format: clang-format {VERSION} or newer is missing; packaging/setup installs it")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=Path)
    parser.add_argument("--fix", action="store_true")
    arguments = parser.parse_args()
    files = list(sources(arguments.root, CODE))
    if not files:
        raise SystemExit(f"format: no sources under {arguments.root}")
    command = [clang_format(), "--style=file", *(["-i"] if arguments.fix else ["--dry-run", "-Werror"]), *files]
    result = subprocess.run(command, cwd=arguments.root, capture_output=True, text=True)
    sys.stderr.write(result.stderr if len(result.stderr) < 20000 else "")
    wrong = sorted({m[1] for m in re.finditer(r"^(\S[^:\n]*):\d+:\d+: error", result.stderr, re.M)})
    for name in wrong:
        print(f"{name}: not formatted; packaging/lint --fix does it")
    print(f"{len(files)} sources, {len(wrong)} not formatted")
    return 1 if result.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
