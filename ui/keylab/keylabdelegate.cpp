// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/keylabdelegate.h"

#include "ui/keylab/keywords.h"
#include "ui/keylab/patternfield.h"

#include <QLocale>
#include <QPainter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideMargin = 12;
constexpr int movedWidth = 16;

QString cutEnd(QStringView text, qsizetype room)
{
    if (text.size() <= room)
        return text.toString();
    return room <= 0 ? QString() : text.first(room - 1) + u'…';
}

QString cutBegin(QStringView text, qsizetype room)
{
    if (text.size() <= room)
        return text.toString();
    return room <= 0 ? QString() : u'…' + text.last(room - 1);
}

QString cutMiddle(QStringView text, qsizetype room)
{
    if (text.size() <= room)
        return text.toString();
    const qsizetype half = std::max<qsizetype>(0, room - 1) / 2;
    return text.first(std::max<qsizetype>(0, room - 1 - half)) + u'…' + text.last(half);
}

/// Line breaks and the like would make a line two.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (c < u' ' || c == u'\x7f')
            c = u'␣';
    }
    return text;
}

} // namespace

MarkedUrl markedUrl(QStringView url, qsizetype begin, qsizetype end, qsizetype room)
{
    const QStringView before = url.first(begin);
    const QStringView key = url.sliced(begin, end - begin);
    const QStringView after = url.sliced(end);
    // Some of what is before the key is kept as long as the key itself fits.
    const qsizetype keyRoom = std::min(key.size(), room);
    const qsizetype beforeRoom = std::min(before.size(), room - keyRoom);
    return {.before = cutBegin(before, beforeRoom),
            .key = cutMiddle(key, keyRoom),
            .after = cutEnd(after, room - keyRoom - beforeRoom)};
}

KeyLabDelegate::KeyLabDelegate(const Theme &theme, const KeyLabModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_model(model)
{
}

int KeyLabDelegate::lineHeight() const
{
    return std::max(QFontMetrics(m_theme.monospace()).height(),
                    QFontMetrics(m_theme.figures()).height())
        + 9;
}

void KeyLabDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const ThemeColors &colors = m_theme.colors();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colors.selection);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, colors.hover);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect inner = option.rect.adjusted(sideMargin, 0, -sideMargin, 0);
    const KeyLabModel::Line line = m_model.line(index.row());
    if (line.url)
        paintUrl(*painter, inner, *line.url);
    else
        paintHeading(*painter, inner, *line.group);
    painter->restore();
}

void KeyLabDelegate::paintHeading(QPainter &painter, const QRect &rect, const KeyGroup &group) const
{
    const ThemeColors &colors = m_theme.colors();
    const bool isByHost = group.by == KeyView::By::Host;
    QString count = urlCount(group.count);
    if (isByHost && group.keys > 1)
        count += tr(" · %1 keys").arg(group.keys >= 32 ? u"32+"_s : QString::number(group.keys));
    else if (!isByHost && group.source == KeySource::Match && group.hosts > 1)
        count += tr(" · %1 hosts").arg(group.hosts >= 32 ? u"32+"_s : QString::number(group.hosts));
    const int countWidth = QFontMetrics(m_theme.figures()).horizontalAdvance(count) + 8;

    const bool isKey = group.source == KeySource::Match;
    QFont font = isKey ? exactFont(m_theme) : m_theme.figures();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(isKey ? colors.text : toneOf(m_theme, toneOfGroup(group)).strong);
    const QFontMetrics metrics(font);
    // A key may be as long as a URL; what is never painted is not measured.
    const QString whole
        = printable(cutMiddle(titleOf(group, m_model.groups()->question.policy), 400));
    const QString title = metrics.elidedText(whole, Qt::ElideMiddle, rect.width() - countWidth);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, title);

    painter.setFont(m_theme.figures());
    painter.setPen(isKey && !isByHost && group.hosts > 1 ? colors.warning.strong : colors.muted);
    painter.drawText(rect.adjusted(metrics.horizontalAdvance(title) + 8, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, count);
}

int KeyLabDelegate::paintSides(QPainter &painter, const QRect &rect, const KeyRow &url) const
{
    const ThemeColors &colors = m_theme.colors();
    int taken = 0;
    const QFont font = painter.font();
    painter.setFont(m_theme.figures());
    if (url.movedFrom >= 0) {
        painter.setPen(colors.accent.strong);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, u"↷"_s);
        taken += movedWidth;
    }
    if (url.verdict != KeyRow::Verdict::None) {
        const bool isGood = url.verdict == KeyRow::Verdict::AsExpected;
        // Where there is no room for it, the tool tip says what was expected.
        constexpr int roomForWords = 420;
        QString text = isGood ? u"✓"_s : u"✗"_s;
        if (!isGood && rect.width() >= roomForWords)
            text = u"✗ "_s
                + painter.fontMetrics().elidedText(tr("expected %1").arg(m_model.wantedText(url)),
                                                   Qt::ElideMiddle, rect.width() * 2 / 5);
        painter.setPen(isGood ? colors.good.strong : colors.bad.strong);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, text);
        taken += painter.fontMetrics().horizontalAdvance(text) + 8;
    }
    painter.setFont(font);
    return taken;
}

void KeyLabDelegate::paintUrl(QPainter &painter, const QRect &rect, const KeyRow &url) const
{
    const ThemeColors &colors = m_theme.colors();
    painter.setFont(exactFont(m_theme));
    const QFontMetricsF metrics(painter.font());
    constexpr double markPadding = 3;
    const QString &text = m_model.groups()->urls.at(url.url);
    const bool isMarked = url.end > url.begin;
    const int sides = paintSides(painter, rect, url);
    const double width = rect.width() - sides - (isMarked ? 4 * markPadding : 0);
    const auto room = qsizetype(width / std::max(1.0, metrics.horizontalAdvance(u'0')));
    const MarkedUrl parts = markedUrl(text, url.begin, url.end, std::max<qsizetype>(4, room));

    double x = rect.left() + (url.movedFrom >= 0 ? movedWidth : 0);
    const auto draw = [&](const QString &part, const QColor &color) {
        const double advance = metrics.horizontalAdvance(part);
        painter.setPen(color);
        painter.drawText(QRectF(x, rect.top(), advance + 2, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, part);
        x += advance;
    };
    draw(printable(parts.before), colors.muted);
    if (isMarked) {
        const QString key = printable(parts.key);
        x += parts.before.isEmpty() ? 0 : markPadding;
        const QRectF mark(x, rect.center().y() - metrics.height() / 2.0 - 1,
                          metrics.horizontalAdvance(key) + 2 * markPadding, metrics.height() + 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.warning.soft);
        painter.drawRoundedRect(mark, 3, 3);
        x += markPadding;
        draw(key, colors.warning.strong);
        x += 2 * markPadding;
    }
    draw(printable(parts.after), colors.muted);
}

} // namespace Recloser
