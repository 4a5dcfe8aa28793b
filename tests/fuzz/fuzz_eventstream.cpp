// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/streams/eventstream.h"
#include "tests/fuzz/fuzzpieces.h"

#include <algorithm>

using namespace Recloser;

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        "data",
        ":",
        " ",
        "data: a\n",
        "data:b\r\n",
        "data\r",
        "event: e\n",
        "id: 1\n",
        "id\n",
        QByteArray("id: \0\n", 6),
        "retry: 10\n",
        "retry: x\n",
        ": c\n",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\xef\xbb\xbf",
        "é",
        "\xff",
        QByteArray("\0", 1),
    };
    return all;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView stream(reinterpret_cast<const char *>(data), qsizetype(size));
    EventStreamReader whole;
    const QList<ServerEvent> events = whole.read(stream);
    EventStreamReader bytewise;
    QList<ServerEvent> again;
    for (qsizetype at = 0; at < stream.size(); ++at)
        again += bytewise.read(stream.sliced(at, 1));
    keep(events.size() == again.size() && whole.lastEventId() == bytewise.lastEventId()
             && whole.retry() == bytewise.retry() && whole.comments() == bytewise.comments(),
         "how the stream comes changes nothing");
    qint64 end = 0;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const ServerEvent &event = events[i];
        keep(event.type == again[i].type && event.data == again[i].data
                 && event.lastEventId == again[i].lastEventId,
             "nor what its events say");
        keep(event.begin >= end && event.begin < event.end && event.end <= stream.size(),
             "events stand one behind the other");
        keep(!event.type.isEmpty() && !event.lastEventId.contains('\0'),
             "an event has a type, and an id no NUL");
        end = event.end;
    }
    return 0;
}
