// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLineEdit;

namespace Recloser {

/// Asks for the code and the reason that a WebSocket connection is closed with.
class CloseDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CloseDialog(QWidget *parent = nullptr);

    /// One that may be sent once the dialog is accepted.
    int code() const;
    QString reason() const;

private:
    void check();

    QComboBox *m_code;
    QLineEdit *m_reason;
    QDialogButtonBox *m_buttons;
};

} // namespace Recloser
