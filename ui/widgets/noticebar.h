// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/widgets/chip.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace Recloser {

class ElidedLabel;

/// Says or asks something in place, where its cause is, instead of a modal box: a headline, what to
/// do, the exact command where there is one. Hidden while it has nothing to say; its parts are made
/// when it first has, since most never have.
class NoticeBar : public QWidget
{
    Q_OBJECT

public:
    explicit NoticeBar(const Theme &theme, QWidget *parent = nullptr);

    /// Room around it, which is there while it is shown.
    void setInset(QMargins inset);
    /// Can be dismissed.
    void say(ChipTone tone, const QString &headline, const QString &text = {});
    /// Stays as long as its cause; `action` is a button that answers with accepted() and leaves it
    /// standing.
    void state(ChipTone tone, const QString &headline, const QString &text, const QString &action);
    /// Says what was done and offers `action` ("Undo") in the same line; can be dismissed. Leaves
    /// the focus where it is.
    void offer(ChipTone tone, const QString &headline, const QString &text, const QString &action);
    /// Shows `command` as it will be run, with a button `yes` and one to leave it. Takes the focus;
    /// Escape leaves it.
    void ask(ChipTone tone, const QString &headline, const QString &text, const QString &command,
             const QString &yes);
    void dismiss();
    bool isAsking() const;

Q_SIGNALS:
    /// The answer to ask() was yes (the bar is hidden already), or the action of state() was
    /// chosen.
    void accepted();
    /// The user closed it, or the answer was no.
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// Buttons below the words; beside them where it is wide; beside a headline of one line.
    enum class Form { Tall, Wide, Slim };

    void build();
    Form wantedForm() const;
    void arrange(Form form);
    void fill(ChipTone tone, const QString &headline, const QString &text, const QString &command);
    void applyTheme();
    void leave();

    const Theme &m_theme;
    ChipTone m_tone = ChipTone::Neutral;
    bool m_stays = false;
    bool m_isOffer = false;
    QMargins m_inset;
    Form m_form = Form::Tall;
    QGridLayout *m_layout = nullptr;
    ElidedLabel *m_headline = nullptr;
    QLabel *m_text = nullptr;
    QLabel *m_command = nullptr;
    QWidget *m_buttons = nullptr;
    QPushButton *m_yes = nullptr;
    QPushButton *m_no = nullptr;
};

} // namespace Recloser
