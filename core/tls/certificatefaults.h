// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/connectionreport.h"
#include "core/model/senderror.h"
#include "core/model/tlschoices.h"

namespace Recloser {

/// Of the code of a CertificateFault.
TlsFault faultOf(const CertificateFault &fault);

/// Each once, worst first: what tells most about whether the server is who it says.
QList<TlsFault> faultsOf(const TlsReport &report);

/// What an exception has to say of a certificate that something is wrong with.
enum class ExceptionVerdict {
    None, ///< there is none for this host and port
    Excuses,
    Ended, ///< it was made for this certificate, and its date has passed
    OtherCertificate, ///< the server has shown another one
    OtherFault, ///< something is wrong that it does not excuse
};

/// The exception for that host and port; null: none.
const TlsException *exceptionFor(const TlsChoices &choices, const QString &host, int port);

ExceptionVerdict verdictOf(const TlsException *exception, const TlsReport &report,
                           const QDateTime &now);

/// The error that the faults of `report` are, with dates, names and issuers, and with what the
/// exception had to say where it did not excuse them. There is at least one fault.
SendError certificateError(const TlsReport &report, const QString &authority,
                           const TlsException *exception, const QDateTime &now);

/// "host" or "[::1]" with ":port".
QString authorityOf(const QString &host, int port);

} // namespace Recloser
