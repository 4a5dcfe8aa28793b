// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractItemView>

class QHeaderView;

namespace Recloser {

/// A table whose rows have one height, so that rows that come cost the same however many there are
/// (a QTableView goes over all of them). One row is current and selected. Screen readers are told
/// the current one. GUI thread.
class RowTable : public QAbstractItemView
{
    Q_OBJECT

public:
    explicit RowTable(QWidget *parent = nullptr);

    QHeaderView *horizontalHeader() const { return m_header; }
    void setColumnWidth(int column, int width);
    /// Makes it the current one.
    void selectRow(int row);
    /// Rows that are seen whole.
    int visibleRows() const;

    void setModel(QAbstractItemModel *model) override;
    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    QSize minimumSizeHint() const override;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    int top() const;
    int rowCount() const;
    int rowAt(int y) const;
    QRect rectOf(int row) const;
    void measure();
    void setHovered(int row);

    QHeaderView *m_header;
    int m_rowHeight = 20;
    int m_hovered = -1;
};

} // namespace Recloser
