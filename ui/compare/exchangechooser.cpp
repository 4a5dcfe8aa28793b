// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/exchangechooser.h"

#include "ui/history/historydelegate.h"
#include "ui/history/historymodel.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

ExchangeChooser::ExchangeChooser(const Theme &theme, HistoryStore &store, QWidget *parent)
    : QDialog(parent)
    , m_model(new HistoryModel(store, this))
    , m_search(new QLineEdit)
    , m_view(new QListView)
    , m_open(new QPushButton(tr("The response of the open tab")))
    , m_accept(new QPushButton(tr("&Compare with this")))
{
    setWindowTitle(tr("Choose an exchange"));
    resize(560, 480);
    setLook(m_search, "search"_L1);
    m_search->setPlaceholderText(tr("Search, or status:503 is:blocked"));
    m_search->setAccessibleName(tr("Search the history"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, m_model, &HistoryModel::setSearch);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new HistoryDelegate(theme, *m_model, this));
    m_view->setUniformItemSizes(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setAccessibleName(tr("Exchanges, newest first"));
    connect(m_view, &QAbstractItemView::doubleClicked, this, &ExchangeChooser::choose);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        if (bar->maximum() - value < 2 * bar->pageStep())
            m_model->fetchMore({});
    });
    const auto follow = [this] {
        if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0));
        m_accept->setEnabled(m_model->rowCount() > 0);
    };
    connect(m_model, &HistoryModel::countsChanged, this, follow);
    connect(m_model, &QAbstractItemModel::modelReset, this, follow);
    setLook(m_accept, "primary"_L1);
    m_accept->setDefault(true);
    connect(m_accept, &QPushButton::clicked, this, &ExchangeChooser::choose);
    m_open->setAutoDefault(false);
    connect(m_open, &QPushButton::clicked, this, [this] {
        Q_EMIT openResponseChosen();
        accept();
    });
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(m_search);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
    follow();
}

void ExchangeChooser::setSearch(const QString &text)
{
    m_search->setText(text);
    m_search->selectAll();
}

void ExchangeChooser::setOpenResponseOffered(bool offered)
{
    m_open->setVisible(offered);
}

void ExchangeChooser::choose()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    Q_EMIT chosen(m_model->row(index.row()).id);
    accept();
}

bool ExchangeChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown
            || key == Qt::Key_PageUp) {
            QCoreApplication::sendEvent(m_view, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace Recloser
