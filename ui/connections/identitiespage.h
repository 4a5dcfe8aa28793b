// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/tlschoices.h"
#include "core/store/secrets.h"

#include <QWidget>

#include <map>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace Recloser {

/// The client certificates and the hosts they are shown to. Pass phrases go into the secret store.
/// GUI thread.
class IdentitiesPage : public QWidget
{
    Q_OBJECT

public:
    explicit IdentitiesPage(QWidget *parent = nullptr);

    void show(const TlsChoices &choices);
    using QWidget::show;
    /// Puts what was chosen here into `choices`.
    void takeInto(TlsChoices &choices) const { choices.identities = m_identities; }
    /// Keeps the pass phrases that were typed.
    void keepPassPhrases(SecretStore &secrets);

    QLineEdit *hostsField() const { return m_hosts; }
    QLineEdit *certificateField() const { return m_certificate; }
    QLineEdit *keyField() const { return m_key; }
    QLineEdit *passPhraseField() const { return m_passPhrase; }
    /// Puts the fields into the list; false, said in the page, where they are not right.
    bool save();
    /// The same where they hold something that is not in the list.
    bool savePending();

private:
    void fillTable();
    void showCurrent();
    void beginNew();
    void remove();
    QLineEdit *addFileField(QGridLayout &grid, const QString &title);

    QList<ClientIdentity> m_identities;
    /// By the names of their secrets.
    std::map<QString, QString> m_passPhrases;
    QTableWidget *m_table;
    QLineEdit *m_hosts;
    QLineEdit *m_certificate;
    QLineEdit *m_key;
    QLineEdit *m_passPhrase;
    QPushButton *m_delete;
    QLabel *m_note;
    /// Of the list, what the fields show; -1: a new one.
    qsizetype m_current = -1;
};

} // namespace Recloser
