// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/promptbar.h"

#include "ui/theme/look.h"

#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

PromptBar::PromptBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel)
    , m_form(new QFormLayout)
    , m_send(new QPushButton(tr("Send")))
{
    setLook(m_title, "title"_L1);
    setLook(m_send, "primary"_L1);
    m_send->setToolTip(tr("Send with these values (Enter)"));
    auto *leave = new QPushButton(tr("Cancel"));
    leave->setToolTip(tr("Do not send (Esc)"));
    m_form->setHorizontalSpacing(10);
    m_form->setVerticalSpacing(6);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_send);
    buttons->addWidget(leave);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 14, 10);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addLayout(m_form);
    layout->addLayout(buttons);
    connect(m_send, &QPushButton::clicked, this, &PromptBar::answer);
    connect(leave, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT dismissed();
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void PromptBar::ask(const QList<PromptQuestion> &questions)
{
    static const QRegularExpression secret(u"pass|secret|token|pin\\b|otp|key"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    m_questions = questions;
    m_fields.clear();
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    for (const PromptQuestion &question : questions) {
        auto *field = new QLineEdit(question.answer);
        field->setFont(m_theme.monospace());
        field->setMaximumWidth(480);
        if (secret.match(question.name).hasMatch())
            field->setEchoMode(QLineEdit::Password);
        auto *label = new QLabel(question.text.isEmpty() ? question.name : question.text);
        label->setTextFormat(Qt::PlainText);
        label->setToolTip(question.name);
        label->setBuddy(field);
        field->setAccessibleName(label->text());
        m_form->addRow(label, field);
        m_fields.append(field);
    }
    m_title->setText(
        questions.size() == 1
            ? tr("This request asks for a value before it is sent")
            : tr("This request asks for %1 values before it is sent").arg(questions.size()));
    show();
    for (QLineEdit *field : std::as_const(m_fields)) {
        if (field->text().isEmpty()) {
            field->setFocus();
            return;
        }
    }
    if (!m_fields.isEmpty()) {
        m_fields.first()->setFocus();
        m_fields.first()->selectAll();
    }
}

void PromptBar::answer()
{
    QHash<QString, QString> values;
    for (qsizetype i = 0; i < m_questions.size(); ++i)
        values.insert(m_questions[i].name, m_fields[i]->text());
    hide();
    Q_EMIT answered(values);
}

bool PromptBar::event(QEvent *event)
{
    // Here Esc leaves the questions; elsewhere it is a shortcut of the window.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PromptBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape) {
        hide();
        Q_EMIT dismissed();
    } else if (enter) {
        // Enter goes on to a field that is still empty.
        for (QLineEdit *field : std::as_const(m_fields)) {
            if (field->text().isEmpty() && !field->hasFocus() && focusWidget() != m_send) {
                field->setFocus();
                return;
            }
        }
        answer();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void PromptBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().accent.soft);
    painter.fillRect(0, height() - 1, width(), 1, m_theme.colors().line);
}

} // namespace Recloser
