// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/certificatedialog.h"

#include "core/tls/certificatefaults.h"
#include "ui/connections/certificateview.h"
#include "ui/connections/certificatewords.h"
#include "ui/theme/look.h"

#include <QClipboard>
#include <QDateEdit>
#include <QFileDialog>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDays = 365;

QLabel *paragraph(const QString &text, QLatin1StringView look = {})
{
    auto *label = new QLabel(text);
    if (!look.isEmpty())
        setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setMinimumWidth(1);
    return label;
}

} // namespace

CertificateDialog::CertificateDialog(const Theme &theme, const TlsReport &report,
                                     const QString &host, int port, const QDateTime &now,
                                     QWidget *parent)
    : QDialog(parent)
    , m_report(report)
    , m_host(host)
    , m_port(port)
    , m_now(now)
    , m_view(new CertificateView(theme))
    , m_verdict(paragraph({}))
    , m_note(paragraph({}, "muted"_L1))
{
    setWindowTitle(tr("Certificate of %1").arg(host));
    resize(760, 560);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addWidget(newVerdict());
    m_view->setChain(report.chain, now);
    layout->addWidget(m_view, 1);
    if (QWidget *trust = newTrust())
        layout->addWidget(trust);
    layout->addWidget(m_note);
    m_note->hide();
    layout->addLayout(newButtons());
}

QWidget *CertificateDialog::newVerdict()
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    if (m_report.faults.isEmpty()) {
        m_verdict->setText(tr("✓ %1 is who it says: its certificate was verified.")
                               .arg(authorityOf(m_host, m_port)));
    } else if (m_report.isExcused) {
        m_verdict->setText(tr("▲ Trusted by an exception, although its certificate is %1.")
                               .arg(faultWords(faultsOf(m_report))));
    } else {
        const SendError error = certificateError(m_report, {}, nullptr, m_now);
        m_verdict->setText(tr("✕ Not trusted, nothing was sent: %1.").arg(error.detail));
        setLook(m_verdict, "error"_L1);
    }
    layout->addWidget(m_verdict);
    QStringList agreed{m_report.protocol, m_report.cipher, QString::fromLatin1(m_report.alpn)};
    agreed.removeAll(QString());
    if (!agreed.isEmpty())
        layout->addWidget(paragraph(tr("Agreed on: %1").arg(agreed.join(u", "_s)), "muted"_L1));
    return box;
}

QWidget *CertificateDialog::newTrust()
{
    const QList<TlsFault> faults = faultsOf(m_report);
    if (faults.isEmpty() || m_report.isExcused || m_report.chain.isEmpty()
        || faults.contains(TlsFault::Revoked))
        return nullptr;
    m_until = new QDateEdit(m_now.toLocalTime().date().addDays(usualExceptionDays));
    m_until->setDateRange(m_now.toLocalTime().date().addDays(1),
                          m_now.toLocalTime().date().addDays(mostDays));
    m_until->setCalendarPopup(true);
    m_until->setAccessibleName(tr("Last day of the exception"));
    m_trust = new QPushButton(tr("&Trust it"));
    m_trust->setAutoDefault(false);
    setLook(m_trust, "danger"_L1);
    auto *label
        = new QLabel(tr("Trust this certificate for %1 &until").arg(authorityOf(m_host, m_port)));
    label->setBuddy(m_until);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(m_until);
    row->addWidget(m_trust);
    row->addStretch();
    auto *card = new QFrame;
    setLook(card, "card"_L1);
    auto *layout = new QVBoxLayout(card);
    layout->addLayout(row);
    layout->addWidget(paragraph(
        tr("Only this certificate, only there, and only what is wrong with it now (%1). Compare "
           "its SHA-256 first with what those who run the server say.")
            .arg(faultWords(faults)),
        "muted"_L1));
    connect(m_trust, &QPushButton::clicked, this, &CertificateDialog::trust);
    return card;
}

QLayout *CertificateDialog::newButtons()
{
    auto *copy = new QPushButton(tr("&Copy PEM"));
    auto *save = new QPushButton(tr("&Save chain…"));
    auto *close = new QPushButton(tr("Close"));
    copy->setToolTip(tr("The chosen certificate, as files hold it"));
    for (QPushButton *button : {copy, save}) {
        button->setAutoDefault(false);
        button->setEnabled(!m_report.chain.isEmpty());
    }
    close->setDefault(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(copy);
    row->addWidget(save);
    row->addStretch();
    row->addWidget(close);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromLatin1(pemOf({m_view->current()})));
        m_note->setText(tr("Copied."));
        m_note->show();
    });
    connect(save, &QPushButton::clicked, this, &CertificateDialog::savePem);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    return row;
}

void CertificateDialog::trust()
{
    // To the end of that day.
    const QDateTime end = m_until->date().addDays(1).startOfDay().toUTC();
    const TlsException exception{.host = m_host,
                                 .port = m_port,
                                 .sha256 = certificateHash(m_report.chain.first()),
                                 .faults = faultsOf(m_report),
                                 .madeBy
                                 = tr("%1, window").arg(qEnvironmentVariable("USER", u"?"_s)),
                                 .madeAt = m_now.toUTC(),
                                 .endsAt = end};
    accept();
    Q_EMIT trusted(exception);
}

void CertificateDialog::savePem()
{
    auto *dialog = new QFileDialog(this, tr("Save the chain of certificates"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_host + u".pem"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QSaveFile file(path);
        const QByteArray text = pemOf(m_report.chain);
        const bool isWritten
            = file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
        m_note->setText(isWritten ? tr("Written to %1.").arg(path) : file.errorString());
        setLook(m_note, isWritten ? "muted"_L1 : "error"_L1);
        m_note->show();
    });
    dialog->open();
}

QString CertificateDialog::verdictText() const
{
    return m_verdict->text();
}

bool CertificateDialog::offersTrust() const
{
    return m_trust != nullptr;
}

} // namespace Recloser
