// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/frames.h"
#include "tests/fuzz/fuzzpieces.h"

using namespace Recloser;

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        QByteArray("\x81\x00", 2),
        QByteArray("\x81\x02hi", 4),
        QByteArray("\x01\x02h\xc3", 4),
        QByteArray("\x00\x01\xa9", 3),
        QByteArray("\x80\x00", 2),
        QByteArray("\x82\x03\x00\xff\x01", 5),
        QByteArray("\x82\x7e\x00\x7e", 4) + QByteArray(126, 'x'),
        QByteArray("\x82\x7e\x00\x05", 4),
        QByteArray("\x82\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10),
        QByteArray("\x89\x01?", 3),
        QByteArray("\x8a\x00", 2),
        QByteArray("\x88\x00", 2),
        QByteArray("\x88\x02\x03\xe8", 4),
        QByteArray("\x88\x05\x0f\xa1"
                   "bye",
                   7),
        "\x01",
        "\xff",
        "text",
        QByteArray("\0", 1),
    };
    return all;
}

namespace {

struct Told
{
    QList<FramedMessage> messages;
    std::optional<FrameFault> fault;

    bool operator==(const Told &) const = default;
};

Told readBy(QByteArrayView bytes, qsizetype step)
{
    constexpr qint64 largest = 1000;
    FrameReader reader(largest);
    Told told;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        QByteArrayView piece = bytes.sliced(at, std::min(step, bytes.size() - at));
        while (const auto message = reader.next(piece)) {
            keep(message->data.size() <= largest, "no message is larger than allowed");
            told.messages.append(*message);
        }
        keep(piece.isEmpty() || reader.fault(), "all is gone over");
        if (reader.fault())
            break;
    }
    told.fault = reader.fault();
    return told;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const Told whole = readBy(bytes, std::max<qsizetype>(1, bytes.size()));
    keep(readBy(bytes, 1) == whole && readBy(bytes, 7) == whole, "how bytes come changes nothing");
    for (const FramedMessage &message : whole.messages)
        keep(message.kind != FrameKind::Text || QUtf8StringView(message.data).isValidUtf8(),
             "a text is one");
    return 0;
}
