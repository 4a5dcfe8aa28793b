// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/fyndcall.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = PythonValue::Kind;

std::optional<milliseconds> FyndReader::seconds(const PythonValue &value, const QString &name)
{
    bool isNumber = false;
    const double number = value.text.toDouble(&isNumber);
    if (value.kind == Kind::Number && isNumber && number >= 0 && number < 1e9)
        return milliseconds(qRound64(number * 1000));
    fail(value, u"expected %1 as a number of seconds"_s.arg(name));
    return std::nullopt;
}

std::optional<int> FyndReader::count(const PythonValue &value, const QString &name, int most)
{
    bool isNumber = false;
    const int number = value.text.toInt(&isNumber);
    if (value.kind == Kind::Number && isNumber && number >= 0 && number <= most)
        return number;
    fail(value, u"expected %1 as a number from 0 to %2"_s.arg(name).arg(most));
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
    if (value->member(u"http_file_upload_config"))
        known.append(u"http_file_upload_config"_s); // readUpload()
    for (const QString &name : {u"certificate"_s, u"trace_config"_s}) {
        if (isUnset(value->member(name)))
            known.append(name);
    }
    if (const PythonValue *verify = value->member(u"verify_ssl");
        isUnset(verify) || (verify->kind == Kind::Bool && verify->isTrue))
        known.append(u"verify_ssl"_s);
    warnOfOthers(*value, u"protocol_info."_s, known);
}

void FyndReader::readUpload(const PythonValue &arguments)
{
    const PythonValue *protocol = arguments.member(u"protocol_info");
    const PythonValue *config = protocol ? protocol->member(u"http_file_upload_config") : nullptr;
    if (isUnset(config) || (config->kind == Kind::Dict && config->items.isEmpty()))
        return;
    const PythonValue *path = config->member(u"local_filepath");
    const PythonValue *name = config->member(u"file_key");
    if (!path || path->kind != Kind::String || !name || name->kind != Kind::String) {
        fail(*config, u"expected a dict: {\"local_filepath\": ..., \"file_key\": ...}"_s);
        return;
    }
    Body body{.kind = Body::Kind::Multipart};
    const PythonValue *data = arguments.member(u"data");
    for (qsizetype i = 0; data && data->kind == Kind::Dict && i + 1 < data->items.size(); i += 2) {
        const PythonValue &value = data->items[i + 1];
        body.parts.append({.name = scalarText(data->items[i]),
                           .value = isScalar(value) ? scalarText(value) : toJsonText(value)});
    }
    if (!isUnset(data) && data->kind != Kind::Dict)
        warn(u"data beside a file is no dict and was left out"_s);
    body.parts.append({.name = name->text, .value = path->text, .isFile = true});
    m_request.spec.body = body;
    warnOfOthers(*config, u"http_file_upload_config."_s, {u"local_filepath"_s, u"file_key"_s});
}

void FyndReader::takeBearer()
{
    RequestSpec &spec = m_request.spec;
    for (qsizetype i = 0; i < spec.headers.size() && spec.auth.kind == Auth::Kind::None; ++i) {
        const HeaderField &header = spec.headers[i];
        if (header.name != "Authorization"_L1 || !header.value.startsWith("Bearer "_L1))
            continue;
        spec.auth.kind = Auth::Kind::Bearer;
        spec.auth.token = header.value.sliced(7).trimmed();
        spec.headers.removeAt(i);
    }
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
    if (const PythonValue *failures = value->member(u"maximum_failures"); !isUnset(failures))
        policy.failuresInARow = count(*failures, u"maximum_failures"_s, 1'000'000);
    readRetries(value->member(u"retry_config"));
    warnOfOthers(*value, u"circuit_breaker_config."_s,
                 {u"timeout"_s, u"maximum_failures"_s, u"regex_pattern"_s, u"retry_config"_s});
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
    if (const PythonValue *name = value->member(u"name"); !isUnset(name)) {
        // A name of one's own says nothing of the waits.
        const QString text = scalarText(*name).toLower();
        if (text.contains("backoff"_L1))
            policy.retryFactor = 2.0;
        else if (text == "constant"_L1)
            policy.retryFactor = 1.0;
    }
    if (const PythonValue *retries = value->member(u"allowed_retries"); !isUnset(retries))
        policy.maxRetries = count(*retries, u"allowed_retries"_s, 100);
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
