// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/slicedtext.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTextBlock>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qint64 sliceMs = 4;
/// Inserted between two looks at the clock.
constexpr qsizetype sliceLength = 8'192;

} // namespace

SlicedText::SlicedText(QPlainTextEdit &editor) : QObject(&editor), m_editor(editor)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SlicedText::loadSlice);
}

void SlicedText::load(const QString &text)
{
    m_timer.stop();
    m_continuations.clear();
    m_lineLength = 0;
    m_editor.setUndoRedoEnabled(false);
    m_editor.clear();
    m_incoming = text;
    m_loaded = 0;
    loadSlice();
}

void SlicedText::append(const QString &text)
{
    m_incoming += text;
    if (!m_timer.isActive())
        m_timer.start(0);
}

void SlicedText::loadSlice()
{
    QElapsedTimer clock;
    clock.start();
    while (isLoading() && clock.elapsed() < sliceMs) {
        const qsizetype end = std::min(m_loaded + sliceLength, m_incoming.size());
        insertSlice(QStringView(m_incoming).sliced(m_loaded, end - m_loaded));
        m_loaded = end;
    }
    if (isLoading()) {
        m_timer.start(0);
        return;
    }
    m_incoming.clear();
    m_loaded = 0;
    m_editor.setUndoRedoEnabled(!m_editor.isReadOnly());
    Q_EMIT loaded();
}

void SlicedText::insertSlice(QStringView slice)
{
    QTextCursor cursor(m_editor.document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    if (m_longLines == LongLines::Whole) {
        cursor.insertText(slice.toString());
        cursor.endEditBlock();
        return;
    }
    while (!slice.isEmpty()) {
        const qsizetype newline = slice.indexOf(u'\n');
        const qsizetype length = newline < 0 ? slice.size() : newline;
        qsizetype room = foldedLineLength - m_lineLength;
        if (length > room) {
            // A pair of surrogates stays together.
            if (room > 0 && slice[room - 1].isHighSurrogate())
                --room;
            cursor.insertText(slice.first(std::max(room, qsizetype(0))) + u'\n');
            m_continuations.push_back(cursor.blockNumber());
            m_lineLength = 0;
            slice = slice.sliced(std::max(room, qsizetype(0)));
            continue;
        }
        cursor.insertText(slice.first(newline < 0 ? length : length + 1).toString());
        m_lineLength = newline < 0 ? m_lineLength + length : 0;
        slice = slice.sliced(newline < 0 ? length : length + 1);
    }
    cursor.endEditBlock();
}

QString SlicedText::between(int begin, int end) const
{
    QString text;
    text.reserve(end - begin);
    for (QTextBlock block = m_editor.document()->findBlock(begin);
         block.isValid() && block.position() <= end; block = block.next()) {
        if (block.position() > begin && lineNumberOf(block) != 0)
            text += u'\n';
        const int from = std::max(begin - block.position(), 0);
        const int until = std::min(end - block.position(), block.length() - 1);
        text += QStringView(block.text()).sliced(from, until - from);
    }
    return text;
}

int SlicedText::lineNumberOf(const QTextBlock &block) const
{
    const auto it = std::ranges::lower_bound(m_continuations, block.blockNumber());
    if (it != m_continuations.end() && *it == block.blockNumber())
        return 0;
    return block.blockNumber() + 1 - int(it - m_continuations.begin());
}

} // namespace Recloser
