// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace Recloser {

class CircuitSources;

/// How far the scan for other libraries' circuits is, with a button to stop it or to scan again.
/// Hidden while no layout is switched on.
class ScanLine : public QWidget
{
    Q_OBJECT

public:
    explicit ScanLine(CircuitSources &sources, QWidget *parent = nullptr);

private:
    void follow();

    CircuitSources &m_sources;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace Recloser
