// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/findbar.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Recloser {

FindBar::FindBar(const Theme &theme, QPlainTextEdit *editor, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editor(editor)
    , m_field(new QLineEdit)
    , m_count(new QLabel)
    , m_search(editor->document())
{
    setProperty("look", u"bar"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);

    m_field->setPlaceholderText(tr("Find"));
    m_field->setAccessibleName(tr("Find in text"));
    m_field->setMinimumWidth(120);
    m_field->setMaximumWidth(360);
    m_field->installEventFilter(this);
    layout->addWidget(m_field, 1);
    m_case = addSwitch(u"Aa"_s, tr("Match case"));
    m_words = addSwitch(u"ab|"_s, tr("Whole words"));
    m_regex = addSwitch(u".*"_s, tr("Regular expression"));
    m_count->setFont(theme.figures());
    m_count->setProperty("look", u"muted"_s);
    m_count->setMinimumWidth(80);
    layout->addWidget(m_count);
    layout->addStretch(1);

    const auto addButton = [&](const QString &text, const QString &tip, auto slot) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    addButton(u"↑"_s, tr("Previous match (Shift+Enter)"), &FindBar::findPrevious);
    addButton(u"↓"_s, tr("Next match (Enter)"), &FindBar::findNext);
    addButton(u"×"_s, tr("Close (Esc)"), &FindBar::closeRequested);

    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &FindBar::applyQuery);
    connect(&m_search, &TextSearch::updated, this, [this] {
        if (m_jumpPending)
            showNearest();
        updateCount();
        Q_EMIT marksChanged();
    });
    connect(editor->verticalScrollBar(), &QScrollBar::valueChanged, this, &FindBar::marksChanged);
}

QToolButton *FindBar::addSwitch(const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, this, &FindBar::applyQuery);
    layout()->addWidget(button);
    return button;
}

void FindBar::open(const QString &text)
{
    m_anchor = m_editor->textCursor().selectionStart();
    show();
    m_field->setFocus();
    if (!text.isEmpty() && text != m_field->text())
        m_field->setText(text);
    else
        applyQuery();
    m_field->selectAll();
}

void FindBar::applyQuery()
{
    SearchQuery query;
    query.text = m_field->text();
    query.caseSensitivity = m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
    query.words = m_words->isChecked() ? SearchQuery::Words::Whole : SearchQuery::Words::Any;
    query.kind = m_regex->isChecked() ? SearchQuery::Kind::Regex : SearchQuery::Kind::Plain;
    m_current = npos;
    m_jumpPending = true;
    m_search.setQuery(query);
}

void FindBar::showNearest()
{
    const size_t index = m_search.firstFrom(m_anchor);
    if (index < m_search.matches().size())
        showMatch(index);
    else if (!m_search.isRunning() && !m_search.matches().empty())
        showMatch(0);
}

void FindBar::showMatch(size_t index)
{
    m_jumpPending = false;
    m_current = index;
    const SearchMatch &match = m_search.matches()[index];
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(match.position);
    cursor.setPosition(match.position + match.length, QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
    m_editor->ensureCursorVisible();
    updateCount();
    Q_EMIT marksChanged();
}

void FindBar::findNext()
{
    const auto &matches = m_search.matches();
    if (matches.empty())
        return;
    const QTextCursor cursor = m_editor->textCursor();
    // From after the match that is selected now, else from the cursor.
    const int from = cursor.hasSelection() ? cursor.selectionStart() + 1 : cursor.position();
    const size_t index = m_search.firstFrom(from);
    showMatch(index < matches.size() ? index : 0);
}

void FindBar::findPrevious()
{
    const auto &matches = m_search.matches();
    if (matches.empty())
        return;
    const size_t index = m_search.firstFrom(m_editor->textCursor().selectionStart());
    showMatch(index > 0 ? index - 1 : matches.size() - 1);
}

QString FindBar::countText() const
{
    if (m_field->text().isEmpty())
        return {};
    if (!m_search.error().isEmpty())
        return m_search.error();
    const QLocale locale;
    const size_t total = m_search.matches().size();
    if (total == 0)
        return m_search.isRunning() ? tr("searching…") : tr("nothing found");
    QString count = locale.toString(qulonglong(total));
    if (m_search.isRunning())
        count += u'…';
    else if (m_search.isTruncated())
        count += u'+';
    return m_current == npos
        ? tr("%1 found").arg(count)
        : tr("%1 of %2").arg(locale.toString(qulonglong(m_current + 1)), count);
}

void FindBar::updateCount()
{
    if (m_current != npos && m_current >= m_search.matches().size())
        m_current = npos;
    const bool failed = !m_search.error().isEmpty();
    m_count->setText(countText());
    if (m_field->property("invalid").toBool() != failed) {
        m_field->setProperty("invalid", failed);
        // A style sheet looks at properties only when told to.
        m_field->setStyleSheet(m_field->styleSheet());
    }
}

QList<QTextEdit::ExtraSelection> FindBar::visibleMarks() const
{
    QList<QTextEdit::ExtraSelection> marks;
    const int first = m_editor->cursorForPosition({0, 0}).block().position();
    const QRect area = m_editor->viewport()->rect();
    const int last = m_editor->cursorForPosition(area.bottomRight()).block().position()
        + m_editor->cursorForPosition(area.bottomRight()).block().length();
    const auto &matches = m_search.matches();
    constexpr qsizetype most = 2'000;
    for (size_t i = m_search.firstFrom(first);
         i < matches.size() && matches[i].position < last && marks.size() < most; ++i) {
        QTextEdit::ExtraSelection mark;
        mark.format.setBackground(m_theme.colors().warning.soft);
        if (i == m_current)
            mark.format.setFontUnderline(true);
        mark.cursor = QTextCursor(m_editor->document());
        mark.cursor.setPosition(matches[i].position);
        mark.cursor.setPosition(matches[i].position + matches[i].length, QTextCursor::KeepAnchor);
        marks.append(mark);
    }
    return marks;
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    // Also from the buttons.
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key->modifiers() & Qt::ControlModifier)
            return false;
        if (key->modifiers() & Qt::ShiftModifier)
            findPrevious();
        else
            findNext();
        return true;
    case Qt::Key_Escape:
        Q_EMIT closeRequested();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace Recloser
