// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/bodyfile.h"
#include "app/cli/exchangejson.h"
#include "app/cli/sendarguments.h"
#include "app/cli/sendcommand.h"
#include "app/cli/sentreport.h"

#include <QLocale>

#include <cstdio>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

// What a send says of itself. Part of SendCommand.

namespace {

void printRefusedCookies(const Attempt &attempt)
{
    for (const HopCookies &hop : attempt.cookies) {
        for (const SetCookieReport &cookie : hop.received) {
            if (isRejection(cookie.verdict))
                printNote(u"cookie %1 refused: %2"_s.arg(QString::fromUtf8(cookie.name),
                                                         cookieVerdictName(cookie.verdict)));
        }
    }
}

} // namespace

void SendCommand::report(const Exchange &exchange, const Exchange &shown)
{
    ++m_counts[outcomeName(exchange.outcome)];
    m_worst = std::max(m_worst, exitCodeOf(exchange));
    const Response *response = exchange.response();
    endProgress();
    if (!m_outputFile.isEmpty() && response && !m_options.download) {
        if (const auto written = writeBodyFile(m_outputFile, response->body); !written) {
            printError(m_outputFile, written.error(), u"choose a file that can be written"_s);
            m_worst = std::max(m_worst, ExitCode::Usage);
        }
    }
    if (m_json) {
        QJsonObject object = toJson(exchange, shown);
        if (!m_spec.name.isEmpty())
            object.insert("request"_L1, m_spec.name);
        object.insert("policies"_L1, policiesJson(m_policies));
        printJson(object);
    }
    if (!m_json && m_total == 1)
        printHuman(exchange, shown);
}

void SendCommand::printAttempts(const Exchange &exchange, const Exchange &shown)
{
    for (const Attempt &attempt : exchange.attempts) {
        const QString what = attempt.result ? QString::number(attempt.result->status)
                                            : kindName(attempt.result.error().kind);
        const QString &proxy = attempt.connection.proxy;
        printNote(u"attempt %1: %2 in %3 ms%4%5"_s.arg(attempt.number)
                      .arg(what)
                      .arg(double(attempt.timings.total.count()) / 1000.0, 0, 'f', 1)
                      .arg(attempt.waitReason == WaitReason::Authentication
                               ? u", the answer to a challenge"_s
                               : attempt.wait.count() > 0
                               ? u" after a wait of %1 ms"_s.arg(attempt.wait.count())
                               : QString(),
                           proxy.isEmpty() ? QString() : u" through "_s + proxy));
        if (!attempt.connection.connectedTo.isEmpty())
            printNote(u"connected to %1"_s.arg(attempt.connection.connectedTo));
    }
    for (const Attempt &attempt : shown.attempts)
        printRefusedCookies(attempt);
    if (const Response *response = exchange.response())
        printNote(
            u"%1 %2"_s.arg(QString::number(response->status), QString::fromUtf8(response->reason)));
}

void SendCommand::printHuman(const Exchange &exchange, const Exchange &shown)
{
    const Response *response = exchange.response();
    if (m_tellsSent) {
        for (const QStringList lines = sentLines(shown); const QString &line : lines)
            printNote(line);
    }
    if (!m_quiet) {
        printAttempts(exchange, shown);
        if (exchange.circuit.openedByThisCall)
            printNote(u"circuit %1 opened for %2 ms"_s.arg(shown.key.key)
                          .arg(exchange.circuit.openedFor.count()));
        if (exchange.circuit.closedByThisCall)
            printNote(u"circuit %1 closed by this call, its probe"_s.arg(shown.key.key));
        if (exchange.circuit.settledLate)
            std::fputs("late: the circuit changed meanwhile, the result did not count\n", stderr);
        if (const QString why = explain(exchange.ending); !why.isEmpty())
            printNote(u"no more attempts: %1"_s.arg(why));
        if (exchange.circuit.verification == Verification::Unverified)
            std::fputs("breaker: unverified, Redis could not be asked\n", stderr);
    }
    if (exchange.error) {
        QString why = explain(*shown.error);
        if (exchange.outcome == Outcome::Blocked && exchange.circuit.remaining)
            why = u"circuit %1 is open for %2 ms more, "_s.arg(shown.key.key)
                      .arg(exchange.circuit.remaining->count())
                + why;
        printError(u"send"_s, why);
    }
    if (response && response->brokenOff)
        printError(u"send"_s,
                   u"the stream was broken off: "_s + explain(*shown.response()->brokenOff));
    const bool isPrinted = m_stream && m_stream->hasPrintedBody();
    if (response && m_outputFile.isEmpty() && !isPrinted && !printBody(response->body))
        m_worst = std::max(m_worst, ExitCode::Usage);
}

void SendCommand::tellProgress(const TransferProgress &progress)
{
    // What a stream brings is on the terminal by itself.
    if (m_stream && m_stream->hasPrintedBody())
        return;
    if (!m_progressClock.isValid())
        m_progressClock.start();
    const bool isReceiving = progress.received > 0;
    const qint64 moved = isReceiving ? progress.received : progress.sent;
    const qint64 total = isReceiving ? progress.receiveTotal : progress.sendTotal;
    const double seconds = double(m_progressClock.elapsed()) / 1000;
    if (moved <= 0 || seconds < 0.5 || (!m_isTerminal && seconds < m_nextProgress))
        return;
    m_nextProgress = seconds + 1;
    const QLocale locale = QLocale::c();
    const auto size = [&locale](double bytes) {
        return locale.formattedDataSize(qint64(bytes), 1, QLocale::DataSizeSIFormat);
    };
    const double perSecond = double(moved) / seconds;
    QString line = size(double(progress.before + moved));
    if (total > 0)
        line += u" of %1, %2 s left"_s.arg(size(double(progress.before + total)))
                    .arg(double(total - moved) / perSecond, 0, 'f', 0);
    const QString words = u"%1, %2/s"_s.arg(line, size(perSecond));
    std::fputs(
        qPrintable(m_isTerminal ? QString(u'\r' + words + u"\x1b[K"_s) : QString(words + u'\n')),
        stderr);
    m_hasProgress = m_isTerminal;
}

void SendCommand::endProgress()
{
    if (std::exchange(m_hasProgress, false))
        std::fputs("\r\x1b[K", stderr);
}

} // namespace Recloser
