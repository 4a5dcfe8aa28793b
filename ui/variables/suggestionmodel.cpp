// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/suggestionmodel.h"

#include "ui/variables/variablewords.h"
#include "ui/widgets/completionpopup.h"

#include <QSet>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void SuggestionModel::setScope(const Scope &scope)
{
    m_scope = scope;
    m_all.clear();
    QSet<QString> seen;
    for (const ScopeLayer &layer : scope.layers) {
        for (auto value = layer.values.cbegin(); value != layer.values.cend(); ++value) {
            if (seen.contains(value.key()))
                continue;
            seen.insert(value.key());
            m_all.append(
                {.name = value.key(),
                 .origin = VariableOrigin{
                     layer.kind, layer.title, layer.path, layer.lines.value(value.key()), {}}});
        }
    }
    std::ranges::sort(m_all, [](const VariableSuggestion &a, const VariableSuggestion &b) {
        const int order = a.name.compare(b.name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a.name < b.name;
    });
    m_hasValue.assign(m_all.size(), false);
    Scope others = scope;
    others.layers.clear();
    const QList<VariableSuggestion> rest = variableSuggestions(others);
    for (const VariableSuggestion &suggestion : rest) {
        if (!seen.contains(suggestion.name)) {
            m_all.append(suggestion);
            m_hasValue.append(true);
        }
    }
    apply();
}

void SuggestionModel::setFilter(const QString &typed)
{
    if (typed == m_filter && !m_shown.isEmpty())
        return;
    m_filter = typed;
    apply();
}

void SuggestionModel::apply()
{
    beginResetModel();
    QList<int> ranked[3];
    for (int i = 0; i < int(m_all.size()); ++i) {
        const int rank = completionRank(m_all[i].name, m_filter);
        if (rank >= 0)
            ranked[rank].append(i);
    }
    m_shown = ranked[0] + ranked[1] + ranked[2];
    endResetModel();
}

int SuggestionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

const VariableSuggestion &SuggestionModel::suggestion(int row) const
{
    const int at = m_shown.at(row);
    VariableSuggestion &found = m_all[at];
    if (!m_hasValue[at]) {
        m_hasValue[at] = true;
        const PlaceholderExplanation explanation = explainPlaceholder(found.name, m_scope);
        if (found.kind != PlaceholderKind::Token)
            found.value = explanation.value ? shortValue(*explanation.value, 200) : QString();
        found.isSecret = explanation.isSecret;
        if (explanation.origin)
            found.origin = explanation.origin;
    }
    return found;
}

QVariant SuggestionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size())
        return {};
    if (role == Qt::DisplayRole)
        return m_all[m_shown[index.row()]].name;
    if (role == CompletionPopup::DetailRole) {
        const VariableSuggestion &found = suggestion(index.row());
        return found.kind == PlaceholderKind::Dynamic ? dynamicMeaning(found.name) : found.value;
    }
    if (role == CompletionPopup::NoteRole)
        return suggestionNote(suggestion(index.row()));
    if (role == CompletionPopup::LooksRole) {
        const PlaceholderKind kind = m_all[m_shown[index.row()]].kind;
        CompletionPopup::Looks looks;
        looks.setFlag(CompletionPopup::Look::Special, kind != PlaceholderKind::Variable);
        looks.setFlag(CompletionPopup::Look::ProseDetail, kind == PlaceholderKind::Dynamic);
        return looks.toInt();
    }
    if (role == Qt::AccessibleTextRole) {
        const VariableSuggestion &found = suggestion(index.row());
        return QString(found.name + u", "_s + found.value + u", "_s + suggestionNote(found));
    }
    return {};
}

} // namespace Recloser
