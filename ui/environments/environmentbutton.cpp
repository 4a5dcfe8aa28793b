// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentbutton.h"

#include "ui/theme/look.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostNameWidth = 190;
constexpr int side = 10;

QIcon dot(const QColor &color, qreal scale)
{
    QPixmap pixmap(QSize(12, 12) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(2, 2, 8, 8));
    return QIcon(pixmap);
}

constexpr std::pair<ChipTone, QLatin1StringView> toneNames[]{
    {ChipTone::Bad, "red"_L1},         {ChipTone::Warning, "amber"_L1},
    {ChipTone::Good, "green"_L1},      {ChipTone::Accent, "blue"_L1},
    {ChipTone::HalfOpen, "violet"_L1}, {ChipTone::Neutral, "none"_L1}};

} // namespace

ChipTone usualTone(const QString &environment)
{
    static const QRegularExpression production(u"(^|[^a-z])(prod|production|prd|live)([^a-z]|$)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    return production.match(environment).hasMatch() ? ChipTone::Bad : ChipTone::Neutral;
}

QString toneName(ChipTone tone)
{
    for (const auto &[value, name] : toneNames) {
        if (value == tone)
            return name;
    }
    return {};
}

std::optional<ChipTone> toneFromName(const QString &name)
{
    for (const auto &[value, known] : toneNames) {
        if (name == known)
            return value;
    }
    return std::nullopt;
}

EnvironmentButton::EnvironmentButton(const Theme &theme, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setLook(this, "field"_L1);
    setObjectName(u"environmentButton"_s);
    // Painted here; that it has one makes it as high as its neighbours.
    setText(tr("env:"));
    connect(this, &QToolButton::clicked, this, &EnvironmentButton::popUp);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setChoices({}, {});
}

void EnvironmentButton::setChoices(const QList<Choice> &choices, const QString &chosen)
{
    m_choices = choices;
    m_chosen = chosen;
    const bool isMissing = !chosen.isEmpty()
        && std::ranges::find(m_choices, chosen, &Choice::name) == m_choices.end();
    setAccessibleName(chosen.isEmpty() ? tr("No environment") : tr("Environment %1").arg(chosen));
    setToolTip(isMissing ? tr("The files of this request have no environment “%1”").arg(chosen)
                         : tr("The environment whose values requests are sent with (Ctrl+E)"));
    updateGeometry();
    update();
}

QString EnvironmentButton::shownName() const
{
    const QString name = m_chosen.isEmpty() ? tr("none") : m_chosen;
    return fontMetrics().elidedText(name, Qt::ElideMiddle, mostNameWidth);
}

Tone EnvironmentButton::toneOfChosen() const
{
    const auto found = std::ranges::find(m_choices, m_chosen, &Choice::name);
    if (found != m_choices.end())
        return toneOf(m_theme, found->tone);
    return toneOf(m_theme, m_chosen.isEmpty() ? ChipTone::Neutral : ChipTone::Warning);
}

QSize EnvironmentButton::sizeHint() const
{
    const int width = fontMetrics().horizontalAdvance(tr("env:") + u' ' + shownName() + u"  ▾"_s);
    return {width + 2 * side + 4, QToolButton::sizeHint().height()};
}

void EnvironmentButton::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = m_theme.colors();
    const auto found = std::ranges::find(m_choices, m_chosen, &Choice::name);
    const bool isPlain
        = m_chosen.isEmpty() || (found != m_choices.end() && found->tone == ChipTone::Neutral);
    const Tone tone = toneOfChosen();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? colors.accent.strong : isPlain ? colors.line : tone.strong);
    painter.setBrush(isPlain ? (underMouse() ? colors.hover : colors.pane) : tone.soft);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    QRect room = rect().adjusted(side, 0, -side, 0);
    const auto write = [&](const QString &text, const QColor &color, bool isStrong) {
        QFont font = this->font();
        font.setBold(isStrong);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text);
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(text));
    };
    write(tr("env:") + u' ', isPlain ? colors.muted : tone.strong, false);
    write(shownName(),
          m_chosen.isEmpty() ? colors.muted
              : isPlain      ? colors.text
                             : tone.strong,
          false);
    painter.setPen(isPlain ? colors.muted : tone.strong);
    painter.drawText(rect().adjusted(side, 0, -side, 0), Qt::AlignRight | Qt::AlignVCenter, u"▾"_s);
}

void EnvironmentButton::popUp()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"environmentMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    QAction *current = nullptr;
    const auto add = [&](const QString &text, const QString &name, ChipTone tone) {
        QString shown = text;
        QAction *action = menu->addAction(shown.replace(u'&', "&&"_L1), this,
                                          [this, name] { Q_EMIT environmentChosen(name); });
        action->setCheckable(true);
        action->setChecked(name == m_chosen);
        group->addAction(action);
        if (tone != ChipTone::Neutral)
            action->setIcon(dot(toneOf(m_theme, tone).strong, devicePixelRatioF()));
        if (name == m_chosen)
            current = action;
    };
    add(tr("No environment"), {}, ChipTone::Neutral);
    for (const Choice &choice : std::as_const(m_choices))
        add(choice.name, choice.name, choice.tone);
    menu->addSeparator();
    menu->addAction(tr("Edit environments…"), this, &EnvironmentButton::editRequested);
    menu->addAction(tr("New environment…"), this, &EnvironmentButton::newRequested);
    menu->addAction(tr("Secrets…"), this, &EnvironmentButton::secretsRequested);
    menu->popup(mapToGlobal(QPoint(0, height() + 2)));
    // Enter keeps what is chosen, one step takes the next.
    menu->setActiveAction(current);
}

} // namespace Recloser
