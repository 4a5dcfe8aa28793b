// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/identitiespage.h"

#include "core/store/onworker.h"
#include "core/tls/tlsfiles.h"
#include "ui/describe/describe.h"
#include "ui/theme/look.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

bool isPkcs12(const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == "p12"_L1 || ending == "pfx"_L1;
}

} // namespace

IdentitiesPage::IdentitiesPage(QWidget *parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 3))
    , m_hosts(new QLineEdit)
    , m_passPhrase(new QLineEdit)
    , m_delete(new QPushButton(tr("De&lete")))
    , m_note(new QLabel)
{
    m_table->setHorizontalHeaderLabels({tr("Shown to"), tr("Certificate"), tr("Key")});
    m_table->setAccessibleName(tr("Client certificates"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->setColumnWidth(0, 180);
    m_hosts->setPlaceholderText(tr("api.example.com, *.example.com, or * for all; perhaps :port"));
    m_passPhrase->setEchoMode(QLineEdit::Password);
    m_passPhrase->setPlaceholderText(tr("only where the key has one"));
    m_note->setWordWrap(true);
    m_note->setMinimumWidth(1);
    m_note->setTextFormat(Qt::PlainText);

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setColumnStretch(1, 1);
    auto *hosts = new QLabel(tr("&Shown to"));
    hosts->setBuddy(m_hosts);
    grid->addWidget(hosts, 0, 0);
    grid->addWidget(m_hosts, 0, 1, 1, 2);
    m_certificate = addFileField(*grid, tr("&Certificate"));
    m_certificate->setPlaceholderText(tr("PEM, or PKCS #12 (.p12, .pfx) with the key in it"));
    m_key = addFileField(*grid, tr("&Key"));
    m_key->setPlaceholderText(tr("PEM; empty where it is in the certificate's file"));
    auto *phrase = new QLabel(tr("&Pass phrase"));
    phrase->setBuddy(m_passPhrase);
    grid->addWidget(phrase, 3, 0);
    grid->addWidget(m_passPhrase, 3, 1, 1, 2);
    auto *fresh = new QPushButton(tr("&New"));
    auto *take = new QPushButton(tr("S&ave"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_note, 1);
    for (QPushButton *button : {fresh, m_delete, take}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 10, 2, 0);
    layout->setSpacing(10);
    layout->addWidget(m_table, 1);
    layout->addLayout(grid);
    layout->addLayout(buttons);

    connect(m_table, &QTableWidget::itemSelectionChanged, this, &IdentitiesPage::showCurrent);
    connect(fresh, &QPushButton::clicked, this, [this] {
        m_table->clearSelection();
        beginNew();
        m_hosts->setFocus();
    });
    connect(take, &QPushButton::clicked, this, [this] { save(); });
    connect(m_delete, &QPushButton::clicked, this, &IdentitiesPage::remove);
    beginNew();
}

QLineEdit *IdentitiesPage::addFileField(QGridLayout &grid, const QString &title)
{
    auto *field = new QLineEdit;
    auto *label = new QLabel(title);
    label->setBuddy(field);
    auto *choose = new QPushButton(tr("Choose…"));
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("Choose the file: %1").arg(QString(title).remove(u'&')));
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(field, row, 1);
    grid.addWidget(choose, row, 2);
    connect(choose, &QPushButton::clicked, this, [this, field, title] {
        auto *dialog = new QFileDialog(this, QString(title).remove(u'&'));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, field, &QLineEdit::setText);
        dialog->open();
    });
    return field;
}

void IdentitiesPage::show(const TlsChoices &choices)
{
    m_identities = choices.identities;
    fillTable();
    beginNew();
}

void IdentitiesPage::fillTable()
{
    const QSignalBlocker blocker(m_table);
    m_table->setRowCount(int(m_identities.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ClientIdentity &one = m_identities[row];
        const QString key = one.format == ClientIdentity::Format::Pkcs12 || one.keyFile.isEmpty()
            ? tr("in the same file")
            : one.keyFile;
        const QStringList texts{one.hosts, one.certificateFile, key};
        for (int column = 0; column < texts.size(); ++column) {
            auto *item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            m_table->setItem(row, column, item);
        }
    }
}

void IdentitiesPage::beginNew()
{
    m_current = -1;
    for (QLineEdit *field : {m_hosts, m_certificate, m_key, m_passPhrase})
        field->clear();
    m_delete->setEnabled(false);
    setLook(m_note, "muted"_L1);
    m_note->setText(tr("The first that fits a host is shown to it."));
}

void IdentitiesPage::showCurrent()
{
    const QList<QTableWidgetItem *> chosen = m_table->selectedItems();
    if (chosen.isEmpty())
        return;
    beginNew();
    m_current = chosen.first()->row();
    const ClientIdentity &one = m_identities[m_current];
    m_hosts->setText(one.hosts);
    m_certificate->setText(one.certificateFile);
    m_key->setText(one.keyFile);
    if (!one.passPhraseSecret.isEmpty())
        m_note->setText(tr("Its pass phrase is kept with the secrets."));
    m_delete->setEnabled(true);
}

bool IdentitiesPage::savePending()
{
    const bool isNew = m_current < 0;
    const ClientIdentity before = isNew ? ClientIdentity() : m_identities[m_current];
    const bool isSame = m_hosts->text().trimmed() == before.hosts
        && m_certificate->text().trimmed() == before.certificateFile
        && m_key->text().trimmed() == before.keyFile && m_passPhrase->text().isEmpty();
    return isSame || save();
}

bool IdentitiesPage::save()
{
    ClientIdentity identity{.hosts = m_hosts->text().trimmed(),
                            .certificateFile = m_certificate->text().trimmed(),
                            .keyFile = m_key->text().trimmed()};
    if (isPkcs12(identity.certificateFile)) {
        identity.format = ClientIdentity::Format::Pkcs12;
        identity.keyFile.clear();
    }
    const QString typed = m_passPhrase->text();
    if (!typed.isEmpty())
        identity.passPhraseSecret = ClientIdentity::secretNameOf(identity.certificateFile);
    else if (m_current >= 0 && m_identities[m_current].certificateFile == identity.certificateFile)
        identity.passPhraseSecret = m_identities[m_current].passPhraseSecret;
    const auto refuse = [this](const QString &text, QLineEdit *field) {
        setLook(m_note, "error"_L1);
        m_note->setText(text);
        field->setFocus();
        return false;
    };
    if (identity.hosts.isEmpty())
        return refuse(tr("Say which hosts it is shown to."), m_hosts);
    if (!QFileInfo(identity.certificateFile).isAbsolute())
        return refuse(tr("Choose the file of the certificate."), m_certificate);
    // Kept whatever comes of the trial: a pass phrase may be in the store already.
    const qsizetype at = m_current >= 0 ? m_current : m_identities.size();
    if (m_current >= 0)
        m_identities[m_current] = identity;
    else
        m_identities.append(identity);
    if (!typed.isEmpty())
        m_passPhrases[identity.passPhraseSecret] = typed;
    fillTable();
    m_table->selectRow(int(at));
    if (typed.isEmpty() && !identity.passPhraseSecret.isEmpty())
        return true;
    using Read = std::expected<LoadedIdentity, SendError>;
    onWorker<Read>([identity, typed] {
        return readIdentity(identity, typed);
    }).then(this, [this](const Read &read) {
        setLook(m_note, read ? "muted"_L1 : "error"_L1);
        if (read) {
            m_note->setText(
                tr("It can be used: %1.").arg(read->chain.first().subjectDisplayName()));
            return;
        }
        const Sentence words = describe(read.error());
        m_note->setText(words.headline + u". "_s + read.error().detail);
    });
    return true;
}

void IdentitiesPage::remove()
{
    if (m_current < 0)
        return;
    m_passPhrases.erase(m_identities[m_current].passPhraseSecret);
    m_identities.removeAt(m_current);
    m_table->clearSelection();
    fillTable();
    beginNew();
}

void IdentitiesPage::keepPassPhrases(SecretStore &secrets)
{
    for (const auto &[name, value] : m_passPhrases)
        secrets.write(name, value);
    m_passPhrases.clear();
}

} // namespace Recloser
