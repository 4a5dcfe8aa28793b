// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keylabmodel.h"

#include "ui/keylab/keyfindings.h"

#include <QLocale>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void KeyLabModel::setGroups(KeyGroupsPtr groups)
{
    beginResetModel();
    m_groups = std::move(groups);
    endResetModel();
}

int KeyLabModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_groups ? 0 : int(m_groups->groups.size() + m_groups->rows.size());
}

KeyLabModel::Line KeyLabModel::line(int row) const
{
    const QList<KeyGroup> &groups = m_groups->groups;
    // The heading of group g stands in line g + first(g).
    const auto startsAt
        = [&](const KeyGroup &group) { return (&group - groups.data()) + group.first; };
    const auto next = std::ranges::upper_bound(groups, qsizetype(row), {}, startsAt);
    const KeyGroup &group = *std::prev(next);
    const qsizetype inGroup = row - startsAt(group);
    return {.group = &group,
            .url = inGroup == 0 ? nullptr : &m_groups->rows.at(group.first + inGroup - 1)};
}

int KeyLabModel::lineOf(const QString &key) const
{
    if (!m_groups)
        return -1;
    for (qsizetype g = 0; g < m_groups->groups.size(); ++g) {
        const KeyGroup &group = m_groups->groups.at(g);
        if (group.source == KeySource::Match && group.key == key)
            return int(g + group.first);
    }
    return -1;
}

QVariant KeyLabModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line here = line(index.row());
    const QString title = titleOf(*here.group, m_groups->policy);
    switch (role) {
    case Qt::DisplayRole:
        return here.url ? m_groups->urls.at(here.url->url) : title;
    case Qt::ToolTipRole:
        return here.url ? tr("%1\nKey: %2").arg(m_groups->urls.at(here.url->url), title)
                        : tr("%1\n%2 URLs, %3 hosts")
                              .arg(title, QLocale().toString(here.group->count))
                              .arg(here.group->hosts);
    case Qt::AccessibleTextRole:
        return here.url ? tr("%1, key %2").arg(m_groups->urls.at(here.url->url), title)
                        : tr("%1, %2 URLs").arg(title, QLocale().toString(here.group->count));
    default:
        return {};
    }
}

} // namespace Recloser
