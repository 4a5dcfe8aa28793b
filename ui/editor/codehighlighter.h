// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/editor/codecolors.h"
#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>

#include <QElapsedTimer>
#include <QSyntaxHighlighter>
#include <QTimer>

namespace KSyntaxHighlighting {
class Format;
}

namespace Recloser {

/// Colours a document by a KSyntaxHighlighting definition with the colours of our theme, in slices:
/// what does not fit into a few milliseconds is done in later turns of the event loop. Lives with
/// its document; GUI thread.
class CodeHighlighter : public QSyntaxHighlighter, private KSyntaxHighlighting::AbstractHighlighter
{
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    enum class Limit { None, LongLines, BigDocument };

    CodeHighlighter(const Theme &theme, QTextDocument *document, int documentLimit, int lineLimit);

    void setSyntax(const KSyntaxHighlighting::Definition &definition);
    /// Colours changed: does all again, in slices.
    void restyle();
    bool hasSyntax() const { return definition().isValid(); }
    Limit limit() const { return m_limit; }
    /// True while lines wait for their colours.
    bool isPending() const { return m_next < m_until; }

Q_SIGNALS:
    void limitChanged();

protected:
    void highlightBlock(const QString &text) override;
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    bool hasTime();
    void postpone(int from, int until);
    void goOn();
    void checkSize();
    void followEdit(int position);
    void setLimit(Limit limit);
    void buildFormats();

    const Theme &m_theme;
    const int m_documentLimit;
    const int m_lineLimit;
    Limit m_limit = Limit::None;
    CodeFormats m_formats;
    /// Blocks [m_next, m_until) wait.
    int m_next = 0;
    int m_until = 0;
    int m_blockCount = 1;
    QElapsedTimer m_turn;
    bool m_turnRunning = false;
    QTimer m_timer;
};

} // namespace Recloser
