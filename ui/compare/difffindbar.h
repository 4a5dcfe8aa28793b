// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/compare/diffcanvas.h"
#include "ui/widgets/latestjob.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace Recloser {

/// Looks for a text on both sides of a DiffCanvas, in a thread of its own while it is typed: Enter
/// and Shift+Enter step, Esc closes.
class DiffFindBar : public QWidget
{
    Q_OBJECT

public:
    explicit DiffFindBar(DiffCanvas &canvas, QWidget *parent = nullptr);

    /// Takes the focus, with `text` to look for unless it is empty.
    void open(const QString &text);
    /// Looks again, in other rows.
    void refresh();
    void step(int direction);
    bool isSearching() const { return m_job.isBusy(); }
    QString countText() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void show(std::optional<size_t> index);
    void leave();

    DiffCanvas &m_canvas;
    LatestJob m_job;
    QLineEdit *m_field;
    QToolButton *m_case;
    QLabel *m_count;
    std::optional<size_t> m_current;
};

} // namespace Recloser
