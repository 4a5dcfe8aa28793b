// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/applysheet.h"

#include "ui/keylab/keywords.h"
#include "ui/keylab/patternfield.h"
#include "ui/theme/look.h"
#include "ui/widgets/plaintip.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

void addChanges(QTreeWidget &tree, const QString &title, const QList<KeyChanges::Change> &changes,
                qsizetype count, const QFont &keyFont, const QString &arrow)
{
    if (changes.isEmpty())
        return;
    auto *heading = new QTreeWidgetItem(&tree, {title});
    QFont bold = tree.font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(0, bold);
    const auto add
        = [&](QTreeWidgetItem *under, const QString &name, const KeyChanges::Share &share) {
              auto *item = new QTreeWidgetItem(under, {name, urlCount(share.urls)});
              item->setFont(0, keyFont);
              item->setToolTip(0, plainTip(circuitName(share.key)));
              item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
              return item;
          };
    for (const KeyChanges::Change &change : changes) {
        QTreeWidgetItem *circuit = add(heading, circuitName(change.circuit.key), change.circuit);
        for (const KeyChanges::Share &share : change.others)
            add(circuit, arrow + circuitName(share.key), share);
        if (change.otherCount > change.others.size())
            new QTreeWidgetItem(
                circuit,
                {ApplySheet::tr("and %1 more")
                     .arg(QLocale().toString(change.otherCount - change.others.size()))});
    }
    if (count > changes.size())
        new QTreeWidgetItem(
            heading,
            {ApplySheet::tr("and %1 more").arg(QLocale().toString(count - changes.size()))});
}

} // namespace

QString changesSummary(const KeyChanges &changes)
{
    QStringList parts;
    if (changes.splitCount > 0)
        parts.append(ApplySheet::tr("%1 split").arg(QLocale().toString(changes.splitCount)));
    if (changes.mergeCount > 0)
        parts.append(ApplySheet::tr("%1 merged").arg(QLocale().toString(changes.mergeCount)));
    if (changes.renameCount > 0)
        parts.append(ApplySheet::tr("%1 renamed").arg(QLocale().toString(changes.renameCount)));
    return ApplySheet::tr("Circuits: %1. Another circuit for %2 of %3.")
        .arg(parts.join(u", "_s), QLocale().toString(changes.moved), urlCount(changes.urls));
}

ApplySheet::ApplySheet(const Theme &theme, const KeyChanges &changes, const ApplyTarget &target,
                       QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Use this pattern"));
    auto *title = new QLabel(tr("Use it for: %1").arg(target.label));
    setLook(title, "title"_L1);
    title->setWordWrap(true);
    auto *summary = new QLabel(changesSummary(changes));
    summary->setWordWrap(true);
    auto *note = new QLabel(tr("Failures counted under an old key do not follow to the new one."));
    note->setWordWrap(true);
    setLook(note, "muted"_L1);

    auto *tree = new QTreeWidget;
    tree->setHeaderHidden(true);
    tree->setColumnCount(2);
    tree->setUniformRowHeights(true);
    tree->setIndentation(16);
    tree->setTextElideMode(Qt::ElideMiddle);
    tree->header()->setStretchLastSection(false);
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    tree->setAccessibleName(tr("Circuits that change"));
    const QFont font = exactFont(theme);
    addChanges(*tree, tr("One circuit becomes several"), changes.splits, changes.splitCount, font,
               u"→ "_s);
    addChanges(*tree, tr("Several circuits become one"), changes.merges, changes.mergeCount, font,
               u"← "_s);
    addChanges(*tree, tr("Only the key is another one"), changes.renames, changes.renameCount, font,
               u"→ "_s);
    tree->expandToDepth(changes.splitCount + changes.mergeCount + changes.renameCount > 12 ? 0 : 1);

    tree->setCurrentItem(tree->topLevelItem(0));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Apply | QDialogButtonBox::Cancel);
    QPushButton *apply = buttons->button(QDialogButtonBox::Apply);
    setLook(apply, "primary"_L1);
    apply->setDefault(true);
    connect(apply, &QPushButton::clicked, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addWidget(summary);
    layout->addWidget(tree, 1);
    layout->addWidget(note);
    layout->addWidget(buttons);
    resize(520, 440);
}

} // namespace Recloser
