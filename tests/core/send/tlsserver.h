// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

namespace Recloser {

/// `openssl s_server`, which tells clients why it refuses them and speaks what it is told to, where
/// Qt's own server ends the connection without a word. Ends with this.
class TlsServer
{
public:
    explicit TlsServer(const QStringList &arguments)
    {
        {
            QTcpServer taken;
            if (taken.listen(QHostAddress::LocalHost))
                m_port = taken.serverPort();
        }
        m_process.start(QStringLiteral("openssl"),
                        QStringList{QStringLiteral("s_server"), QStringLiteral("-accept"),
                                    QStringLiteral("127.0.0.1:%1").arg(m_port),
                                    QStringLiteral("-www")}
                            + arguments);
        m_isListening = QTest::qWaitFor(
            [this] { return m_process.readAllStandardOutput().contains("ACCEPT"); }, 20'000);
    }
    ~TlsServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    bool isListening() const { return m_isListening; }
    QUrl url() const { return QUrl(QStringLiteral("https://localhost:%1/").arg(m_port)); }

private:
    QProcess m_process;
    quint16 m_port = 0;
    bool m_isListening = false;
};

} // namespace Recloser
