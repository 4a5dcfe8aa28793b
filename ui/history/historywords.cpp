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

/// What the call did to its circuit; empty for nothing.
QString circuitNoteOf(const HistoryRow &row)
{
    using Note = HistoryRow::CircuitNote;
    switch (row.circuitNote) {
    case Note::None:
        break;
    case Note::Opened:
        return tr("opened by this call");
    case Note::Closed:
        return tr("closed by this call, the probe");
    case Note::Late:
        return tr("changed meanwhile, so this did not count");
    }
    return {};
}

/// Why there were no more attempts, where a rule held one back.
QString heldBackBy(const HistoryRow &row)
{
    switch (row.ending) {
    case Ending::NotIdempotent:
        return tr("twice may do harm");
    case Ending::WaitTooLong:
        return tr("the next wait would have been too long");
    case Ending::BudgetExhausted:
        return tr("the retry budget was used up");
    case Ending::CircuitOpened:
        return tr("the circuit opened");
    default:
        return {};
    }
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

QString timeOf(const HistoryRow &row)
{
    return row.startedAt.toLocalTime().toString(u"HH:mm:ss"_s);
}

QString dayOf(const HistoryRow &row, QDate today)
{
    const QDate day = row.startedAt.toLocalTime().date();
    if (day == today)
        return tr("Today");
    if (day == today.addDays(-1))
        return tr("Yesterday");
    return QLocale().toString(day,
                              day.year() == today.year() ? u"ddd d MMM"_s : u"ddd d MMM yyyy"_s);
}

QString describeCleaning(const HistoryCleaning &cleaning, const HistoryRetention &retention)
{
    const QLocale locale;
    QStringList parts;
    if (cleaning.byAge > 0)
        parts.append(
            tr("%1 older than %2 days removed")
                .arg(locale.toString(cleaning.byAge), locale.toString(retention.mostDays)));
    if (cleaning.byCount > 0)
        parts.append(
            tr("%1 beyond the newest %2 removed")
                .arg(locale.toString(cleaning.byCount), locale.toString(retention.mostExchanges)));
    if (cleaning.bySize > 0)
        parts.append(tr("%1 beyond %2 removed")
                         .arg(locale.toString(cleaning.bySize), formatSize(retention.mostBytes)));
    return parts.join(u", "_s);
}

QString describeProblems(const QList<SearchProblem> &problems)
{
    QStringList sentences;
    for (const auto &[kind, word, filter] : problems) {
        if (kind == SearchProblem::Kind::UnknownFilter && !filter.isEmpty())
            sentences.append(tr("%1 is looked for as text. Was %2: meant?").arg(word, filter));
        else if (kind == SearchProblem::Kind::UnknownFilter)
            sentences.append(tr("%1 is no filter, so it is looked for as text.").arg(word));
        else if (filter == "status"_L1)
            sentences.append(tr("%1: write 503, 5xx, 400-499, >=400 or none.").arg(word));
        else if (filter == "is"_L1)
            sentences.append(
                tr("%1: write success, failed, exception, blocked, cancelled or kept.").arg(word));
        else if (filter.isEmpty())
            sentences.append(tr("%1 cannot be left out.").arg(word));
        else
            sentences.append(tr("%1: write 2026-11-01, 12:30, today, 2h or 7d.").arg(word));
    }
    return sentences.join(u' ');
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
    if (const QString why = heldBackBy(row); !why.isEmpty())
        lines.append(tr("No more attempts: %1").arg(why));
    if (row.isKept)
        lines.append(tr("Kept for ever"));
    if (!row.key.isEmpty()) {
        const QString note = circuitNoteOf(row);
        lines.append(note.isEmpty() ? tr("Circuit: %1").arg(row.key)
                                    : tr("Circuit: %1, %2").arg(row.key, note));
    }
    return lines.join(u'\n');
}

QString spokenText(const HistoryRow &row)
{
    const QString note = circuitNoteOf(row);
    const QString text
        = tr("%1 %2, %3, %4")
              .arg(QString::fromUtf8(row.method), row.url, resultOf(row),
                   QLocale().toString(row.startedAt.toLocalTime(), QLocale::ShortFormat));
    return note.isEmpty() ? text : tr("%1, circuit %2").arg(text, note);
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
