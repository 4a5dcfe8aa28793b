#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""The shape of an asyncio library with a breaker in Redis: one GET in Redis, then one request with aiohttp.

    aiohttp_peer.py URL REDIS_SOCKET KEY BODY_BYTES

Says {"ready": ...}, then reads lines {"requests": n, "concurrency": n} and answers each with what that took:
{"seconds": ..., "cpu": ..., "good": ...}. Ends with its standard input. Exits with 3 when a package is missing.
"""

import asyncio
import json
import resource
import sys
import time

try:
    import aiohttp
    import redis
    import redis.asyncio
except ImportError as error:
    print(json.dumps({"missing": str(error)}), flush=True)
    sys.exit(3)


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def work(session, store, url, key, size, numbers) -> int:
    good = 0
    for _ in numbers:  # shared by all that work
        if await store.get(key) is not None:
            continue
        async with session.get(url) as response:
            body = await response.read()
            good += response.status == 200 and len(body) == size
    return good


async def main(url: str, socket: str, key: str, size: int) -> None:
    loop = asyncio.get_running_loop()
    store = redis.asyncio.Redis(unix_socket_path=socket)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        versions = f"aiohttp {aiohttp.__version__}, redis {redis.__version__}, Python {sys.version.split()[0]}"
        print(json.dumps({"ready": versions}), flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            order = json.loads(line)
            numbers = iter(range(order["requests"]))
            cpu_before, before = cpu(), time.perf_counter()
            good = await asyncio.gather(
                *(work(session, store, url, key, size, numbers) for _ in range(order["concurrency"])))
            result = {"seconds": time.perf_counter() - before, "cpu": cpu() - cpu_before, "good": sum(good)}
            print(json.dumps(result), flush=True)
    await store.aclose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
