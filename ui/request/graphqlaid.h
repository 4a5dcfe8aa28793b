// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlcompletion.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QObject>
#include <QPointer>

namespace Recloser {

class CodeEditor;
class CompletionPopup;

/// What can stand at a place of a query, filtered by what is typed.
class GraphQlSuggestions : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setSuggestions(const QList<GraphQlSuggestion> &suggestions, const QString &typed);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    /// Those that fit, the best first.
    QList<GraphQlSuggestion> m_shown;
};

/// Completes queries in an editor from a server's schema while they are typed, and on Ctrl+Space.
/// Within {{placeholders}} it leaves that to others. GUI thread.
class GraphQlAid : public QObject
{
    Q_OBJECT

public:
    /// Longer queries are completed on Ctrl+Space only.
    static constexpr int typingLimit = 50'000;

    /// The theme and the editor outlive it; it is made after others that take keys there.
    GraphQlAid(const Theme &theme, CodeEditor &editor, QObject *parent = nullptr);
    ~GraphQlAid() override;

    /// Null: nothing is known.
    void setSchema(GraphQlSchemaPtr schema);
    void setEnabled(bool isEnabled);
    /// Null until it is first needed.
    CompletionPopup *popup() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool takeKey(QEvent *event);
    void suggest(bool isAsked);
    void take(const QString &word);
    void closePopup();

    const Theme &m_theme;
    CodeEditor &m_editor;
    GraphQlSchemaPtr m_schema;
    GraphQlSuggestions m_model;
    QPointer<CompletionPopup> m_popup;
    bool m_isEnabled = true;
    bool m_isTyping = false;
};

} // namespace Recloser
