// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/placeholdercard.h"

#include "ui/variables/variablewords.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

PlaceholderCard::PlaceholderCard(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_label(new QLabel)
{
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Variable"));
    m_label->setTextFormat(Qt::RichText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::TextSelectableByMouse);
    m_label->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 9);
    layout->addWidget(m_label);
    m_leaving.setSingleShot(true);
    m_leaving.setInterval(300);
    connect(&m_leaving, &QTimer::timeout, this, &QWidget::hide);
    connect(m_label, &QLabel::linkActivated, this, &PlaceholderCard::follow);
    connect(&theme, &Theme::changed, this, &QWidget::hide);
    hide();
}

void PlaceholderCard::showFor(QWidget &field, const QRect &anchor,
                              const PlaceholderExplanation &explanation, const QString &environment,
                              const Offers &offers)
{
    m_leaving.stop();
    m_explanation = explanation;
    m_environment = environment;
    m_label->setText(html(environment, offers));
    QWidget *window = field.window();
    if (parentWidget() != window)
        setParent(window);
    const QSize room = window->size();
    const int width = std::min(440, room.width() - 16);
    m_label->setFixedWidth(width - 24);
    const int height = m_label->heightForWidth(width - 24) + 19;
    const QPoint below = field.mapTo(window, anchor.bottomLeft()) + QPoint(-8, 5);
    const QPoint above = field.mapTo(window, anchor.topLeft()) + QPoint(-8, -5 - height);
    QPoint at = below.y() + height <= room.height() || above.y() < 0 ? below : above;
    at.setX(std::clamp(at.x(), 8, std::max(8, room.width() - width - 8)));
    setGeometry(QRect(at, QSize(width, height)));
    setAccessibleDescription(text());
    show();
    raise();
}

QString PlaceholderCard::text() const
{
    return explanationText(m_explanation, m_environment);
}

void PlaceholderCard::hideSoon()
{
    if (isVisible())
        m_leaving.start();
}

QString PlaceholderCard::html(const QString &environment, const Offers &offers) const
{
    const ThemeColors &colors = m_theme.colors();
    const QString mono = m_theme.monospace().family();
    const auto paragraph = [](const QString &text, const QColor &color, const QString &style = {}) {
        return u"<p style='margin:0 0 3px 0; color:%1; %2'>%3</p>"_s.arg(color.name(), style,
                                                                         text.toHtmlEscaped());
    };
    const QString code = u"font-family:\"%1\"; white-space:pre-wrap"_s.arg(mono);
    QString html = u"<p style='margin:0 0 5px 0; font-family:\"%1\"'><b>{{%2}}</b></p>"_s.arg(
        mono, m_explanation.name.toHtmlEscaped());
    const QList<ExplanationLine> lines = explanationLines(m_explanation, environment);
    for (const ExplanationLine &line : lines) {
        using enum ExplanationLine::Role;
        switch (line.role) {
        case Value:
        case Example:
            html += paragraph(line.text, colors.text, code);
            break;
        case Secret:
            html += paragraph(line.text, colors.halfOpen.strong, code);
            break;
        case Problem:
            html += paragraph(line.text, colors.bad.strong, u"font-weight:600"_s);
            break;
        case Chain:
            html += paragraph(line.text, colors.muted, code);
            break;
        case Shadowed:
            html += paragraph(line.text, colors.warning.strong);
            break;
        case Origin:
        case Advice:
            html += paragraph(line.text, colors.muted);
            break;
        }
    }
    QStringList links;
    const auto link = [&](const QString &target, const QString &text) {
        links.append(u"<a style='color:%1; text-decoration:none' href='%2'>%3</a>"_s.arg(
            colors.accent.strong.name(), target, text.toHtmlEscaped()));
    };
    if (!m_explanation.nearest.isEmpty())
        link(u"nearest"_s, tr("Use {{%1}}").arg(m_explanation.nearest));
    if (offers.edit)
        link(u"edit"_s, tr("Edit…  F12"));
    if (!offers.createIn.isEmpty())
        link(u"create"_s, tr("Create in %1…  F12").arg(offers.createIn));
    if (!links.isEmpty())
        html += u"<p style='margin:6px 0 0 0'>%1</p>"_s.arg(
            links.join(u"&nbsp;&nbsp;·&nbsp;&nbsp;"_s));
    return html;
}

void PlaceholderCard::follow(const QString &link)
{
    hide();
    if (link == "edit"_L1)
        Q_EMIT editRequested();
    else if (link == "create"_L1)
        Q_EMIT createRequested();
    else if (link == "nearest"_L1)
        Q_EMIT nearestRequested(m_explanation.nearest);
}

void PlaceholderCard::enterEvent(QEnterEvent *event)
{
    m_leaving.stop();
    QFrame::enterEvent(event);
}

void PlaceholderCard::leaveEvent(QEvent *event)
{
    hideSoon();
    QFrame::leaveEvent(event);
}

void PlaceholderCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colors().line);
    painter.setBrush(m_theme.colors().pane);
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace Recloser
