// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resolve/variables.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTextEdit>

#include <functional>
#include <optional>

class QAbstractItemView;
class QHelpEvent;
class QLineEdit;

namespace Recloser {

class CodeEditor;
class PlaceholderCard;
class SuggestionPopup;

/// What a VariableAid works with; a function may be empty.
struct VariableServices
{
    /// The variables seen now.
    std::function<Scope()> scope = {};
    /// Shows where the value is written, to be edited.
    std::function<void(const PlaceholderExplanation &explanation)> edit = {};
    /// Makes a variable, in the chosen environment.
    std::function<void(const QString &name)> create = {};
};

/// Help with `{{placeholders}}` for the text fields of one composer: a list of what can be written
/// while typing (also Ctrl+Space), a card about the one under the mouse or at the caret (Ctrl+I),
/// F12 to where its value is written, and marks, waved where there is no value. Fields may die at
/// any time. GUI thread.
class VariableAid : public QObject
{
    Q_OBJECT

public:
    /// The theme outlives it.
    VariableAid(const Theme &theme, VariableServices services, QObject *parent = nullptr);
    ~VariableAid() override;

    void attach(QLineEdit &field);
    void attach(CodeEditor &editor);
    /// For cards over the cells of a table whose text is drawn by drawWithPlaceholders(), `margin`
    /// pixels from the left.
    void attach(QAbstractItemView &table, int margin);

    /// The variables changed.
    void refresh();
    const Scope &scope();
    /// Remembered until refresh().
    bool isResolved(const QString &name);
    // Of a field that was attached; else they do nothing.

    /// The list of everything, or of what fits a name that is being written.
    void suggestAtCaret(QWidget &field);
    /// The card about the placeholder at the caret; nothing where there is none.
    void explainAtCaret(QWidget &field);
    /// To where its value is written, or can be made.
    void editAtCaret(QWidget &field);

    /// Null until they are first needed.
    SuggestionPopup *popup() const;
    PlaceholderCard *card() const;

Q_SIGNALS:
    /// Marks may be others now.
    void refreshed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isAttached(const QWidget &field) const;
    void mark(QLineEdit &field);
    QList<QTextEdit::ExtraSelection> marksOf(CodeEditor &editor);
    void textChanged(QWidget &field);
    void suggest(QWidget &field, bool isAsked);
    void take(const QString &name);
    void closePopup();
    bool takeKey(QWidget &field, QEvent *event);
    bool showTip(QWidget &field, const QHelpEvent &event);
    bool showTableTip(QAbstractItemView &table, const QHelpEvent &event);
    void showCard(QWidget &field, const QRect &anchor, const PlaceholderSpan &span,
                  qsizetype offset);
    std::optional<PlaceholderSpan> spanAtCaret(const QWidget &field, qsizetype &offset) const;
    void follow(const PlaceholderExplanation &explanation);
    void useNearest(const QString &name);

    const Theme &m_theme;
    const VariableServices m_services;
    std::optional<Scope> m_scope;
    QHash<QString, bool> m_resolved;
    bool m_isModelFresh = false;
    QPointer<SuggestionPopup> m_popup;
    QPointer<PlaceholderCard> m_card;
    /// Whose list or card is shown.
    QPointer<QWidget> m_field;
    QPointer<QWidget> m_cardField;
    PlaceholderSpan m_cardSpan;
    QHash<QObject *, int> m_tableMargins;
    QList<QPointer<QLineEdit>> m_lines;
    QList<QPointer<CodeEditor>> m_editors;
    /// The change under way is one of somebody at the keyboard.
    bool m_isTyping = false;
    bool m_isMarking = false;
    bool m_isComposing = false;
};

} // namespace Recloser
