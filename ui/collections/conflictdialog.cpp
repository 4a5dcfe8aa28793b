// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/conflictdialog.h"

#include "ui/compare/diffview.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

ConflictDialog::ConflictDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_headline(new QLabel)
    , m_view(new DiffView(theme))
{
    setWindowTitle(tr("Two versions of a request"));
    resize(960, 560);
    m_headline->setWordWrap(true);
    m_headline->setTextFormat(Qt::PlainText);
    setLook(m_headline, "title"_L1);
    m_headline->setContentsMargins(16, 14, 16, 4);

    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 10, 16, 14);
    buttons->setSpacing(8);
    auto *later = new QPushButton(tr("Decide later"));
    connect(later, &QPushButton::clicked, this, &QDialog::close);
    buttons->addWidget(later);
    buttons->addStretch();
    const auto add = [&](const QString &text, const QString &tip, ConflictChoice choice) {
        auto *button = new QPushButton(text);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, [this, choice] {
            Q_EMIT chosen(choice);
            close();
        });
        buttons->addWidget(button);
        return button;
    };
    add(tr("Keep mine"), tr("What is in the tab replaces this request in the file"),
        ConflictChoice::KeepMine);
    add(tr("Take theirs"), tr("The tab shows what the file holds; undo brings yours back"),
        ConflictChoice::TakeTheirs);
    auto *both = add(tr("Keep both"), tr("Yours becomes a request of its own, right behind theirs"),
                     ConflictChoice::KeepBoth);
    setLook(both, "primary"_L1);
    both->setDefault(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_headline);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
}

void ConflictDialog::setTexts(const QString &request, const QString &fileName, const QString &mine,
                              const QString &theirs)
{
    m_headline->setText(
        tr("“%1” was changed here, and by another program in %2").arg(request, fileName));
    m_view->setTexts(tr("Mine, in the tab"), mine, tr("Theirs, in %1").arg(fileName), theirs);
}

} // namespace Recloser
