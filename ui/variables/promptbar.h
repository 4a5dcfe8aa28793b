// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace Recloser {

/// Something that is asked before a request is sent.
struct PromptQuestion
{
    QString name;
    /// What to ask; may be empty.
    QString text;
    /// What was answered last.
    QString answer = {};

    bool operator==(const PromptQuestion &) const = default;
};

/// Asks for values in place, over the response, and not in a box of its own: a field for each,
/// Enter sends, Escape leaves it. Hidden while it has nothing to ask. Follows the theme.
class PromptBar : public QWidget
{
    Q_OBJECT

public:
    explicit PromptBar(const Theme &theme, QWidget *parent = nullptr);

    /// Takes the focus. Names that sound like a secret are typed hidden.
    void ask(const QList<PromptQuestion> &questions);
    const QList<QLineEdit *> &fields() const { return m_fields; }

Q_SIGNALS:
    /// The bar is hidden already.
    void answered(const QHash<QString, QString> &values);
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void answer();

    const Theme &m_theme;
    QLabel *m_title;
    QFormLayout *m_form;
    QPushButton *m_send;
    QList<PromptQuestion> m_questions;
    QList<QLineEdit *> m_fields;
};

} // namespace Recloser
