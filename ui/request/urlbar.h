// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace Recloser {

class MethodBox;
class UrlLine;

/// Method and URL in one frame. Follows the theme.
class UrlBar : public QWidget
{
    Q_OBJECT

public:
    explicit UrlBar(const Theme &theme, QWidget *parent = nullptr);

    MethodBox &method() { return *m_method; }
    UrlLine &url() { return *m_url; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Theme &m_theme;
    MethodBox *m_method;
    UrlLine *m_url;
};

} // namespace Recloser
