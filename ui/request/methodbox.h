// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QComboBox>

namespace Recloser {

/// The method of a request: one of the usual ones or any other token, in its colour. Follows the
/// theme.
class MethodBox : public QComboBox
{
    Q_OBJECT

public:
    explicit MethodBox(const Theme &theme, QWidget *parent = nullptr);

    /// True when the text is a token (RFC 9110 section 5.6.2).
    bool isValid() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// Somebody typed or chose another method.
    void methodEdited(const QString &method);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void colorText();

    const Theme &m_theme;
};

} // namespace Recloser
