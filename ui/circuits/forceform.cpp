// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/forceform.h"

#include "ui/theme/look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

ForceForm::ForceForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel)
    , m_duration(new QComboBox)
    , m_note(new QLineEdit)
    , m_yes(new QPushButton)
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setMinimumWidth(1);
    setLook(m_title, "title"_L1);
    const std::pair<QString, milliseconds> durations[]
        = {{tr("until taken back"), 0ms}, {tr("for 1 minute"), 1min}, {tr("for 10 minutes"), 10min},
           {tr("for 1 hour"), 1h},        {tr("for 8 hours"), 8h},    {tr("for 1 day"), 24h}};
    for (const auto &[text, duration] : durations)
        m_duration->addItem(text, qint64(duration.count()));
    m_duration->setAccessibleName(tr("For how long"));
    m_note->setPlaceholderText(tr("Note for others (optional)"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setMaxLength(200);
    auto *no = new QPushButton(tr("Cancel"));

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    buttons->addWidget(m_yes);
    buttons->addWidget(no);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(6);
    layout->addWidget(m_title);
    layout->addWidget(m_duration);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    hide();

    connect(m_yes, &QPushButton::clicked, this, &ForceForm::accept);
    connect(m_note, &QLineEdit::returnPressed, this, &ForceForm::accept);
    connect(no, &QPushButton::clicked, this, &ForceForm::leave);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ForceForm::ask(const QString &identity, const QString &key, CircuitOverride::Kind kind,
                    Note note)
{
    m_identity = identity;
    m_kind = kind;
    switch (kind) {
    case CircuitOverride::Kind::ForcedOpen:
        m_title->setText(tr("Force %1 open").arg(key));
        m_yes->setText(tr("Force open"));
        break;
    case CircuitOverride::Kind::ForcedClosed:
        m_title->setText(tr("Force %1 closed").arg(key));
        m_yes->setText(tr("Force closed"));
        break;
    default:
        m_title->setText(tr("Only count the calls of %1").arg(key));
        m_yes->setText(tr("Metrics only"));
    }
    m_note->clear();
    m_note->setVisible(note == Note::Possible);
    m_duration->setCurrentIndex(0);
    show();
    m_duration->setFocus();
}

void ForceForm::accept()
{
    const milliseconds duration(m_duration->currentData().toLongLong());
    hide();
    Q_EMIT accepted(m_identity, {.kind = m_kind, .author = {}, .note = m_note->text().trimmed()},
                    duration > 0ms ? std::optional(duration) : std::nullopt);
}

void ForceForm::leave()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT left();
}

void ForceForm::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colors().field);
    painter.drawRoundedRect(QRectF(rect()), 7, 7);
}

void ForceForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Recloser
