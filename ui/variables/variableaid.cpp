// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/variableaid.h"

#include "ui/editor/codeeditor.h"
#include "ui/variables/fieldtext.h"
#include "ui/variables/placeholdercard.h"
#include "ui/variables/placeholdertext.h"
#include "ui/variables/suggestionpopup.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Of a longer line only that much, around what is seen of it, is marked.
constexpr int mostColumns = 1'000;
constexpr qsizetype mostMarks = 500;

} // namespace

VariableAid::VariableAid(const Theme &theme, VariableServices services, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_services(std::move(services))
{
    connect(&theme, &Theme::changed, this, &VariableAid::refresh);
}

VariableAid::~VariableAid()
{
    // They are parts of the window by now.
    delete m_popup;
    delete m_card;
}

SuggestionPopup *VariableAid::popup() const
{
    return m_popup;
}

PlaceholderCard *VariableAid::card() const
{
    return m_card;
}

void VariableAid::attach(QLineEdit &field)
{
    field.installEventFilter(this);
    field.setMouseTracking(true);
    m_lines.removeIf([](const QPointer<QLineEdit> &line) { return !line; });
    m_lines.append(&field);
    connect(&field, &QLineEdit::textChanged, this, [this, &field] {
        mark(field);
        textChanged(field);
    });
    connect(&field, &QLineEdit::cursorPositionChanged, this, [this, &field] {
        if (m_field == &field && !m_isTyping)
            closePopup();
    });
    mark(field);
}

void VariableAid::attach(CodeEditor &editor)
{
    editor.installEventFilter(this);
    editor.viewport()->installEventFilter(this);
    editor.viewport()->setMouseTracking(true);
    m_editors.append(&editor);
    editor.setMarks([aid = QPointer(this), &editor] {
        return aid ? aid->marksOf(editor) : QList<QTextEdit::ExtraSelection>();
    });
    connect(&editor, &QPlainTextEdit::textChanged, this, [this, &editor] { textChanged(editor); });
    connect(&editor, &QPlainTextEdit::cursorPositionChanged, this, [this, &editor] {
        if (m_field == &editor && !m_isTyping)
            closePopup();
    });
    connect(&editor, &CodeEditor::loaded, &editor, &CodeEditor::refreshMarks);
    for (QScrollBar *bar : {editor.verticalScrollBar(), editor.horizontalScrollBar()})
        connect(bar, &QScrollBar::valueChanged, &editor, &CodeEditor::refreshMarks);
}

void VariableAid::attach(QAbstractItemView &table, int margin)
{
    table.viewport()->installEventFilter(this);
    m_tableMargins.insert(table.viewport(), margin);
    connect(this, &VariableAid::refreshed, table.viewport(), qOverload<>(&QWidget::update));
    connect(table.viewport(), &QObject::destroyed, this,
            [this](QObject *viewport) { m_tableMargins.remove(viewport); });
}

void VariableAid::refresh()
{
    m_scope.reset();
    m_resolved.clear();
    m_isModelFresh = false;
    // Values that come late, from a keychain or a file, shall show in a list that is open.
    if (m_field && m_popup && m_popup->isVisible())
        suggest(*m_field, true);
    for (const QPointer<QLineEdit> &line : std::as_const(m_lines)) {
        if (line)
            mark(*line);
    }
    for (const QPointer<CodeEditor> &editor : std::as_const(m_editors)) {
        if (editor)
            editor->refreshMarks();
    }
    Q_EMIT refreshed();
}

const Scope &VariableAid::scope()
{
    if (!m_scope)
        m_scope = m_services.scope ? m_services.scope() : Scope();
    return *m_scope;
}

bool VariableAid::isResolved(const QString &name)
{
    const auto known = m_resolved.constFind(name);
    if (known != m_resolved.cend())
        return *known;
    // A name per keystroke is remembered while it is typed.
    if (m_resolved.size() > 10'000)
        m_resolved.clear();
    // One that is asked for has its value in time. To look for the nearest spelling of a name that
    // is nowhere would take longer than a key.
    const bool isGood = scope().prompts.contains(name)
        || ((placeholderKind(name) != PlaceholderKind::Variable || layerOf(scope(), name))
            && !explainPlaceholder(name, scope()).error);
    m_resolved.insert(name, isGood);
    return isGood;
}

void VariableAid::mark(QLineEdit &field)
{
    if (m_isMarking || m_isComposing || field.echoMode() != QLineEdit::Normal)
        return;
    const QList<PlaceholderMark> marks
        = placeholderMarks(field.text(), [this](const QString &name) { return isResolved(name); });
    // Sending a field formats for nothing would repaint it with every key.
    if (marks.isEmpty() && !field.property("placeholders").toBool())
        return;
    QList<QTextLayout::FormatRange> formats;
    for (const PlaceholderMark &mark : marks)
        formats.append({int(mark.begin), int(mark.length), formatOf(mark, m_theme.colors())});
    field.setProperty("placeholders", !marks.isEmpty());
    const QScopedValueRollback marking(m_isMarking, true);
    setTextFormats(field, formats);
}

QList<QTextEdit::ExtraSelection> VariableAid::marksOf(CodeEditor &editor)
{
    QList<QTextEdit::ExtraSelection> selections;
    const QRect area = editor.viewport()->rect();
    const int left = editor.cursorForPosition(area.topLeft()).positionInBlock();
    const QTextBlock last = editor.cursorForPosition(area.bottomLeft()).block();
    for (QTextBlock block = editor.cursorForPosition(area.topLeft()).block();
         block.isValid() && selections.size() < mostMarks; block = block.next()) {
        const QString text = block.text();
        const bool isLong = text.size() > mostColumns;
        const qsizetype from = isLong ? std::max(0, left - mostColumns / 2) : 0;
        const qsizetype to
            = isLong ? std::min<qsizetype>(text.size(), from + mostColumns) : text.size();
        const QList<PlaceholderMark> marks = placeholderMarks(
            QStringView(text).sliced(std::min(from, text.size()),
                                     std::max<qsizetype>(0, to - std::min(from, text.size()))),
            [this](const QString &name) { return isResolved(name); });
        for (const PlaceholderMark &mark : marks) {
            QTextEdit::ExtraSelection selection;
            selection.format = formatOf(mark, m_theme.colors());
            selection.cursor = QTextCursor(block);
            selection.cursor.setPosition(int(block.position() + from + mark.begin));
            selection.cursor.setPosition(int(block.position() + from + mark.begin + mark.length),
                                         QTextCursor::KeepAnchor);
            selections.append(selection);
        }
        if (block == last)
            break;
    }
    return selections;
}

void VariableAid::textChanged(QWidget &field)
{
    if (m_card)
        m_card->hide();
    if (m_isTyping)
        suggest(field, false);
    else if (m_field == &field)
        closePopup();
}

void VariableAid::suggest(QWidget &field, bool isAsked)
{
    const NearText near = textAtCaret(field);
    const auto open = openPlaceholder(near.text, near.at);
    if (!open && !isAsked) {
        closePopup();
        return;
    }
    if (!m_popup) {
        m_popup = new SuggestionPopup(m_theme);
        connect(m_popup, &SuggestionPopup::chosen, this, &VariableAid::take);
    }
    SuggestionModel &model = m_popup->model();
    if (!m_isModelFresh) {
        model.setScope(scope());
        m_isModelFresh = true;
    }
    model.setFilter(open ? open->typed : QString());
    // A name that is written out needs no list that is in the way of Enter.
    const bool isDone = !isAsked && model.rowCount() == 1 && open->isClosed
        && model.index(0).data().toString() == open->typed;
    if (model.rowCount() == 0 || isDone) {
        closePopup();
        return;
    }
    m_field = &field;
    // In front of the filters that came later: a table's delegate takes Enter and Tab.
    field.installEventFilter(this);
    m_popup->popUp(field, caretRect(field));
    m_popup->selectFirst();
}

void VariableAid::take(const QString &name)
{
    const QPointer field = m_field;
    closePopup();
    if (!field)
        return;
    const NearText near = textAtCaret(*field);
    const auto open = openPlaceholder(near.text, near.at);
    if (open)
        typeOver(*field, near.offset + open->begin, near.offset + open->end, name + u"}}"_s);
    else
        typeOver(*field, near.offset + near.at, near.offset + near.at, u"{{"_s + name + u"}}"_s);
}

void VariableAid::closePopup()
{
    if (m_popup)
        m_popup->hide();
    m_field = nullptr;
}

} // namespace Recloser
