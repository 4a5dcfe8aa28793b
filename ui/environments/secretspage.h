// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/environments/environmentservices.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace Recloser {

/// The secrets that are known of: where each is kept and who uses it; set, shown on demand,
/// removed. GUI thread.
class SecretsPage : public QWidget
{
    Q_OBJECT

public:
    /// `services` outlives it.
    explicit SecretsPage(const EnvironmentServices &services, QWidget *parent = nullptr);

    /// Asks the store again.
    void refresh();
    void select(const QString &name);
    QTableWidget &table() { return *m_table; }
    QLineEdit &nameField() { return *m_name; }
    QLineEdit &valueField() { return *m_value; }
    QPushButton &setButton() { return *m_set; }
    /// What is said of the place where secrets live.
    QString placeText() const;

Q_SIGNALS:
    /// The sealed file is to be opened, or made.
    void unlockRequested();

private:
    void showAvailability();
    void showEntries(const QList<SecretStore::Entry> &entries);
    void showCurrent();
    void set();
    void remove();
    void revealOrHide();
    QString currentName() const;
    void fail(const StoreError &error);

    const EnvironmentServices &m_services;
    QLabel *m_place;
    QPushButton *m_unlock;
    QTableWidget *m_table;
    QLineEdit *m_name;
    QLineEdit *m_value;
    QPushButton *m_set;
    QPushButton *m_show;
    QPushButton *m_remove;
    QLabel *m_note;
    /// The one whose row is current as soon as it is there.
    QString m_selectNext;
};

} // namespace Recloser
