// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/circuit.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Recloser {

/// Asks, in place, for how long a circuit is to be held and why. Hidden until it is asked. Escape
/// leaves it.
class ForceForm : public QWidget
{
    Q_OBJECT

public:
    enum class Note { Possible, Impossible };

    explicit ForceForm(const Theme &theme, QWidget *parent = nullptr);

    /// Takes the focus. `identity` is handed back by accepted().
    void ask(const QString &identity, const QString &key, CircuitOverride::Kind kind, Note note);
    void leave();

Q_SIGNALS:
    void accepted(const QString &identity, const Recloser::CircuitOverride &forced,
                  std::optional<std::chrono::milliseconds> duration);
    void left();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void accept();

    const Theme &m_theme;
    QLabel *m_title;
    QComboBox *m_duration;
    QLineEdit *m_note;
    QPushButton *m_yes;
    QString m_identity;
    CircuitOverride::Kind m_kind = CircuitOverride::Kind::None;
};

} // namespace Recloser
