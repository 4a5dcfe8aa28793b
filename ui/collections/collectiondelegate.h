// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionshelf.h"
#include "ui/document/requestdocument.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace Recloser {

/// A request that is open in a tab.
struct OpenedRequest
{
    enum class Tab { Background, Current };
    enum class Edits { None, Unsaved };

    FileOrigin origin;
    Tab tab = Tab::Background;
    Edits edits = Edits::None;
};

/// Paints a folder, file or request in a line: name, method in its colour, what is wrong with it,
/// whether it is open and differs from its file.
class CollectionDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CollectionDelegate(const Theme &theme, QObject *parent = nullptr);

    void setOpened(const QList<OpenedRequest> &opened);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

private:
    int methodWidth() const;
    const OpenedRequest *openedOf(const CollectionItem &item) const;
    /// Some request of the file has unsaved edits.
    bool hasEdits(const CollectionItem &item) const;
    void paintRest(QPainter *painter, const QStyleOptionViewItem &option, QRect rest,
                   const CollectionItem &item) const;

    const Theme &m_theme;
    QHash<QString, QHash<int, OpenedRequest>> m_opened;
};

} // namespace Recloser
