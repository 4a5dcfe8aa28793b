// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keyreports.h"

#include "app/cli/keyjson.h"
#include "core/formats/expectedkeys.h"
#include "core/regex/searcher.h"
#include "core/resilience/codepoints.h"

#include <QFile>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// A row whose key is another one.
struct Difference
{
    ExpectedKey row;
    std::optional<QString> actual;
    bool isTooSlow = false;
};

QString inWords(const std::optional<QString> &key, bool isTooSlow = false)
{
    if (isTooSlow)
        return u"given up as too slow"_s;
    if (!key)
        return u"no match"_s;
    return key->isEmpty() ? u"the empty key"_s : u"“%1”"_s.arg(*key);
}

QString slice(const QString &url, const Span &span)
{
    const qsizetype begin = utf16Index(url, qsizetype(span.begin));
    return url.sliced(begin, utf16Index(url, qsizetype(span.end)) - begin);
}

QList<Difference> differencesOf(const ExpectedKeys &keys, const Pattern &pattern)
{
    QList<Difference> differences;
    Searcher searcher;
    std::u32string url;
    for (const ExpectedKey &row : keys.rows) {
        assignCodePoints(url, row.url);
        const auto found = searcher.find(pattern, url);
        Difference difference{.row = row, .actual = {}, .isTooSlow = !found};
        if (found && *found)
            difference.actual = slice(row.url, **found);
        if (difference.isTooSlow || difference.actual != row.key)
            differences.append(difference);
    }
    return differences;
}

void appendKey(QByteArray &to, const std::optional<QString> &key)
{
    if (key)
        appendJson(to, *key);
    else
        to += "null";
}

QByteArray toJson(const QString &file, const ExpectedKeys &keys, const QString &pattern,
                  PythonVersion version, const QList<Difference> &differences, const QString &error)
{
    QByteArray json = "{\"file\":";
    appendJson(json, file);
    json += ",\"pattern\":";
    appendJson(json, pattern);
    json += ",\"python\":\"" + nameOfPython(version).toLatin1()
        + "\",\"checked\":" + QByteArray::number(keys.rows.size()) + ",\"error\":";
    appendKey(json, error.isEmpty() ? std::nullopt : std::optional(error));
    json += ",\"differences\":[";
    for (qsizetype i = 0; i < differences.size(); ++i) {
        const Difference &one = differences[i];
        json += (i > 0 ? ",{\"line\":" : "{\"line\":") + QByteArray::number(one.row.number)
            + ",\"url\":";
        appendJson(json, one.row.url);
        json += ",\"expected\":";
        appendKey(json, one.row.key);
        json += ",\"actual\":";
        appendKey(json, one.actual);
        json += one.isTooSlow ? ",\"too_slow\":true}" : ",\"too_slow\":false}";
    }
    return json + "]}\n";
}

ExitCode check(const KeyArguments &arguments, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        printError(path, file.errorString(), u"name a file of expected keys"_s);
        return ExitCode::Usage;
    }
    const auto keys = parseExpectedKeys(file.readAll());
    if (!keys) {
        printError(u"%1:%2:%3"_s.arg(path).arg(keys.error().line).arg(keys.error().column),
                   keys.error().message);
        return ExitCode::Usage;
    }
    std::optional<PythonVersion> version = arguments.version;
    if (!version && !keys->python.isEmpty()) {
        version = pythonVersionOf(keys->python);
        if (!version) {
            printError(path, u"unknown version %1"_s.arg(keys->python),
                       u"write \"python: 3.8\" to \"python: 3.14\""_s);
            return ExitCode::Usage;
        }
    }
    const PythonVersion python = version.value_or(PythonVersion::Py311);
    const QString text = arguments.hasPattern ? arguments.policy.keyPattern : keys->pattern;
    std::u32string source;
    assignCodePoints(source, text);
    const auto pattern = parse(source, python);
    const QString error
        = pattern ? QString() : QString::fromStdString(describe(pattern.error(), source));
    const QList<Difference> differences
        = pattern ? differencesOf(*keys, *pattern) : QList<Difference>();
    const bool isGood = pattern && differences.isEmpty();
    if (arguments.isJson) {
        printBytes(toJson(path, *keys, text, python, differences, error));
        return isGood ? ExitCode::Done : ExitCode::RequestFailed;
    }
    if (!pattern)
        printLine(u"%1: Python %2 does not take the pattern: %3"_s.arg(path, nameOfPython(python),
                                                                       error));
    for (const Difference &one : differences)
        printLine(u"%1:%2: %3\n    expected %4\n    is       %5"_s.arg(path)
                      .arg(one.row.number)
                      .arg(one.row.url, inWords(one.row.key), inWords(one.actual, one.isTooSlow)));
    if (pattern)
        printLine(u"%1: %2 of %3 keys as expected"_s.arg(path)
                      .arg(keys->rows.size() - differences.size())
                      .arg(keys->rows.size()));
    return isGood ? ExitCode::Done : ExitCode::RequestFailed;
}

} // namespace

ExitCode reportDifferences(const KeyArguments &arguments)
{
    ExitCode worst = ExitCode::Done;
    for (const QString &path : arguments.checkedFiles)
        worst = std::max(worst, check(arguments, path));
    return worst;
}

} // namespace Recloser
