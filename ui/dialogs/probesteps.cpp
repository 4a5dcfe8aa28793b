// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/probesteps.h"

#include "ui/dialogs/rediswords.h"
#include "ui/theme/look.h"

#include <QGridLayout>
#include <QLabel>

namespace Recloser {

using namespace Qt::StringLiterals;

ProbeSteps::ProbeSteps(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(10);
    m_layout->setVerticalSpacing(4);
    m_layout->setColumnStretch(2, 1);
}

void ProbeSteps::clear()
{
    m_lines.clear();
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ProbeSteps::add(const RedisProbeStep &step)
{
    // What does not apply (TLS on a plain connection) would only be in the way.
    if (step.outcome == RedisProbeStep::Outcome::Skipped)
        return;
    const bool isFailed = step.outcome == RedisProbeStep::Outcome::Failed;
    const QString text = isFailed ? stepAdvice(step) : step.detail;
    const QString took = formatDuration(step.took);
    m_lines.append(u"%1 %2: %3 (%4)"_s.arg(isFailed ? tr("failed") : tr("ok"), stepName(step.name),
                                           text, took));

    const auto label = [](const QString &content) {
        auto *made = new QLabel(content);
        made->setTextFormat(Qt::PlainText);
        made->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        return made;
    };
    const QColor color = (isFailed ? m_theme.colors().bad : m_theme.colors().good).strong;
    QLabel *mark = label(isFailed ? u"✗"_s : u"✓"_s);
    mark->setAccessibleName(isFailed ? tr("failed") : tr("ok"));
    QLabel *name = label(stepName(step.name));
    QLabel *detail = label(text);
    detail->setWordWrap(true);
    detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QLabel *time = label(took);
    time->setFont(m_theme.figures());
    time->setAlignment(Qt::AlignRight | Qt::AlignTop);
    setLook(time, "muted"_L1);
    if (!isFailed)
        setLook(detail, "muted"_L1);
    for (QLabel *colored : {mark, isFailed ? name : mark}) {
        QPalette palette = colored->palette();
        palette.setColor(QPalette::WindowText, color);
        colored->setPalette(palette);
    }
    const int row = m_layout->rowCount();
    m_layout->addWidget(mark, row, 0);
    m_layout->addWidget(name, row, 1);
    m_layout->addWidget(detail, row, 2);
    m_layout->addWidget(time, row, 3);
}

} // namespace Recloser
