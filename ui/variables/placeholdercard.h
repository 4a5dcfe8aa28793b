// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resolve/variables.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QTimer>

class QLabel;

namespace Recloser {

/// What is known of one placeholder, over the window, beside it: value, where it comes from, what
/// it hides, and what can be done. Never takes the focus; goes when the mouse leaves it. Follows
/// the theme.
class PlaceholderCard : public QFrame
{
    Q_OBJECT

public:
    struct Offers
    {
        /// Its value is written somewhere that can be shown.
        bool edit = false;
        /// Where it can be made; empty: nowhere.
        QString createIn;
    };

    explicit PlaceholderCard(const Theme &theme, QWidget *parent = nullptr);

    /// Beside `anchor`, a rectangle of `field`.
    void showFor(QWidget &field, const QRect &anchor, const PlaceholderExplanation &explanation,
                 const QString &environment, const Offers &offers);
    const PlaceholderExplanation &explanation() const { return m_explanation; }
    /// As it is read.
    QString text() const;
    /// Unless the mouse comes in soon.
    void hideSoon();

Q_SIGNALS:
    void editRequested();
    void createRequested();
    /// The nearest spelling is to be written instead.
    void nearestRequested(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString html(const QString &environment, const Offers &offers) const;
    void follow(const QString &link);

    const Theme &m_theme;
    QLabel *m_label;
    PlaceholderExplanation m_explanation;
    QString m_environment;
    QTimer m_leaving;
};

} // namespace Recloser
