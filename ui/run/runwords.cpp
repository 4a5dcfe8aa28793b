// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/run/runwords.h"

#include "ui/describe/describe.h"

#include <QCoreApplication>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RunWords", text);
}

QString number(qint64 count)
{
    return QLocale().toString(count);
}

} // namespace

QString resultWords(const ReplaySide &side)
{
    if (side.status > 0)
        return QString::number(side.status);
    switch (side.outcome) {
    case Outcome::Blocked:
        return tr("blocked");
    case Outcome::Cancelled:
        return tr("stopped");
    case Outcome::Success:
    case Outcome::Failed:
    case Outcome::Exception:
        break;
    }
    return side.error ? shortResult(std::unexpected(*side.error)) : tr("no answer");
}

QString keyWords(const ReplaySide &side)
{
    return side.key.isNull() ? tr("none") : side.key;
}

QString bodyWords(BodyVerdict verdict)
{
    switch (verdict) {
    case BodyVerdict::Equal:
        return tr("equal");
    case BodyVerdict::Different:
        return tr("different");
    case BodyVerdict::Unknown:
        return tr("unknown");
    }
    return {};
}

QString differenceWords(const ReplayRow &row)
{
    QStringList lines;
    if (row.then.status != row.now.status || row.then.outcome != row.now.outcome)
        lines.append(tr("Result: %1, now %2").arg(resultWords(row.then), resultWords(row.now)));
    if (row.then.key != row.now.key)
        lines.append(tr("Circuit key: %1, now %2").arg(keyWords(row.then), keyWords(row.now)));
    if (row.then.attempts != row.now.attempts)
        lines.append(tr("Attempts: %1, now %2").arg(row.then.attempts).arg(row.now.attempts));
    if (row.body == BodyVerdict::Different)
        lines.append(tr("The body is another one"));
    if (!row.headers.isEmpty())
        lines.append(tr("Headers: %1").arg(row.headers.join(u", "_s)));
    return lines.join(u'\n');
}

QString runSummary(const SeriesTotals &totals, qint64 count)
{
    QStringList parts;
    const auto add = [&](qint64 of, const QString &words) {
        if (of > 0)
            parts.append(words.arg(number(of)));
    };
    add(totals.success, tr("%1 succeeded"));
    add(totals.failed, tr("%1 failed"));
    add(totals.exception, tr("%1 without an answer"));
    add(totals.blocked, tr("%1 blocked"));
    add(totals.cancelled, tr("%1 stopped"));
    add(totals.retries, tr("%1 retries"));
    QString text = tr("%1 of %2").arg(number(totals.ended()), number(count));
    if (!parts.isEmpty())
        text += u": "_s + parts.join(u", "_s);
    return tr("%1 · %2").arg(text, formatDuration(totals.elapsed));
}

QString replaySummary(const ReplayTotals &totals, qint64 count)
{
    QStringList parts;
    const auto add = [&](qint64 of, const QString &words) {
        if (of > 0)
            parts.append(words.arg(number(of)));
    };
    add(totals.same, tr("%1 as then"));
    add(totals.otherResult, tr("%1 with another result"));
    add(totals.otherBody, tr("%1 with another body"));
    add(totals.otherKey, tr("%1 with another key"));
    add(totals.unknownBody, tr("%1 whose body is unknown"));
    add(totals.notSent, tr("%1 could not be sent"));
    QString text = tr("%1 of %2").arg(number(totals.replayed), number(count));
    if (!parts.isEmpty())
        text += u": "_s + parts.join(u", "_s);
    return tr("%1 · %2 then, %3 now")
        .arg(text, formatDuration(totals.elapsedThen), formatDuration(totals.elapsedNow));
}

} // namespace Recloser
