// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/certificates.h"

#include <QProcess>
#include <QUrl>

namespace Recloser {

/// http2server.py while this lives.
class Http2Server
{
public:
    /// Without a certificate: in plain text, by prior knowledge.
    explicit Http2Server(const CertificateFiles &identity = {})
    {
        QStringList arguments{qEnvironmentVariable("RECLOSER_SOURCE_DIR")
                              + QStringLiteral("/tests/core/send/http2server.py")};
        if (!identity.certificate.isEmpty())
            arguments << identity.certificate << identity.key;
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("python3"), arguments);
        if (m_process.waitForReadyRead(60'000))
            m_base
                = QStringLiteral("%1://127.0.0.1:%2")
                      .arg(arguments.size() > 1 ? QStringLiteral("https") : QStringLiteral("http"))
                      .arg(m_process.readLine().trimmed().toInt());
    }
    ~Http2Server()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(20'000))
            m_process.kill();
    }
    Http2Server(const Http2Server &) = delete;
    Http2Server &operator=(const Http2Server &) = delete;

    bool isRunning() const { return !m_base.isEmpty(); }
    QUrl url(const QString &path) const { return QUrl(m_base + path); }

private:
    QProcess m_process;
    QString m_base;
};

} // namespace Recloser
