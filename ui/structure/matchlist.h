// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/structure/bodyfilter.h"
#include "ui/structure/rowarea.h"

namespace Recloser {

/// What a query found, a row each: where it is and what it says. Ctrl+C copies values, Ctrl+Shift+C
/// paths, Enter goes to the place. `filter` outlives it.
class MatchList : public RowArea
{
    Q_OBJECT

public:
    MatchList(const Theme &theme, BodyFilter &filter, QWidget *parent = nullptr);

    qint64 rowCount() const override { return qint64(m_filter.matches().size()); }
    QString rowText(qint64 row) const override;
    void copyValues();
    void copyPaths();
    /// Every value that is kept; JSON ones as an array.
    void copyAll();

Q_SIGNALS:
    void chosen(const Recloser::BodyMatch &match);

protected:
    void paintRow(QPainter &painter, qint64 row, const QRect &rect) override;
    bool takeKey(QKeyEvent *event) override;
    void activateRow(qint64 row) override;
    void addActions(QMenu &menu) override;
    void copySelected() override { copyValues(); }

private:
    QByteArrayView valueOf(qint64 row) const;
    QByteArray joined(qint64 first, qint64 last, QByteArrayView between) const;

    BodyFilter &m_filter;
};

} // namespace Recloser
