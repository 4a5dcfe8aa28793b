// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/bodyview/bodyrows.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/State>

#include <QCache>

#include <vector>

namespace Recloser {

/// Columns of a row that have a style of KSyntaxHighlighting::Theme::TextStyle.
struct RowColor
{
    qsizetype begin = 0;
    qsizetype end = 0;
    int style = 0;
};

/// Colours single rows of a text: what is open at the start of one is known from the row before
/// where that was coloured lately, else from looking a hundred rows back. GUI thread.
class RowColors : private KSyntaxHighlighting::AbstractHighlighter
{
public:
    RowColors();

    void setSyntax(const KSyntaxHighlighting::Definition &syntax);
    bool hasSyntax() const { return definition().isValid(); }
    /// Another text.
    void clear() { m_states.clear(); }

    std::vector<RowColor> colorsOf(const BodyRows &rows, const TextRow &row, const QString &text);

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    KSyntaxHighlighting::State stateBefore(const BodyRows &rows, qint64 number);
    void keep(qint64 number, const KSyntaxHighlighting::State &state);

    /// At the end of each row.
    QCache<qint64, KSyntaxHighlighting::State> m_states;
    std::vector<RowColor> m_colors;
};

} // namespace Recloser
