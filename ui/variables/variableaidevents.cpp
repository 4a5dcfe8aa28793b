// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/codeeditor.h"
#include "ui/variables/fieldtext.h"
#include "ui/variables/placeholdercard.h"
#include "ui/variables/placeholdertext.h"
#include "ui/variables/suggestionpopup.h"
#include "ui/variables/variableaid.h"
#include "ui/widgets/plaintip.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolTip>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

// Keys, mouse and cards of VariableAid; its other half is variableaid.cpp.

bool VariableAid::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget)
        return false;
    if (m_tableMargins.contains(watched)) {
        if (event->type() == QEvent::Leave && m_card)
            m_card->hideSoon();
        auto *table = qobject_cast<QAbstractItemView *>(widget->parentWidget());
        return table && event->type() == QEvent::ToolTip
            && showTableTip(*table, *static_cast<QHelpEvent *>(event));
    }
    // Events of an editor's viewport are about the editor.
    auto *editor = qobject_cast<CodeEditor *>(widget->parentWidget());
    const bool isViewport = editor && editor->viewport() == widget;
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        return !isViewport && takeKey(*widget, event);
    case QEvent::KeyRelease:
        m_isTyping = false;
        break;
    case QEvent::InputMethod:
        if (!m_isMarking) {
            auto *input = static_cast<QInputMethodEvent *>(event);
            m_isComposing = !input->preeditString().isEmpty();
            m_isTyping = m_isTyping || !input->commitString().isEmpty();
        }
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
        if (m_field == widget)
            closePopup();
        if (m_cardField == widget && m_card)
            m_card->hide();
        m_isTyping = false;
        break;
    case QEvent::MouseButtonPress:
        m_isTyping = false;
        if (m_field)
            closePopup();
        if (m_card)
            m_card->hide();
        break;
    case QEvent::ToolTip:
        return showTip(isViewport ? *editor : *widget, *static_cast<QHelpEvent *>(event));
    case QEvent::Leave:
        if (m_card)
            m_card->hideSoon();
        break;
    case QEvent::Resize:
    case QEvent::Show:
        // More of the text may be seen now, once it is laid out.
        if (isViewport)
            QMetaObject::invokeMethod(editor, &CodeEditor::refreshMarks, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return false;
}

bool VariableAid::takeKey(QWidget &field, QEvent *event)
{
    auto *key = static_cast<QKeyEvent *>(event);
    const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool isPress = event->type() == QEvent::KeyPress;
    const bool isOpen = m_popup && m_popup->isVisible() && m_field == &field;
    const bool hasCard = m_card && m_card->isVisible();
    const bool isPlain = modifiers == Qt::NoModifier;
    const bool isListKey = isPlain
        && (key->key() == Qt::Key_Escape || key->key() == Qt::Key_Return
            || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Tab || key->key() == Qt::Key_Up
            || key->key() == Qt::Key_Down || key->key() == Qt::Key_PageUp
            || key->key() == Qt::Key_PageDown);
    const bool isAsking = modifiers == Qt::ControlModifier && key->key() == Qt::Key_Space;
    const bool isExplaining = modifiers == Qt::ControlModifier && key->key() == Qt::Key_I;
    const bool isFollowing = isPlain && key->key() == Qt::Key_F12;
    const bool closesCard = hasCard && isPlain && key->key() == Qt::Key_Escape;
    if ((isOpen && isListKey) || isAsking || isExplaining || isFollowing || closesCard) {
        // An accepted override comes back as a key press to this very field.
        event->accept();
        if (!isPress)
            return true;
        m_isTyping = false;
        if (isOpen && isListKey) {
            m_popup->takeKey(key->key());
        } else if (closesCard) {
            m_card->hide();
        } else if (isAsking) {
            suggestAtCaret(field);
        } else if (isExplaining) {
            explainAtCaret(field);
        } else {
            editAtCaret(field);
        }
        return true;
    }
    if (isPress) {
        const bool erases = key->key() == Qt::Key_Backspace || key->key() == Qt::Key_Delete;
        const bool writes = !key->text().isEmpty() && key->text().front().isPrint()
            && !(modifiers & Qt::ControlModifier);
        // Undo and paste open no lists.
        m_isTyping = writes || (erases && isOpen);
        if (hasCard)
            m_card->hide();
    }
    return false;
}

std::optional<PlaceholderSpan> VariableAid::spanAtCaret(const QWidget &field,
                                                        qsizetype &offset) const
{
    const NearText near = textAtCaret(field);
    offset = near.offset;
    return placeholderAt(near.text, near.at);
}

bool VariableAid::isAttached(const QWidget &field) const
{
    const auto isIt = [&field](const auto &attached) { return attached.data() == &field; };
    return std::ranges::any_of(m_lines, isIt) || std::ranges::any_of(m_editors, isIt);
}

void VariableAid::suggestAtCaret(QWidget &field)
{
    if (isAttached(field))
        suggest(field, true);
}

void VariableAid::editAtCaret(QWidget &field)
{
    qsizetype offset = 0;
    const auto span = isAttached(field) ? spanAtCaret(field, offset) : std::nullopt;
    if (span)
        follow(explainPlaceholder(span->name, scope()));
}

void VariableAid::explainAtCaret(QWidget &field)
{
    if (!isAttached(field))
        return;
    closePopup();
    qsizetype offset = 0;
    if (const auto span = spanAtCaret(field, offset))
        showCard(field, caretRect(field), *span, offset);
}

bool VariableAid::showTip(QWidget &field, const QHelpEvent &event)
{
    const auto near = textAtPoint(field, event.pos());
    const auto span = near ? placeholderAt(near->text, near->at) : std::nullopt;
    if (!span)
        return false;
    QPoint at = event.pos();
    if (auto *editor = qobject_cast<CodeEditor *>(&field))
        at += editor->viewport()->pos();
    const int height = QFontMetrics(field.font()).height();
    showCard(field, QRect(at.x(), at.y() - height / 2, 1, height), *span, near->offset);
    return true;
}

bool VariableAid::showTableTip(QAbstractItemView &table, const QHelpEvent &event)
{
    const QModelIndex index = table.indexAt(event.pos());
    const QString text = index.data(Qt::EditRole).toString();
    if (!index.isValid() || !text.contains("{{"_L1))
        return false;
    const QRect cell = table.visualRect(index);
    const qsizetype place
        = placeAt(text, m_theme.monospace(), cell.left() + m_tableMargins.value(table.viewport()),
                  event.pos().x());
    const auto span = place >= 0 ? placeholderAt(text, place) : std::nullopt;
    if (!span)
        return false;
    showCard(*table.viewport(), QRect(event.pos().x(), cell.top(), 1, cell.height()), *span, -1);
    return true;
}

void VariableAid::showCard(QWidget &field, const QRect &anchor, const PlaceholderSpan &span,
                           qsizetype offset)
{
    if (!m_card) {
        m_card = new PlaceholderCard(m_theme);
        connect(m_card, &PlaceholderCard::editRequested, this,
                [this] { follow(m_card->explanation()); });
        connect(m_card, &PlaceholderCard::createRequested, this,
                [this] { follow(m_card->explanation()); });
        connect(m_card, &PlaceholderCard::nearestRequested, this, &VariableAid::useNearest);
    }
    const PlaceholderExplanation explanation = explainPlaceholder(span.name, scope());
    const bool isVariable = explanation.kind == PlaceholderKind::Variable;
    PlaceholderCard::Offers offers;
    offers.edit
        = m_services.edit && (explanation.origin || explanation.kind == PlaceholderKind::Secret);
    if (m_services.create && isVariable && explanation.error && !explanation.origin) {
        offers.createIn = scope().environment.isEmpty() ? tr("an environment")
                                                        : tr("“%1”").arg(scope().environment);
    }
    m_cardField = &field;
    m_cardSpan = span;
    m_cardSpan.begin = offset < 0 ? -1 : offset + span.begin;
    m_cardSpan.end = offset < 0 ? -1 : offset + span.end;
    QToolTip::hideText();
    m_card->showFor(field, anchor, explanation, scope().environment, offers);
}

void VariableAid::follow(const PlaceholderExplanation &explanation)
{
    if (m_card)
        m_card->hide();
    const bool isKnown = explanation.origin || explanation.kind == PlaceholderKind::Secret;
    if (isKnown && m_services.edit)
        m_services.edit(explanation);
    else if (!isKnown && explanation.kind == PlaceholderKind::Variable && explanation.error
             && m_services.create)
        m_services.create(explanation.name);
}

void VariableAid::useNearest(const QString &name)
{
    if (m_cardField && m_cardSpan.begin >= 0)
        typeOver(*m_cardField, m_cardSpan.begin, m_cardSpan.end, u"{{"_s + name + u"}}"_s);
}

} // namespace Recloser
