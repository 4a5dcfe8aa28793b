// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/secrets.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace Recloser {

/// Asks for the pass phrase of the sealed file of secrets: to open it, to make it, or for another
/// one. Not modal; the phrase is remembered by the store for this run. The store outlives it.
class PassPhraseDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PassPhraseDialog(SecretStore &secrets, QWidget *parent = nullptr);

    QLineEdit &phraseField() { return *m_phrase; }
    QLineEdit &repeatField() { return *m_repeat; }
    QString note() const;

Q_SIGNALS:
    /// Secrets can be read now.
    void unlocked();

private:
    enum class Purpose { Open, Make, Change };

    void check();
    void go();
    void take(const std::expected<void, StoreError> &result);

    SecretStore &m_secrets;
    Purpose m_purpose = Purpose::Open;
    QLineEdit *m_phrase;
    QLineEdit *m_repeat;
    QLabel *m_note;
    QDialogButtonBox *m_buttons;
    bool m_isBusy = false;
};

} // namespace Recloser
