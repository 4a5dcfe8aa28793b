// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/faultserver/faultscript.h"
#include "core/faultserver/receivedrequest.h"

#include <QByteArray>
#include <QList>

#include <chrono>

namespace Recloser {

/// One thing a connection does to answer. An answer is a list of them.
struct WireAction
{
    enum class Kind {
        Wait, ///< for `wait`
        WaitForEver,
        Send, ///< bytes
        SendGenerated, ///< generatedBytes(offset, size)
        Close, ///< after all has been sent
        Reset, ///< RST after all has been sent
    };

    Kind kind = Kind::Send;
    std::chrono::milliseconds wait{};
    QByteArray bytes;
    qint64 offset = 0;
    qint64 size = 0; ///< of bytes as well
    qint64 bytesPerSecond = 0; ///< 0: as fast as it goes
    bool chunked = false; ///< each piece that is written becomes a chunk
};

using WireActions = QList<WireAction>;

/// What happens to the connection behind an answer.
enum class Persistence {
    Stays, ///< HTTP/1.1, nothing is said
    StaysOld, ///< HTTP/1.0 with keep-alive, which wants to hear it
    Closes,
};

/// What a step means on the wire for that request: a pure function.
WireActions actionsFor(const FaultStep &step, std::chrono::milliseconds routeDelay,
                       const ReceivedRequest &request, Persistence persistence);

/// The body of a step as it is transferred, its content coding applied. Not for generated ones.
QByteArray codedBody(const FaultStep &step, const ReceivedRequest &request);

/// An answer with that JSON text, for what the server says itself.
FaultStep jsonAnswer(int status, const QByteArray &json);

} // namespace Recloser
