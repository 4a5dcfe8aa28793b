// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/secretspage.h"

#include "ui/describe/describe.h"
#include "ui/theme/look.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

enum Column { NameColumn, PlaceColumn, UsersColumn };

QString placeWord(SecretStore::Place place)
{
    switch (place) {
    case SecretStore::Place::Environment:
        return SecretsPage::tr("RECLOSER_SECRET_… variable");
    case SecretStore::Place::Keychain:
        return SecretsPage::tr("system keychain");
    case SecretStore::Place::SealedFile:
        return SecretsPage::tr("sealed file");
    case SecretStore::Place::ThisRun:
        return SecretsPage::tr("memory, until you quit");
    }
    return {};
}

} // namespace

SecretsPage::SecretsPage(const EnvironmentServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_place(new QLabel)
    , m_unlock(new QPushButton)
    , m_table(new QTableWidget(0, 3))
    , m_name(new QLineEdit)
    , m_value(new QLineEdit)
    , m_set(new QPushButton(tr("&Set")))
    , m_show(new QPushButton(tr("S&how")))
    , m_remove(new QPushButton(tr("&Remove")))
    , m_note(new QLabel)
{
    m_place->setWordWrap(true);
    m_place->setTextFormat(Qt::PlainText);
    setLook(m_place, "muted"_L1);
    m_unlock->setAutoDefault(false);
    connect(m_unlock, &QPushButton::clicked, this, &SecretsPage::unlockRequested);
    auto *top = new QHBoxLayout;
    top->addWidget(m_place, 1);
    top->addWidget(m_unlock, 0, Qt::AlignTop);

    m_table->setHorizontalHeaderLabels({tr("Secret"), tr("Kept in"), tr("Used by")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setColumnWidth(NameColumn, 210);
    m_table->setColumnWidth(PlaceColumn, 190);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setAccessibleName(tr("Secrets"));
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &SecretsPage::showCurrent);

    m_name->setPlaceholderText(tr("name"));
    m_name->setAccessibleName(tr("Name of the secret"));
    m_name->setFont(services.theme.monospace());
    m_value->setPlaceholderText(tr("value"));
    m_value->setAccessibleName(tr("Value of the secret"));
    m_value->setFont(services.theme.monospace());
    m_value->setEchoMode(QLineEdit::Password);
    for (QPushButton *button : {m_set, m_show, m_remove})
        button->setAutoDefault(false);
    connect(m_name, &QLineEdit::textChanged, this, &SecretsPage::showCurrent);
    connect(m_value, &QLineEdit::textChanged, this, &SecretsPage::showCurrent);
    connect(m_value, &QLineEdit::returnPressed, this, &SecretsPage::set);
    connect(m_set, &QPushButton::clicked, this, &SecretsPage::set);
    connect(m_show, &QPushButton::clicked, this, &SecretsPage::revealOrHide);
    connect(m_remove, &QPushButton::clicked, this, &SecretsPage::remove);
    auto *form = new QHBoxLayout;
    form->setSpacing(8);
    form->addWidget(m_name, 2);
    form->addWidget(m_value, 3);
    form->addWidget(m_show);
    form->addWidget(m_set);
    form->addWidget(m_remove);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    setLook(m_note, "muted"_L1);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 2, 14, 10);
    layout->setSpacing(10);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addLayout(form);
    layout->addWidget(m_note);
    connect(&services.secrets, &SecretStore::availabilityChanged, this, &SecretsPage::refresh);
    showCurrent();
    refresh();
}

QString SecretsPage::placeText() const
{
    return m_place->text();
}

void SecretsPage::refresh()
{
    showAvailability();
    m_services.secrets.entries().then(
        this, [this](const std::expected<QList<SecretStore::Entry>, StoreError> &entries) {
            if (entries)
                showEntries(*entries);
            else
                fail(entries.error());
            // Asking may have found out.
            showAvailability();
        });
}

void SecretsPage::showAvailability()
{
    const QString file = m_services.secrets.sealedPath();
    QString text;
    QString button;
    switch (m_services.secrets.availability()) {
    case SecretStore::Availability::Unknown:
        text
            = tr("Files hold {{$secret name}}; the values are kept in the system's keychain, where "
                 "there is one.");
        break;
    case SecretStore::Availability::Keychain:
        text = tr("Files hold {{$secret name}}; the values are in the system's keychain.");
        break;
    case SecretStore::Availability::ThisRunOnly:
        text = tr(
            "There is no keychain here: values are kept in memory and forgotten when you quit. "
            "RECLOSER_SECRET_<NAME> in the environment gives them, too.");
        button = file.isEmpty() ? QString() : tr("Keep them in a sealed file…");
        break;
    case SecretStore::Availability::SealedFile:
        text = tr("There is no keychain here: values are in %1, encrypted with your pass phrase.")
                   .arg(file);
        button = tr("Change pass phrase…");
        break;
    case SecretStore::Availability::SealedFileLocked:
        text = tr("There is no keychain here: values are in %1, which your pass phrase opens.")
                   .arg(file);
        button = tr("Unlock…");
        break;
    }
    m_place->setText(text);
    m_unlock->setText(button);
    m_unlock->setVisible(!button.isEmpty());
}

void SecretsPage::showEntries(const QList<SecretStore::Entry> &entries)
{
    const QString current = m_selectNext.isEmpty() ? currentName() : m_selectNext;
    m_table->setRowCount(int(entries.size()));
    int selected = -1;
    for (int row = 0; row < int(entries.size()); ++row) {
        const SecretStore::Entry &entry = entries[row];
        const QStringList users
            = m_services.usersOf ? m_services.usersOf(entry.name) : QStringList();
        auto *name = new QTableWidgetItem(entry.name);
        name->setFont(m_services.theme.monospace());
        m_table->setItem(row, NameColumn, name);
        m_table->setItem(row, PlaceColumn, new QTableWidgetItem(placeWord(entry.place)));
        auto *used = new QTableWidgetItem(users.isEmpty() ? tr("nobody in the open collection")
                                                          : users.join(u", "_s));
        used->setToolTip(users.join(u'\n'));
        if (users.isEmpty())
            used->setForeground(m_services.theme.colors().muted);
        m_table->setItem(row, UsersColumn, used);
        if (entry.name == current)
            selected = row;
    }
    if (selected >= 0)
        m_table->selectRow(selected);
    else
        m_table->clearSelection();
    m_selectNext.clear();
    showCurrent();
}

void SecretsPage::select(const QString &name)
{
    m_selectNext = name;
    m_name->setText(name);
    refresh();
    if (name.isEmpty())
        m_table->setFocus();
    else
        m_value->setFocus();
}

QString SecretsPage::currentName() const
{
    const QList<QTableWidgetItem *> selected = m_table->selectedItems();
    return selected.isEmpty() ? QString()
                              : m_table->item(selected.first()->row(), NameColumn)->text();
}

void SecretsPage::showCurrent()
{
    const QString current = currentName();
    if (sender() == m_table && !current.isEmpty() && m_name->text() != current) {
        m_value->clear();
        m_value->setEchoMode(QLineEdit::Password);
        m_name->setText(current);
    }
    const QString name = m_name->text().trimmed();
    m_set->setEnabled(!name.isEmpty() && !m_value->text().isEmpty());
    m_show->setEnabled(!name.isEmpty());
    m_show->setText(m_value->echoMode() == QLineEdit::Normal ? tr("&Hide") : tr("S&how"));
    m_remove->setEnabled(!current.isEmpty() && current == name);
    m_value->setPlaceholderText(current == name && !name.isEmpty() ? tr("new value") : tr("value"));
}

void SecretsPage::set()
{
    const QString name = m_name->text().trimmed();
    const QString value = m_value->text();
    if (!m_set->isEnabled())
        return;
    m_services.secrets.write(name, value)
        .then(this, [this, name, value](const std::expected<void, StoreError> &written) {
            if (!written) {
                fail(written.error());
                return;
            }
            m_value->clear();
            m_value->setEchoMode(QLineEdit::Password);
            m_note->setText(tr("%1 is set; write {{$secret %1}} where it belongs.").arg(name));
            setLook(m_note, "muted"_L1);
            m_selectNext = name;
            if (m_services.secretSet)
                m_services.secretSet(name, value);
            refresh();
        });
}

void SecretsPage::remove()
{
    const QString name = currentName();
    m_services.secrets.remove(name).then(
        this, [this, name](const std::expected<void, StoreError> &removed) {
            if (!removed) {
                fail(removed.error());
                return;
            }
            m_name->clear();
            m_value->clear();
            m_note->setText(tr("%1 is removed.").arg(name));
            setLook(m_note, "muted"_L1);
            if (m_services.secretSet)
                m_services.secretSet(name, std::nullopt);
            refresh();
        });
}

void SecretsPage::revealOrHide()
{
    if (m_value->echoMode() == QLineEdit::Normal) {
        m_value->setEchoMode(QLineEdit::Password);
        showCurrent();
        return;
    }
    m_value->setEchoMode(QLineEdit::Normal);
    showCurrent();
    // What is being typed is shown, else what is kept.
    if (!m_value->text().isEmpty())
        return;
    m_services.secrets.read(m_name->text().trimmed())
        .then(this, [this](const std::expected<QString, StoreError> &value) {
            if (!value)
                fail(value.error());
            else if (m_value->echoMode() == QLineEdit::Normal && m_value->text().isEmpty())
                m_value->setText(*value);
        });
}

void SecretsPage::fail(const StoreError &error)
{
    const Sentence words = describe(error);
    m_note->setText(words.hint.isEmpty() ? words.headline
                                         : QString(words.headline + u". "_s + words.hint));
    setLook(m_note, "error"_L1);
}

} // namespace Recloser
