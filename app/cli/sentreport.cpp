// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/sentreport.h"

#include "core/send/sentrequest.h"

#include <QJsonObject>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

const QList<RedirectHop> &hopsOf(const Attempt &attempt)
{
    return attempt.result ? attempt.result->redirects : attempt.redirects;
}

QString inMilliseconds(microseconds time)
{
    return QString::number(double(time.count()) / 1000.0, 'f', 1);
}

} // namespace

QStringList sentLines(const Exchange &shown)
{
    QStringList lines;
    for (const Attempt &attempt : shown.attempts) {
        const QList<RedirectHop> &hops = hopsOf(attempt);
        qsizetype number = 0;
        for (const QList<SentRequest> all = sentRequests(shown, attempt);
             const SentRequest &sent : all) {
            for (const SentRequest::Line &line : sent.lines)
                lines.append((line.isAdded ? u"+ "_s : u"> "_s) + QString::fromUtf8(line.text));
            lines.append(u">"_s);
            if (number < hops.size()) {
                const RedirectHop &hop = hops[number];
                lines.append(u"< %1 to %2, after %3 ms"_s.arg(hop.status)
                                 .arg(QString::fromUtf8(headerValue(hop.headers, "location")),
                                      inMilliseconds(hop.elapsed)));
            } else {
                lines.append(sent.status ? u"< %1"_s.arg(*sent.status)
                                 : attempt.result
                                 ? u"<"_s
                                 : u"< "_s + kindName(attempt.result.error().kind));
            }
            ++number;
        }
    }
    return lines;
}

QJsonArray sentJson(const Exchange &shown, const Attempt &attempt)
{
    const QList<RedirectHop> &hops = hopsOf(attempt);
    QJsonArray array;
    qsizetype number = 0;
    for (const QList<SentRequest> all = sentRequests(shown, attempt);
         const SentRequest &sent : all) {
        QJsonArray lines;
        QJsonArray added;
        for (qsizetype i = 0; i < sent.lines.size(); ++i) {
            lines.append(QString::fromUtf8(sent.lines[i].text));
            if (sent.lines[i].isAdded)
                added.append(i);
        }
        QJsonObject object{
            {u"method"_s, QString::fromLatin1(sent.method)},
            {u"url"_s, sent.url.toString(QUrl::FullyEncoded)},
            {u"http_version"_s, sent.form == SentRequest::Form::Http2 ? u"2"_s : u"1.1"_s},
            {u"lines"_s, lines},
            {u"added_lines"_s, added},
            {u"status_code"_s, sent.status ? QJsonValue(*sent.status) : QJsonValue()}};
        if (number < hops.size()) {
            const RedirectHop &hop = hops[number];
            object.insert("location"_L1, QString::fromUtf8(headerValue(hop.headers, "location")));
            object.insert("elapsed_ms"_L1, double(hop.elapsed.count()) / 1000.0);
        }
        array.append(object);
        ++number;
    }
    return array;
}

} // namespace Recloser
