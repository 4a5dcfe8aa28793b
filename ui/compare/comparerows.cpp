// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/comparerows.h"

#include "ui/compare/comparewords.h"
#include "ui/widgets/plaintip.h"

#include <QFont>

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Longer texts do not fit into a cell anyway.
constexpr qsizetype longestCell = 400;

CompareRow::Tone toneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Same:
        return CompareRow::Tone::None;
    case Verdict::Changed:
        return CompareRow::Tone::Changed;
    case Verdict::Removed:
        return CompareRow::Tone::Removed;
    case Verdict::Added:
        return CompareRow::Tone::Added;
    case Verdict::Rewritten:
    case Verdict::Moved:
        return CompareRow::Tone::Rewritten;
    case Verdict::Ignored:
        return CompareRow::Tone::Quiet;
    }
    return CompareRow::Tone::None;
}

Tone colorsOf(const Theme &theme, CompareRow::Tone tone)
{
    const ThemeColors &colors = theme.colors();
    switch (tone) {
    case CompareRow::Tone::None:
        return {};
    case CompareRow::Tone::Removed:
        return colors.bad;
    case CompareRow::Tone::Added:
        return colors.good;
    case CompareRow::Tone::Changed:
        return colors.accent;
    case CompareRow::Tone::Rewritten:
        return colors.warning;
    case CompareRow::Tone::Quiet:
        return {colors.muted, QColor()};
    }
    return {};
}

CompareRow::Tone toneOf(JsonDifference::Kind kind)
{
    switch (kind) {
    case JsonDifference::Kind::Removed:
        return CompareRow::Tone::Removed;
    case JsonDifference::Kind::Added:
        return CompareRow::Tone::Added;
    case JsonDifference::Kind::Changed:
    case JsonDifference::Kind::TypeChanged:
        return CompareRow::Tone::Changed;
    case JsonDifference::Kind::Rewritten:
        return CompareRow::Tone::Rewritten;
    }
    return CompareRow::Tone::None;
}

/// Large enough to be told apart without its colour.
QFont signFont(const Theme &theme)
{
    QFont font = theme.monospace();
    font.setPointSizeF(font.pointSizeF() + 2);
    font.setBold(true);
    return font;
}

/// One line, and not a long one.
QString cell(const QString &text)
{
    QString line = text.size() > longestCell ? text.first(longestCell) + u'…' : text;
    return line.replace(u'\n', u'⏎');
}

void appendHeaders(QList<CompareRow> &rows, const QString &heading,
                   const QList<ComparedHeader> &pairs, const QList<RawHeader> &left,
                   const QList<RawHeader> &right)
{
    if (pairs.isEmpty())
        return;
    rows.append({.heading = heading});
    for (const ComparedHeader &pair : pairs) {
        const RawHeader *a = pair.left >= 0 ? &left[pair.left] : nullptr;
        const RawHeader *b = pair.right >= 0 ? &right[pair.right] : nullptr;
        QString name = QString::fromLatin1((a ? a : b)->name);
        if (a && b && a->name != b->name)
            name += u" / "_s + QString::fromLatin1(b->name);
        rows.append({.name = name,
                     .left = a ? QString::fromUtf8(a->value) : QString(),
                     .right = b ? QString::fromUtf8(b->value) : QString(),
                     .sign = verdictSign(pair.verdict),
                     .word = verdictWord(pair.verdict),
                     .tone = toneOf(pair.verdict),
                     .isTold = isDifference(pair.verdict)});
    }
}

} // namespace

QList<CompareRow> fieldRows(const ExchangeComparison &comparison)
{
    QList<CompareRow> rows;
    std::optional<ComparedField::Section> section;
    const auto addSection = [&](ComparedField::Section wanted) {
        for (const ComparedField &field : comparison.fields) {
            if (field.section != wanted)
                continue;
            if (section != wanted)
                rows.append({.heading = sectionName(wanted)});
            section = wanted;
            // Times differ every time, which is no news.
            const bool isQuiet = field.isTime() && isDifference(field.verdict);
            rows.append({.name = fieldName(field),
                         .left = valueText(field.left),
                         .right = valueText(field.right),
                         .sign = isQuiet ? u"·"_s : verdictSign(field.verdict),
                         .word = verdictWord(field.verdict),
                         .tone = isQuiet ? CompareRow::Tone::Quiet : toneOf(field.verdict),
                         .isTold = isDifference(field.verdict)});
        }
    };
    using Section = ComparedField::Section;
    for (const Section wanted :
         {Section::Request, Section::Response, Section::Time, Section::Circuit, Section::Policies})
        addSection(wanted);
    return rows;
}

QList<CompareRow> headerRows(const ExchangeComparison &comparison, const Exchange &left,
                             const Exchange &right)
{
    QList<CompareRow> rows;
    appendHeaders(rows, CompareRowsModel::tr("Response"), comparison.responseHeaders,
                  responseHeadersOf(left), responseHeadersOf(right));
    appendHeaders(rows, CompareRowsModel::tr("Request"), comparison.requestHeaders,
                  left.request.headers, right.request.headers);
    return rows;
}

CompareRowsModel::CompareRowsModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

void CompareRowsModel::setRows(QList<CompareRow> rows)
{
    m_rows = std::move(rows);
    filter();
}

void CompareRowsModel::setDifferencesAlone(bool alone)
{
    m_differencesAlone = alone;
    filter();
}

void CompareRowsModel::filter()
{
    beginResetModel();
    m_shown.clear();
    for (const CompareRow &row : std::as_const(m_rows)) {
        const bool isHeading = !row.heading.isEmpty();
        // A heading without anything under it says nothing.
        if (isHeading && !m_shown.isEmpty() && !m_shown.constLast().heading.isEmpty())
            m_shown.removeLast();
        if (isHeading || row.isTold || !m_differencesAlone)
            m_shown.append(row);
    }
    if (!m_shown.isEmpty() && !m_shown.constLast().heading.isEmpty())
        m_shown.removeLast();
    endResetModel();
}

int CompareRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int CompareRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CompareRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CompareRow &row = m_shown[index.row()];
    const bool isHeading = !row.heading.isEmpty();
    const QString texts[]{row.sign, isHeading ? row.heading : row.name, row.left, row.right};
    switch (role) {
    case Qt::DisplayRole:
        return cell(texts[index.column()]);
    case Qt::AccessibleTextRole:
        return index.column() == Sign ? row.word : cell(texts[index.column()]);
    case Qt::ToolTipRole:
        return plainTip(index.column() == Sign ? row.word : texts[index.column()]);
    case Qt::TextAlignmentRole:
        return int((index.column() == Sign ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        if (isHeading) {
            QFont font;
            font.setBold(true);
            return font;
        }
        if (index.column() == Sign)
            return signFont(m_theme);
        return index.column() >= Left ? QVariant(m_theme.figures()) : QVariant();
    case Qt::ForegroundRole:
        if (isHeading || index.column() == Sign || row.tone == CompareRow::Tone::Quiet) {
            const QColor color = colorsOf(m_theme, row.tone).strong;
            return isHeading ? m_theme.colors().muted
                             : QVariant(color.isValid() ? color : m_theme.colors().text);
        }
        return {};
    case Qt::BackgroundRole: {
        const QColor soft = colorsOf(m_theme, row.tone).soft;
        return soft.isValid() ? QVariant(soft) : QVariant();
    }
    default:
        return {};
    }
}

QVariant CompareRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[]{QString(), tr("Name"), tr("Left"), tr("Right")};
    return names[section];
}

JsonDifferencesModel::JsonDifferencesModel(const Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_differences(std::make_shared<const std::vector<JsonDifference>>())
{
}

void JsonDifferencesModel::setDifferences(
    std::shared_ptr<const std::vector<JsonDifference>> differences)
{
    beginResetModel();
    m_differences = std::move(differences);
    endResetModel();
}

int JsonDifferencesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences->size());
}

int JsonDifferencesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JsonDifferencesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JsonDifference &row = difference(index.row());
    const auto text = [&]() -> QString {
        switch (Column(index.column())) {
        case Sign:
            return differenceSign(row.kind);
        case Path:
            return row.rightPath.isEmpty() ? row.path : u"%1 / %2"_s.arg(row.path, row.rightPath);
        case Left:
            return QString::fromUtf8(row.left) + (row.isLeftCut ? u"…"_s : QString());
        case Right:
            return QString::fromUtf8(row.right) + (row.isRightCut ? u"…"_s : QString());
        case ColumnCount:
            break;
        }
        return QString();
    };
    switch (role) {
    case Qt::DisplayRole:
        return cell(text());
    case Qt::AccessibleTextRole:
        return index.column() == Sign ? differenceWord(row.kind) : cell(text());
    case Qt::ToolTipRole:
        return plainTip(index.column() == Sign ? differenceWord(row.kind) : text());
    case Qt::TextAlignmentRole:
        return int((index.column() == Sign ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole:
        return index.column() == Sign ? QVariant(signFont(m_theme)) : m_theme.monospace();
    case Qt::ForegroundRole:
        return index.column() == Sign ? QVariant(colorsOf(m_theme, toneOf(row.kind)).strong)
                                      : QVariant();
    case Qt::BackgroundRole:
        return colorsOf(m_theme, toneOf(row.kind)).soft;
    default:
        return {};
    }
}

QVariant JsonDifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString names[]{QString(), tr("Path"), tr("Left"), tr("Right")};
    return names[section];
}

} // namespace Recloser
