// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/runreport.h"

#include "app/cli/command.h"
#include "app/cli/exchangejson.h"
#include "core/resolve/redaction.h"

#include <QJsonArray>

#include <cstdio>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int labelWidth = 40;

QString elided(const QString &text, int width)
{
    return text.size() <= width ? text : text.first(width - 1) + u'…';
}

QString msText(microseconds time)
{
    return u"%1 ms"_s.arg(double(time.count()) / 1000, 0, 'f', 1);
}

double ms(microseconds time)
{
    return double(time.count()) / 1000;
}

QString statusText(const Exchange &exchange)
{
    const Response *response = exchange.response();
    return response ? QString::number(response->status) : u"-"_s;
}

QString outcomeText(const Exchange &exchange)
{
    QString text = outcomeName(exchange.outcome);
    if (exchange.outcome == Outcome::Exception && exchange.error)
        text += u' ' + kindName(exchange.error->kind);
    if (exchange.circuit.openedByThisCall)
        text += u", opened its circuit"_s;
    else if (exchange.circuit.closedByThisCall)
        text += u", closed its circuit"_s;
    return text;
}

QString counts(const SeriesTotals &totals)
{
    QStringList parts;
    const auto add = [&](qint64 count, const QString &word) {
        if (count > 0)
            parts.append(u"%1 %2"_s.arg(count).arg(word));
    };
    add(totals.success, u"success"_s);
    add(totals.failed, u"failed"_s);
    add(totals.exception, u"exception"_s);
    add(totals.blocked, u"blocked"_s);
    add(totals.cancelled, u"cancelled"_s);
    return parts.join(u", "_s);
}

QJsonObject countsJson(const SeriesTotals &totals)
{
    return {{u"success"_s, totals.success},
            {u"failed"_s, totals.failed},
            {u"exception"_s, totals.exception},
            {u"blocked"_s, totals.blocked},
            {u"cancelled"_s, totals.cancelled}};
}

QJsonObject durationsJson(const Durations &durations)
{
    return {{u"median"_s, ms(durations.quantile(0.5))},
            {u"p95"_s, ms(durations.quantile(0.95))},
            {u"p99"_s, ms(durations.quantile(0.99))},
            {u"max"_s, ms(durations.longest())}};
}

QString endingWord(SeriesRunner::Ending ending)
{
    switch (ending) {
    case SeriesRunner::Ending::Done:
        return u"done"_s;
    case SeriesRunner::Ending::StoppedAtFailure:
        return u"stopped-at-failure"_s;
    case SeriesRunner::Ending::Cancelled:
        return u"interrupted"_s;
    }
    return {};
}

QJsonObject rowJson(const SeriesResult &result, const RunRow &row)
{
    const Exchange &exchange = *result.exchange;
    const Exchange shown = redacted(exchange, result.step.scope);
    QJsonObject object = summaryOf(exchange, shown);
    object.insert("request"_L1, result.step.label);
    object.insert("file"_L1, row.file);
    object.insert("iteration"_L1, row.round);
    object.insert("started_ms"_L1, ms(result.startedAfter));
    return object;
}

} // namespace

RunReport::RunReport(Form form, qint64 count, qint64 rounds)
    : m_form(form)
    , m_count(count)
    , m_rounds(rounds)
    , m_isTerminal(::isatty(STDERR_FILENO) == 1)
{
    m_timer.setInterval(m_isTerminal ? 100ms : 1000ms);
    connect(&m_timer, &QTimer::timeout, this, &RunReport::printProgress);
}

void RunReport::begin(const SeriesRunner &runner)
{
    m_runner = &runner;
    m_timer.start();
}

void RunReport::printProgress()
{
    const SeriesTotals totals = m_runner->totals();
    QString line = u"%1 of %2, %3 s"_s.arg(totals.ended())
                       .arg(m_count)
                       .arg(double(totals.elapsed.count()) / 1e6, 0, 'f', 1);
    if (totals.notSuccessful() > 0)
        line += u", %1 not successful"_s.arg(totals.notSuccessful());
    clearProgress();
    std::fputs(qPrintable(line), stderr);
    if (!m_isTerminal)
        std::fputc('\n', stderr);
    std::fflush(stderr);
    m_hasProgress = m_isTerminal;
}

void RunReport::clearProgress()
{
    if (std::exchange(m_hasProgress, false))
        std::fputs("\r\033[K", stderr);
}

void RunReport::add(const SeriesResult &result, const RunRow &row)
{
    const Exchange &exchange = *result.exchange;
    m_durations.add(exchange.elapsed);
    OfRequest &request = m_requests[row.request];
    if (request.label.isEmpty())
        request.label = row.file + u"  "_s + result.step.label;
    request.totals.count(exchange);
    request.durations.add(exchange.elapsed);
    if (m_form == Form::Json) {
        printJson(rowJson(result, row));
        return;
    }
    if (m_form == Form::OnlyFailures && exchange.outcome == Outcome::Success)
        return;
    clearProgress();
    if (!std::exchange(m_hasHeader, true))
        printLine(u"%1 %2 %3 %4  %5"_s.arg(u"REQUEST"_s, -labelWidth)
                      .arg(u"STATUS"_s, 6)
                      .arg(u"ATTEMPTS"_s, 8)
                      .arg(u"TIME"_s, 11)
                      .arg(u"KEY, OUTCOME"_s));
    QString label = request.label;
    if (m_rounds > 1)
        label = u"%1: %2"_s.arg(row.round).arg(label);
    const Exchange shown = redacted(exchange, result.step.scope);
    printLine(u"%1 %2 %3 %4  %5  %6"_s.arg(elided(label, labelWidth), -labelWidth)
                  .arg(statusText(exchange), 6)
                  .arg(exchange.attempts.size(), 8)
                  .arg(msText(exchange.elapsed), 11)
                  .arg(shown.key.key.isNull() ? u"-"_s : shown.key.key, outcomeText(exchange)));
    // What never went out is the user's to mend, so it is told in full.
    if (exchange.ending == Ending::Invalid && shown.error)
        printError(result.step.label, explain(*shown.error));
}

void RunReport::end(const SeriesTotals &totals, SeriesRunner::Ending ending, int code)
{
    m_timer.stop();
    clearProgress();
    if (m_form == Form::Json)
        printJson(summaryJson(totals, ending, code));
    else
        printSummary(totals, ending);
}

void RunReport::printSummary(const SeriesTotals &totals, SeriesRunner::Ending ending) const
{
    printLine(QString());
    if (m_rounds > 1) {
        printLine(u"%1 %2 %3 %4 %5"_s.arg(u"EACH REQUEST"_s, -labelWidth)
                      .arg(u"MEDIAN"_s, 11)
                      .arg(u"95 %"_s, 11)
                      .arg(u"LONGEST"_s, 11)
                      .arg(u" OUTCOMES"_s));
        for (const auto &[number, request] : m_requests)
            printLine(u"%1 %2 %3 %4  %5"_s.arg(elided(request.label, labelWidth), -labelWidth)
                          .arg(msText(request.durations.quantile(0.5)), 11)
                          .arg(msText(request.durations.quantile(0.95)), 11)
                          .arg(msText(request.durations.longest()), 11)
                          .arg(counts(request.totals)));
        printLine(QString());
    }
    const double seconds = double(totals.elapsed.count()) / 1e6;
    QString line = u"%1 of %2 requests: %3"_s.arg(totals.ended()).arg(m_count).arg(counts(totals));
    if (totals.retries > 0)
        line += u"; %1 retries"_s.arg(totals.retries);
    line += u"; %1 s"_s.arg(seconds, 0, 'f', 2);
    if (seconds > 0)
        line += u", %1 a second"_s.arg(double(totals.ended()) / seconds, 0, 'f', 0);
    line += u"; median %1, 95 % %2, longest %3"_s.arg(msText(m_durations.quantile(0.5)),
                                                      msText(m_durations.quantile(0.95)),
                                                      msText(m_durations.longest()));
    if (ending == SeriesRunner::Ending::StoppedAtFailure)
        line += u"; stopped at the first failure"_s;
    else if (ending == SeriesRunner::Ending::Cancelled)
        line += u"; interrupted"_s;
    printLine(line);
}

QJsonObject RunReport::summaryJson(const SeriesTotals &totals, SeriesRunner::Ending ending,
                                   int code) const
{
    QJsonArray requests;
    for (const auto &[number, request] : m_requests) {
        requests.append(QJsonObject{{u"request"_s, request.label},
                                    {u"outcomes"_s, countsJson(request.totals)},
                                    {u"elapsed_ms"_s, durationsJson(request.durations)}});
    }
    return {{u"summary"_s,
             QJsonObject{{u"ending"_s, endingWord(ending)},
                         {u"requests"_s, m_count},
                         {u"ended"_s, totals.ended()},
                         {u"outcomes"_s, countsJson(totals)},
                         {u"retries"_s, totals.retries},
                         {u"elapsed_ms"_s, ms(totals.elapsed)},
                         {u"each_ms"_s, durationsJson(m_durations)},
                         {u"by_request"_s, requests},
                         {u"exit_code"_s, code}}}};
}

} // namespace Recloser
