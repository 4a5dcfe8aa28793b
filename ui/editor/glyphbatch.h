// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QPointF>
#include <QRawFont>
#include <QStringView>

#include <array>
#include <vector>

class QPainter;

namespace Recloser {

/// Letters of ASCII that are painted together, a call for each colour: shaping each word anew takes
/// most of a frame. They stand where their column is, whatever the font thinks of pairs.
class GlyphBatch
{
public:
    /// Whether a text has only such letters.
    static bool canHold(QStringView text);

    void setFont(const QFont &font);
    void add(QStringView text, QPointF baseline, double columnWidth, const QColor &color);
    /// Paints what was added, and forgets it.
    void paint(QPainter &painter);

private:
    struct Run
    {
        QColor color;
        QList<quint32> glyphs;
        QList<QPointF> places;
    };

    QRawFont m_font;
    std::array<quint32, 128> m_glyphs{};
    std::vector<Run> m_runs;
};

} // namespace Recloser
