// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/authoritiespage.h"

#include "core/store/onworker.h"
#include "core/tls/tlsfiles.h"
#include "ui/describe/describe.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

AuthoritiesPage::AuthoritiesPage(QWidget *parent)
    : QWidget(parent)
    , m_which(new QComboBox)
    , m_minimum(new QComboBox)
    , m_files(new QListWidget)
    , m_remove(new QPushButton(tr("&Remove")))
    , m_note(new QLabel)
{
    m_which->addItems({tr("The system's authorities and these files"), tr("These files only")});
    m_minimum->addItems({tr("TLS 1.2 or 1.3"), tr("TLS 1.3 only")});
    m_files->setAccessibleName(tr("Files with certificates of authorities"));
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_note->setWordWrap(true);
    m_note->setMinimumWidth(1);
    m_note->setTextFormat(Qt::PlainText);
    setLook(m_note, "muted"_L1);
    auto *add = new QPushButton(tr("&Add file…"));
    add->setAutoDefault(false);
    m_remove->setAutoDefault(false);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->addRow(tr("&Believed"), m_which);
    form->addRow(tr("&Spoken"), m_minimum);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 10, 2, 0);
    layout->setSpacing(10);
    layout->addLayout(form);
    layout->addWidget(m_files, 1);
    layout->addLayout(buttons);
    layout->addWidget(m_note);

    connect(add, &QPushButton::clicked, this, &AuthoritiesPage::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] { delete m_files->currentItem(); });
    const auto enable = [this] { m_remove->setEnabled(m_files->currentItem() != nullptr); };
    connect(m_files, &QListWidget::currentRowChanged, this, enable);
    enable();
}

void AuthoritiesPage::show(const TlsChoices &choices)
{
    m_which->setCurrentIndex(choices.authorities == TlsChoices::Authorities::FilesOnly);
    m_minimum->setCurrentIndex(choices.minimum == TlsChoices::Minimum::Tls13);
    m_files->clear();
    m_files->addItems(choices.authorityFiles);
    m_note->setText(tr("Files in PEM form, each with any number of certificates; they are read "
                       "again when Recloser starts."));
}

void AuthoritiesPage::takeInto(TlsChoices &choices) const
{
    choices.authorities = m_which->currentIndex() == 1 ? TlsChoices::Authorities::FilesOnly
                                                       : TlsChoices::Authorities::WithSystem;
    choices.minimum
        = m_minimum->currentIndex() == 1 ? TlsChoices::Minimum::Tls13 : TlsChoices::Minimum::Tls12;
    choices.authorityFiles.clear();
    for (int row = 0; row < m_files->count(); ++row)
        choices.authorityFiles.append(m_files->item(row)->text());
}

void AuthoritiesPage::choose()
{
    auto *dialog = new QFileDialog(this, tr("Certificates of authorities"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            addFile(path);
    });
    dialog->open();
}

void AuthoritiesPage::addFile(const QString &path)
{
    using Read = std::expected<QList<QSslCertificate>, SendError>;
    onWorker<Read>([path] {
        return readCertificates(path);
    }).then(this, [this, path](const Read &read) {
        setLook(m_note, read ? "muted"_L1 : "error"_L1);
        if (!read) {
            const Sentence words = describe(read.error());
            m_note->setText(words.headline + u". "_s + words.hint);
            return;
        }
        if (m_files->findItems(path, Qt::MatchExactly).isEmpty())
            m_files->addItem(path);
        m_note->setText(read->size() == 1
                            ? tr("%1 holds one certificate.").arg(path)
                            : tr("%1 holds %2 certificates.").arg(path).arg(read->size()));
    });
}

} // namespace Recloser
