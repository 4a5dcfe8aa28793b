#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""Stands in for the ssh program: forwards the port of -L by itself, or fails as FAKE_SSH says.

The arguments go to the file FAKE_SSH_LOG, one line a run. FAKE_SSH is one of
    forward   (default)
    denied, hostkey, forwarding   say what OpenSSH says, and end with 255
    hang      does nothing
    dies      forwards until somebody sends SIGUSR1, then ends as a lost connection does
"""

import os
import signal
import socket
import sys
import threading
import time

WORDS = {
    "denied": "me@gate: Permission denied (publickey).",
    "hostkey": "Warning: the host key has changed.\nHost key verification failed.",
    "forwarding": "bind [127.0.0.1]:1: Address already in use\n"
                  "Could not request local forwarding.",
}


def lost(_number: int, _frame: object) -> None:
    print("client_loop: send disconnect: Broken pipe", file=sys.stderr, flush=True)
    os._exit(255)


def pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while piece := source.recv(65536):
            sink.sendall(piece)
    except OSError:
        pass
    for end in source, sink:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def forward(argument: str) -> None:
    address, port, host, target = argument.split(":")
    # Names that only the network over there knows
    if host.endswith(".example"):
        host = "127.0.0.1"
    server = socket.create_server((address, int(port)))
    while True:
        client, _ = server.accept()
        try:
            upstream = socket.create_connection((host, int(target)))
        except OSError as error:
            print(f"channel 2: open failed: connect failed: {error.strerror}", file=sys.stderr,
                  flush=True)
            client.close()
            continue
        for pair in (client, upstream), (upstream, client):
            threading.Thread(target=pump, args=pair, daemon=True).start()


def main() -> None:
    if log := os.environ.get("FAKE_SSH_LOG"):
        with open(log, "a", encoding="utf-8") as file:
            print(os.getpid(), *sys.argv[1:], file=file)
    what = os.environ.get("FAKE_SSH", "forward")
    if what in WORDS:
        print(WORDS[what], file=sys.stderr, flush=True)
        sys.exit(255)
    if what == "hang":
        time.sleep(3600)
    signal.signal(signal.SIGUSR1, lost)
    print("Welcome to the gate.", file=sys.stderr, flush=True)
    forward(sys.argv[sys.argv.index("-L") + 1])


main()
