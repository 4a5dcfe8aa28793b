# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Groups the URLs of a file by circuit key, again and again: keys.py URLS

Reads a pattern a line. Answers each with a line of JSON: how long it took in ns of processor time, how many groups
there were, and a digest of all keys.
"""

import hashlib
import json
import re
import sys
import time

with open(sys.argv[1], encoding="utf-8") as file:
    urls = file.read().split("\n")


def group(search):
    groups = {}
    for url in urls:
        match = search(url)
        key = match.group(0) if match else url
        groups[key] = groups.get(key, 0) + 1
    return groups


for line in sys.stdin:
    search = re.compile(json.loads(line)[0]).search
    start = time.thread_time_ns()
    groups = group(search)
    taken = time.thread_time_ns() - start
    digest = hashlib.sha1()
    for url in urls:
        match = search(url)
        digest.update((match.group(0) if match else url).encode() + b"\n")
    version = ".".join(map(str, sys.version_info[:3]))
    print(json.dumps({"version": version, "ns": taken, "groups": len(groups), "digest": digest.hexdigest()}), flush=True)
