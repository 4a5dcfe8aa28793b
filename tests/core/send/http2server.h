// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/support/certificates.h"

#include <QProcess>
#include <QUrl>

namespace Recloser {

/// http2server.py while this lives. Starting it takes longer than most tests, so that one serves
/// many of them.
class Http2Servers
{
public:
    /// Without a certificate: in plain text, by prior knowledge.
    explicit Http2Servers(const CertificateFiles &identity = {})
        : m_scheme(identity.certificate.isEmpty() ? QStringLiteral("http")
                                                  : QStringLiteral("https"))
    {
        QStringList arguments{qEnvironmentVariable("RECLOSER_SOURCE_DIR")
                              + QStringLiteral("/tests/core/send/http2server.py")};
        if (!identity.certificate.isEmpty())
            arguments << identity.certificate << identity.key;
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("python3"), arguments);
    }
    ~Http2Servers()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(20'000))
            m_process.kill();
    }
    Http2Servers(const Http2Servers &) = delete;
    Http2Servers &operator=(const Http2Servers &) = delete;

    /// The base of one more server, which nobody has asked anything; empty: it does not run.
    QString next()
    {
        m_process.write("next\n");
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(60'000))
                return {};
        }
        return QStringLiteral("%1://127.0.0.1:%2")
            .arg(m_scheme)
            .arg(m_process.readLine().trimmed().toInt());
    }

private:
    QString m_scheme;
    QProcess m_process;
};

} // namespace Recloser
