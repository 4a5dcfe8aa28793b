// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QTabBar>

namespace Recloser {

/// A flat row of page names with a small badge (a count, a word) behind each; the current one is
/// underlined. Follows the theme.
class PageTabs : public QTabBar
{
    Q_OBJECT

public:
    explicit PageTabs(const Theme &theme, QWidget *parent = nullptr);

    /// Empty: none.
    void setBadge(int index, const QString &badge);
    QString badge(int index) const { return tabData(index).toString(); }

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString plainText(int index) const;

    const Theme &m_theme;
};

} // namespace Recloser
