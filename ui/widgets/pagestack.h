// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStackedWidget>

namespace Recloser {

/// A stack that needs no more height than the page it shows: pages that nobody looks at do not make
/// the window taller than a small screen.
class PageStack : public QStackedWidget
{
public:
    explicit PageStack(QWidget *parent = nullptr) : QStackedWidget(parent)
    {
        connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
    }

    QSize minimumSizeHint() const override
    {
        const QWidget *page = currentWidget();
        return {QStackedWidget::minimumSizeHint().width(),
                page ? page->minimumSizeHint().height() : 0};
    }
    bool hasHeightForWidth() const override { return false; }
};

} // namespace Recloser
