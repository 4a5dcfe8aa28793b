// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/soapenvelope.h"

#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView namespace11("http://schemas.xmlsoap.org/soap/envelope/");
constexpr QLatin1StringView namespace12("http://www.w3.org/2003/05/soap-envelope");

QLatin1StringView namespaceOf(SoapVersion version)
{
    return version == SoapVersion::Soap11 ? namespace11 : namespace12;
}

} // namespace

std::optional<SoapVersion> soapVersionOf(QStringView word)
{
    return word == u"1.1" ? std::optional(SoapVersion::Soap11)
        : word == u"1.2"  ? std::optional(SoapVersion::Soap12)
                          : std::nullopt;
}

QString soapEnvelope(SoapVersion version, const QString &xml)
{
    static const QRegularExpression envelope(
        u"^\\s*(?:<\\?xml[^>]*\\?>)?\\s*<(?:[\\w.-]+:)?Envelope[\\s>]"_s);
    static const QRegularExpression declaration(u"^\\s*<\\?xml[^>]*\\?>\\s*"_s);
    if (envelope.match(xml).hasMatch()) {
        QString changed = xml;
        return changed.replace(version == SoapVersion::Soap11 ? namespace12 : namespace11,
                               namespaceOf(version));
    }
    QString content = QString(xml).remove(declaration);
    while (!content.isEmpty() && content.back().isSpace())
        content.chop(1);
    // A line that is indented may be one of a text, which indenting would change; so the content
    // stands as it is.
    return u"<soap:Envelope xmlns:soap=\""_s + namespaceOf(version) + u"\">\n  <soap:Body>\n"_s
        + content + (content.isEmpty() ? u""_s : u"\n"_s) + u"  </soap:Body>\n</soap:Envelope>\n"_s;
}

RequestSpec withSoapEnvelope(SoapVersion version, const RequestSpec &spec)
{
    RequestSpec next = spec;
    next.body.kind = Body::Kind::Xml;
    next.body.text = soapEnvelope(version, spec.body.text);
    if (next.method == "GET"_L1)
        next.method = u"POST"_s;
    const auto isAction = [](const HeaderField &header) {
        return header.name.compare("soapaction"_L1, Qt::CaseInsensitive) == 0;
    };
    if (version == SoapVersion::Soap11 && std::ranges::none_of(next.headers, isAction))
        next.headers.append({u"SOAPAction"_s, u"\"\""_s});
    return next;
}

} // namespace Recloser
