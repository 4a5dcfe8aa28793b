// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/theme/theme.h"

#include "ui/theme/stylesheet.h"
#include "ui/theme/themestyle.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QIcon>
#include <QPalette>
#include <QStyleHints>
#include <QToolTip>

/// Of a static library they are linked only when they are asked for, outside of any namespace.
static void loadThemeResources()
{
    Q_INIT_RESOURCE(theme);
}

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QColor rgb(QRgb value)
{
    return QColor(value);
}

ThemeColors lightColors()
{
    ThemeColors c;
    c.background = rgb(0xf4f5f7);
    c.pane = rgb(0xffffff);
    c.line = rgb(0xdfe2e7);
    c.text = rgb(0x1f2430);
    c.muted = rgb(0x667085);
    c.field = rgb(0xf4f5f7);
    c.hover = rgb(0xf0f2f5);
    c.selection = rgb(0xe6eefc);
    c.onAccent = rgb(0xffffff);
    c.accent = {rgb(0x2b6be4), rgb(0xe6eefc)};
    c.good = {rgb(0x1a7f4b), rgb(0xe3f4ea)};
    c.bad = {rgb(0xc4320a), rgb(0xfdebe4)};
    c.warning = {rgb(0x8a5c00), rgb(0xfdf2d3)};
    c.halfOpen = {rgb(0x6b3fc9), rgb(0xefe8fb)};
    return c;
}

ThemeColors darkColors()
{
    ThemeColors c;
    c.background = rgb(0x17191e);
    c.pane = rgb(0x1f2229);
    c.line = rgb(0x31353f);
    c.text = rgb(0xe4e7ee);
    c.muted = rgb(0x949cac);
    c.field = rgb(0x17191e);
    c.hover = rgb(0x272b33);
    c.selection = rgb(0x24375c);
    c.onAccent = rgb(0x10141c);
    c.accent = {rgb(0x78a6ff), rgb(0x24375c)};
    c.good = {rgb(0x6bd29a), rgb(0x1d3a2b)};
    c.bad = {rgb(0xff9b7a), rgb(0x43241a)};
    c.warning = {rgb(0xf2c55c), rgb(0x3d3115)};
    c.halfOpen = {rgb(0xbea4ff), rgb(0x332a4d)};
    return c;
}

QPalette paletteOf(const ThemeColors &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.pane);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.pane);
    palette.setColor(QPalette::AlternateBase, c.background);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::Button, c.pane);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.bad.strong);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Accent, c.accent.strong);
    palette.setColor(QPalette::Link, c.accent.strong);
    palette.setColor(QPalette::LinkVisited, c.halfOpen.strong);
    palette.setColor(QPalette::ToolTipBase, c.text);
    palette.setColor(QPalette::ToolTipText, c.pane);
    palette.setColor(QPalette::Light, c.pane);
    palette.setColor(QPalette::Midlight, c.hover);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.background);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.muted);
    return palette;
}

/// The first of `families` that is installed, else an empty string.
QString installedFamily(const QStringList &families)
{
    const QStringList all = QFontDatabase::families();
    for (const QString &family : families) {
        if (all.contains(family))
            return family;
    }
    return {};
}

} // namespace

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
{
    loadThemeResources();
    application.setStyle(new ThemeStyle(*this)); // the application takes it
    applyFonts();
    apply();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::apply);
}

void Theme::setScheme(Scheme scheme)
{
    if (m_scheme == scheme)
        return;
    m_scheme = scheme;
    apply();
}

void Theme::apply()
{
    Q_EMIT aboutToChange();
    m_dark = m_scheme == Scheme::Dark
        || (m_scheme == Scheme::System
            && QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark);
    m_colors = m_dark ? darkColors() : lightColors();
    const QPalette palette = paletteOf(m_colors);
    // Without the old style sheet first: to change the palette and the style sheet below one that
    // is there makes Qt style every widget several times, which takes nearly three times as long.
    m_application.setStyleSheet({});
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    m_application.setStyleSheet(styleSheetOf(m_colors));
    QIcon::setFallbackThemeName(m_dark ? u"breeze-dark"_s : u"breeze"_s);
    if (QIcon::themeName().isEmpty() || QIcon::themeName().startsWith("breeze"_L1)
        || QIcon::themeName() == "hicolor"_L1)
        QIcon::setThemeName(m_dark ? u"breeze-dark"_s : u"breeze"_s);
    Q_EMIT changed();
}

void Theme::applyFonts()
{
    QFont font = QApplication::font();
    // A system that names no font of its own gets a good one instead of whatever fontconfig finds
    // first.
    const bool generic = QFontInfo(font).family().startsWith("DejaVu"_L1)
        || font.family() == "Sans"_L1 || font.family() == "Sans Serif"_L1
        || font.family().isEmpty();
    const QString inter = installedFamily({u"Inter"_s, u"Inter Variable"_s, u"Inter V"_s});
    if (generic && !inter.isEmpty())
        font.setFamily(inter);
    if (font.pointSizeF() > 0 && font.pointSizeF() < 9.5)
        font.setPointSizeF(9.5);
    QApplication::setFont(font);

    m_monospace = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QString mono = installedFamily({u"JetBrains Mono"_s});
    if (!mono.isEmpty() && (generic || !QFontInfo(m_monospace).fixedPitch()))
        m_monospace.setFamily(mono);
    m_monospace.setPointSizeF(font.pointSizeF() - 0.5);
    m_monospace.setStyleHint(QFont::Monospace);

    m_figures = font;
    m_figures.setFeature("tnum", 1);
}

QColor Theme::methodColor(const QString &method) const
{
    if (method == "GET"_L1 || method == "HEAD"_L1)
        return m_colors.good.strong;
    if (method == "POST"_L1)
        return m_colors.accent.strong;
    if (method == "PUT"_L1 || method == "PATCH"_L1)
        return m_colors.warning.strong;
    if (method == "DELETE"_L1)
        return m_colors.bad.strong;
    return m_colors.halfOpen.strong;
}

} // namespace Recloser
