// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/bodyview/bodysearch.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace Recloser {

class BodyView;

/// The bar that looks for text in a BodyView: Enter and Shift+Enter step, Esc closes, switches for
/// case, whole words and regular expressions, and a count ("3 of 17"). A child of the view, which
/// places it.
class BodyFindBar : public QWidget
{
    Q_OBJECT

public:
    BodyFindBar(const Theme &theme, BodyView &view);

    /// Takes the focus, with `text` to look for unless it is empty.
    void open(const QString &text);
    void findNext();
    void findPrevious();
    /// What the count says, such as "3 of 17".
    QString countText() const;

Q_SIGNALS:
    void closeRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addSwitch(const QString &text, const QString &tip);
    void applyQuery();
    void takeNews();
    void show(const FoundPlace &place);
    void step(BodySearch::Direction direction);
    void updateCount();

    BodyView &m_view;
    BodySearch &m_search;
    QLineEdit *m_field;
    QLabel *m_count;
    QToolButton *m_case;
    QToolButton *m_words;
    QToolButton *m_regex;
    /// Where the search began: typing more looks from here, not from the last place.
    qint64 m_from = 0;
    bool m_jumpPending = false;
    std::optional<FoundPlace> m_current;
};

} // namespace Recloser
