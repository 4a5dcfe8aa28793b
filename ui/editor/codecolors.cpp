// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/editor/codecolors.h"

#include <KSyntaxHighlighting/Theme>

#include <algorithm>
#include <cmath>

namespace Recloser {

namespace {

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

CodeFormats codeFormats(const ThemeColors &colors)
{
    CodeFormats formats;
    // The line of the cursor has the background with the least contrast.
    for (size_t style = 0; style < formats.size(); ++style) {
        QTextCharFormat format;
        const auto textStyle = static_cast<KSyntaxHighlighting::Theme::TextStyle>(style);
        const QColor onPane = legible(colorOf(textStyle, colors), colors.text, colors.pane);
        format.setForeground(legible(onPane, colors.text, colors.hover));
        if (textStyle == KSyntaxHighlighting::Theme::Error) {
            format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            format.setUnderlineColor(colors.bad.strong);
        }
        formats[style] = format;
    }
    return formats;
}

} // namespace Recloser
