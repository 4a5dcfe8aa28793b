// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/methodbox.h"

#include "ui/variables/placeholdertext.h"

#include <QCompleter>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QWheelEvent>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int arrowWidth = 22;
constexpr int leftMargin = 12;

} // namespace

MethodBox::MethodBox(const Theme &theme, QWidget *parent) : QComboBox(parent), m_theme(theme)
{
    setProperty("look", u"bare"_s);
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    addItems({u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s,
              u"WEBSOCKET"_s});
    // Completion would turn the typed "PUR" into something else; methods are few and short.
    setCompleter(nullptr);
    setAccessibleName(tr("Method"));
    setToolTip(tr("Method: choose one, or type any other (Down opens the list)"));
    lineEdit()->setProperty("look", u"bare"_s);
    lineEdit()->setFrame(false);
    lineEdit()->setTextMargins(0, 0, 0, 0);
    lineEdit()->setAccessibleName(accessibleName());
    connect(this, &QComboBox::editTextChanged, this, &MethodBox::colorText);
    connect(lineEdit(), &QLineEdit::textEdited, this,
            [this](const QString &text) { Q_EMIT methodEdited(text.trimmed()); });
    connect(this, &QComboBox::textActivated, this, &MethodBox::methodEdited);
    connect(&theme, &Theme::changed, this, &MethodBox::colorText);
    colorText();
}

bool MethodBox::isValid() const
{
    static const QRegularExpression token(u"^[!#$%&'*+\\-.^_`|~0-9A-Za-z]+$"_s);
    return token.match(currentText()).hasMatch();
}

QSize MethodBox::sizeHint() const
{
    QFont font = m_theme.monospace();
    font.setWeight(QFont::Bold);
    const QFontMetrics metrics(font);
    const int text = metrics.horizontalAdvance(currentText().left(16));
    return {leftMargin + qMax(text, metrics.horizontalAdvance(u"POST"_s)) + 6 + arrowWidth,
            metrics.height() + 16};
}

void MethodBox::paintEvent(QPaintEvent *)
{
    // The line edit covers all but the arrow; the frame is the URL bar's.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.methodColor(currentText()));
    const QPointF tip(width() - arrowWidth / 2.0 - 2, height() / 2.0 + 2.5);
    painter.drawPolygon(QPolygonF({tip, tip + QPointF(-3.5, -4.5), tip + QPointF(3.5, -4.5)}));
}

void MethodBox::resizeEvent(QResizeEvent *event)
{
    QComboBox::resizeEvent(event);
    lineEdit()->setGeometry(leftMargin, 0, width() - leftMargin - arrowWidth, height());
}

void MethodBox::wheelEvent(QWheelEvent *event)
{
    // Scrolling past must not change what is sent.
    event->ignore();
}

void MethodBox::colorText()
{
    QFont font = m_theme.monospace();
    font.setWeight(QFont::Bold);
    lineEdit()->setFont(font);
    // Style sheets outrank palettes, and fonts until the first polish; formats outrank both.
    QTextCharFormat format;
    format.setForeground(isValid() ? m_theme.methodColor(currentText())
                                   : m_theme.colors().bad.strong);
    format.setFontWeight(QFont::Bold);
    setTextFormats(*lineEdit(), {{0, int(currentText().size()), format}});
    updateGeometry();
    update();
}

} // namespace Recloser
