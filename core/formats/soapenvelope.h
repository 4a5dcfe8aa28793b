// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QStringView>

#include <optional>

namespace Recloser {

/// SOAP 1.1 (W3C Note of May 2000) and 1.2 (W3C Recommendation).
enum class SoapVersion { Soap11, Soap12 };

/// "1.1", "1.2".
std::optional<SoapVersion> soapVersionOf(QStringView word);

/// `xml` in the body of an envelope, without its XML declaration; an envelope stays one, and gets
/// the namespace of `version`.
QString soapEnvelope(SoapVersion version, const QString &xml);

/// The request with its text in an envelope, as XML, posted; SOAP 1.1 with the header SOAPAction
/// that it wants (section 6.1.1), empty where there was none. The media type follows from the
/// envelope when it is sent.
RequestSpec withSoapEnvelope(SoapVersion version, const RequestSpec &spec);

} // namespace Recloser
