// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"

#include <QFlags>
#include <QFrame>

class QAbstractListModel;
class QLabel;
class QListView;

namespace Recloser {

/// The list under a caret: words with what is behind them, and a note about the current one. Lies
/// over the field's window as a part of it and never takes the focus. Follows the theme.
class CompletionPopup : public QFrame
{
    Q_OBJECT

public:
    /// What a model gives beside Qt::DisplayRole, the word.
    enum Role {
        DetailRole = Qt::UserRole, ///< beside the word
        NoteRole, ///< under the list
        LooksRole, ///< Looks
    };
    enum class Look {
        Plain = 0,
        Special = 1, ///< the word in another colour
        ProseDetail = 2, ///< the detail is words, not code
        StruckOut = 4,
    };
    Q_DECLARE_FLAGS(Looks, Look)

    /// Both references outlive it.
    CompletionPopup(const Theme &theme, QAbstractListModel &model, const QString &accessibleName,
                    QWidget *parent = nullptr);

    /// Over `field`'s window, under (or where there is no room above) `caret`, a rectangle of the
    /// field.
    void popUp(QWidget &field, const QRect &caret);
    /// The keys of a list that is open; false: not one of them.
    bool takeKey(int key);
    /// Empty: there is none.
    QString current() const;
    void selectFirst();

Q_SIGNALS:
    void chosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void step(int rows);
    void showNote();

    const Theme &m_theme;
    QListView *m_list;
    QLabel *m_note;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(CompletionPopup::Looks)

/// How well `name` fits what is typed of it: 0 best, then at a word's begin, then anywhere; -1: not
/// at all. Letter case does not matter, nor does a dollar sign in front.
int completionRank(const QString &name, const QString &typed);

} // namespace Recloser
