// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/fyndrequest.h"

#include "core/formats/fyndcall.h"
#include "core/formats/keptplaceholders.h"
#include "core/formats/outgoing.h"
#include "core/formats/pythonliteral.h"
#include "core/model/queryparameters.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = PythonValue::Kind;

bool looksLikeFynd(QStringView text)
{
    static const QRegularExpression start(
        u"^[\\s\\x{feff}]*(?:#[^\\n]*\\n\\s*)*(?:(?:\\[\\s*)?\\{\\s*(?:#[^\\n]*\\n\\s*)*(?:[rRuU]?["
        u"\"']|\\}\\s*"
        u"$)|"
        "(?:[A-Za-z_]\\w*\\s*=\\s*)?(?:await\\s+)?(?:\\w+\\.)*request\\s*\\()"_s);
    return start.matchView(text.first(std::min<qsizetype>(text.size(), 4000))).hasMatch();
}

std::expected<ImportedRequest, FormatError> parseFynd(const QString &text)
{
    static const QRegularExpression call(
        u"^[\\s\\x{feff}]*(?:#[^\\n]*\\n\\s*)*(?:[A-Za-z_]\\w*\\s*=\\s*)?(?:await\\s+)?[\\w.]*request\\s*\\("_s);
    const bool isCall = call.match(text.left(4000)).hasMatch();
    const auto value = isCall ? parsePythonCall(text) : parsePythonLiteral(text);
    if (!value)
        return std::unexpected(value.error());
    FyndReader reader(text);
    return isCall ? reader.readCall(*value) : reader.readDict(*value);
}

std::expected<QList<ImportedRequest>, FormatError> parseFyndList(const QString &text)
{
    QList<ImportedRequest> requests;
    const auto add = [&requests](const std::expected<ImportedRequest, FormatError> &request) {
        if (request)
            requests.append(*request);
        return request.has_value();
    };
    const auto list = parsePythonLiteral(text);
    if (!list || list->kind != Kind::List) {
        const auto request = parseFynd(text);
        if (!add(request))
            return std::unexpected(request.error());
        return requests;
    }
    for (const PythonValue &item : list->items) {
        const auto request = FyndReader(text).readDict(item);
        if (!add(request))
            return std::unexpected(request.error());
    }
    return requests;
}

namespace {

/// What is written: keys with values that are finished texts in the notation.
using Members = QList<std::pair<QString, QString>>;

QString impliedType(const Body &body)
{
    RequestSpec alone;
    alone.url = u"http://localhost/"_s;
    alone.body = body;
    const auto request = outgoing(alone);
    return request ? request->header("content-type"_L1) : QString();
}

struct Writer
{
    QString (*string)(const QString &);
    QString (*value)(const PythonValue &);
    QStringView none;
    enum class Pair { List, Tuple };
    Pair pair;

    QString dict(const Members &members, const QString &indent) const
    {
        if (members.isEmpty())
            return u"{}"_s;
        QString text = u"{\n"_s;
        for (qsizetype i = 0; i < members.size(); ++i) {
            text += indent + u"    "_s + string(members[i].first) + u": "_s + members[i].second;
            text += i + 1 < members.size() ? u",\n"_s : u"\n"_s;
        }
        return text + indent + u'}';
    }

    QString data(const Body &body) const
    {
        switch (body.kind) {
        case Body::Kind::Json:
            // Only a dict or a list is JSON on the other side; a plain text would be sent as it is.
            if (const auto read = parsePythonLiteral(body.text);
                read && read->isJson && (read->kind == Kind::Dict || read->kind == Kind::List))
                return pair == Pair::List ? body.text.trimmed() : value(*read);
            return string(body.text);
        case Body::Kind::Text:
        case Body::Kind::Xml:
        case Body::Kind::GraphQl:
            return string(body.text);
        case Body::Kind::Form:
            return string(formText(body.form));
        case Body::Kind::None:
        case Body::Kind::Multipart:
        case Body::Kind::File:
            break;
        }
        return none.toString();
    }

    QString auth(const Auth &auth) const
    {
        if (auth.kind == Auth::Kind::Bearer)
            return string(u"Bearer "_s + auth.token);
        if (auth.kind != Auth::Kind::Basic)
            return none.toString();
        const QString both = string(auth.user) + u", "_s + string(auth.password);
        return pair == Pair::List ? QString(u'[' + both + u']') : QString(u'(' + both + u')');
    }

    QString headers(const RequestSpec &spec) const
    {
        // A dict holds a name once; RFC 9110 section 5.3 lets values of one name be joined.
        QList<std::pair<QString, QString>> values;
        const auto add = [&values](const QString &name, const QString &text) {
            for (auto &[known, joined] : values) {
                if (known.compare(name, Qt::CaseInsensitive) == 0) {
                    joined += u", "_s + text;
                    return;
                }
            }
            values.append({name, text});
        };
        for (const HeaderField &header : spec.headers) {
            if (header.enabled)
                add(header.name, header.value);
        }
        if (spec.auth.kind == Auth::Kind::ApiKey
            && spec.auth.keyPlacement == Auth::Placement::Header)
            add(spec.auth.keyName, spec.auth.keyValue);
        // A text is sent as it is; what it is has to be said.
        const bool isText = spec.body.kind == Body::Kind::Json
            ? data(spec.body) == string(spec.body.text)
            : spec.body.kind == Body::Kind::Form || spec.body.kind == Body::Kind::Xml;
        const QString implied = !spec.body.mediaType.isEmpty() ? spec.body.mediaType
            : isText                                           ? impliedType(spec.body)
                                                               : QString();
        const bool hasType = std::ranges::any_of(values, [](const auto &header) {
            return header.first.compare("content-type"_L1, Qt::CaseInsensitive) == 0;
        });
        if (!implied.isEmpty() && !hasType && spec.body.kind != Body::Kind::None)
            add(u"Content-Type"_s, implied);
        Members members;
        for (const auto &[name, text] : std::as_const(values))
            members.append({name, string(text)});
        return dict(members, u"    "_s);
    }

    QString request(const RequestSpec &spec) const
    {
        QString url = spec.url;
        if (spec.auth.kind == Auth::Kind::ApiKey
            && spec.auth.keyPlacement == Auth::Placement::Query) {
            QList<QueryParameter> parameters = splitQuery(url);
            parameters.append({encodedForQuery(spec.auth.keyName, true),
                               encodedForQuery(spec.auth.keyValue, false)});
            url = withQuery(url, parameters);
        }
        Members members{{u"url"_s, string(url)},
                        {u"verb"_s, string(spec.method)},
                        {u"data"_s, data(spec.body)},
                        {u"headers"_s, headers(spec)},
                        {u"auth"_s, auth(spec.auth)}};
        Members config;
        if (spec.policy.keyPattern)
            config.append({u"regex_pattern"_s,
                           spec.policy.keyPattern->isNull() ? none.toString()
                                                            : string(*spec.policy.keyPattern)});
        members.append({u"cb_config"_s, dict(config, u"    "_s)});
        return dict(members, {}) + u'\n';
    }
};

} // namespace

QString toFyndJson(const RequestSpec &spec)
{
    return Writer{jsonString, toJsonText, u"null", Writer::Pair::List}.request(
        withQueryAsJson(spec));
}

QString toFyndDict(const RequestSpec &spec)
{
    return Writer{pythonString, toPythonText, u"None", Writer::Pair::Tuple}.request(
        withQueryAsJson(spec));
}

} // namespace Recloser
