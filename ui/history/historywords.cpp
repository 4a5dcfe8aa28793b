// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/history/historywords.h"

#include "ui/describe/describe.h"

#include <QCoreApplication>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("History", text);
}

QString wordOf(const HistoryRow &row)
{
    switch (row.outcome) {
    case Outcome::Success:
    case Outcome::Failed:
        return row.status > 0 ? QString::number(row.status) : tr("answered");
    case Outcome::Blocked:
        return tr("not sent");
    case Outcome::Cancelled:
        return tr("stopped");
    case Outcome::Exception:
        break;
    }
    if (const auto kind = kindFromName(row.errorKind))
        return shortResult(std::unexpected(SendError{.kind = *kind}));
    return row.errorKind.isEmpty() ? tr("error") : row.errorKind;
}

} // namespace

QString resultOf(const HistoryRow &row)
{
    const QString word = wordOf(row);
    return row.attempts > 1 ? u"%1 ×%2"_s.arg(word).arg(row.attempts) : word;
}

ChipTone toneOfResult(const HistoryRow &row)
{
    switch (row.outcome) {
    case Outcome::Success:
        return ChipTone::Good;
    case Outcome::Failed:
        return row.status < 500 ? ChipTone::Warning : ChipTone::Bad;
    case Outcome::Exception:
    case Outcome::Blocked:
        return ChipTone::Bad;
    case Outcome::Cancelled:
        break;
    }
    return ChipTone::Neutral;
}

QString timeOf(const HistoryRow &row, QDate today)
{
    const QDateTime local = row.startedAt.toLocalTime();
    if (local.date() == today)
        return local.toString(u"HH:mm:ss"_s);
    return QLocale().toString(local.date(),
                              local.date().year() == today.year() ? u"d MMM"_s : u"d MMM yyyy"_s);
}

QString placeOf(const HistoryRow &row)
{
    const qsizetype scheme = row.url.indexOf("://"_L1);
    const qsizetype hostBegin = scheme < 0 ? 0 : scheme + 3;
    qsizetype path = hostBegin;
    while (path < row.url.size() && !QStringView(u"/?#").contains(row.url.at(path)))
        ++path;
    const QStringView rest = QStringView(row.url).sliced(path);
    if (rest.size() <= 1)
        return row.url.sliced(hostBegin, path - hostBegin);
    return (rest.startsWith(u'/') ? rest.sliced(1) : rest).toString();
}

QString detailsOf(const HistoryRow &row)
{
    QStringList lines{u"%1 %2"_s.arg(QString::fromUtf8(row.method), row.url), resultOf(row)};
    lines.append(
        tr("Started: %1")
            .arg(QLocale().toString(row.startedAt.toLocalTime(), u"d MMM yyyy HH:mm:ss"_s)));
    if (row.attempts > 0)
        lines.append(tr("Attempts: %1").arg(row.attempts));
    lines.append(tr("Took: %1").arg(formatDuration(row.elapsed)));
    if (row.bodySize > 0)
        lines.append(tr("Body: %1").arg(formatSize(row.bodySize)));
    if (!row.key.isEmpty())
        lines.append(tr("Circuit: %1").arg(row.key));
    return lines.join(u'\n');
}

QString spokenText(const HistoryRow &row)
{
    return tr("%1 %2, %3, %4")
        .arg(QString::fromUtf8(row.method), row.url, resultOf(row),
             QLocale().toString(row.startedAt.toLocalTime(), QLocale::ShortFormat));
}

bool hasFilter(const QString &text, const QString &term)
{
    return text.split(u' ', Qt::SkipEmptyParts).contains(term, Qt::CaseInsensitive);
}

QString toggledFilter(const QString &text, const QString &term)
{
    const QString kind = term.first(term.indexOf(u':') + 1);
    QStringList words;
    const QStringList before = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : before) {
        if (!word.startsWith(kind, Qt::CaseInsensitive))
            words.append(word);
    }
    if (!hasFilter(text, term))
        words.prepend(term);
    return words.join(u' ');
}

} // namespace Recloser
