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
#include <cmath>

namespace Recloser {

namespace {

/// A quarter of a frame: loading takes as much, and painting and typing keep their share.
constexpr qint64 sliceMs = 4;

struct BlockState : QTextBlockUserData
{
    explicit BlockState(KSyntaxHighlighting::State s) : state(std::move(s)) { }
    KSyntaxHighlighting::State state;
};

double luminance(const QColor &color)
{
    const auto linear
        = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

QColor colorOf(KSyntaxHighlighting::Theme::TextStyle style, const ThemeColors &colors)
{
    using Style = KSyntaxHighlighting::Theme;
    switch (style) {
    case Style::Keyword:
    case Style::ControlFlow:
    case Style::Constant:
    case Style::BuiltIn:
    case Style::Import:
        return colors.halfOpen.strong;
    case Style::Function:
    case Style::DataType:
    case Style::Attribute:
    case Style::Variable:
    case Style::Extension:
        return colors.accent.strong;
    case Style::Char:
    case Style::String:
    case Style::VerbatimString:
    case Style::SpecialString:
        return colors.good.strong;
    case Style::SpecialChar:
    case Style::DecVal:
    case Style::BaseN:
    case Style::Float:
    case Style::Preprocessor:
    case Style::Warning:
        return colors.warning.strong;
    case Style::Comment:
    case Style::Documentation:
    case Style::Annotation:
    case Style::CommentVar:
    case Style::RegionMarker:
    case Style::Information:
        return colors.muted;
    case Style::Alert:
    case Style::Error:
        return colors.bad.strong;
    default:
        return colors.text;
    }
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
    return (light + 0.05) / (dark + 0.05);
}

QColor legible(QColor color, const QColor &text, const QColor &background)
{
    for (int step = 0; step < 10 && contrast(color, background) < 4.5; ++step) {
        color = QColor::fromRgbF(color.redF() * 0.8F + text.redF() * 0.2F,
                                 color.greenF() * 0.8F + text.greenF() * 0.2F,
                                 color.blueF() * 0.8F + text.blueF() * 0.2F);
    }
    return color;
}

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
    const ThemeColors &colors = m_theme.colors();
    // The line of the cursor has the background with the least contrast.
    for (size_t style = 0; style < m_formats.size(); ++style) {
        QTextCharFormat format;
        const auto textStyle = static_cast<KSyntaxHighlighting::Theme::TextStyle>(style);
        const QColor onPane = legible(colorOf(textStyle, colors), colors.text, colors.pane);
        format.setForeground(legible(onPane, colors.text, colors.hover));
        if (textStyle == KSyntaxHighlighting::Theme::Error) {
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(colors.bad.strong);
        }
        m_formats[style] = format;
    }
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
