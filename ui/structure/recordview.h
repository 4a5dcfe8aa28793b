// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/structure/rowarea.h"
#include "ui/structure/tablerecords.h"
#include "ui/widgets/latestjob.h"

namespace Recloser {

/// Records of a text of any size as a table: nothing is sorted, guessed or rounded. Ctrl+C copies a
/// cell, Ctrl+Shift+C the records as received. GUI thread.
class RecordView : public RowArea
{
    Q_OBJECT

public:
    explicit RecordView(const Theme &theme, QWidget *parent = nullptr);
    ~RecordView() override;

    void clear();
    void setFormat(const TableFormat &format);
    /// The text (UTF-8) as it grows; `isWhole` if that is all there will be.
    void grow(const HeldBytes &text, bool isWhole);

    qint64 rowCount() const override { return m_records ? m_records->rowCount() : 0; }
    /// Rows are still being looked for.
    bool isBusy() const { return m_scan.isBusy(); }
    /// What is wrong with rows, in a sentence; empty if nothing is.
    QString faultNote() const;
    QString rowText(qint64 row) const override;
    QStringList columns() const { return m_records ? m_records->columns() : QStringList(); }
    int column() const { return m_column; }
    QString cellText(qint64 row, int column) const;
    QString problemOf(qint64 row) const;
    void copyCell();
    void copyRows();

Q_SIGNALS:
    /// All rows are known.
    void settled();

protected:
    void paintRow(QPainter &painter, qint64 row, const QRect &rect) override;
    int headHeight() const override { return columns().isEmpty() ? 0 : rowHeight() + 6; }
    void paintHead(QPainter &painter, const QRect &rect) override;
    int leftWidth() const override;
    bool takeKey(QKeyEvent *event) override;
    void pressRow(qint64 row, const QPoint &point) override;
    void addActions(QMenu &menu) override;
    void copySelected() override { copyCell(); }
    void applyTheme() override;
    bool viewportEvent(QEvent *event) override;

private:
    const RecordRow *shown(qint64 row) const;
    void pump();
    void take(TableScan &&scan);
    void measure();
    int columnAt(int x) const;
    void moveColumn(int column);

    std::optional<TableRecords> m_records;
    std::optional<TableScanner> m_scanner;
    HeldBytes m_text;
    bool m_isWhole = false;
    /// Of the text, handed to the scanner.
    qint64 m_scanned = 0;
    LatestJob m_scan;
    std::vector<int> m_widths;
    int m_column = 0;
    mutable std::vector<RecordRow> m_shown;
    mutable qint64 m_shownFirst = 0;
    mutable PassingLook m_look;
};

} // namespace Recloser
