// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/send/networktransport.h"
#include "core/send/sender.h"
#include "core/store/historystore.h"
#include "tests/bench/send/contestant.h"

#include <QTemporaryDir>

namespace Recloser::Bench {

/// The whole way of one request as the programs go it: placeholders, circuit key, admission,
/// attempt, settlement and, when asked for, a redacted record in history; a load counts as done
/// when its last record is durable.
class WholePathContestant final : public LocalContestant
{
    Q_OBJECT

public:
    enum class Record { No, Yes };

    /// `redisSocket` empty: circuits in memory. `historyCore` is where the thread of the history
    /// runs.
    WholePathContestant(const QUrl &url, qsizetype bodySize, const QString &redisSocket,
                        Record record, int historyCore);
    ~WholePathContestant() override;

    QString title() const override;

protected:
    void sendOne() override;
    void settle(std::function<void()> settled) override;
    void pause(std::function<void()> done) override;

private:
    void openHistory(int core);
    void judge(const ExchangePtr &exchange);
    void await(QFuture<std::expected<void, StoreError>> answer, std::function<void()> done);

    qsizetype m_bodySize;
    bool m_usesRedis;
    RequestSpec m_spec;
    Scope m_scope;
    SystemClock m_clock;
    QTemporaryDir m_folder;
    NetworkTransport m_transport;
    std::unique_ptr<BreakerStore> m_store;
    std::unique_ptr<Sender> m_sender;
    std::unique_ptr<HistoryStore> m_history;
};

} // namespace Recloser::Bench
