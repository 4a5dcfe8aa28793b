// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/saverequestdialog.h"

#include "ui/collections/collectiondelegate.h"
#include "ui/collections/collectiontreemodel.h"
#include "ui/collections/collectionview.h"
#include "ui/describe/describecollections.h"
#include "ui/theme/look.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = CollectionNode::Kind;

} // namespace

SaveRequestDialog::SaveRequestDialog(const Theme &theme, CollectionShelf &shelf,
                                     const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_shelf(shelf)
    , m_model(new CollectionTreeModel(shelf, this, CollectionTreeModel::Depth::Files))
    , m_name(new QLineEdit(name))
    , m_view(new CollectionView(theme, *m_model))
    , m_fileLabel(new QLabel(tr("New &file")))
    , m_file(new QLineEdit)
    , m_hint(new QLabel)
{
    setWindowTitle(tr("Save request"));
    resize(460, 480);
    setLook(m_view, "field"_L1);
    m_view->setItemDelegate(new CollectionDelegate(theme, m_view));
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setDragDropMode(QAbstractItemView::NoDragDrop);
    m_view->setAccessibleName(tr("Folders and files"));
    m_view->expandToDepth(0);
    m_name->setPlaceholderText(tr("Without a name it is known by its address"));
    m_name->setAccessibleName(tr("Name of the request"));
    m_file->setPlaceholderText(u"requests.http"_s);
    m_file->setAccessibleName(tr("Name of the new file"));
    m_fileLabel->setBuddy(m_file);
    auto *nameLabel = new QLabel(tr("&Name"));
    nameLabel->setBuddy(m_name);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    setLook(m_hint, "muted"_L1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    setLook(m_save, "primary"_L1);
    auto *other = buttons->addButton(tr("Other place…"), QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &SaveRequestDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(other, &QPushButton::clicked, this, [this] {
        Q_EMIT otherPlaceRequested();
        reject();
    });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 14);
    layout->setSpacing(10);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(10);
    grid->addWidget(nameLabel, 0, 0);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(m_view, 1, 0, 1, 2);
    grid->addWidget(m_fileLabel, 2, 0);
    grid->addWidget(m_file, 2, 1);
    grid->addWidget(m_hint, 3, 1);
    grid->setRowStretch(1, 1);
    layout->addLayout(grid, 1);
    layout->addWidget(buttons);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SaveRequestDialog::follow);
    connect(m_view, &QAbstractItemView::doubleClicked, this, [this] {
        const CollectionNode *node = current().get();
        if (node && node->kind == Kind::File)
            accept();
    });
    connect(m_file, &QLineEdit::textChanged, this, &SaveRequestDialog::follow);
    if (!shelf.collections().isEmpty()) {
        Collection *first = shelf.collections().first();
        propose({first, first->root()});
    }
}

void SaveRequestDialog::propose(const CollectionItem &item)
{
    CollectionItem place = item;
    if (const CollectionNode *node = item.get(); node && node->kind == Kind::Request)
        place.node = node->parent;
    const QModelIndex index = m_model->indexOf(place);
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    follow();
}

CollectionItem SaveRequestDialog::current() const
{
    return m_view->currentItem();
}

QString SaveRequestDialog::path() const
{
    const CollectionItem place = current();
    const CollectionNode *node = place.get();
    if (!node)
        return {};
    const QString there = place.collection->pathOf(place.node);
    if (node->kind == Kind::File)
        return there;
    const QString name = withRequestFileEnding(
        m_file->text().trimmed().isEmpty() ? m_file->placeholderText() : m_file->text().trimmed());
    return there + u'/' + name;
}

void SaveRequestDialog::follow()
{
    const CollectionItem place = current();
    const CollectionNode *node = place.get();
    const bool isFolder = node && node->kind == Kind::Folder;
    m_fileLabel->setEnabled(isFolder);
    m_file->setEnabled(isFolder);
    auto problem = CollectionFailure::NameProblem::None;
    const QString target = path();
    const bool isOld = place.collection && place.collection->find(target) != noCollectionNode;
    if (isFolder && !isOld)
        problem = nameProblemOf(target.sliced(target.lastIndexOf(u'/') + 1), {});
    m_save->setEnabled(node && problem == CollectionFailure::NameProblem::None);
    if (!node)
        m_hint->setText(tr("Choose a file, or a folder for a new one."));
    else if (problem != CollectionFailure::NameProblem::None)
        m_hint->setText(describe(CollectionFailure{.kind = CollectionFailure::Kind::Name,
                                                   .nameProblem = problem,
                                                   .error = {.subject = m_file->text()}})
                            .headline);
    else
        m_hint->setText((isOld ? tr("It becomes the last request of %1.") : tr("Makes %1."))
                            .arg(target.sliced(place.collection->folder().size() + 1)));
}

void SaveRequestDialog::accept()
{
    const QString target = path();
    if (target.isEmpty())
        return;
    Q_EMIT chosen(target, m_name->text().trimmed());
    QDialog::accept();
}

} // namespace Recloser
