// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/run/runmodel.h"

#include "ui/describe/describe.h"
#include "ui/run/runwords.h"

#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RunModel::RunModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(50ms);
    connect(&m_timer, &QTimer::timeout, this, &RunModel::flush);
}

int RunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_shown;
}

int RunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RunModel::text(const RunEntry &entry, int row, int column) const
{
    const bool isReplay = m_kind == Kind::Replay;
    const bool isOver = !entry.isUnderWay;
    const bool isSent = !isReplay || !entry.row.isNotSent();
    switch (column) {
    case Number:
        return QLocale().toString(row + 1);
    case Request:
        return entry.label;
    case Then:
        return isOver && isReplay && entry.row.isThenKnown() ? resultWords(entry.row.then)
                                                             : QString();
    case Now:
        if (!isOver)
            return tr("under way");
        return isSent ? resultWords(entry.row.now) : tr("not sent");
    case Time:
        if (!isOver || !isSent)
            return {};
        return isReplay ? tr("%1, now %2")
                              .arg(formatDuration(entry.row.then.elapsed),
                                   formatDuration(entry.row.now.elapsed))
                        : formatDuration(entry.row.now.elapsed);
    case Attempts:
        if (!isOver || !isSent)
            return {};
        return isReplay && entry.row.then.attempts != entry.row.now.attempts
            ? tr("%1, now %2").arg(entry.row.then.attempts).arg(entry.row.now.attempts)
            : QString::number(entry.row.now.attempts);
    case Body:
        return isOver && isReplay && isSent ? bodyWords(entry.row.body) : QString();
    case Key:
        if (!isOver || !isSent)
            return {};
        return isReplay && entry.row.then.key != entry.row.now.key
            ? tr("%1, now %2").arg(keyWords(entry.row.then), keyWords(entry.row.now))
            : entry.row.now.key;
    default:
        return {};
    }
}

bool RunModel::isRightAligned(int column) const
{
    return column == Number || (column == Attempts && m_kind == Kind::Requests);
}

QVariant RunModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown)
        return {};
    const RunEntry &entry = m_entries[index.row()];
    const int column = index.column();
    const bool isReplay = m_kind == Kind::Replay;
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.row(), column);
    case Qt::TextAlignmentRole:
        return QVariant((isRightAligned(column) ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    case Qt::ToolTipRole: {
        QStringList lines{entry.label, entry.origin};
        if (!entry.isUnderWay && isReplay && !entry.row.isNotSent())
            lines.append(differenceWords(entry.row));
        if (!entry.isUnderWay && entry.row.now.error) {
            const Sentence words = describe(*entry.row.now.error);
            lines += {words.headline, words.hint};
        }
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    case Qt::ForegroundRole: {
        const ThemeColors &colors = m_theme.colors();
        if (entry.isUnderWay || column == Number)
            return colors.muted;
        const ReplayRow &row = entry.row;
        if (column == Now) {
            if (row.now.outcome == Outcome::Success)
                return colors.good.strong;
            return row.now.outcome == Outcome::Blocked ? colors.warning.strong : colors.bad.strong;
        }
        const bool differs = (column == Body && row.body == BodyVerdict::Different)
            || (column == Key && isReplay && row.then.key != row.now.key)
            || (column == Attempts && isReplay && row.then.attempts != row.now.attempts);
        if (differs)
            return colors.bad.strong;
        return column == Body && row.body == BodyVerdict::Unknown ? QVariant(colors.muted)
                                                                  : QVariant();
    }
    default:
        return {};
    }
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isRightAligned(section) ? Qt::AlignRight : Qt::AlignLeft)
                        | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {
        u"#"_s,     tr("Request"),  tr("Then"), m_kind == Kind::Replay ? tr("Now") : tr("Result"),
        tr("Time"), tr("Attempts"), tr("Body"), tr("Circuit key")};
    return names[section];
}

void RunModel::clear(Kind kind)
{
    beginResetModel();
    m_kind = kind;
    m_entries.clear();
    m_unnumbered.clear();
    m_shown = 0;
    m_firstChanged = m_lastChanged = -1;
    m_timer.stop();
    endResetModel();
}

void RunModel::begin(qint64 index, RunEntry entry)
{
    Q_ASSERT(index == m_entries.size());
    m_entries.append(std::move(entry));
    if (!m_timer.isActive())
        m_timer.start();
}

void RunModel::finish(qint64 index, const ReplayRow &row, const Exchange &exchange)
{
    if (index >= m_entries.size())
        return;
    const int at = int(index);
    RunEntry &entry = m_entries[at];
    entry.isUnderWay = false;
    entry.row = row;
    entry.startedAt = exchange.startedAt.toMSecsSinceEpoch();
    entry.elapsed = exchange.elapsed;
    m_unnumbered.insert({entry.startedAt, entry.elapsed.count()}, at);
    m_firstChanged = m_firstChanged < 0 ? at : std::min(m_firstChanged, at);
    m_lastChanged = std::max(m_lastChanged, at);
    if (!m_timer.isActive())
        m_timer.start();
}

void RunModel::noteId(qint64 startedAt, microseconds elapsed, qint64 id)
{
    const auto found = m_unnumbered.constFind({startedAt, elapsed.count()});
    if (found == m_unnumbered.cend())
        return;
    m_entries[*found].row.nowId = id;
    m_unnumbered.erase(found);
}

void RunModel::flush()
{
    m_timer.stop();
    const int before = m_shown;
    if (m_entries.size() > m_shown) {
        beginInsertRows({}, m_shown, int(m_entries.size()) - 1);
        m_shown = int(m_entries.size());
        endInsertRows();
    }
    if (m_firstChanged >= 0 && m_firstChanged < before)
        Q_EMIT dataChanged(index(m_firstChanged, 0),
                           index(std::min(m_lastChanged, before - 1), ColumnCount - 1));
    m_firstChanged = m_lastChanged = -1;
}

} // namespace Recloser
