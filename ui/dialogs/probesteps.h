// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/probe.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QGridLayout;

namespace Recloser {

/// The steps of a connection test: a mark, what was tried, what it gave or what to do, and how long
/// it took.
class ProbeSteps : public QWidget
{
    Q_OBJECT

public:
    explicit ProbeSteps(const Theme &theme, QWidget *parent = nullptr);

    void clear();
    void add(const RedisProbeStep &step);
    /// The text of all steps, for the clipboard and for tests.
    QString text() const { return m_lines.join(u'\n'); }

private:
    const Theme &m_theme;
    QGridLayout *m_layout;
    QStringList m_lines;
};

} // namespace Recloser
