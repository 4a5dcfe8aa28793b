// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keyinsight.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace Recloser {

/// One URL on one line, cut around a place in it: what the pattern has matched so far, and where it
/// stands. The theme outlives it.
class UrlStrip : public QWidget
{
    Q_OBJECT

public:
    explicit UrlStrip(const Theme &theme, QWidget *parent = nullptr);

    /// UTF-16 indices: [begin, end) is marked, a caret stands at `at`.
    void show(const QString &url, qsizetype begin, qsizetype end, qsizetype at);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_url;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    qsizetype m_at = 0;
};

} // namespace Recloser
