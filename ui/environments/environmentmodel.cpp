// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentmodel.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

QString placeName(ValuePlace place)
{
    switch (place) {
    case ValuePlace::SharedFile:
        return EnvironmentModel::tr("shared file");
    case ValuePlace::PrivateFile:
        return EnvironmentModel::tr("private file");
    case ValuePlace::Secret:
        return EnvironmentModel::tr("secret");
    case ValuePlace::GlobalFile:
        return EnvironmentModel::tr("this computer");
    case ValuePlace::ReadOnly:
        return EnvironmentModel::tr("read only");
    }
    return {};
}

void EnvironmentModel::setRows(const QList<EnvironmentRow> &rows)
{
    const int before = int(m_rows.size());
    const int after = int(rows.size());
    // In front of the last row, which stays.
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows.append(rows.sliced(before));
        endInsertRows();
    } else if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows.resize(after);
        endRemoveRows();
    }
    for (int i = 0; i < after; ++i) {
        if (m_rows[i] == rows[i])
            continue;
        m_rows[i] = rows[i];
        Q_EMIT dataChanged(index(i, 0), index(i, Where));
    }
}

void EnvironmentModel::setEditable(bool isEditable)
{
    if (isEditable == m_isEditable)
        return;
    beginResetModel();
    m_isEditable = isEditable;
    endResetModel();
}

void EnvironmentModel::setShownSecrets(const QHash<QString, QString> &values)
{
    m_shownSecrets = values;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Value), index(int(m_rows.size()) - 1, Value));
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size()) + (m_isEditable ? 1 : 0);
}

int EnvironmentModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Where + 1;
}

QVariant EnvironmentModel::textOf(const EnvironmentRow &row, int column, bool isForEditing) const
{
    switch (column) {
    case Name:
        return row.name;
    case Value:
        if (row.place != ValuePlace::Secret)
            return row.written;
        if (const auto shown = m_shownSecrets.constFind(row.secretName);
            shown != m_shownSecrets.cend())
            return *shown;
        return isForEditing ? QString() : u"••••••••"_s;
    case Place:
        return row.isConfiguration ? tr("settings of another tool") : placeName(row.place);
    case Where: {
        QString text = QFileInfo(row.path).fileName();
        if (row.line > 0)
            text += u':' + QString::number(row.line);
        if (row.isInherited)
            text = tr("shared by all · %1").arg(text);
        if (!row.hides.isEmpty())
            text += tr(" · hides %1").arg(row.hides.join(u", "_s));
        return text;
    }
    }
    return {};
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (isNewRow(index.row())) {
        const bool isName = index.column() == Name;
        if (role == HintRole)
            return isName ? tr("new variable") : QString();
        return role == Qt::DisplayRole || role == Qt::EditRole ? QVariant(QString()) : QVariant();
    }
    const EnvironmentRow &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column(), false);
    case Qt::EditRole:
        return textOf(row, index.column(), true);
    case MaskedRole:
        return row.place == ValuePlace::Secret && !m_shownSecrets.contains(row.secretName);
    case InheritedRole:
        return row.isInherited;
    case ReadOnlyRole:
        return row.place == ValuePlace::ReadOnly || row.isConfiguration;
    case HintRole:
        return index.column() == Value && row.place != ValuePlace::Secret ? tr("empty") : QString();
    case Qt::ToolTipRole:
        if (index.column() == Where || row.place == ValuePlace::ReadOnly)
            return row.path;
        if (row.place == ValuePlace::Secret)
            return tr("{{$secret %1}}, written in %2").arg(row.secretName, row.path);
        return {};
    default:
        return {};
    }
}

bool EnvironmentModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    const QString text = value.toString();
    if (isNewRow(index.row())) {
        const QString name = text.trimmed();
        if (index.column() != Name || name.isEmpty())
            return false;
        Q_EMIT added(name);
        return true;
    }
    // A copy: whoever hears of it may set other rows.
    const EnvironmentRow row = m_rows[index.row()];
    if (index.column() == Name && text.trimmed() != row.name && !text.trimmed().isEmpty())
        Q_EMIT nameTyped(row, text.trimmed());
    else if (index.column() == Value && row.place == ValuePlace::Secret) {
        // An empty field is how a hidden secret is opened, not a new value.
        if (!text.isEmpty() && text != m_shownSecrets.value(row.secretName))
            Q_EMIT valueTyped(row, text);
    } else if (index.column() == Value && text != row.written)
        Q_EMIT valueTyped(row, text);
    else if (index.column() == Place) {
        for (const ValuePlace place :
             {ValuePlace::SharedFile, ValuePlace::PrivateFile, ValuePlace::Secret}) {
            if (placeName(place) == text && place != row.place)
                Q_EMIT placeChosen(row, place);
        }
    }
    return true;
}

QVariant EnvironmentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case Name:
        return tr("Variable");
    case Value:
        return tr("Value");
    case Place:
        return tr("Kept in");
    case Where:
        return tr("Written in");
    }
    return {};
}

Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (isNewRow(index.row()))
        return index.column() == Name ? flags | Qt::ItemIsEditable : flags;
    const EnvironmentRow &row = m_rows[index.row()];
    const bool isFixed = row.place == ValuePlace::ReadOnly || row.isConfiguration;
    const bool canType = index.column() == Value || (index.column() == Name && !row.isInherited);
    const bool canMove
        = index.column() == Place && !row.isInherited && row.place != ValuePlace::GlobalFile;
    if (!isFixed && (canType || canMove))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace Recloser
