// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/codehighlighter.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>

namespace Recloser {

namespace {

/// A quarter of a frame: loading takes as much, and painting and typing keep their share.
constexpr qint64 sliceMs = 4;

struct BlockState : QTextBlockUserData
{
    explicit BlockState(KSyntaxHighlighting::State s) : state(std::move(s)) { }
    KSyntaxHighlighting::State state;
};

} // namespace

CodeHighlighter::CodeHighlighter(const Theme &theme, QTextDocument *document, int documentLimit,
                                 int lineLimit)
    : QSyntaxHighlighter(static_cast<QObject *>(nullptr))
    , m_theme(theme)
    , m_documentLimit(documentLimit)
    , m_lineLimit(lineLimit)
{
    buildFormats();
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &CodeHighlighter::goOn);
    // Before setDocument(), so that this sees an edit before highlightBlock() does.
    connect(document, &QTextDocument::contentsChange, this,
            [this](int position) { followEdit(position); });
    setDocument(document);
    setParent(document);
}

void CodeHighlighter::setSyntax(const KSyntaxHighlighting::Definition &definition)
{
    AbstractHighlighter::setDefinition(definition);
    restyle();
}

void CodeHighlighter::restyle()
{
    buildFormats();
    checkSize();
    postpone(0, document()->blockCount());
}

void CodeHighlighter::buildFormats()
{
    m_formats = codeFormats(m_theme.colors());
}

void CodeHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    const auto style = static_cast<size_t>(format.textStyle());
    if (style != KSyntaxHighlighting::Theme::Normal && style < m_formats.size())
        setFormat(offset, length, m_formats[style]);
}

bool CodeHighlighter::hasTime()
{
    if (!m_turnRunning) {
        m_turnRunning = true;
        m_turn.start();
        // Delivered in the next turn of the event loop, whoever called this one.
        QMetaObject::invokeMethod(this, [this] { m_turnRunning = false; }, Qt::QueuedConnection);
    }
    return m_turn.elapsed() < sliceMs;
}

void CodeHighlighter::postpone(int from, int until)
{
    m_next = isPending() ? std::min(m_next, from) : from;
    m_until = std::max(m_until, until);
    if (!m_timer.isActive())
        m_timer.start();
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    if (m_limit == Limit::BigDocument || !definition().isValid())
        return;
    const QTextBlock block = currentBlock();
    const QTextBlock previous = block.previous();
    const auto *before = static_cast<const BlockState *>(previous.userData());
    if ((previous.isValid() && !before) || !hasTime()) {
        postpone(block.blockNumber(), block.blockNumber() + 1);
        return;
    }
    const KSyntaxHighlighting::State entry = before ? before->state : KSyntaxHighlighting::State();
    const bool tooLong = text.size() > m_lineLimit;
    if (tooLong)
        setLimit(Limit::LongLines);
    const KSyntaxHighlighting::State exit = tooLong ? entry : highlightLine(text, entry);
    auto *kept = static_cast<BlockState *>(currentBlockUserData());
    if (kept && kept->state == exit)
        return;
    if (kept)
        kept->state = exit;
    else
        setCurrentBlockUserData(new BlockState(exit));
    // What this line leaves open (a comment, a string) colours the next one.
    if (block.next().isValid())
        postpone(block.blockNumber() + 1, block.blockNumber() + 2);
}

void CodeHighlighter::goOn()
{
    QTextBlock block = document()->findBlockByNumber(m_next);
    m_turnRunning = false;
    while (isPending() && block.isValid() && hasTime()) {
        ++m_next;
        rehighlightBlock(block);
        block = document()->findBlockByNumber(m_next);
    }
    if (isPending() && block.isValid())
        m_timer.start();
    else
        m_next = m_until = 0;
}

void CodeHighlighter::followEdit(int position)
{
    const int blocks = document()->blockCount();
    if (isPending() && blocks != m_blockCount) {
        // Block numbers have moved.
        m_next = std::min(m_next, document()->findBlock(position).blockNumber());
        m_until = blocks;
    }
    m_blockCount = blocks;
    checkSize();
}

void CodeHighlighter::checkSize()
{
    const bool big = document()->characterCount() > m_documentLimit;
    if (big == (m_limit == Limit::BigDocument) && m_limit != Limit::LongLines)
        return;
    const bool wasBig = m_limit == Limit::BigDocument;
    if (big)
        setLimit(Limit::BigDocument);
    else if (wasBig || document()->isEmpty())
        setLimit(Limit::None);
    if (big != wasBig)
        postpone(0, document()->blockCount());
}

void CodeHighlighter::setLimit(Limit limit)
{
    if (limit == m_limit)
        return;
    m_limit = limit;
    Q_EMIT limitChanged();
}

} // namespace Recloser
