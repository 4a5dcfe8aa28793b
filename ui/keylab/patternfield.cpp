// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/patternfield.h"

#include "ui/keylab/patterncolors.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

namespace Recloser {

namespace {

constexpr int mostLines = 5;
constexpr int caretHeight = 7;

} // namespace

QFont exactFont(const Theme &theme)
{
    QFont font = theme.monospace();
    // A ligature would draw "?=" and "://" as one sign, so that no character could be pointed at.
    font.setFeature("calt", 0);
    font.setFeature("liga", 0);
    return font;
}

PatternField::PatternField(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_highlighter(new PatternHighlighter(theme, document())) // the document's
{
    setWordWrapMode(QTextOption::WrapAnywhere);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        updateGeometry();
        // Colours arrive as changes of the text, too.
        const QString now = pattern();
        if (std::exchange(m_last, now) == now)
            return;
        m_mark = {};
        m_heat.clear();
        showMarks();
        Q_EMIT patternChanged(now);
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &PatternField::showMarks);
    connect(&theme, &Theme::changed, this, &PatternField::applyTheme);
    applyTheme();
}

void PatternField::applyTheme()
{
    setFont(exactFont(m_theme));
    showMarks();
}

void PatternField::setPattern(const QString &pattern)
{
    if (pattern == this->pattern())
        return;
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(pattern);
}

void PatternField::setErrorIndex(std::optional<qsizetype> index)
{
    m_error = index;
    showMarks();
    Q_EMIT errorMoved();
}

void PatternField::setMark(const TextRange &mark)
{
    if (std::exchange(m_mark, mark) != mark)
        showMarks();
}

void PatternField::setHeat(const QList<Heat> &heat)
{
    if (std::exchange(m_heat, heat) != heat)
        showMarks();
}

void PatternField::setVersion(PythonVersion version)
{
    m_highlighter->setVersion(version);
}

const PatternReading &PatternField::reading() const
{
    return m_highlighter->reading();
}

void PatternField::showMarks()
{
    QList<QTextEdit::ExtraSelection> marks;
    const ThemeColors &colors = m_theme.colors();
    const auto length = qsizetype(document()->characterCount()) - 1;
    const auto add = [&](TextRange range, const QColor &background) {
        range.begin = std::clamp<qsizetype>(range.begin, 0, length);
        range.end = std::clamp<qsizetype>(range.end, range.begin, length);
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(document());
        mark.cursor.setPosition(int(range.begin));
        mark.cursor.setPosition(int(range.end), QTextCursor::KeepAnchor);
        mark.format.setBackground(background);
        marks.append(mark);
    };
    for (const Heat &heat : std::as_const(m_heat)) {
        QColor color = colors.bad.strong;
        color.setAlphaF(float(0.08 + 0.42 * heat.share));
        add(heat.range, color);
    }
    if (!m_mark.isEmpty()) {
        add(m_mark, colors.selection);
        // Seen without colour, too.
        marks.last().format.setFontUnderline(true);
        marks.last().format.setUnderlineColor(colors.accent.strong);
    }
    if (m_error && length > 0) {
        // An error at the end marks the last character: there is nothing behind it to mark.
        const qsizetype at = std::clamp<qsizetype>(*m_error, 0, length - 1);
        QTextCursor end(document());
        end.setPosition(int(at));
        end.movePosition(QTextCursor::NextCharacter);
        add({at, end.position()}, colors.bad.soft);
        marks.last().format.setForeground(colors.bad.strong);
    } else if (hasFocus() && m_mark.isEmpty()) {
        if (const auto pair = bracketsAt(reading(), textCursor().position())) {
            for (const qsizetype at : {pair->first, pair->second})
                add({at, at + 1}, colors.good.soft);
        }
    }
    setExtraSelections(marks);
}

std::optional<int> PatternField::errorX() const
{
    const auto length = qsizetype(document()->characterCount()) - 1;
    if (!m_error || *m_error > length)
        return {};
    QTextCursor cursor(document());
    cursor.setPosition(int(*m_error));
    const int width = fontMetrics().horizontalAdvance(u'x');
    return viewport()->mapToParent(cursorRect(cursor).topLeft()).x() + width / 2;
}

int PatternField::lines() const
{
    int count = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && count < mostLines;
         block = block.next())
        count += std::max(1, block.layout()->lineCount());
    return std::clamp(count, 1, mostLines);
}

QSize PatternField::sizeHint() const
{
    const int margins = int(2 * document()->documentMargin()) + height() - viewport()->height();
    return {120, lines() * fontMetrics().lineSpacing() + std::clamp(margins, 10, 20)};
}

void PatternField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->modifiers().testFlag(Qt::ShiftModifier)) {
            Q_EMIT returnPressed();
            event->accept();
            return;
        }
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PatternField::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGeometry();
    Q_EMIT errorMoved();
}

PatternErrorLine::PatternErrorLine(const Theme &theme, const PatternField &field, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(field)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&field, &PatternField::errorMoved, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void PatternErrorLine::setMessage(const QString &message)
{
    m_message = message;
    setAccessibleName(message);
    setVisible(!message.isEmpty());
    updateGeometry();
    update();
}

int PatternErrorLine::heightForWidth(int width) const
{
    const QRect room(0, 0, width, 10'000);
    return caretHeight + 3 + fontMetrics().boundingRect(room, Qt::TextWordWrap, m_message).height();
}

QSize PatternErrorLine::sizeHint() const
{
    return {120, heightForWidth(std::max(width(), 120))};
}

void PatternErrorLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = m_theme.colors().bad.strong;
    if (const std::optional<int> x = m_field.errorX()) {
        const double middle = mapFromGlobal(m_field.mapToGlobal(QPoint(*x, 0))).x() + 0.5;
        painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF({QPointF(middle - 4, caretHeight - 1), QPointF(middle, 2),
                                        QPointF(middle + 4, caretHeight - 1)}));
    }
    painter.setPen(color);
    painter.drawText(rect().adjusted(0, caretHeight + 1, 0, 0), Qt::TextWordWrap, m_message);
}

} // namespace Recloser
