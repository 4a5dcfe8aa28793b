// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>
#include <QFont>
#include <QObject>

class QApplication;

namespace Recloser {

/// A colour for text and marks with the soft background that belongs to it.
struct Tone
{
    QColor strong;
    QColor soft;
};

/// The palette of UI.md, light or dark.
struct ThemeColors
{
    QColor background;
    QColor pane;
    QColor line;
    QColor text;
    QColor muted;
    /// Background of fields and of hovered rows.
    QColor field;
    QColor hover;
    QColor selection;
    /// Text on an accent-coloured button.
    QColor onAccent;
    Tone accent;
    Tone good;
    Tone bad;
    Tone warning;
    Tone halfOpen;
};

/// The look of the window: palette, style sheet, fonts; follows the system unless told otherwise.
/// Created once by the composition and handed to every widget that paints; GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };
    Q_ENUM(Scheme)

    explicit Theme(QApplication &application, QObject *parent = nullptr);

    void setScheme(Scheme scheme);
    Scheme scheme() const { return m_scheme; }
    bool isDark() const { return m_dark; }
    const ThemeColors &colors() const { return m_colors; }

    /// Fixed pitch, for URLs, keys, bodies, patterns.
    QFont monospace() const { return m_monospace; }
    /// The interface font with tabular figures, for counts and countdowns.
    QFont figures() const { return m_figures; }
    /// The colour of an HTTP method's name.
    QColor methodColor(const QString &method) const;

Q_SIGNALS:
    /// Every widget there is will be styled anew; what is not looked at had better not be there.
    void aboutToChange();
    /// Colours are other ones now: repaint, rehighlight.
    void changed();

private:
    void apply();
    void applyFonts();

    QApplication &m_application;
    Scheme m_scheme = Scheme::System;
    bool m_dark = false;
    ThemeColors m_colors;
    QFont m_monospace;
    QFont m_figures;
};

} // namespace Recloser
