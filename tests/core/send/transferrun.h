// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/networktransport.h"

#include <QSignalSpy>
#include <QTest>

namespace Recloser {

/// A transfer under test with all it said.
class TransferRun
{
public:
    TransferRun(Transport &transport, const ResolvedRequest &request,
                const TimeoutPolicy &timeouts = {})
        : m_transfer(transport.start(request, timeouts))
    {
        QObject::connect(m_transfer.get(), &Transfer::headArrived, m_transfer.get(),
                         [this](const Response &head) { heads.append(head); });
        QObject::connect(m_transfer.get(), &Transfer::progressed, m_transfer.get(),
                         [this](const TransferProgress &now) { progress.append(now); });
        QObject::connect(m_transfer.get(), &Transfer::finished, m_transfer.get(),
                         [this](const TransferResult &result) { results.append(result); });
    }

    /// With an event loop of its own: qWaitFor() sleeps between events, and bodies take many.
    bool wait(std::chrono::milliseconds limit = std::chrono::seconds(60))
    {
        return !results.isEmpty() || QSignalSpy(m_transfer.get(), &Transfer::finished).wait(limit);
    }
    const TransferResult &result() const { return results.first(); }
    const Response &response() const { return *results.first().outcome; }
    Transfer &transfer() { return *m_transfer; }
    void destroy() { m_transfer.reset(); }

    QList<Response> heads;
    QList<TransferProgress> progress;
    QList<TransferResult> results;

private:
    std::unique_ptr<Transfer> m_transfer;
};

inline ResolvedRequest requestTo(const QUrl &url,
                                 const QByteArray &method = QByteArrayLiteral("GET"),
                                 const QList<RawHeader> &headers = {}, const QByteArray &body = {})
{
    ResolvedRequest request;
    request.method = method;
    request.url = url;
    request.urlText = url.toString();
    request.headers = headers;
    if (!body.isEmpty())
        request.body.append({body, {}, body.size()});
    return request;
}

/// For QVERIFY2.
inline QByteArray described(const TransferResult &result)
{
    if (result.outcome)
        return "status " + QByteArray::number(result.outcome->status);
    const SendError &error = result.outcome.error();
    return QString(kindName(error.kind) + u' ' + error.subject + u": " + error.detail).toUtf8();
}

} // namespace Recloser

/// Waits for the end, which must be a response.
#define RUN_TO_RESPONSE(run)                                                                       \
    do {                                                                                           \
        QVERIFY((run).wait());                                                                     \
        QVERIFY2((run).result().outcome.has_value(), described((run).result()).constData());       \
    } while (false)
/// Waits for the end, which must be this kind of failure.
#define RUN_TO_FAILURE(run, expectedKind)                                                          \
    do {                                                                                           \
        QVERIFY((run).wait());                                                                     \
        QVERIFY2(!(run).result().outcome.has_value(), described((run).result()).constData());      \
        QCOMPARE(kindName((run).result().outcome.error().kind), kindName(expectedKind));           \
    } while (false)
