// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/historystore.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;
class QListView;
class QPushButton;

namespace Recloser {

class HistoryModel;

/// Asks for an exchange of history, searched while typing, or for the response of the open tab.
/// Theme and store outlive it. GUI thread.
class ExchangeChooser : public QDialog
{
    Q_OBJECT

public:
    ExchangeChooser(const Theme &theme, HistoryStore &store, QWidget *parent = nullptr);

    /// Looks for these words to begin with.
    void setSearch(const QString &text);
    void setOpenResponseOffered(bool offered);

Q_SIGNALS:
    void chosen(qint64 id);
    void openResponseChosen();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose();

    HistoryModel *m_model;
    QLineEdit *m_search;
    QListView *m_view;
    QPushButton *m_open;
    QPushButton *m_accept;
};

} // namespace Recloser
