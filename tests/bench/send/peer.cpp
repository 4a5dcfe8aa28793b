// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/peer.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <sys/prctl.h>

namespace Recloser::Bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int startLimit = 60'000;

QJsonObject objectFrom(const QByteArray &line)
{
    return QJsonDocument::fromJson(line).object();
}

} // namespace

PeerContestant::~PeerContestant()
{
    m_process.disconnect(this);
    m_process.closeWriteChannel();
    m_process.waitForFinished(startLimit);
}

bool PeerContestant::start(const QUrl &url, qsizetype bodySize, const QString &redisSocket)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(u"python3"_s,
                    {QCoreApplication::applicationDirPath() + u"/aiohttp_peer.py"_s, url.toString(),
                     redisSocket, u"recloser:{"_s + url.authority() + u'}',
                     QString::number(bodySize)});
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(startLimit)) {
            m_error = u"python3: "_s + m_process.errorString();
            return false;
        }
    }
    const QJsonObject greeting = objectFrom(m_process.readLine());
    m_versions = greeting.value("ready"_L1).toString();
    if (m_versions.isEmpty()) {
        m_error = greeting.value("missing"_L1).toString(u"it said something unexpected"_s);
        return false;
    }
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &PeerContestant::takeLine);
    connect(&m_process, &QProcess::finished, this, [this] {
        endRun({.requests = m_load.requests, .complaint = u"the Python process ended"_s});
    });
    return true;
}

QString PeerContestant::title() const
{
    return u"aiohttp + Redis GET"_s;
}

void PeerContestant::run(const Load &load, std::function<void(Measured)> done)
{
    m_load = load;
    m_done = std::move(done);
    const QJsonObject order{{u"requests"_s, load.requests}, {u"concurrency"_s, load.concurrency}};
    m_process.write(QJsonDocument(order).toJson(QJsonDocument::Compact) + '\n');
}

void PeerContestant::takeLine()
{
    if (!m_process.canReadLine())
        return;
    const QJsonObject result = objectFrom(m_process.readLine());
    Measured measured;
    measured.requests = m_load.requests;
    measured.good = result.value("good"_L1).toInt();
    measured.elapsed = Measured::seconds(result.value("seconds"_L1).toDouble());
    measured.cpu = Measured::seconds(result.value("cpu"_L1).toDouble());
    endRun(measured);
}

void PeerContestant::endRun(const Measured &measured)
{
    if (auto done = std::exchange(m_done, {}))
        done(measured);
}

} // namespace Recloser::Bench
