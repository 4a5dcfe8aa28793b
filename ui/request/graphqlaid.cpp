// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/graphqlaid.h"

#include "ui/editor/codeeditor.h"
#include "ui/variables/fieldtext.h"
#include "ui/widgets/completionpopup.h"

#include <QKeyEvent>

namespace Recloser {

using namespace Qt::StringLiterals;

void GraphQlSuggestions::setSuggestions(const QList<GraphQlSuggestion> &suggestions,
                                        const QString &typed)
{
    beginResetModel();
    QList<GraphQlSuggestion> ranked[3];
    for (const GraphQlSuggestion &suggestion : suggestions) {
        const int rank = completionRank(suggestion.text, typed);
        if (rank >= 0)
            ranked[rank].append(suggestion);
    }
    m_shown = ranked[0] + ranked[1] + ranked[2];
    endResetModel();
}

int GraphQlSuggestions::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant GraphQlSuggestions::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size())
        return {};
    const GraphQlSuggestion &found = m_shown[index.row()];
    const auto note = [&found] {
        QStringList parts;
        if (found.isRequired)
            parts.append(tr("required"));
        if (found.isDeprecated)
            parts.append(tr("deprecated"));
        if (!found.description.isEmpty())
            parts.append(found.description.simplified());
        return parts.join(u" · "_s);
    };
    switch (role) {
    case Qt::DisplayRole:
        return found.text;
    case CompletionPopup::DetailRole:
        return found.type;
    case CompletionPopup::NoteRole:
        return note();
    case CompletionPopup::LooksRole: {
        using Kind = GraphQlSuggestion::Kind;
        CompletionPopup::Looks looks;
        looks.setFlag(CompletionPopup::Look::Special,
                      found.kind == Kind::Keyword || found.kind == Kind::Fragment
                          || found.kind == Kind::Variable || found.kind == Kind::Literal);
        looks.setFlag(CompletionPopup::Look::StruckOut, found.isDeprecated);
        return looks.toInt();
    }
    case Qt::AccessibleTextRole:
        return QString(found.text + u", "_s + found.type + u", "_s + note());
    default:
        return {};
    }
}

GraphQlAid::GraphQlAid(const Theme &theme, CodeEditor &editor, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_editor(editor)
{
    editor.installEventFilter(this);
    connect(&editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isTyping)
            suggest(false);
        else
            closePopup();
    });
    connect(&editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!m_isTyping)
            closePopup();
    });
}

GraphQlAid::~GraphQlAid()
{
    delete m_popup; // a part of the window by now
}

CompletionPopup *GraphQlAid::popup() const
{
    return m_popup;
}

void GraphQlAid::setSchema(GraphQlSchemaPtr schema)
{
    m_schema = std::move(schema);
}

void GraphQlAid::setEnabled(bool isEnabled)
{
    m_isEnabled = isEnabled;
    if (!isEnabled)
        closePopup();
}

bool GraphQlAid::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        return m_isEnabled && m_schema && takeKey(event);
    case QEvent::KeyRelease:
        m_isTyping = false;
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::MouseButtonPress:
        m_isTyping = false;
        closePopup();
        break;
    default:
        break;
    }
    return false;
}

bool GraphQlAid::takeKey(QEvent *event)
{
    auto *key = static_cast<QKeyEvent *>(event);
    const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool isPress = event->type() == QEvent::KeyPress;
    const bool isOpen = m_popup && m_popup->isVisible();
    const NearText near = textAtCaret(m_editor);
    const bool isAsking = modifiers == Qt::ControlModifier && key->key() == Qt::Key_Space
        && !openPlaceholder(near.text, near.at);
    const bool isListKey = isOpen && modifiers == Qt::NoModifier
        && (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Return
            || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Tab || key->key() == Qt::Key_Up
            || key->key() == Qt::Key_Down || key->key() == Qt::Key_PageUp
            || key->key() == Qt::Key_PageDown);
    if (isAsking || isListKey) {
        // An accepted override comes back as a key press to this very field.
        event->accept();
        if (!isPress)
            return true;
        m_isTyping = false;
        if (isListKey)
            m_popup->takeKey(key->key());
        else
            suggest(true);
        return true;
    }
    if (isPress) {
        const bool erases = key->key() == Qt::Key_Backspace || key->key() == Qt::Key_Delete;
        const bool writes = !key->text().isEmpty() && key->text().front().isPrint()
            && !(modifiers & Qt::ControlModifier);
        m_isTyping = writes || (erases && isOpen);
    }
    return false;
}

void GraphQlAid::suggest(bool isAsked)
{
    const bool isLong = m_editor.document()->characterCount() > typingLimit;
    if (!m_schema || !m_isEnabled || (isLong && !isAsked)) {
        closePopup();
        return;
    }
    const QTextCursor cursor = m_editor.textCursor();
    const GraphQlCompletion found
        = graphQlCompletion(*m_schema, m_editor.toPlainText(), cursor.position());
    const qsizetype typed = cursor.position() - found.begin;
    const QString word = m_editor.toPlainText().sliced(found.begin, typed);
    m_model.setSuggestions(found.suggestions, word);
    // Nothing unasked where no word has begun, nor for one that is written out.
    const bool isIdle = !isAsked
        && (word.isEmpty()
            || (m_model.rowCount() == 1 && m_model.index(0).data().toString() == word));
    if (m_model.rowCount() == 0 || isIdle) {
        closePopup();
        return;
    }
    if (!m_popup) {
        m_popup = new CompletionPopup(m_theme, m_model, tr("What the server offers"));
        connect(m_popup, &CompletionPopup::chosen, this, &GraphQlAid::take);
    }
    m_popup->popUp(m_editor, caretRect(m_editor));
    m_popup->selectFirst();
}

void GraphQlAid::take(const QString &word)
{
    closePopup();
    const int position = m_editor.textCursor().position();
    const GraphQlCompletion found = graphQlCompletion(*m_schema, m_editor.toPlainText(), position);
    const bool isArgument = std::ranges::any_of(found.suggestions, [&word](const auto &one) {
        return one.text == word
            && (one.kind == GraphQlSuggestion::Kind::Argument
                || one.kind == GraphQlSuggestion::Kind::InputField);
    });
    const bool hasColon = m_editor.toPlainText().sliced(found.end).trimmed().startsWith(u':');
    typeOver(m_editor, found.begin, found.end,
             isArgument && !hasColon ? QString(word + u": "_s) : word);
}

void GraphQlAid::closePopup()
{
    if (m_popup)
        m_popup->hide();
}

} // namespace Recloser
