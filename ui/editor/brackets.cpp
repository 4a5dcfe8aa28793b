// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/brackets.h"

#include <QTextBlock>
#include <QTextDocument>

#include <vector>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr auto opening = "([{"_L1;
constexpr auto closing = ")]}"_L1;

/// For each character of a line whether it lies inside a double-quoted string.
std::vector<bool> quoted(QStringView line)
{
    std::vector<bool> inside(size_t(line.size()), false);
    bool in = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'"') {
            in = !in;
        } else if (in) {
            inside[size_t(i)] = true;
            if (line[i] == u'\\' && i + 1 < line.size())
                inside[size_t(++i)] = true;
        }
    }
    return inside;
}

std::optional<int> partnerOf(const QTextDocument &document, int position, int limit)
{
    QTextBlock block = document.findBlock(position);
    const int column = position - block.position();
    // A line that alone exceeds the limit would be copied on every key press.
    if (block.length() > limit)
        return {};
    QString text = block.text();
    if (column < 0 || column >= text.size())
        return {};
    const QChar bracket = text[column];
    const qsizetype openKind = opening.indexOf(bracket);
    const qsizetype closeKind = closing.indexOf(bracket);
    if (openKind < 0 && closeKind < 0)
        return {};
    std::vector<bool> skip = quoted(text);
    if (skip[size_t(column)])
        return {};
    const int step = openKind >= 0 ? 1 : -1;
    const QChar other = openKind >= 0 ? closing[openKind] : opening[closeKind];

    int depth = 0;
    qsizetype at = column;
    while (limit > 0) {
        for (; at >= 0 && at < text.size() && limit > 0; at += step, --limit) {
            if (skip[size_t(at)])
                continue;
            if (text[at] == bracket)
                ++depth;
            else if (text[at] == other && --depth == 0)
                return block.position() + int(at);
        }
        block = step > 0 ? block.next() : block.previous();
        --limit;
        if (!block.isValid() || block.length() > limit)
            return {};
        text = block.text();
        skip = quoted(text);
        at = step > 0 ? 0 : text.size() - 1;
    }
    return {};
}

} // namespace

std::optional<BracketPair> matchingBrackets(const QTextDocument &document, int position, int limit)
{
    for (const int at : {position, position - 1}) {
        if (at < 0)
            continue;
        if (const auto partner = partnerOf(document, at, limit))
            return BracketPair{at, *partner};
    }
    return {};
}

} // namespace Recloser
