# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
"""HTTP/2 servers for tests, on the loopback interface: over TLS with a certificate and its key as
arguments, else without TLS by prior knowledge. For each line of its standard input there is one more,
which counts for itself and whose port is printed; all end with that input.

    /echo                  what came, as JSON
    /count                 connections and reset streams so far, as JSON
    /data?size=N           N bytes
    /gzip?size=N           N zeros in gzip, without a content-length but with its size as x-size
    /status?code=N         that status
    /redirect              to /echo
    /stall                 no answer
    /reset?code=N          RST_STREAM
    /reset-within?code=N   a head, 100 bytes, RST_STREAM; with &status=N not 200
    /goaway?code=N         an answer, then GOAWAY and the end of the connection
    /close                 the end of the connection
"""

import asyncio
import gzip
import json
import ssl
import sys
from urllib.parse import parse_qs, urlsplit

import h2.config
import h2.connection
import h2.events
import h2.exceptions

class Counts:
    def __init__(self):
        self.connections = 0
        self.requests = 0
        self.resets = 0


class Peer(asyncio.Protocol):
    def __init__(self, counts):
        self.counts = counts

    def connection_made(self, transport):
        self.counts.connections += 1
        self.number = self.counts.connections
        self.transport = transport
        self.requests = {}
        self.unsent = {}
        self.heads = set()
        self.h2 = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        self.h2.initiate_connection()
        self.flush()

    def flush(self):
        self.transport.write(self.h2.data_to_send())

    def data_received(self, data):
        try:
            for event in self.h2.receive_data(data):
                self.take(event)
        except h2.exceptions.ProtocolError:
            self.transport.close()
        self.pump()
        self.flush()

    def take(self, event):
        match event:
            case h2.events.RequestReceived():
                self.counts.requests += 1
                self.requests[event.stream_id] = [event.headers, 0]
                if dict(event.headers)[":method"] == "HEAD":
                    self.heads.add(event.stream_id)
            case h2.events.DataReceived():
                if event.stream_id in self.requests:
                    self.requests[event.stream_id][1] += len(event.data)
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            case h2.events.StreamEnded():
                self.answer(event.stream_id, *self.requests.pop(event.stream_id))
            case h2.events.StreamReset():
                self.counts.resets += 1
                self.requests.pop(event.stream_id, None)
                self.unsent.pop(event.stream_id, None)

    def answer(self, stream, headers, size):
        target = urlsplit(dict(headers)[":path"])
        query = parse_qs(target.query)
        number = lambda name: int(query[name][0])
        match target.path:
            case "/echo":
                self.reply(stream, 200, json.dumps({"connection": self.number, "headers": headers,
                                                    "size": size}).encode())
            case "/count":
                self.reply(stream, 200, json.dumps(vars(self.counts)).encode())
            case "/data":
                self.reply(stream, 200, bytes(number("size")))
            case "/gzip":
                coded = gzip.compress(bytes(number("size")))
                self.reply(stream, 200, coded, [("content-encoding", "gzip"), ("x-size", str(len(coded)))],
                           announced=False)
            case "/status":
                self.reply(stream, number("code"), b"")
            case "/redirect":
                self.reply(stream, 302, b"elsewhere", [("location", "/echo")])
            case "/reset":
                self.h2.reset_stream(stream, number("code"))
            case "/reset-within":
                self.h2.send_headers(stream, [(":status", query.get("status", ["200"])[0]),
                                              ("content-length", "1000")])
                self.h2.send_data(stream, bytes(100))
                self.h2.reset_stream(stream, number("code"))
            case "/goaway":
                self.reply(stream, 200, b"bye")
                self.pump()
                self.h2.close_connection(number("code"))
                self.flush()
                self.transport.close()
            case "/close":
                self.transport.close()

    def reply(self, stream, status, body, headers=(), announced=True):
        length = [("content-length", str(len(body)))] if announced else []
        self.h2.send_headers(stream, [(":status", str(status)), *length, *headers])
        self.unsent[stream] = memoryview(b"" if stream in self.heads else body)

    def pump(self):
        for stream, body in list(self.unsent.items()):
            while True:
                size = min(self.h2.local_flow_control_window(stream),
                           self.h2.max_outbound_frame_size, len(body))
                piece, body = body[:size], body[size:]
                if not body:
                    self.h2.send_data(stream, bytes(piece), end_stream=True)
                    del self.unsent[stream]
                    break
                if not piece:
                    self.unsent[stream] = body
                    break
                self.h2.send_data(stream, bytes(piece))


async def main():
    tls = None
    if len(sys.argv) > 2:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(sys.argv[1], sys.argv[2])
        tls.set_alpn_protocols(["h2"])
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    servers = []
    while await lines.readline():
        counts = Counts()
        servers.append(await loop.create_server(lambda counts=counts: Peer(counts), "127.0.0.1", 0, ssl=tls))
        print(servers[-1].sockets[0].getsockname()[1], flush=True)


asyncio.run(main())
