// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/fyndcall.h"

#include "core/formats/keptplaceholders.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = PythonValue::Kind;

void FyndReader::fail(const PythonValue &value, const QString &message)
{
    if (m_error)
        return;
    const QStringView before = QStringView(m_source).first(std::min(value.begin, m_source.size()));
    const qsizetype lineStart = before.lastIndexOf(u'\n') + 1;
    m_error
        = FormatError{int(before.count(u'\n')) + 1, int(before.size() - lineStart) + 1, message};
}

std::expected<ImportedRequest, FormatError> FyndReader::result()
{
    if (m_error)
        return std::unexpected(*m_error);
    return m_request;
}

void FyndReader::warnOfOthers(const PythonValue &dict, const QString &path,
                              const QStringList &known)
{
    for (qsizetype i = 0; i + 1 < dict.items.size(); i += 2) {
        const QString name = scalarText(dict.items[i]);
        if (!known.contains(name))
            warn(u"%1%2 has no meaning here and was left out"_s.arg(path, name));
    }
}

std::expected<ImportedRequest, FormatError> FyndReader::readDict(const PythonValue &dict)
{
    if (dict.kind != Kind::Dict) {
        fail(dict, u"expected a dict: {\"url\": ..., \"verb\": ..., ...}"_s);
        return result();
    }
    const PythonValue *url = dict.member(u"url");
    if (!url)
        fail(dict, u"there is no \"url\"; add one: {\"url\": \"http://...\"}"_s);
    readUrl(url);
    readVerb(dict.member(u"verb") ? dict.member(u"verb") : dict.member(u"method"));
    readHeaders(dict.member(u"headers"));
    readData(dict.member(u"data"));
    readAuth(dict.member(u"auth"));
    readConfig(dict.member(u"cb_config"));
    warnOfOthers(
        dict, {},
        {u"url"_s, u"verb"_s, u"method"_s, u"headers"_s, u"data"_s, u"auth"_s, u"cb_config"_s});
    return result();
}

std::expected<ImportedRequest, FormatError> FyndReader::readCall(const PythonValue &arguments)
{
    const PythonValue *url = arguments.member(u"url");
    if (!url)
        fail(arguments, u"there is no url; add url=\"http://...\""_s);
    readUrl(url);
    readProtocol(arguments.member(u"protocol_info"));
    if (!isUnset(arguments.member(u"headers")))
        readHeaders(arguments.member(u"headers"));
    readData(arguments.member(u"data"));
    readUpload(arguments);
    readAuth(arguments.member(u"auth"));
    takeBearer();
    if (const PythonValue *protocol = arguments.member(u"protocol"); !isUnset(protocol)) {
        const QString name = scalarText(*protocol).toUpper();
        if (name != "HTTP"_L1 && name != "HTTPS"_L1)
            fail(*protocol,
                 u"the protocol %1 is not supported; only HTTP and HTTPS are"_s.arg(name));
        // An address without a scheme is one of HTTP here.
        QString &address = m_request.spec.url;
        if (name == "HTTPS"_L1 && !address.isEmpty() && !address.contains("://"_L1)
            && !address.startsWith("{{"_L1))
            address.prepend(u"https://"_s);
    }
    warnOfOthers(arguments, {},
                 {u"url"_s, u"protocol"_s, u"protocol_info"_s, u"headers"_s, u"data"_s, u"auth"_s});
    return result();
}

void FyndReader::readUrl(const PythonValue *value)
{
    if (!value)
        return;
    if (value->kind != Kind::String)
        fail(*value, u"expected the URL as a text in quotes"_s);
    m_request.spec.url = value->text;
}

void FyndReader::readVerb(const PythonValue *value)
{
    if (isUnset(value))
        return;
    if (value->kind != Kind::String || value->text.trimmed().isEmpty())
        fail(*value, u"expected the verb as a text such as \"GET\""_s);
    // The library takes get as well as GET; methods are case-sensitive (RFC 9110 section 9.1).
    m_request.spec.method = value->text.trimmed().toUpper();
}

void FyndReader::readData(const PythonValue *value)
{
    if (isUnset(value))
        return;
    Body &body = m_request.spec.body;
    if (value->kind == Kind::String) {
        QString type;
        for (const HeaderField &header : std::as_const(m_request.spec.headers)) {
            if (header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0)
                type = header.value.toLower();
        }
        const bool isForm = type == "application/x-www-form-urlencoded"_L1;
        if (const auto rows = isForm ? formRows(value->text) : QList<QueryParameter>();
            !rows.isEmpty()) {
            body.kind = Body::Kind::Form;
            body.form = rows;
            // The type that such a body has anyway.
            m_request.spec.headers.removeIf([](const HeaderField &header) {
                return header.name.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
            });
            return;
        }
        body.text = value->text;
        body.kind = type.contains("json"_L1) ? Body::Kind::Json
            : type.contains("xml"_L1) || (type.isEmpty() && value->text.trimmed().startsWith(u'<'))
            ? Body::Kind::Xml
            : Body::Kind::Text;
        return;
    }
    body.kind = Body::Kind::Json;
    // What is JSON already stays as it was written: spacing, numbers, order and repeated keys.
    const QString written = m_source.sliced(value->begin, value->end - value->begin);
    const bool isContainer = value->kind == Kind::Dict || value->kind == Kind::List;
    body.text = isContainer && value->isJson ? written : toJsonText(*value);
}

void FyndReader::addHeader(const PythonValue &name, const PythonValue &value)
{
    if (name.kind != Kind::String)
        fail(name, u"expected the header's name as a text in quotes"_s);
    else if (value.kind == Kind::None)
        warn(u"headers.%1 is None and was left out"_s.arg(name.text));
    else if (!isScalar(value))
        fail(value, u"expected the header's value as a text in quotes"_s);
    else
        m_request.spec.headers.append({name.text, scalarText(value)});
}

void FyndReader::readHeaders(const PythonValue *value)
{
    if (isUnset(value))
        return;
    if (value->kind == Kind::Dict) {
        for (qsizetype i = 0; i + 1 < value->items.size(); i += 2)
            addHeader(value->items[i], value->items[i + 1]);
        return;
    }
    for (const PythonValue &row : value->items) {
        if (row.items.size() == 2 && (row.kind == Kind::List || row.kind == Kind::Tuple))
            addHeader(row.items[0], row.items[1]);
        else
            fail(row, u"expected a header as (name, value)"_s);
    }
    if (isScalar(*value))
        fail(*value, u"expected the headers as a dict: {\"Accept\": \"*/*\"}"_s);
}

void FyndReader::readPair(const PythonValue &value)
{
    for (const PythonValue &item : value.items) {
        if (!isScalar(item))
            fail(item, u"expected user and password as texts in quotes"_s);
    }
    m_request.spec.auth.kind = Auth::Kind::Basic;
    m_request.spec.auth.user = scalarText(value.items[0]);
    m_request.spec.auth.password = scalarText(value.items[1]);
}

void FyndReader::readAuth(const PythonValue *value)
{
    if (isUnset(value))
        return;
    Auth &auth = m_request.spec.auth;
    const QString expected
        = u"expected (\"user\", \"password\"), {\"username\": ..., \"password\": ...} or \"Bearer ...\""_s;
    if (value->kind == Kind::String) {
        const QString scheme = value->text.section(u' ', 0, 0).toLower();
        if (scheme == "basic"_L1) {
            m_request.spec.headers.append({u"Authorization"_s, value->text});
            return;
        }
        if (value->text.trimmed().isEmpty())
            return;
        auth.kind = Auth::Kind::Bearer;
        auth.token = scheme == "bearer"_L1 ? value->text.section(u' ', 1).trimmed() : value->text;
    } else if ((value->kind == Kind::Tuple || value->kind == Kind::List)
               && value->items.size() == 2) {
        readPair(*value);
    } else if (value->kind == Kind::Dict) {
        const auto text
            = [value](std::initializer_list<QStringView> names) -> std::optional<QString> {
            for (const QStringView name : names) {
                if (const PythonValue *found = value->member(name); found && isScalar(*found))
                    return scalarText(*found);
            }
            return std::nullopt;
        };
        const auto token = text({u"token", u"bearer", u"access_token"});
        const auto user = text({u"username", u"user", u"login"});
        if (token) {
            auth.kind = Auth::Kind::Bearer;
            auth.token = *token;
        } else if (user) {
            auth.kind = Auth::Kind::Basic;
            auth.user = *user;
            auth.password = text({u"password", u"pass"}).value_or(QString());
        } else if (!value->items.isEmpty()) {
            fail(*value, expected);
        }
        warnOfOthers(*value, u"auth."_s,
                     {u"token"_s, u"bearer"_s, u"access_token"_s, u"username"_s, u"user"_s,
                      u"login"_s, u"password"_s, u"pass"_s, u"type"_s});
    } else {
        fail(*value, expected);
    }
}

void FyndReader::readConfig(const PythonValue *value)
{
    if (isUnset(value))
        return;
    if (value->kind != Kind::Dict) {
        fail(*value, u"expected a dict: {\"regex_pattern\": \"...\"}"_s);
        return;
    }
    if (const PythonValue *pattern = value->member(u"regex_pattern")) {
        // Three cases the library tells apart: not given, None (a null text), and given, be it
        // empty.
        if (pattern->kind == Kind::None)
            m_request.spec.policy.keyPattern = QString();
        else if (pattern->kind == Kind::String)
            m_request.spec.policy.keyPattern = pattern->text.isNull() ? u""_s : pattern->text;
        else
            fail(*pattern, u"expected the pattern as a text in quotes, or None"_s);
    }
    warnOfOthers(*value, u"cb_config."_s, {u"regex_pattern"_s});
}

} // namespace Recloser
