// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/findingmodel.h"

#include "core/resilience/codepoints.h"
#include "ui/keylab/keywords.h"
#include "ui/widgets/plaintip.h"

#include <QLocale>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void FindingModel::setFindings(const std::vector<Finding> &findings)
{
    if (findings == m_findings)
        return;
    beginResetModel();
    m_findings = findings;
    endResetModel();
}

int FindingModel::rowOf(const std::string &rule) const
{
    const auto found = std::ranges::find(m_findings, rule, &Finding::rule);
    return found == m_findings.end() ? -1 : int(found - m_findings.begin());
}

int FindingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_findings.size());
}

QVariant FindingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Finding &finding = m_findings[size_t(index.row())];
    const QString title = QString::fromStdString(finding.title);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case Qt::AccessibleTextRole:
        return u"%1: %2. %3"_s.arg(severityWord(finding.severity), title,
                                   QString::fromStdString(finding.detail));
    case SeverityRole:
        return int(finding.severity);
    case RuleRole:
        return QString::fromStdString(finding.rule);
    default:
        return {};
    }
}

void MatrixModel::setMatrix(const std::vector<MatrixRow> &matrix)
{
    if (matrix == m_matrix)
        return;
    beginResetModel();
    m_matrix = matrix;
    m_columns = {KeyChange::Stays, KeyChange::Changes, KeyChange::Vanishes};
    // URLs without a key before and after have nothing to say here.
    for (const KeyChange change : {KeyChange::Appears, KeyChange::TooSlow}) {
        const bool occurs = std::ranges::any_of(m_matrix, [change](const MatrixRow &row) {
            return std::ranges::contains(row.outcomes, change);
        });
        if (occurs)
            m_columns.append(change);
    }
    endResetModel();
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_matrix.size());
}

int MatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + int(m_columns.size());
}

int MatrixModel::countOf(int row, KeyChange change) const
{
    return int(std::ranges::count(m_matrix[size_t(row)].outcomes, change));
}

QString MatrixModel::exampleOf(int row, KeyChange change) const
{
    const MatrixRow &changed = m_matrix[size_t(row)];
    for (size_t i = 0; i < changed.outcomes.size(); ++i) {
        if (changed.outcomes[i] != change || i >= changed.urls.size())
            continue;
        QString text = fromCodePoints(changed.urls[i]);
        if (i < changed.keys.size() && changed.keys[i])
            text += u'\n' + tr("Key: %1").arg(fromCodePoints(*changed.keys[i]));
        return text;
    }
    return {};
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.column() == 0) {
        return role == Qt::DisplayRole || role == Qt::ToolTipRole
            ? QVariant(QString::fromStdString(m_matrix[size_t(index.row())].change))
            : QVariant();
    }
    const KeyChange change = m_columns.at(index.column() - 1);
    const int count = countOf(index.row(), change);
    switch (role) {
    case Qt::DisplayRole:
        return count == 0 ? QString()
                          : u"%1 %2"_s.arg(changeMark(change), QLocale().toString(count));
    case Qt::AccessibleTextRole:
        return u"%1 %2"_s.arg(urlCount(count), changeWord(change));
    case Qt::ToolTipRole:
        return count == 0
            ? QVariant()
            : QVariant(plainTip(u"%1 %2\n%3"_s.arg(urlCount(count), changeWord(change),
                                                   exampleOf(index.row(), change))));
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case ToneRole:
        return int(toneOf(change));
    default:
        return {};
    }
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("If the URL has") : changeWord(m_columns.value(section - 1));
}

} // namespace Recloser
