// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/duplicatekeys.h"
#include "core/text/structurepath.h"
#include "ui/editor/codecolors.h"
#include "ui/structure/itemwords.h"
#include "ui/structure/rowarea.h"
#include "ui/widgets/latestjob.h"

#include <QHash>

namespace Recloser {

/// JSON or XML of any size as a tree: what is closed is not looked into, what is opened is there as
/// far as a worker has come. Arrow keys, * for all below, Ctrl+C for the value, Ctrl+Shift+C for
/// the path. GUI thread.
class StructureView : public RowArea
{
    Q_OBJECT

public:
    /// Copying more asks first.
    static constexpr qint64 bigCopy = 100'000'000;

    explicit StructureView(const Theme &theme, QWidget *parent = nullptr);
    ~StructureView() override;

    void clear();
    /// The text that begins as the one before, as far as it is known to be sound; `isWhole` if that
    /// is all there will be.
    void grow(StructureLanguage language, const HeldBytes &sound, bool isWhole);
    /// Keys of the text that are marked.
    void setDuplicates(std::vector<DuplicateKey> duplicates);

    const StructureTree &tree() const { return m_tree; }
    qint64 rowCount() const override { return m_tree.rowCount(); }
    QString rowText(qint64 row) const override;
    /// Items are still being looked for, counted or copied.
    bool isBusy() const;

    void open(qint64 row);
    void close(qint64 row);
    /// All below, up to a bound.
    void openAll(qint64 row);
    void copyValue();
    void copyPretty();
    void copyPath(PathStyle style);
    void copyBytes(qint64 begin, qint64 end);

Q_SIGNALS:
    void bigCopyRequested(qint64 begin, qint64 end);
    /// Nothing is being looked for any more.
    void settled();

protected:
    void paintRow(QPainter &painter, qint64 row, const QRect &rect) override;
    bool takeKey(QKeyEvent *event) override;
    void pressRow(qint64 row, const QPoint &point) override;
    void activateRow(qint64 row) override;
    void addActions(QMenu &menu) override;
    void copySelected() override { copyValue(); }
    void applyTheme() override;

private:
    struct Growing
    {
        std::weak_ptr<StructureNode> node;
        ItemScanner scanner;
        /// It has seen so much of the text.
        qint64 seen = 0;
    };
    struct ShownItem
    {
        StructureRow row;
        ItemWords words;
    };

    void refresh();
    void widen(double width);
    bool isMark(const StructureRow &row, int x) const;
    const ShownItem *shown(qint64 row) const;
    void describeRows(qint64 first, qint64 count) const;
    void startGrowing(const std::shared_ptr<StructureNode> &node);
    void pump();
    void take(const std::shared_ptr<StructureNode> &node, ItemScan &&scan);
    void openRoot();
    void countVisible();
    void copyItem(BodyForm form);
    template<typename Make> void copyMade(qint64 bytes, Make make);

    /// They take a while to be made.
    CodeFormats m_formats;
    StructureTree m_tree;
    bool m_isWhole = false;
    bool m_isRootOpened = false;
    std::vector<DuplicateKey> m_duplicates;
    std::vector<Growing> m_growing;
    /// Children by where a container begins.
    mutable QHash<qint64, qint64> m_counts;
    /// What is on the screen.
    mutable std::vector<ShownItem> m_shown;
    mutable qint64 m_shownFirst = 0;
    mutable PassingLook m_look;
    LatestJob m_scan;
    LatestJob m_count;
    LatestJob m_openAll;
    LatestJob m_copy;
};

} // namespace Recloser
