// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/bench/send/contestant.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>

namespace Recloser::Bench {

/// QNetworkAccessManager and nothing else: the floor of everything that is built on it.
class PlainContestant final : public LocalContestant
{
    Q_OBJECT

public:
    enum class Sockets {
        AsTheyCome,
        Buffered, ///< by the proxy factory of core/send/proxies.h
    };
    PlainContestant(const QUrl &url, qsizetype bodySize, Sockets sockets);

    QString title() const override;

protected:
    void sendOne() override;

private:
    Sockets m_sockets;
    qsizetype m_bodySize;
    QNetworkAccessManager m_network;
    QNetworkRequest m_request;
};

} // namespace Recloser::Bench
