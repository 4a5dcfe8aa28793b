// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/tlschoices.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace Recloser {

/// Who is believed when they vouch for a server, and the oldest TLS that is spoken. GUI thread.
class AuthoritiesPage : public QWidget
{
    Q_OBJECT

public:
    explicit AuthoritiesPage(QWidget *parent = nullptr);

    void show(const TlsChoices &choices);
    using QWidget::show;
    /// Puts what was chosen here into `choices`.
    void takeInto(TlsChoices &choices) const;
    /// Adds a file if it holds certificates, else says why not.
    void addFile(const QString &path);

private:
    void choose();

    QComboBox *m_which;
    QComboBox *m_minimum;
    QListWidget *m_files;
    QPushButton *m_remove;
    QLabel *m_note;
};

} // namespace Recloser
