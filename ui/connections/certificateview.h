// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/tls/certificatefacts.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QListWidget;

namespace Recloser {

/// A chain of certificates: a list of them, and all that the chosen one says. GUI thread.
class CertificateView : public QWidget
{
    Q_OBJECT

public:
    explicit CertificateView(const Theme &theme, QWidget *parent = nullptr);

    /// As DER, the server's own first; days are counted from `now`.
    void setChain(const QList<QByteArray> &chain, const QDateTime &now);
    /// The chosen one, as DER.
    QByteArray current() const;

private:
    enum Row { Subject, Hosts, Issuer, Validity, Key, Serial, Sha256, Sha1, RowCount };

    void showCurrent();

    QDateTime m_now;
    QList<QByteArray> m_chain;
    QList<CertificateFacts> m_facts;
    QListWidget *m_list;
    QFormLayout *m_form;
    QList<QLabel *> m_values;
};

} // namespace Recloser
