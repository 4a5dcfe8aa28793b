// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionshelf.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Recloser {

class CollectionTreeModel;
class CollectionView;
class Theme;

/// Where in the open collections a request is saved, and what it is called: at the end of a file,
/// or in a new file of a folder. The theme and the shelf outlive it. GUI thread.
class SaveRequestDialog : public QDialog
{
    Q_OBJECT

public:
    SaveRequestDialog(const Theme &theme, CollectionShelf &shelf, const QString &name,
                      QWidget *parent);

    /// Proposes this file or folder.
    void propose(const CollectionItem &item);

Q_SIGNALS:
    /// The file may not exist yet.
    void chosen(const QString &path, const QString &name);
    /// A file outside the collections is wanted.
    void otherPlaceRequested();

protected:
    void accept() override;

private:
    CollectionItem current() const;
    void follow();
    /// Empty where there is no place yet.
    QString path() const;

    CollectionShelf &m_shelf;
    CollectionTreeModel *m_model;
    QLineEdit *m_name;
    CollectionView *m_view;
    QLabel *m_fileLabel;
    QLineEdit *m_file;
    QLabel *m_hint;
    QPushButton *m_save;
};

} // namespace Recloser
