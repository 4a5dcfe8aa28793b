// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace Recloser {

/// A heading that shows and hides what is under it, with a few words that say what is in there
/// while it is folded. Begins folded.
class FoldSection : public QWidget
{
    Q_OBJECT

public:
    /// Takes `content` over.
    FoldSection(const QString &title, QWidget *content, QWidget *parent = nullptr);

    void setSummary(const QString &summary);
    QString summary() const { return m_summaryText; }
    void setOpen(bool open);
    bool isOpen() const;
    QString title() const { return m_title; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showState();
    void elide();

    QString m_title;
    QString m_summaryText;
    QToolButton *m_button;
    QLabel *m_summary;
    QWidget *m_content;
};

} // namespace Recloser
