// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/bench/send/contestant.h"

#include <QProcess>
#include <QUrl>

namespace Recloser::Bench {

/// aiohttp with a look into Redis before every request: a Python process that measures itself.
class PeerContestant final : public Contestant
{
    Q_OBJECT

public:
    ~PeerContestant() override;

    /// Blocks until it is ready; false with error() set, for instance when a package is missing.
    bool start(const QUrl &url, qsizetype bodySize, const QString &redisSocket);
    QString error() const { return m_error; }
    /// Names and versions of what it is made of.
    QString versions() const { return m_versions; }

    QString title() const override;
    void run(const Load &load, std::function<void(Measured)> done) override;

private:
    void takeLine();
    void endRun(const Measured &measured);

    QProcess m_process;
    QString m_error;
    QString m_versions;
    Load m_load;
    std::function<void(Measured)> m_done;
};

} // namespace Recloser::Bench
