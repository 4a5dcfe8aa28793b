// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/rowcolors.h"

#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Theme>

#include <algorithm>
#include <utility>

namespace Recloser {

namespace {

constexpr qint64 rowsBefore = 100;
/// Of text in front of a row that is looked at: as many long rows would take too long.
constexpr qint64 bytesBefore = 1'500;
constexpr int rememberedStates = 5'000;

} // namespace

RowColors::RowColors() : m_states(rememberedStates) { }

void RowColors::setSyntax(const KSyntaxHighlighting::Definition &syntax)
{
    setDefinition(syntax);
    m_states.clear();
}

void RowColors::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    if (length > 0 && format.textStyle() != KSyntaxHighlighting::Theme::Normal)
        m_colors.push_back({offset, offset + length, int(format.textStyle())});
}

void RowColors::keep(qint64 number, const KSyntaxHighlighting::State &state)
{
    m_states.insert(number, new KSyntaxHighlighting::State(state));
}

KSyntaxHighlighting::State RowColors::stateBefore(const BodyRows &rows, qint64 number)
{
    if (number == 0)
        return {};
    if (const auto *known = m_states.object(number - 1))
        return *known;
    const TextRow wanted = rows.row(number);
    const qint64 far = rows.rowAt(std::max<qint64>(0, wanted.begin - bytesBefore)).number;
    KSyntaxHighlighting::State state;
    for (TextRow row = rows.row(std::max({qint64(0), number - rowsBefore, far}));
         row.number < number; row = rows.following(row)) {
        state = highlightLine(rows.shown(row).text, state);
        keep(row.number, state);
    }
    m_colors.clear();
    return state;
}

std::vector<RowColor> RowColors::colorsOf(const BodyRows &rows, const TextRow &row,
                                          const QString &text)
{
    const KSyntaxHighlighting::State before = stateBefore(rows, row.number);
    keep(row.number, highlightLine(text, before));
    return std::exchange(m_colors, {});
}

} // namespace Recloser
