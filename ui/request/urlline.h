// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QLineEdit>

namespace Recloser {

/// The URL as one line of text: pasted line breaks taken out, pasted requests handed on instead of
/// inserted. Follows the theme.
class UrlLine : public QLineEdit
{
    Q_OBJECT

public:
    explicit UrlLine(const Theme &theme, QWidget *parent = nullptr);

    /// Puts text in at the cursor as if pasted, whatever it looks like.
    void insertUrl(const QString &text);

Q_SIGNALS:
    /// Enter without modifiers.
    void submitted();
    /// A whole request was pasted or dropped; nothing was inserted.
    void requestPasted(const QString &text);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void pasteFrom(const QString &text);

    const Theme &m_theme;
};

} // namespace Recloser
