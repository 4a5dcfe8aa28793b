// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/answer.h"

#include "core/faultserver/bodycoding.h"
#include "core/faultserver/reasonphrase.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Recloser {

namespace {

using Kind = WireAction::Kind;

// Above this, copying head and body into one piece costs more than a second write.
constexpr qint64 onePieceLimit = 32 * 1024;

bool hasHeader(const FaultStep &step, QByteArrayView name)
{
    return std::any_of(step.headers.begin(), step.headers.end(), [name](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

void appendHeader(QByteArray &head, QByteArrayView name, QByteArrayView value)
{
    head.append(name).append(": ").append(value).append("\r\n");
}

void appendStatusLine(QByteArray &head, int status, const QByteArray &reason)
{
    head.append("HTTP/1.1 ").append(QByteArray::number(status)).append(' ');
    head.append(reason.isEmpty() ? reasonPhrase(status) : reason).append("\r\n");
}

/// RFC 9110, 6.4.1: these have no body, whatever their headers say.
bool hasNoBody(const FaultStep &step)
{
    return step.status == 204 || step.status == 304;
}

struct Body
{
    QByteArray bytes;
    qint64 size = 0;
    bool generated = false;
};

Body bodyOf(const FaultStep &step, const ReceivedRequest &request)
{
    if (step.bodyKind == FaultStep::Body::Generated && step.coding == FaultStep::Coding::Identity)
        return {{}, step.generatedSize, true};
    QByteArray bytes = codedBody(step, request);
    const qint64 size = bytes.size();
    return {std::move(bytes), size, false};
}

QByteArray headOf(const FaultStep &step, FaultStep::Framing framing, qint64 size,
                  Persistence persistence)
{
    QByteArray head;
    head.reserve(256);
    for (const FaultInformational &early : step.informational) {
        appendStatusLine(head, early.status, {});
        for (const auto &[name, value] : early.headers)
            appendHeader(head, name, value);
        head.append("\r\n");
    }
    appendStatusLine(head, step.status, step.reason);
    for (const auto &[name, value] : step.headers)
        appendHeader(head, name, value);
    if (!step.contentType.isEmpty() && !hasHeader(step, "Content-Type"))
        appendHeader(head, "Content-Type", step.contentType);
    if (step.coding != FaultStep::Coding::Identity && !hasHeader(step, "Content-Encoding"))
        appendHeader(head, "Content-Encoding",
                     step.coding == FaultStep::Coding::Gzip ? "gzip" : "deflate");
    if (step.fault == Fault::BadLength) {
        appendHeader(head, "Content-Length", step.declaredLength);
    } else if (framing == FaultStep::Framing::Chunked) {
        if (!hasHeader(step, "Transfer-Encoding"))
            appendHeader(head, "Transfer-Encoding", "chunked");
    } else if (framing == FaultStep::Framing::ContentLength && !hasNoBody(step)
               && !hasHeader(step, "Content-Length") && !hasHeader(step, "Transfer-Encoding")) {
        appendHeader(head, "Content-Length", QByteArray::number(size));
    }
    if (!hasHeader(step, "Connection")) {
        if (persistence == Persistence::Closes || framing == FaultStep::Framing::UntilClose)
            appendHeader(head, "Connection", "close");
        else if (persistence == Persistence::StaysOld)
            appendHeader(head, "Connection", "keep-alive");
    }
    return head.append("\r\n");
}

void appendWait(WireActions &actions, std::chrono::milliseconds wait)
{
    if (wait > 0ms)
        actions.append({.kind = Kind::Wait, .wait = wait});
}

void appendBytes(WireActions &actions, const QByteArray &bytes, qint64 bytesPerSecond = 0)
{
    actions.append({.kind = Kind::Send,
                    .bytes = bytes,
                    .size = bytes.size(),
                    .bytesPerSecond = bytesPerSecond});
}

/// The bytes [from, to) of a body.
void appendBody(WireActions &actions, const FaultStep &step, const Body &body, bool chunked,
                qint64 from, qint64 to)
{
    if (from >= to)
        return;
    WireAction action{.kind = body.generated ? Kind::SendGenerated : Kind::Send,
                      .offset = from,
                      .size = to - from,
                      .bytesPerSecond = step.bytesPerSecond,
                      .chunked = chunked};
    if (!body.generated)
        action.bytes = body.bytes.sliced(from, to - from);
    actions.append(action);
}

void appendStall(WireActions &actions, const FaultStep &step)
{
    if (step.stallFor)
        appendWait(actions, *step.stallFor);
    else
        actions.append({.kind = Kind::WaitForEver});
}

/// Head and a short body in one piece: one write, one packet.
void joinHeadAndBody(WireActions &actions)
{
    for (qsizetype i = 0; i + 1 < actions.size(); ++i) {
        WireAction &head = actions[i];
        const WireAction &body = actions.at(i + 1);
        if (head.kind != Kind::Send || body.kind != Kind::Send || head.chunked || body.chunked
            || head.bytesPerSecond > 0 || body.bytesPerSecond > 0 || body.size > onePieceLimit)
            continue;
        head.bytes.append(body.bytes);
        head.size = head.bytes.size();
        actions.removeAt(i + 1);
        return;
    }
}

} // namespace

QByteArray codedBody(const FaultStep &step, const ReceivedRequest &request)
{
    QByteArray bytes;
    switch (step.bodyKind) {
    case FaultStep::Body::None:
        return bytes;
    case FaultStep::Body::Bytes:
        bytes = step.body;
        break;
    case FaultStep::Body::Generated:
        bytes = generatedBytes(0, step.generatedSize);
        break;
    case FaultStep::Body::Products:
        bytes = productList();
        break;
    case FaultStep::Body::Echo:
        bytes = QJsonDocument(toJson(request)).toJson(QJsonDocument::Compact);
        break;
    }
    switch (step.coding) {
    case FaultStep::Coding::Gzip:
        return gzipped(bytes);
    case FaultStep::Coding::Deflate:
        return deflated(bytes);
    case FaultStep::Coding::Identity:
        break;
    }
    return bytes;
}

WireActions actionsFor(const FaultStep &step, std::chrono::milliseconds routeDelay,
                       const ReceivedRequest &request, Persistence persistence)
{
    WireActions actions;
    appendWait(actions, routeDelay + step.delay);
    if (step.fault == Fault::Stall && !step.after) {
        appendStall(actions, step);
        if (!step.stallFor)
            return actions;
    }
    if (step.fault == Fault::Garbage)
        appendBytes(actions, step.body);
    if (!step.answers) {
        actions.append({.kind = step.fault == Fault::Reset ? Kind::Reset : Kind::Close});
        return actions;
    }

    auto framing = step.framing;
    if (framing == FaultStep::Framing::Chunked && request.version == "HTTP/1.0")
        framing = FaultStep::Framing::UntilClose;
    Body body = bodyOf(step, request);
    appendBytes(actions, headOf(step, framing, body.size, persistence), step.headBytesPerSecond);
    if (hasNoBody(step) || request.method == "HEAD")
        body = {};
    const bool chunked
        = framing == FaultStep::Framing::Chunked && request.method != "HEAD" && !hasNoBody(step);

    const qint64 stop = step.after ? std::min(*step.after, body.size) : body.size;
    appendBody(actions, step, body, chunked, 0, stop);
    if (step.fault == Fault::Reset || step.fault == Fault::Truncate) {
        joinHeadAndBody(actions);
        actions.append({.kind = step.fault == Fault::Reset ? Kind::Reset : Kind::Close});
        return actions;
    }
    if (step.fault == Fault::Stall && step.after)
        appendStall(actions, step);
    appendBody(actions, step, body, chunked, stop, body.size);
    if (chunked)
        appendBytes(actions, "0\r\n\r\n"_ba);
    joinHeadAndBody(actions);

    const bool saysClose = std::any_of(step.headers.begin(), step.headers.end(), [](const auto &h) {
        return h.first.compare("Connection", Qt::CaseInsensitive) == 0
            && h.second.compare("close", Qt::CaseInsensitive) == 0;
    });
    if (persistence == Persistence::Closes || framing == FaultStep::Framing::UntilClose || saysClose
        || step.fault == Fault::BadLength)
        actions.append({.kind = Kind::Close});
    return actions;
}

FaultStep jsonAnswer(int status, const QByteArray &json)
{
    FaultStep step;
    step.answers = true;
    step.status = status;
    step.bodyKind = FaultStep::Body::Bytes;
    step.body = json;
    step.contentType = "application/json"_ba;
    return step;
}

} // namespace Recloser
