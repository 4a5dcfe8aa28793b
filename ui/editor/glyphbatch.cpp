// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/glyphbatch.h"

#include <QGlyphRun>
#include <QPainter>

#include <algorithm>

namespace Recloser {

namespace {

/// More than a theme has for code.
constexpr size_t mostColors = 40;

} // namespace

bool GlyphBatch::canHold(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c < QChar(0x7f); });
}

void GlyphBatch::setFont(const QFont &font)
{
    m_font = QRawFont::fromFont(font);
    QString ascii;
    for (char16_t c = 0; c < 128; ++c)
        ascii += QChar(c < 0x20 ? u' ' : c);
    const QList<quint32> glyphs = m_font.glyphIndexesForString(ascii);
    for (size_t i = 0; i < m_glyphs.size() && i < size_t(glyphs.size()); ++i)
        m_glyphs[i] = glyphs[qsizetype(i)];
}

void GlyphBatch::add(QStringView text, QPointF baseline, double columnWidth, const QColor &color)
{
    auto run = std::ranges::find(m_runs, color, &Run::color);
    if (run == m_runs.end())
        run = m_runs.insert(run, Run{color, {}, {}});
    for (const QChar c : text) {
        if (c != u' ') {
            run->glyphs.append(m_glyphs[c.unicode() & 0x7fU]);
            run->places.append(baseline);
        }
        baseline.rx() += columnWidth;
    }
}

void GlyphBatch::paint(QPainter &painter)
{
    for (Run &run : m_runs) {
        if (run.glyphs.isEmpty())
            continue;
        QGlyphRun glyphs;
        glyphs.setRawFont(m_font);
        glyphs.setGlyphIndexes(run.glyphs);
        glyphs.setPositions(run.places);
        painter.setPen(run.color);
        painter.drawGlyphRun({}, glyphs);
        // Their room is kept for the next frame.
        run.glyphs.resize(0);
        run.places.resize(0);
    }
    // Another theme has other colours.
    if (m_runs.size() > mostColors)
        m_runs.clear();
}

} // namespace Recloser
