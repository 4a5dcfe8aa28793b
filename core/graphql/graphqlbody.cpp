// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlbody.h"

#include <QJsonDocument>
#include <QStringList>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString jsonString(const QString &text)
{
    QString result = u"\""_s;
    result.reserve(text.size() + 16);
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'"':
            result += u"\\\""_s;
            break;
        case u'\\':
            result += u"\\\\"_s;
            break;
        case u'\n':
            result += u"\\n"_s;
            break;
        case u'\r':
            result += u"\\r"_s;
            break;
        case u'\t':
            result += u"\\t"_s;
            break;
        default:
            if (c < u' ')
                result += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
            else
                result += c;
        }
    }
    return result + u'"';
}

bool isBlank(const QString &line)
{
    return line.trimmed().isEmpty();
}

/// Whether the brace at the beginning of `lines[at]` is one of JSON.
bool beginsJsonObject(const QStringList &lines, qsizetype at)
{
    QString rest = lines[at].trimmed();
    if (!rest.startsWith(u'{') || rest.startsWith("{{"_L1))
        return false;
    rest = rest.sliced(1).trimmed();
    while (rest.isEmpty() && ++at < lines.size())
        rest = lines[at].trimmed();
    return rest.startsWith(u'"') || rest.startsWith(u'}');
}

/// What is wrong with variables that are to be a JSON object, if there are any.
std::expected<void, QString> checkVariables(const QString &text)
{
    if (isBlank(text))
        return {};
    const QByteArray bytes = text.toUtf8();
    QJsonParseError fault;
    const QJsonDocument variables = QJsonDocument::fromJson(bytes, &fault);
    if (fault.error != QJsonParseError::NoError) {
        const QString before
            = QString::fromUtf8(bytes.first(std::min<qsizetype>(fault.offset, bytes.size())));
        return std::unexpected(u"line %1, column %2: %3"_s.arg(before.count(u'\n') + 1)
                                   .arg(before.size() - before.lastIndexOf(u'\n'))
                                   .arg(fault.errorString()));
    }
    if (!variables.isObject())
        return std::unexpected(u"line 1, column 1: not an object"_s);
    return {};
}

} // namespace

std::expected<QString, QString> graphQlJson(const GraphQlRequest &request)
{
    return checkVariables(request.variables).transform([&] {
        return uncheckedGraphQlJson(request);
    });
}

std::expected<QList<std::pair<QString, QString>>, QString>
graphQlParameters(const GraphQlRequest &request)
{
    return checkVariables(request.variables).transform([&] {
        return uncheckedGraphQlParameters(request);
    });
}

QList<std::pair<QString, QString>> uncheckedGraphQlParameters(const GraphQlRequest &request)
{
    QList<std::pair<QString, QString>> parameters{{u"query"_s, request.query}};
    if (!isBlank(request.variables))
        parameters.append({u"variables"_s, request.variables.trimmed()});
    if (!request.operationName.isEmpty())
        parameters.append({u"operationName"_s, request.operationName});
    return parameters;
}

QString uncheckedGraphQlJson(const GraphQlRequest &request)
{
    QString json = u"{\"query\":"_s + jsonString(request.query);
    if (!isBlank(request.variables))
        json += u",\"variables\":"_s + request.variables.trimmed();
    if (!request.operationName.isEmpty())
        json += u",\"operationName\":"_s + jsonString(request.operationName);
    return json + u'}';
}

GraphQlRequest graphQlRequestFromText(const QString &text)
{
    const QStringList lines = text.split(u'\n');
    bool isInBlockString = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const bool isBehindBlank = i > 0 && isBlank(lines[i - 1]);
        if (!isInBlockString && (isBehindBlank || i == 0) && beginsJsonObject(lines, i)) {
            QStringList query = lines.first(i);
            while (!query.isEmpty() && isBlank(query.last()))
                query.removeLast();
            return {query.join(u'\n'), lines.sliced(i).join(u'\n'), {}};
        }
        if (lines[i].count("\"\"\""_L1) % 2 == 1)
            isInBlockString = !isInBlockString;
    }
    return {text, {}, {}};
}

QString textOf(const GraphQlRequest &request)
{
    if (isBlank(request.variables))
        return request.query;
    return request.query + u"\n\n"_s + request.variables;
}

bool isGraphQlMarker(QStringView name, QStringView value)
{
    return name.trimmed().compare("x-request-type"_L1, Qt::CaseInsensitive) == 0
        && value.trimmed().compare("graphql"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace Recloser
