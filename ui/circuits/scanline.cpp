// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/circuits/scanline.h"

#include "ui/circuits/circuitsources.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace Recloser {

using namespace Qt::StringLiterals;

ScanLine::ScanLine(CircuitSources &sources, QWidget *parent)
    : QWidget(parent)
    , m_sources(sources)
    , m_text(new QLabel)
    , m_button(new QPushButton)
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(1);
    setLook(m_text, "muted"_L1);
    setLook(m_button, "link"_L1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 10, 6);
    layout->setSpacing(6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_sources.progress().isScanning)
            m_sources.stop();
        else
            m_sources.scan();
    });
    connect(&sources, &CircuitSources::progressed, this, &ScanLine::follow);
    connect(&sources, &CircuitSources::preferencesChanged, this, &ScanLine::follow);
    follow();
}

void ScanLine::follow()
{
    setVisible(m_sources.isOn());
    const LayoutScanner::Progress progress = m_sources.progress();
    const QLocale locale;
    const QString scanned = progress.total
        ? tr("%1 of %2 keys")
              .arg(locale.toString(progress.scanned), locale.toString(*progress.total))
        : tr("%1 keys").arg(locale.toString(progress.scanned));
    QString text;
    if (progress.isScanning)
        text = tr("Scanned %1, %2 found").arg(scanned, locale.toString(progress.found));
    else if (const auto error = m_sources.error())
        text = tr("The scan ended early: %1").arg(error->detail);
    else if (!progress.isComplete)
        text = tr("Stopped after %1, %2 found").arg(scanned, locale.toString(progress.found));
    else
        text = tr("%1 circuits of other libraries").arg(locale.toString(progress.found));
    if (progress.isFull)
        text += tr(", more were left out");
    m_text->setText(text);
    m_button->setText(progress.isScanning ? tr("Stop") : tr("Scan again"));
}

} // namespace Recloser
