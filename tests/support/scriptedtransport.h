// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/send/transport.h"

#include <QPointer>

namespace Recloser {

/// A transfer that a test finishes.
class ScriptedTransfer final : public Transfer
{
public:
    void cancel() override
    {
        if (!std::exchange(m_finished, true))
            Q_EMIT finished({std::unexpected(SendError{SendError::Kind::Cancelled, {}, {}}), {}});
    }
    void finish(const TransferResult &result)
    {
        if (!std::exchange(m_finished, true))
            Q_EMIT finished(result);
    }

private:
    bool m_finished = false;
};

/// Answers transfers in the order of a script, each after its time on the clock; without a script
/// they hang until the test finishes them.
class ScriptedTransport final : public Transport
{
public:
    struct Step
    {
        std::expected<Response, SendError> outcome;
        std::chrono::milliseconds after{0};
    };

    explicit ScriptedTransport(Clock &clock) : m_clock(clock) { }

    void script(QList<Step> steps) { m_steps = std::move(steps); }
    int startedCount() const { return int(started.size()); }

    std::unique_ptr<Transfer> start(const ResolvedRequest &request, const TimeoutPolicy &) override
    {
        auto transfer = std::make_unique<ScriptedTransfer>();
        requests.append(request);
        started.append(transfer.get());
        if (!m_steps.isEmpty()) {
            const Step step = m_steps.takeFirst();
            TransferResult result{step.outcome, {}};
            result.timings.total = step.after;
            m_calls.push_back(
                m_clock.schedule(step.after, [target = QPointer(transfer.get()), result] {
                    if (target)
                        static_cast<ScriptedTransfer *>(target.data())->finish(result);
                }));
        }
        return transfer;
    }

    QList<ResolvedRequest> requests;
    QList<QPointer<ScriptedTransfer>> started;

private:
    Clock &m_clock;
    QList<Step> m_steps;
    std::vector<std::unique_ptr<ScheduledCall>> m_calls;
};

/// A response with nothing but a status.
inline std::expected<Response, SendError> status(int code)
{
    Response response;
    response.status = code;
    return response;
}

inline std::expected<Response, SendError> failure(SendError::Kind kind)
{
    return std::unexpected(SendError{kind, QStringLiteral("host"), {}});
}

} // namespace Recloser
