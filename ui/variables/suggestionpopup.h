// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/theme/theme.h"
#include "ui/variables/suggestionmodel.h"

#include <QFrame>

class QLabel;
class QListView;

namespace Recloser {

/// The list under a caret: names with their values, and of the current one where it comes from.
/// Lies over the field's window as a part of it and never takes the focus. Follows the theme.
class SuggestionPopup : public QFrame
{
    Q_OBJECT

public:
    explicit SuggestionPopup(const Theme &theme, QWidget *parent = nullptr);

    SuggestionModel &model() { return m_model; }
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
    SuggestionModel m_model;
    QListView *m_list;
    QLabel *m_note;
};

} // namespace Recloser
