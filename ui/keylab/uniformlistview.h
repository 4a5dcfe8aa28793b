// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractItemView>

namespace Recloser {

/// A list of lines of one height whose cost does not grow with their number: Qt's own views walk
/// over all rows whenever the model is another one, which with 100 000 of them stops typing.
class UniformListView : public QAbstractItemView
{
    Q_OBJECT

public:
    explicit UniformListView(QWidget *parent = nullptr);

    void setLineHeight(int height);

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void paintEvent(QPaintEvent *event) override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;

private:
    int rowCount() const { return model() ? model()->rowCount(rootIndex()) : 0; }

    int m_lineHeight = 24;
};

} // namespace Recloser
