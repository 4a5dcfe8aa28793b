// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keycommand.h"

#include "app/cli/pythonversion.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const KeyResult &result)
{
    QJsonObject object{
        {u"key"_s, result.key.isNull() ? QJsonValue() : QJsonValue(result.key)},
        {u"source"_s, keySourceName(result.source)},
        {u"span"_s,
         result.span ? QJsonValue(QJsonArray{result.span->begin, result.span->end}) : QJsonValue()},
        {u"error"_s, QJsonValue()},
        {u"warnings"_s, QJsonArray::fromStringList(result.warnings)},
    };
    if (result.error) {
        object.insert(
            "error"_L1,
            QJsonObject{{u"message"_s, result.error->message},
                        {u"position"_s,
                         result.error->position ? QJsonValue(qint64(*result.error->position))
                                                : QJsonValue()}});
    }
    return object;
}

QString toText(const KeyResult &result)
{
    QString text = result.key;
    switch (result.source) {
    case KeySource::Match:
        break;
    case KeySource::Invalid:
        text += u"\t(whole URL: %1%2)"_s.arg(
            result.error->message,
            result.error->position ? u" at position %1"_s.arg(*result.error->position) : QString());
        break;
    case KeySource::NoMatch:
        text += u"\t(whole URL: no match)"_s;
        break;
    case KeySource::Missing:
        text += u"\t(whole URL: no pattern)"_s;
        break;
    case KeySource::Empty:
        text += u"\t(whole URL: empty match)"_s;
        break;
    case KeySource::TooSlow:
        text += u"\t(whole URL: the pattern is too slow)"_s;
        break;
    }
    return text;
}

std::optional<KeyFallback> fallbackOf(const QString &name)
{
    if (name == "url"_L1)
        return KeyFallback::WholeUrl;
    if (name == "path"_L1)
        return KeyFallback::PathOnly;
    if (name == "none"_L1)
        return KeyFallback::NoBreaker;
    return std::nullopt;
}

} // namespace

QString KeyCommand::synopsis() const
{
    return u"--pattern PATTERN URL... | --batch"_s;
}

QString KeyCommand::description() const
{
    return u"Prints the circuit key of each URL: the whole match of Python's re.search(PATTERN, "
           u"URL), or the whole URL where the pattern is\n"
           "missing, invalid or does not match, with the reason. Positions and spans count code "
           "points, as Python does.\n"
           "--batch reads one JSON object a line from stdin, {\"pattern\": ..., \"url\": ...}, and "
           "prints one a line:\n"
           "{\"key\", \"source\": \"match|no-match|invalid|missing|empty|too-slow\", \"span\": "
           "[begin, end] or null,\n"
           " \"error\": null or {\"message\", \"position\"}, \"warnings\": []}\n\n"
           "Example: recloser-cli key --pattern '[w].+(?=/)' 'http://www.store1.com:8001/m_search?productId=11211'"_s;
}

void KeyCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({
        {{u"p"_s, u"pattern"_s}, u"The pattern, Python's re syntax."_s, u"PATTERN"_s},
        {u"batch"_s, u"Reads JSON lines from stdin."_s},
        {u"python"_s, u"Whose rules: 3.8 to 3.14."_s, u"VERSION"_s, u"3.11"_s},
        {u"fallback"_s, u"Without a match: url, path or none."_s, u"WHAT"_s, u"url"_s},
        {u"strict"_s, u"An empty match is the empty key, as in strict Python."_s},
        {u"json"_s, u"One JSON object a line."_s},
    });
}

void KeyCommand::run(const QCommandLineParser &parser)
{
    const auto version = pythonVersionOf(parser.value(u"python"_s));
    if (!version)
        return fail(ExitCode::Usage, u"--python"_s,
                    u"unknown version %1"_s.arg(parser.value(u"python"_s)), u"give 3.8 to 3.14"_s);
    const auto fallback = fallbackOf(parser.value(u"fallback"_s));
    if (!fallback)
        return fail(ExitCode::Usage, u"--fallback"_s,
                    u"unknown: %1"_s.arg(parser.value(u"fallback"_s)), u"give url, path or none"_s);
    BreakerPolicy policy;
    policy.keyPattern = parser.value(u"pattern"_s);
    policy.fallback = *fallback;
    policy.emptyMatch = parser.isSet(u"strict"_s) ? EmptyMatch::Strict : EmptyMatch::WholeUrl;
    KeyReader reader(*version);
    if (parser.isSet(u"batch"_s))
        return runBatch(reader, policy);

    const QStringList urls = parser.positionalArguments();
    if (urls.isEmpty())
        return fail(ExitCode::Usage, u"key"_s, u"no URL given"_s,
                    u"name one or more, or use --batch"_s);
    for (const QString &url : urls) {
        const KeyResult result = reader.read(policy, url);
        if (parser.isSet(u"json"_s))
            printJson(toJson(result));
        else
            printLine(toText(result));
    }
    Q_EMIT done(ExitCode::Done);
}

void KeyCommand::runBatch(KeyReader &reader, BreakerPolicy policy)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(ExitCode::Usage, u"--batch"_s, u"stdin cannot be read"_s);
    const QString common = policy.keyPattern;
    QByteArray output;
    constexpr qsizetype flushAt = 64 * 1024;
    const auto flush = [&output] {
        printBytes(output);
        output.clear();
    };
    for (qint64 number = 1;; ++number) {
        const QByteArray line = input.readLine();
        if (line.isEmpty())
            break;
        if (line.trimmed().isEmpty())
            continue;
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(line, &error);
        if (!document.isObject() || !document[u"url"].isString()) {
            flush();
            return fail(ExitCode::Usage, u"stdin line %1"_s.arg(number),
                        error.error == QJsonParseError::NoError ? u"not an object with \"url\""_s
                                                                : error.errorString(),
                        u"write one {\"pattern\": ..., \"url\": ...} a line"_s);
        }
        const QJsonValue pattern = document[u"pattern"];
        policy.keyPattern = pattern.isUndefined() ? common : pattern.toString();
        output += QJsonDocument(toJson(reader.read(policy, document[u"url"].toString())))
                      .toJson(QJsonDocument::Compact);
        output += '\n';
        if (output.size() >= flushAt)
            flush();
    }
    flush();
    Q_EMIT done(ExitCode::Done);
}

} // namespace Recloser
