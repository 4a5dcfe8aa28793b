// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/models/fieldtablemodel.h"

#include "core/model/queryparameters.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// A character of a token, RFC 9110 section 5.6.2.
bool isTokenCharacter(QChar c)
{
    return c.isLetterOrNumber() ? c.unicode() < 128 : "!#$%&'*+-.^_`|~"_L1.contains(c);
}

bool isToken(const QString &text)
{
    return std::ranges::all_of(text, isTokenCharacter);
}

QString withoutLineBreaks(QString text)
{
    return text.replace(u'\r', u' ').replace(u'\n', u' ');
}

} // namespace

FieldTableModel::FieldTableModel(FieldStyle style, QObject *parent)
    : QAbstractTableModel(parent)
    , m_style(style)
{
    using enum Column;
    m_columns = style == FieldStyle::Multipart ? QList{Tick, Name, Kind, Value, MediaType, Remove}
                                               : QList{Tick, Name, Value, Remove};
}

void FieldTableModel::setRows(const QList<FieldRow> &rows)
{
    const auto [oldEnd, newEnd] = std::ranges::mismatch(std::as_const(m_rows), rows);
    const auto prefix = int(oldEnd - m_rows.cbegin());
    const auto shorter = int(std::min(m_rows.size(), rows.size()));
    int suffix = 0;
    while (suffix < shorter - prefix
           && m_rows[m_rows.size() - 1 - suffix] == rows[rows.size() - 1 - suffix])
        ++suffix;
    const int replaced = shorter - prefix - suffix;
    for (int row = prefix; row < prefix + replaced; ++row)
        m_rows[row] = rows[row];
    if (replaced > 0)
        Q_EMIT dataChanged(index(prefix, 0), index(prefix + replaced - 1, columnCount() - 1));
    const int from = prefix + replaced;
    const auto change = int(rows.size() - m_rows.size());
    if (change > 0) {
        beginInsertRows({}, from, from + change - 1);
        m_rows = rows;
        endInsertRows();
    } else if (change < 0) {
        beginRemoveRows({}, from, from - change - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

void FieldTableModel::setAdded(const QString &caption, const QList<FieldRow> &added)
{
    if (added == m_added && caption == m_caption)
        return;
    const int first = filledRows() + 1;
    if (!m_caption.isEmpty()) {
        beginRemoveRows({}, first, rowCount() - 1);
        m_caption.clear();
        m_added.clear();
        endRemoveRows();
    }
    if (!caption.isEmpty()) {
        beginInsertRows({}, first, first + int(added.size()));
        m_caption = caption;
        m_added = added;
        endInsertRows();
    }
}

FieldTableModel::RowKind FieldTableModel::kindOf(int row) const
{
    if (row < filledRows())
        return RowKind::Field;
    if (row == filledRows())
        return RowKind::Empty;
    return row == filledRows() + 1 ? RowKind::Caption : RowKind::Added;
}

int FieldTableModel::enabledRows() const
{
    return int(std::ranges::count_if(m_rows, &FieldRow::enabled));
}

void FieldTableModel::insertFields(int row, const QList<FieldRow> &rows)
{
    if (rows.isEmpty())
        return;
    row = std::clamp(row, 0, filledRows());
    beginInsertRows({}, row, row + int(rows.size()) - 1);
    for (qsizetype i = 0; i < rows.size(); ++i)
        m_rows.insert(row + i, rows[i]);
    endInsertRows();
    Q_EMIT restructured(rows.size() == 1 ? tr("insert row") : tr("insert rows"));
}

void FieldTableModel::removeFields(int row, int count)
{
    count = std::min(count, filledRows() - row);
    if (row < 0 || count <= 0)
        return;
    beginRemoveRows({}, row, row + count - 1);
    m_rows.remove(row, count);
    endRemoveRows();
    Q_EMIT restructured(count == 1 ? tr("delete row") : tr("delete rows"));
}

bool FieldTableModel::moveField(int row, int by)
{
    const int target = row + by;
    if (row < 0 || row >= filledRows() || target < 0 || target >= filledRows() || by == 0)
        return false;
    // Qt counts the destination before the row is taken out.
    beginMoveRows({}, row, row, {}, by > 0 ? target + 1 : target);
    m_rows.move(row, target);
    endMoveRows();
    Q_EMIT restructured(tr("move row"));
    return true;
}

void FieldTableModel::toggle(int row)
{
    if (row < 0 || row >= filledRows())
        return;
    m_rows[row].enabled = !m_rows[row].enabled;
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    Q_EMIT restructured(m_rows[row].enabled ? tr("tick row") : tr("untick row"));
}

int FieldTableModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return filledRows() + 1 + (m_caption.isEmpty() ? 0 : 1 + int(m_added.size()));
}

int FieldTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

QVariant FieldTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column column = columnAt(index.column());
    const RowKind kind = kindOf(index.row());
    if (role == RowKindRole)
        return QVariant::fromValue(kind);
    if (kind == RowKind::Caption || kind == RowKind::Added)
        return addedData(index.row(), column, role);
    if (role == PlaceholderRole)
        return placeholder(index.row(), column);
    if (kind == RowKind::Empty) {
        if (role == Qt::AccessibleTextRole)
            return placeholder(index.row(), column);
        const bool isText = role == Qt::EditRole || role == Qt::DisplayRole;
        return isText ? text(FieldRow{}, column) : QVariant();
    }
    const FieldRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text(row, column);
    case Qt::CheckStateRole:
        if (column == Column::Tick)
            return row.enabled ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::AccessibleTextRole:
        if (column == Column::Tick)
            return row.enabled ? tr("%1, sent").arg(row.name) : tr("%1, not sent").arg(row.name);
        return column == Column::Remove ? tr("Delete %1").arg(row.name) : text(row, column);
    case Qt::ToolTipRole:
        if (column == Column::Remove)
            return tr("Delete this row (Del)");
        if (column == Column::Tick)
            return tr("Ticked rows are sent (Space)");
        if (const QString why = problem(row, column); !why.isEmpty())
            return why;
        return text(row, column).toString().size() > 24 ? text(row, column) : QVariant();
    case EnabledRole:
        return row.enabled;
    case ProblemRole:
        return problem(row, column);
    case IsFileRole:
        return row.isFile;
    default:
        return {};
    }
}

bool FieldTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const Column column = columnAt(index.column());
    if (role == Qt::CheckStateRole) {
        if (column != Column::Tick || index.row() >= filledRows())
            return false;
        if (m_rows[index.row()].enabled != (value.toInt() == Qt::Checked))
            toggle(index.row());
        return true;
    }
    if (role != Qt::EditRole || column == Column::Tick || column == Column::Remove)
        return false;
    const RowKind kind = kindOf(index.row());
    if (kind == RowKind::Caption || kind == RowKind::Added)
        return false;
    if (kind == RowKind::Empty) {
        FieldRow added;
        if (!setText(added, column, value.toString()))
            return true; // nothing was typed
        // The row people type in becomes a real one where it stands, and a new empty one appears
        // below: the open editor stays on its row.
        beginInsertRows({}, index.row() + 1, index.row() + 1);
        m_rows.append(FieldRow{});
        endInsertRows();
        m_rows.last() = added;
    } else if (!setText(m_rows[index.row()], column, value.toString())) {
        return true;
    }
    Q_EMIT dataChanged(this->index(index.row(), 0), this->index(index.row(), columnCount() - 1));
    Q_EMIT typed(index.row(), index.column());
    return true;
}

QVariant FieldTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (columnAt(section)) {
    case Column::Name:
        return tr("Name");
    case Column::Kind:
        return tr("Kind");
    case Column::Value:
        return tr("Value");
    case Column::MediaType:
        return tr("Content type");
    case Column::Tick:
    case Column::Remove:
        return QString();
    }
    return {};
}

Qt::ItemFlags FieldTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const RowKind kind = kindOf(index.row());
    if (kind == RowKind::Caption || kind == RowKind::Added)
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    switch (columnAt(index.column())) {
    case Column::Tick:
        return index.row() < filledRows() ? flags | Qt::ItemIsUserCheckable : flags;
    case Column::Remove:
        return flags;
    default:
        return flags | Qt::ItemIsEditable;
    }
}

QVariant FieldTableModel::text(const FieldRow &row, Column column) const
{
    switch (column) {
    case Column::Name:
        return row.name;
    case Column::Value:
        return row.value;
    case Column::Kind:
        return row.isFile ? tr("File") : tr("Text");
    case Column::MediaType:
        return row.mediaType;
    case Column::Tick:
    case Column::Remove:
        break;
    }
    return {};
}

QVariant FieldTableModel::placeholder(int row, Column column) const
{
    if (row < filledRows()) {
        const bool isFile = m_rows.at(row).isFile;
        if (column == Column::MediaType)
            return isFile ? tr("by itself") : tr("none");
        return column == Column::Value && isFile ? tr("choose a file…") : QString();
    }
    if (column != Column::Name)
        return QString();
    switch (m_style) {
    case FieldStyle::Parameters:
        return tr("add a parameter");
    case FieldStyle::Headers:
        return tr("add a header");
    case FieldStyle::Form:
        return tr("add a field");
    case FieldStyle::Multipart:
        return tr("add a part");
    }
    return {};
}

QVariant FieldTableModel::addedData(int row, Column column, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    if (kindOf(row) == RowKind::Caption)
        return isText && column == Column::Name ? QVariant(m_caption) : QVariant();
    const FieldRow &added = m_added.at(row - filledRows() - 2);
    if (isText)
        return text(added, column);
    if (role == Qt::ToolTipRole)
        return u"%1: %2\n%3"_s.arg(added.name, added.value, m_caption);
    return {};
}

QString FieldTableModel::problem(const FieldRow &row, Column column) const
{
    if (m_style != FieldStyle::Headers || column != Column::Name || !row.enabled)
        return {};
    if (row.name.isEmpty())
        return row.value.isEmpty() ? QString() : tr("A header needs a name.");
    if (!row.name.contains("{{"_L1) && !isToken(row.name))
        return tr("A header's name is one word of letters, digits and !#$%&'*+-.^_`|~.");
    return {};
}

bool FieldTableModel::setText(FieldRow &row, Column column, const QString &typed) const
{
    const FieldRow before = row;
    const bool isQuery = m_style == FieldStyle::Parameters;
    switch (column) {
    case Column::Name:
        row.name = isQuery ? encodedForQuery(typed, true) : withoutLineBreaks(typed);
        break;
    case Column::Value:
        row.value = isQuery                  ? encodedForQuery(typed, false)
            : m_style == FieldStyle::Headers ? withoutLineBreaks(typed)
                                             : typed;
        row.hasEquals = row.hasEquals || !row.value.isEmpty();
        break;
    case Column::Kind: {
        const bool isFile = typed == tr("File");
        if (isFile != row.isFile)
            row.value.clear(); // a text is no path, and a path is no text
        row.isFile = isFile;
        break;
    }
    case Column::MediaType:
        row.mediaType = typed.trimmed();
        break;
    case Column::Tick:
    case Column::Remove:
        break;
    }
    return row != before;
}

} // namespace Recloser
