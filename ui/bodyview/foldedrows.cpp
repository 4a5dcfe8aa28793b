// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/foldedrows.h"

#include "core/text/jsonprinter.h"
#include "core/text/xmlprinter.h"

#include <algorithm>

namespace Recloser {

namespace {

/// Rows looked through before somebody may stop it.
constexpr qint64 stopStep = 4'096;

qint64 blanksOf(QByteArrayView row)
{
    return std::ranges::find_if(row, [](char c) { return c != ' '; }) - row.begin();
}

bool isCloser(StructureLanguage language, QByteArrayView trimmed)
{
    if (language == StructureLanguage::Xml)
        return trimmed.startsWith("</");
    return trimmed.startsWith('}') || trimmed.startsWith(']');
}

} // namespace

void FoldedRows::set(std::vector<RowFold> folds)
{
    m_folds = std::move(folds);
    count();
}

void FoldedRows::count()
{
    qint64 hidden = 0;
    for (RowFold &fold : m_folds) {
        fold.hiddenBefore = hidden;
        hidden += fold.hidden;
    }
}

void FoldedRows::fold(qint64 row, qint64 hidden)
{
    std::erase_if(m_folds,
                  [&](const RowFold &fold) { return fold.row >= row && fold.row <= row + hidden; });
    m_folds.insert(std::ranges::lower_bound(m_folds, row, {}, &RowFold::row), {row, hidden, 0});
    count();
}

void FoldedRows::unfold(qint64 row)
{
    std::erase_if(m_folds, [&](const RowFold &fold) { return fold.row == row; });
    count();
}

const RowFold *FoldedRows::at(qint64 row) const
{
    const auto fold = std::ranges::lower_bound(m_folds, row, {}, &RowFold::row);
    return fold != m_folds.end() && fold->row == row ? &*fold : nullptr;
}

const RowFold *FoldedRows::hiding(qint64 row) const
{
    const auto behind = std::ranges::lower_bound(m_folds, row, {}, &RowFold::row);
    if (behind == m_folds.begin())
        return nullptr;
    const RowFold &fold = *std::prev(behind);
    return row <= fold.row + fold.hidden ? &fold : nullptr;
}

qint64 FoldedRows::shownCount(qint64 rows) const
{
    return m_folds.empty() ? rows : rows - m_folds.back().hiddenBefore - m_folds.back().hidden;
}

qint64 FoldedRows::indexOf(qint64 row) const
{
    const auto behind = std::ranges::lower_bound(m_folds, row, {}, &RowFold::row);
    if (behind == m_folds.begin())
        return row;
    const RowFold &fold = *std::prev(behind);
    return std::max(fold.row, row - fold.hidden) - fold.hiddenBefore;
}

qint64 FoldedRows::rowOf(qint64 index) const
{
    // Folds by the index of their heads.
    const auto behind = std::ranges::lower_bound(
        m_folds, index, {}, [](const RowFold &fold) { return fold.row - fold.hiddenBefore; });
    if (behind == m_folds.begin())
        return index;
    const RowFold &fold = *std::prev(behind);
    return index + fold.hiddenBefore + fold.hidden;
}

qint64 FoldedRows::next(qint64 row) const
{
    const RowFold *fold = m_folds.empty() ? nullptr : at(row);
    return row + 1 + (fold ? fold->hidden : 0);
}

qint64 FoldedRows::previous(qint64 row) const
{
    const RowFold *fold = m_folds.empty() ? nullptr : hiding(row - 1);
    return fold ? fold->row : row - 1;
}

qint64 foldStart(StructureLanguage language, QByteArrayView row)
{
    const QByteArrayView text = row.trimmed();
    if (text.isEmpty())
        return -1;
    if (language != StructureLanguage::Xml)
        return text.back() == '{' || text.back() == '[' ? text.end() - 1 - row.begin() : -1;
    const bool isTag = text.size() > 2 && text[0] == '<' && text[1] != '/' && text[1] != '!'
        && text[1] != '?' && text.endsWith('>') && !text.endsWith("/>") && !text.contains("</");
    return isTag ? text.begin() - row.begin() : -1;
}

std::vector<RowFold> foldsOfLevel(StructureLanguage language, const HeldBytes &text, int level,
                                  const std::stop_token &stop)
{
    constexpr qint64 forgotten = 4 * 1024 * 1024;
    const qint64 blanks = level
        * (language == StructureLanguage::Xml ? XmlPrinter::indentWidth : JsonPrinter::indentWidth);
    const QByteArrayView bytes = text.view();
    std::vector<RowFold> folds;
    qint64 head = -1;
    qint64 released = 0;
    for (TextRow row = LineIndex::following(bytes, {0, -1, 0, -1, 1, true});
         row.begin < bytes.size() && folds.size() < FoldedRows::mostFolds;
         row = LineIndex::following(bytes, row)) {
        if (row.number % stopStep == 0) {
            if (stop.stop_requested())
                break;
            if (row.begin - released > forgotten) {
                text.release(released, row.begin);
                released = row.begin;
            }
        }
        const QByteArrayView line = bytes.sliced(row.begin, row.end - row.begin);
        if (!row.startsLine || line.size() <= blanks || line[blanks] == ' '
            || blanksOf(line.first(blanks + 1)) != blanks)
            continue;
        if (head >= 0 && isCloser(language, line.sliced(blanks))) {
            folds.push_back({head, row.number - head, 0});
            head = -1;
        } else if (row.next > row.end && foldStart(language, line) >= 0) {
            head = row.number;
        }
    }
    return folds;
}

} // namespace Recloser
