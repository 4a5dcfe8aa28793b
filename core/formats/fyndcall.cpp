// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/fyndcall.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = PythonValue::Kind;

namespace {

bool isUnset(const PythonValue *value)
{
    return !value || value->kind == Kind::None;
}

/// The text that Python's str() gives for a scalar.
QString scalarText(const PythonValue &value)
{
    return value.kind == Kind::String ? value.text : toPythonText(value);
}

bool isScalar(const PythonValue &value)
{
    return value.kind == Kind::String || value.kind == Kind::Number || value.kind == Kind::Bool;
}

} // namespace

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
    readAuth(arguments.member(u"auth"));
    if (const PythonValue *protocol = arguments.member(u"protocol"); !isUnset(protocol)) {
        const QString name = scalarText(*protocol).toUpper();
        if (name != "HTTP"_L1 && name != "HTTPS"_L1)
            fail(*protocol,
                 u"the protocol %1 is not supported; only HTTP and HTTPS are"_s.arg(name));
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

std::optional<milliseconds> FyndReader::seconds(const PythonValue &value, const QString &name)
{
    bool isNumber = false;
    const double number = value.text.toDouble(&isNumber);
    if (value.kind == Kind::Number && isNumber && number >= 0 && number < 1e9)
        return milliseconds(qRound64(number * 1000));
    fail(value, u"expected %1 as a number of seconds"_s.arg(name));
    return std::nullopt;
}

void FyndReader::readProtocol(const PythonValue *value)
{
    if (isUnset(value))
        return;
    if (value->kind != Kind::Dict) {
        fail(*value, u"expected a dict: {\"request_type\": \"GET\", ...}"_s);
        return;
    }
    readVerb(value->member(u"request_type"));
    readHeaders(value->member(u"headers"));
    readCookies(value->member(u"cookies"));
    readAuth(value->member(u"auth"));
    if (const PythonValue *timeout = value->member(u"timeout"); !isUnset(timeout))
        m_request.spec.policy.attemptTimeout = seconds(*timeout, u"timeout"_s);
    readBreaker(value->member(u"circuit_breaker_config"));
    QStringList known{u"request_type"_s, u"headers"_s, u"cookies"_s,
                      u"auth"_s,         u"timeout"_s, u"circuit_breaker_config"_s};
    for (const QString &name :
         {u"certificate"_s, u"http_file_upload_config"_s, u"trace_config"_s}) {
        if (isUnset(value->member(name)))
            known.append(name);
    }
    if (const PythonValue *verify = value->member(u"verify_ssl");
        isUnset(verify) || (verify->kind == Kind::Bool && verify->isTrue))
        known.append(u"verify_ssl"_s);
    warnOfOthers(*value, u"protocol_info."_s, known);
}

void FyndReader::readCookies(const PythonValue *value)
{
    if (isUnset(value))
        return;
    if (value->kind == Kind::String && !value->text.isEmpty()) {
        m_request.spec.headers.append({u"Cookie"_s, value->text});
        return;
    }
    QStringList cookies;
    for (qsizetype i = 0; value->kind == Kind::Dict && i + 1 < value->items.size(); i += 2)
        cookies.append(scalarText(value->items[i]) + u'=' + scalarText(value->items[i + 1]));
    if (!cookies.isEmpty())
        m_request.spec.headers.append({u"Cookie"_s, cookies.join(u"; "_s)});
    else if (value->kind != Kind::Dict && value->kind != Kind::String)
        fail(*value, u"expected the cookies as a dict"_s);
}

void FyndReader::readBreaker(const PythonValue *value)
{
    if (isUnset(value))
        return;
    if (value->kind != Kind::Dict) {
        fail(*value, u"expected a dict: {\"timeout\": 60, \"retry_config\": {...}}"_s);
        return;
    }
    PolicyOverrides &policy = m_request.spec.policy;
    if (const PythonValue *timeout = value->member(u"timeout"); !isUnset(timeout))
        policy.openFor = seconds(*timeout, u"timeout"_s);
    if (const PythonValue *pattern = value->member(u"regex_pattern");
        !isUnset(pattern) && pattern->kind == Kind::String)
        policy.keyPattern = pattern->text;
    readRetries(value->member(u"retry_config"));
    warnOfOthers(*value, u"circuit_breaker_config."_s,
                 {u"timeout"_s, u"regex_pattern"_s, u"retry_config"_s});
}

void FyndReader::readRetries(const PythonValue *value)
{
    if (isUnset(value))
        return;
    if (value->kind != Kind::Dict) {
        fail(*value, u"expected a dict: {\"name\": \"backoff\", \"allowed_retries\": 3, ...}"_s);
        return;
    }
    PolicyOverrides &policy = m_request.spec.policy;
    if (const PythonValue *name = value->member(u"name"); !isUnset(name))
        policy.retryFactor
            = scalarText(*name).contains("backoff"_L1, Qt::CaseInsensitive) ? 2.0 : 1.0;
    if (const PythonValue *retries = value->member(u"allowed_retries"); !isUnset(retries)) {
        bool isNumber = false;
        const int count = retries->text.toInt(&isNumber);
        if (retries->kind == Kind::Number && isNumber && count >= 0 && count <= 100)
            policy.maxRetries = count;
        else
            fail(*retries, u"expected allowed_retries as a number from 0 to 100"_s);
    }
    if (const PythonValue *delay = value->member(u"delay"); !isUnset(delay))
        policy.retryDelay = seconds(*delay, u"delay"_s);
    if (const PythonValue *delay = value->member(u"max_delay"); !isUnset(delay))
        policy.retryMaxDelay = seconds(*delay, u"max_delay"_s);
    if (const PythonValue *jitter = value->member(u"jitter"); !isUnset(jitter))
        policy.jitter
            = jitter->kind == Kind::Bool && jitter->isTrue ? JitterKind::Full : JitterKind::None;
    warnOfOthers(*value, u"retry_config."_s,
                 {u"name"_s, u"allowed_retries"_s, u"delay"_s, u"max_delay"_s, u"jitter"_s});
}

} // namespace Recloser
