// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodyaccessible.h"

#include "ui/bodyview/bodyview.h"

#include <algorithm>

namespace Recloser {

namespace {

QAccessibleInterface *make(const QString &, QObject *object)
{
    auto *view = qobject_cast<BodyView *>(object);
    return view ? new BodyAccessible(view) : nullptr;
}

} // namespace

BodyAccessible::BodyAccessible(BodyView *view) : QAccessibleWidget(view, QAccessible::EditableText)
{
}

void BodyAccessible::install()
{
    // A factory that is installed twice is kept once.
    QAccessible::installFactory(make);
}

BodyView *BodyAccessible::view() const
{
    return static_cast<BodyView *>(widget());
}

void *BodyAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State BodyAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

void BodyAccessible::selection(int index, int *start, int *end) const
{
    const auto [first, last] = std::minmax({view()->anchor(), view()->cursor()});
    const bool isAny = index == 0 && first < last;
    *start = isAny ? view()->screenOffset(first) : 0;
    *end = isAny ? view()->screenOffset(last) : 0;
}

int BodyAccessible::selectionCount() const
{
    return view()->anchor() != view()->cursor() ? 1 : 0;
}

void BodyAccessible::addSelection(int start, int end)
{
    setSelection(0, start, end);
}

void BodyAccessible::removeSelection(int)
{
    view()->select(view()->cursor(), view()->cursor());
}

void BodyAccessible::setSelection(int, int start, int end)
{
    view()->select(view()->screenByte(start), view()->screenByte(end));
}

int BodyAccessible::cursorPosition() const
{
    return view()->screenOffset(view()->cursor());
}

void BodyAccessible::setCursorPosition(int position)
{
    const qint64 byte = view()->screenByte(position);
    view()->select(byte, byte);
}

QString BodyAccessible::text(int start, int end) const
{
    const QString all = view()->screenText();
    const qsizetype first = std::clamp<qsizetype>(start, 0, all.size());
    return all.sliced(first, std::clamp<qsizetype>(end, first, all.size()) - first);
}

int BodyAccessible::characterCount() const
{
    return int(view()->screenText().size());
}

QRect BodyAccessible::characterRect(int offset) const
{
    const QRect rect = view()->rectOf(view()->screenByte(offset));
    return {view()->viewport()->mapToGlobal(rect.topLeft()), rect.size()};
}

int BodyAccessible::offsetAtPoint(const QPoint &point) const
{
    return view()->screenOffset(view()->byteAtPoint(view()->viewport()->mapFromGlobal(point)));
}

void BodyAccessible::scrollToSubstring(int, int) { }

QString BodyAccessible::attributes(int, int *start, int *end) const
{
    *start = 0;
    *end = characterCount();
    return {};
}

} // namespace Recloser
