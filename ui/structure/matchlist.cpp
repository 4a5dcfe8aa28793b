// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/matchlist.h"

#include "ui/structure/itemwords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Of a value on its row.
constexpr qint64 shownBytes = 400;
/// Copied at once.
constexpr qint64 mostCopied = 50'000'000;

} // namespace

MatchList::MatchList(const Theme &theme, BodyFilter &filter, QWidget *parent)
    : RowArea(theme, parent)
    , m_filter(filter)
{
    connect(&filter, &BodyFilter::updated, this, [this] { rowsChanged(); });
}

QByteArrayView MatchList::valueOf(qint64 row) const
{
    const BodyMatch &match = m_filter.matches()[size_t(row)];
    const QByteArrayView text = m_filter.text().text.view();
    // What was found in another text says nothing about this one.
    return match.end <= text.size() ? text.sliced(match.begin, match.end - match.begin)
                                    : QByteArrayView();
}

QString MatchList::rowText(qint64 row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const QByteArrayView value = valueOf(row);
    return m_filter.matches()[size_t(row)].path + u" "_s
        + onOneLine(value.first(std::min<qint64>(shownBytes, value.size())));
}

void MatchList::paintRow(QPainter &painter, qint64 row, const QRect &rect)
{
    const ThemeColors &colors = theme().colors();
    const QByteArrayView value = valueOf(row);
    const QString path = m_filter.matches()[size_t(row)].path;
    QString words = onOneLine(value.first(std::min<qint64>(shownBytes, value.size())));
    if (value.size() > shownBytes)
        words += u'…';
    double x = 14 + leftEdge();
    x += put(painter, x, rect, path, colors.accent.strong) + 2 * columnWidth();
    x += put(painter, x, rect, words, colors.text) + 2 * columnWidth();
    const double width = x - leftEdge();
    if (width > contentWidth())
        QMetaObject::invokeMethod(
            this, [this, width] { setContentWidth(std::max(width, contentWidth())); },
            Qt::QueuedConnection);
}

bool MatchList::takeKey(QKeyEvent *event)
{
    if (event->key() != Qt::Key_C
        || event->modifiers() != (Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    copyPaths();
    return true;
}

void MatchList::activateRow(qint64 row)
{
    Q_EMIT chosen(m_filter.matches()[size_t(row)]);
}

void MatchList::addActions(QMenu &menu)
{
    if (rowCount() == 0)
        return;
    menu.addAction(tr("Copy value"), QKeySequence::Copy, this, &MatchList::copyValues);
    menu.addAction(tr("Copy path"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                   &MatchList::copyPaths);
    menu.addAction(tr("Copy all values"), this, &MatchList::copyAll);
    menu.addSeparator();
    menu.addAction(tr("Go to its place"), QKeySequence(Qt::Key_Return), this,
                   [this] { activateRow(current()); });
}

QByteArray MatchList::joined(qint64 first, qint64 last, QByteArrayView between) const
{
    QByteArray text;
    for (qint64 row = first; row <= last && text.size() < mostCopied; ++row) {
        if (row > first)
            text += between;
        text += valueOf(row);
    }
    return text;
}

void MatchList::copyValues()
{
    const auto [first, last] = selected();
    if (first >= 0)
        QGuiApplication::clipboard()->setText(QString::fromUtf8(joined(first, last, "\n")));
}

void MatchList::copyPaths()
{
    const auto [first, last] = selected();
    QStringList paths;
    for (qint64 row = std::max<qint64>(0, first); row <= last; ++row)
        paths += m_filter.matches()[size_t(row)].path;
    if (!paths.isEmpty())
        QGuiApplication::clipboard()->setText(paths.join(u'\n'));
}

void MatchList::copyAll()
{
    if (rowCount() == 0)
        return;
    const bool isXml = m_filter.text().language == StructureLanguage::Xml;
    const QByteArray values = joined(0, rowCount() - 1, isXml ? "\n" : ",\n");
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(isXml ? values : QByteArray('[' + values + ']')));
}

} // namespace Recloser
