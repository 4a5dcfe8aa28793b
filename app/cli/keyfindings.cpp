// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keyreports.h"

#include "app/cli/keyjson.h"
#include "core/regex/lint/diagnosis.h"
#include "core/resilience/codepoints.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QByteArray nameOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
        return "info";
    }
    return {};
}

QByteArray nameOf(KeyChange change)
{
    switch (change) {
    case KeyChange::Stays:
        return "stays";
    case KeyChange::Changes:
        return "changes";
    case KeyChange::Vanishes:
        return "vanishes";
    case KeyChange::Appears:
        return "appears";
    case KeyChange::NoMatch:
        return "no-match";
    case KeyChange::TooSlow:
        return "too-slow";
    }
    return {};
}

QString text(const std::u32string &codePoints)
{
    return QString::fromUcs4(codePoints.data(), qsizetype(codePoints.size()));
}

/// `[a,b]` of what `write` appends of each.
template<typename List, typename Write>
void appendList(QByteArray &to, const List &list, Write write)
{
    to += '[';
    bool isFirst = true;
    for (const auto &one : list) {
        if (!isFirst)
            to += ',';
        isFirst = false;
        write(one);
    }
    to += ']';
}

void appendFinding(QByteArray &to, const Finding &finding)
{
    to += "{\"rule\":\"" + QByteArray::fromStdString(finding.rule) + "\",\"severity\":\""
        + nameOf(finding.severity) + "\",\"title\":";
    appendJson(to, finding.title);
    to += ",\"detail\":";
    appendJson(to, finding.detail);
    to += ",\"range\":";
    if (finding.range)
        to += '[' + QByteArray::number(qulonglong(finding.range->begin)) + ','
            + QByteArray::number(qulonglong(finding.range->end)) + ']';
    else
        to += "null";
    to += ",\"urls\":";
    appendList(to, finding.urls,
               [&](std::size_t index) { to += QByteArray::number(qulonglong(index)); });
    to += ",\"url_count\":" + QByteArray::number(qulonglong(finding.urlCount)) + ",\"fixes\":";
    appendList(to, finding.fixes, [&](const PatternFix &fix) {
        to += "{\"label\":";
        appendJson(to, fix.label);
        to += ",\"pattern\":";
        appendJson(to, text(fix.pattern));
        to += '}';
    });
    to += '}';
}

void appendRow(QByteArray &to, const MatrixRow &row)
{
    to += "{\"change\":";
    appendJson(to, row.change);
    to += ",\"outcomes\":";
    appendList(to, row.outcomes, [&](KeyChange change) { to += '"' + nameOf(change) + '"'; });
    to += ",\"urls\":";
    appendList(to, row.urls, [&](const std::u32string &url) { appendJson(to, text(url)); });
    to += ",\"keys\":";
    appendList(to, row.keys, [&](const std::optional<std::u32string> &key) {
        if (key)
            appendJson(to, text(*key));
        else
            to += "null";
    });
    to += '}';
}

void printFinding(const Finding &finding, const QStringList &urls)
{
    printLine(u"%1  %2  %3"_s.arg(QString::fromLatin1(nameOf(finding.severity)), -7)
                  .arg(QString::fromStdString(finding.rule), -2)
                  .arg(QString::fromStdString(finding.title)));
    const QString indent(13, u' ');
    printLine(indent + QString::fromStdString(finding.detail));
    if (finding.range)
        printLine(indent + u"at %1 of the pattern"_s.arg(finding.range->begin));
    constexpr std::size_t few = 3;
    for (std::size_t i = 0; i < std::min(few, finding.urls.size()); ++i)
        printLine(indent + u"in "_s + urls.value(qsizetype(finding.urls[i])));
    if (!finding.urls.empty() && finding.urlCount > few)
        printLine(indent + u"and %1 more"_s.arg(finding.urlCount - few));
    for (const PatternFix &fix : finding.fixes)
        printLine(indent
                  + u"try %1   (%2)"_s.arg(text(fix.pattern), QString::fromStdString(fix.label)));
}

void printSummary(const std::vector<Finding> &findings, qsizetype urls)
{
    const auto count = [&](Severity severity) {
        return std::ranges::count(findings, severity, &Finding::severity);
    };
    const auto counted = [](qsizetype number, const QString &noun) {
        return u"%1 %2%3"_s.arg(number).arg(noun, number == 1 ? QString() : u"s"_s);
    };
    const QString over = counted(qsizetype(urls), u"URL"_s);
    if (findings.empty())
        printLine(u"No findings over %1"_s.arg(over));
    else
        printLine(u"%1 over %2: %3, %4, %5 info"_s
                      .arg(counted(qsizetype(findings.size()), u"finding"_s), over,
                           counted(count(Severity::Error), u"error"_s),
                           counted(count(Severity::Warning), u"warning"_s))
                      .arg(count(Severity::Info)));
}

/// "stays 12, changes 3" per change.
void printMatrix(const std::vector<MatrixRow> &matrix)
{
    printLine({});
    for (const MatrixRow &row : matrix) {
        QStringList counts;
        for (const KeyChange change :
             {KeyChange::Stays, KeyChange::Changes, KeyChange::Vanishes, KeyChange::Appears,
              KeyChange::NoMatch, KeyChange::TooSlow}) {
            if (const auto count = std::ranges::count(row.outcomes, change))
                counts.append(u"%1 %2"_s.arg(QString::fromLatin1(nameOf(change))).arg(count));
        }
        printLine(
            u"%1  %2"_s.arg(QString::fromStdString(row.change), -22).arg(counts.join(u", "_s)));
    }
}

} // namespace

ExitCode reportFindings(const KeyArguments &arguments)
{
    std::u32string source;
    assignCodePoints(source, arguments.policy.keyPattern);
    const auto pattern = parse(source, arguments.python());
    Diagnosis diagnosis(source, pattern, {}, arguments.python());
    Searcher searcher;
    std::u32string url;
    std::vector<std::u32string> asked; // for the matrix
    constexpr std::size_t mostAsked = 1'000;
    for (const QString &one : arguments.urls) {
        assignCodePoints(url, one);
        diagnosis.add(url, pattern ? searcher.search(*pattern, url) : SearchResult());
        if (arguments.hasMatrix && asked.size() < mostAsked)
            asked.push_back(url);
    }
    const std::vector<Finding> findings = diagnosis.findings();
    std::vector<MatrixRow> matrix;
    if (arguments.hasMatrix && pattern)
        matrix = stabilityMatrix(*pattern, asked);
    if (arguments.isJson) {
        QByteArray json = "{\"pattern\":";
        appendJson(json, arguments.policy.keyPattern);
        json += ",\"python\":\"" + nameOfPython(arguments.python()).toLatin1()
            + "\",\"urls\":" + QByteArray::number(arguments.urls.size()) + ",\"findings\":";
        appendList(json, findings, [&](const Finding &one) { appendFinding(json, one); });
        if (arguments.hasMatrix) {
            json += ",\"matrix\":";
            appendList(json, matrix, [&](const MatrixRow &row) { appendRow(json, row); });
        }
        json += "}\n";
        printBytes(json);
    } else {
        for (const Finding &one : findings)
            printFinding(one, arguments.urls);
        printSummary(findings, arguments.urls.size());
        if (!matrix.empty())
            printMatrix(matrix);
    }
    const bool isBad = std::ranges::contains(findings, Severity::Error, &Finding::severity);
    return isBad ? ExitCode::RequestFailed : ExitCode::Done;
}

} // namespace Recloser
