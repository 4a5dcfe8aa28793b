// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QHash>
#include <QTabBar>

namespace Recloser {

/// The strip of open requests. With many of them the tabs grow narrower; only when they would no
/// longer tell themselves apart it scrolls.
class DocumentTabs : public QTabBar
{
    Q_OBJECT

public:
    explicit DocumentTabs(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

    /// While many tabs come, each of which has all of them laid out, nothing is measured; they are
    /// laid out when it ends. For a hidden strip.
    void setFilling(bool isFilling);

protected:
    void initStyleOption(QStyleOptionTab *option, int index) const override;
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QSize naturalSize(int index) const;
    bool isCrowded() const;
    void chooseLayout();

    /// By text: QTabBar asks for all of them with every change of one, and text takes long to
    /// measure.
    mutable QHash<QString, QSize> m_natural;
    mutable QSize m_naturalIcon;
    bool m_isFilling = false;
};

} // namespace Recloser
