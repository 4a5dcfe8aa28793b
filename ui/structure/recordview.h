// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/structure/recordsource.h"
#include "ui/structure/rowarea.h"

namespace Recloser {

/// Records of a text of any size as a table: nothing is sorted, guessed or rounded. Ctrl+C copies a
/// cell, Ctrl+Shift+C the records as received. GUI thread.
class RecordView : public RowArea
{
    Q_OBJECT

public:
    explicit RecordView(const Theme &theme, QWidget *parent = nullptr);
    ~RecordView() override;

    void setSource(std::unique_ptr<RecordSource> source);
    void clear() { setSource(nullptr); }
    void grow(const HeldBytes &text, LineScan &&lines);

    qint64 rowCount() const override { return m_source ? m_source->rowCount() : 0; }
    QString rowText(qint64 row) const override;
    QStringList columns() const { return m_source ? m_source->columns() : QStringList(); }
    int column() const { return m_column; }
    QString cellText(qint64 row, int column) const;
    QString problemOf(qint64 row) const;
    void copyCell();
    void copyRows();

protected:
    void paintRow(QPainter &painter, qint64 row, const QRect &rect) override;
    int headHeight() const override { return columns().isEmpty() ? 0 : rowHeight() + 6; }
    void paintHead(QPainter &painter, const QRect &rect) override;
    bool takeKey(QKeyEvent *event) override;
    void pressRow(qint64 row, const QPoint &point) override;
    void addActions(QMenu &menu) override;
    void copySelected() override { copyCell(); }
    void applyTheme() override;
    bool viewportEvent(QEvent *event) override;

private:
    const RecordRow *shown(qint64 row) const;
    void measure();
    int gutter() const;
    int columnAt(int x) const;
    void moveColumn(int column);

    std::unique_ptr<RecordSource> m_source;
    std::vector<int> m_widths;
    int m_column = 0;
    mutable std::vector<RecordRow> m_shown;
    mutable qint64 m_shownFirst = 0;
};

} // namespace Recloser
