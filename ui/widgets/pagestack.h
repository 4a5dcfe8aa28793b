// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QStackedWidget>

#include <algorithm>

namespace Recloser {

/// A stack that needs no more height than the page it shows: pages that nobody looks at do not make
/// the window taller than a small screen. Those that nobody has looked at yet are not measured
/// either: that styles and lays out all they hold, and a window has many when it starts.
class PageStack : public QStackedWidget
{
public:
    explicit PageStack(QWidget *parent = nullptr) : QStackedWidget(parent)
    {
        connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
    }

    QSize sizeHint() const override { return hintOf(&QWidget::sizeHint); }
    QSize minimumSizeHint() const override { return hintOf(&QWidget::minimumSizeHint); }
    bool hasHeightForWidth() const override { return false; }

private:
    QSize hintOf(QSize (QWidget::*hint)() const) const
    {
        QSize size;
        for (int i = 0; i < count(); ++i) {
            const QWidget *page = widget(i);
            const bool isCurrent = page == currentWidget();
            if (!isCurrent && !page->testAttribute(Qt::WA_WState_Created))
                continue;
            const QSize wanted = (page->*hint)();
            size = {std::max({size.width(), wanted.width(), page->minimumWidth()}),
                    isCurrent ? wanted.height() : size.height()};
        }
        return size.expandedTo({0, 0});
    }
};

} // namespace Recloser
