// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/stepmodel.h"

#include "ui/widgets/plaintip.h"

#include <QCoreApplication>
#include <QLocale>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyLab", text);
}

QString partOf(const KeyInsight &insight, NodeId node)
{
    const SyntaxTree *tree = insight.reading.syntax();
    if (!tree || node >= tree->nodes.size())
        return tr("the pattern");
    const TextRange range = insight.reading.utf16(tree->node(node).range);
    const QString text = insight.reading.text().sliced(range.begin, range.end - range.begin);
    constexpr qsizetype longest = 40;
    return text.size() <= longest ? text : text.first(longest - 1) + u'…';
}

} // namespace

QString stepWords(const KeyInsight &insight, const TraceStep &step)
{
    const QString part = partOf(insight, step.node);
    const QString at = QString::number(step.at);
    const auto matched = [&] {
        const QString text = insight.textOf({step.at, step.end});
        constexpr qsizetype longest = 60;
        return text.isEmpty()        ? tr("nothing")
            : text.size() <= longest ? text
                                     : text.first(longest - 1) + u'…';
    };
    switch (step.kind) {
    case TraceStep::Kind::Start:
        return tr("Try from position %1").arg(at);
    case TraceStep::Kind::Match:
        return tr("%1 matches %2 at %3").arg(part, matched(), at);
    case TraceStep::Kind::Fail:
        return tr("%1 does not match at %2").arg(part, at);
    case TraceStep::Kind::Choice:
        return tr("%1 has another way from %2").arg(part, at);
    case TraceStep::Kind::Backtrack:
        return tr("Back to step %1, at %2").arg(QLocale().toString(qulonglong(step.back) + 1), at);
    case TraceStep::Kind::Found:
        return tr("Found %1").arg(matched());
    case TraceStep::Kind::NotFound:
        return tr("No match from any position");
    case TraceStep::Kind::GaveUp:
        return tr("Given up: too many steps");
    }
    return {};
}

void StepModel::setInsight(KeyInsightPtr insight)
{
    beginResetModel();
    m_insight = std::move(insight);
    endResetModel();
}

int StepModel::nextBacktrack(int row) const
{
    for (int next = row + 1; next < rowCount(); ++next) {
        if (m_insight->trace.steps[size_t(next)].kind == TraceStep::Kind::Backtrack)
            return next;
    }
    return -1;
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_insight ? 0 : int(m_insight->trace.steps.size());
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TraceStep &step = m_insight->trace.steps[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return stepWords(*m_insight, step);
    case Qt::ToolTipRole:
        return plainTip(stepWords(*m_insight, step));
    case KindRole:
        return int(step.kind);
    default:
        return {};
    }
}

} // namespace Recloser
