// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAccessible>
#include <QAccessibleWidget>

namespace Recloser {

class BodyView;

/// What a screen reader knows of a BodyView: the text on the screen, as one, with the cursor and
/// the selection as far as they are in it. Scrolling makes it another text.
class BodyAccessible : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit BodyAccessible(BodyView *view);
    /// Makes one for every BodyView that is asked for; once is enough.
    static void install();

    void *interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::State state() const override;

    void selection(int index, int *start, int *end) const override;
    int selectionCount() const override;
    void addSelection(int start, int end) override;
    void removeSelection(int index) override;
    void setSelection(int index, int start, int end) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int start, int end) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int start, int end) override;
    QString attributes(int offset, int *start, int *end) const override;

private:
    BodyView *view() const;
};

} // namespace Recloser
