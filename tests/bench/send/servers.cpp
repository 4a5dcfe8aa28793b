// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/servers.h"

#include <QCoreApplication>

#include <csignal>
#include <sys/prctl.h>

namespace Recloser::Bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int startLimit = 60'000;

} // namespace

Servers::~Servers()
{
    // It ends with its standard input.
    m_answers.closeWriteChannel();
    m_answers.waitForFinished(startLimit);
}

bool Servers::start(qsizetype bodyBytes, qsizetype headerBytes)
{
    m_answers.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_answers.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_answers.start(QCoreApplication::applicationDirPath() + u"/bench_answerserver"_s,
                    {QString::number(bodyBytes), QString::number(headerBytes)});
    while (!m_answers.canReadLine()) {
        if (!m_answers.waitForReadyRead(startLimit)) {
            m_error = u"bench_answerserver: "_s + m_answers.errorString();
            return false;
        }
    }
    m_url.setScheme(u"http"_s);
    m_url.setHost(u"127.0.0.1"_s);
    m_url.setPort(m_answers.readLine().trimmed().toInt());
    m_url.setPath(u"/orders/A-1042"_s);
    if (!m_redis.start()) {
        m_error = m_redis.error();
        return false;
    }
    return true;
}

} // namespace Recloser::Bench
