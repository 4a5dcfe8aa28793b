// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keygroups.h"
#include "ui/keylab/uniformlistview.h"
#include "ui/theme/theme.h"

class QMenu;

namespace Recloser {

class KeyLabModel;

/// The keys and their URLs, with what one can do with a line: copy it, take its URL off the list.
/// Theme and model outlive it. GUI thread.
class KeyLabView : public UniformListView
{
    Q_OBJECT

public:
    KeyLabView(const Theme &theme, KeyLabModel &model, QWidget *parent = nullptr);

    /// Whether URLs may be taken off the list.
    enum class Removal { Offered, NotOffered };
    void setRemoval(Removal removal) { m_removal = removal; }
    /// The URL of the current line; null for a heading and for none.
    QString currentUrl() const;

Q_SIGNALS:
    void removeRequested(const QString &url);
    /// `url` shall give `key` from now on; nothing: it shall not match.
    void expectRequested(const QString &url, const Recloser::WantedKey &key);
    void forgetRequested(const QString &url);
    /// What it shall give is to be typed.
    void expectOtherRequested(const QString &url, const QString &key);
    /// Another URL is the current one.
    void urlChosen(const QString &url);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void copySelection();
    void showMenu(const QModelIndex &index, const QPoint &position);
    void addExpectations(QMenu &menu, const KeyRow &row);

    KeyLabModel &m_model;
    Removal m_removal = Removal::NotOffered;
};

} // namespace Recloser
