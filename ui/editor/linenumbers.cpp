// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/linenumbers.h"

#include "ui/editor/codeeditor.h"

#include <QCoreApplication>
#include <QWheelEvent>

namespace Recloser {

LineNumbers::LineNumbers(CodeEditor *editor) : QWidget(editor), m_editor(editor)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

QSize LineNumbers::sizeHint() const
{
    return {m_editor->lineNumbersWidth(), 0};
}

void LineNumbers::paintEvent(QPaintEvent *event)
{
    m_editor->paintLineNumbers(event);
}

void LineNumbers::wheelEvent(QWheelEvent *event)
{
    // Scrolling over the numbers scrolls the text, as everywhere.
    QCoreApplication::sendEvent(m_editor->viewport(), event);
}

} // namespace Recloser
