// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keylabmodel.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

/// A URL cut to what fits, with its key in the middle. Plain value.
struct MarkedUrl
{
    QString before;
    QString key;
    QString after;

    bool operator==(const MarkedUrl &) const = default;
};

/// Cuts `url` to at most `room` characters around [begin, end): from what is behind the key first,
/// then from before it, then from the key's own middle. Cut places show "…".
MarkedUrl markedUrl(QStringView url, qsizetype begin, qsizetype end, qsizetype room);

/// Paints headings and URLs of Key Lab, the key marked inside each URL.
class KeyLabDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    KeyLabDelegate(const Theme &theme, const KeyLabModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    int lineHeight() const;

private:
    void paintHeading(QPainter &painter, const QRect &rect, const KeyGroup &group) const;
    /// Marks at both ends of a row: it moved, it is as expected or not. Returns the width they
    /// take.
    int paintSides(QPainter &painter, const QRect &rect, const KeyRow &url) const;
    void paintUrl(QPainter &painter, const QRect &rect, const KeyRow &url) const;

    const Theme &m_theme;
    const KeyLabModel &m_model;
};

} // namespace Recloser
