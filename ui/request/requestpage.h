// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/editfield.h"

#include <QWidget>

namespace Recloser {

/// One page of the composer.
class RequestPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What stands behind the page's name; empty: nothing.
    virtual QString badge() const = 0;
    /// True when an edit of this part shows on the page.
    virtual bool shows(RequestPart part) const = 0;
    /// Puts what is still being typed into the document.
    virtual void commit() { }
    /// Pages are built before they are shown for the first time, so that they come up whole.
    void setVisible(bool visible) override
    {
        if (visible)
            build();
        QWidget::setVisible(visible);
    }

Q_SIGNALS:
    void badgeChanged();

protected:
    /// Makes what the page shows, once.
    virtual void build() = 0;
};

} // namespace Recloser
