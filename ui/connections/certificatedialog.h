// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/connectionreport.h"
#include "core/model/tlschoices.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QDateEdit;
class QLabel;
class QPushButton;

namespace Recloser {

class CertificateView;

/// What a server showed in the handshake of an attempt: what was agreed, the chain, what is wrong
/// with it, and the way to trust it all the same, for that host, until a date. GUI thread.
class CertificateDialog : public QDialog
{
    Q_OBJECT

public:
    /// The theme outlives the dialog. `host` and `port` are those of the request.
    CertificateDialog(const Theme &theme, const TlsReport &report, const QString &host, int port,
                      const QDateTime &now, QWidget *parent = nullptr);

    CertificateView &view() { return *m_view; }
    QString verdictText() const;
    bool offersTrust() const;

Q_SIGNALS:
    /// The user trusts the server's certificate; the dialog has closed.
    void trusted(const Recloser::TlsException &exception);

private:
    QWidget *newVerdict();
    QWidget *newTrust();
    QLayout *newButtons();
    void trust();
    void savePem();

    TlsReport m_report;
    QString m_host;
    int m_port;
    QDateTime m_now;
    CertificateView *m_view;
    QLabel *m_verdict;
    QLabel *m_note;
    QDateEdit *m_until = nullptr;
    QPushButton *m_trust = nullptr;
};

} // namespace Recloser
