// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/faultserver/answer.h"
#include "core/faultserver/requestreader.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QSslConfiguration;
class QTcpSocket;

namespace Recloser {

class FaultServer;

/// One accepted connection: reads a request, carries out the actions of its answer, reads the next.
/// Owned by its FaultServer, which it tells when the connection has ended.
class FaultConnection : public QObject
{
    Q_OBJECT

public:
    /// Takes over an accepted descriptor.
    /// @param tls null for plain text
    FaultConnection(quint64 id, qintptr descriptor, const QSslConfiguration *tls,
                    FaultServer *server);
    ~FaultConnection() override;

private:
    enum class Flow { Goes, Waits };

    /// Reads and answers for as long as there is input and nothing to wait for.
    void read();
    void answer();
    void refuse();
    WireActions control(const ReceivedRequest &request, Persistence persistence);

    void resume();
    /// Carries out actions until one has to wait. Goes: the answer is finished.
    Flow act();
    Flow send(const WireAction &action);
    Flow sendSlowly(const WireAction &action);
    void write(const WireAction &action, qint64 from, qint64 size);
    void startTimer(std::chrono::milliseconds wait);
    bool hasUnsent() const;

    void close();
    /// Half-closes once everything has been sent, so that input still under way cannot turn the end
    /// into a reset that eats the answer.
    void endOutput();
    void reset();

    FaultServer *const m_server;
    QTcpSocket *m_socket = nullptr;
    const quint64 m_id;
    const bool m_encrypted;
    RequestReader m_reader;
    WireActions m_actions;
    qsizetype m_action = 0;
    qint64 m_sent = 0; ///< of the current action
    QElapsedTimer m_actionStart;
    QTimer m_timer;
    bool m_acting = false;
    bool m_waited = false; ///< the timer of the current action has run out
    bool m_closing = false;
    bool m_outputEnded = false;
};

} // namespace Recloser
