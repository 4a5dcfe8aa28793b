// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keylabmodel.h"

#include "ui/keylab/keywords.h"
#include "ui/widgets/plaintip.h"

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

QString KeyLabModel::wordsOf(const Line &line) const
{
    const QString &url = m_groups->urls.at(line.url->url);
    QStringList words{url};
    if (line.url->end > line.url->begin)
        words.append(
            tr("Key: %1").arg(url.sliced(line.url->begin, line.url->end - line.url->begin)));
    else
        words.append(titleOf(*line.group, m_groups->question.policy));
    if (line.url->movedFrom >= 0)
        words.append(tr("Moved; the saved pattern gives %1")
                         .arg(circuitName(m_groups->oldKeys.at(line.url->movedFrom))));
    if (line.url->verdict == KeyRow::Verdict::AsExpected)
        words.append(tr("As expected"));
    else if (line.url->verdict == KeyRow::Verdict::Unexpected)
        words.append(tr("Expected: %1").arg(wantedText(*line.url)));
    return words.join(u'\n');
}

QString KeyLabModel::wantedText(const KeyRow &row) const
{
    const WantedKeysPtr &wanted = m_groups->view.wanted;
    const WantedKey key = wanted ? wanted->value(m_groups->urls.at(row.url)) : WantedKey();
    return !key ? tr("no match") : circuitName(*key);
}

int KeyLabModel::lineOfUrl(qsizetype url) const
{
    if (!m_groups)
        return -1;
    for (qsizetype g = 0; g < m_groups->groups.size(); ++g) {
        const KeyGroup &group = m_groups->groups.at(g);
        for (qsizetype i = group.first; i < group.first + group.count; ++i) {
            if (m_groups->rows.at(i).url == url)
                return int(g + 1 + i);
        }
    }
    return -1;
}

QVariant KeyLabModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line here = line(index.row());
    const QString title = titleOf(*here.group, m_groups->question.policy);
    switch (role) {
    case Qt::DisplayRole:
        return here.url ? m_groups->urls.at(here.url->url) : title;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString words
            = here.url ? wordsOf(here) : u"%1, %2"_s.arg(title, urlCount(here.group->count));
        return role == Qt::ToolTipRole ? plainTip(words) : words;
    }
    default:
        return {};
    }
}

} // namespace Recloser
