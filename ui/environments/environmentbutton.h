// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QStringList>
#include <QToolButton>

namespace Recloser {

/// "env: staging" in the tool bar: which environment requests are sent with, in the colour it was
/// given, and a menu with the others. Follows the theme.
class EnvironmentButton : public QToolButton
{
    Q_OBJECT

public:
    struct Choice
    {
        QString name;
        ChipTone tone = ChipTone::Neutral;

        bool operator==(const Choice &) const = default;
    };

    explicit EnvironmentButton(const Theme &theme, QWidget *parent = nullptr);

    /// `chosen` empty: none. A chosen one that is not among the choices is shown as missing.
    void setChoices(const QList<Choice> &choices, const QString &chosen);
    const QList<Choice> &choices() const { return m_choices; }
    QString chosen() const { return m_chosen; }
    /// Its menu, for the keyboard: arrows, Enter, first letters.
    void popUp();

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Empty: none.
    void environmentChosen(const QString &name);
    void editRequested();
    void newRequested();
    void secretsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone toneOfChosen() const;
    QString shownName() const;

    const Theme &m_theme;
    QList<Choice> m_choices;
    QString m_chosen;
};

/// The colour of an environment that was given none: that of production for names that say so.
ChipTone usualTone(const QString &environment);
/// For the settings: "red", "amber", "green", "blue", "violet"; empty for none. And back; nothing
/// for other words.
QString toneName(ChipTone tone);
std::optional<ChipTone> toneFromName(const QString &name);

} // namespace Recloser
