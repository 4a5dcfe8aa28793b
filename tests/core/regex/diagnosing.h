// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/regex/lint/diagnosis.h"

#include <QString>
#include <QStringList>
#include <QTest>

namespace Recloser {

/// URLs of a table's row stand one a line.
inline std::vector<std::u32string> urlsOf(const QString &lines)
{
    std::vector<std::u32string> urls;
    for (const QString &line : lines.split(u'\n', Qt::SkipEmptyParts))
        urls.push_back(line.trimmed().toStdU32String());
    return urls;
}

inline std::vector<Finding> diagnose(const QString &source, const QString &urls,
                                     PythonVersion version = PythonVersion::Py311,
                                     const Budget &budget = {})
{
    const std::u32string text = source.toStdU32String();
    const auto pattern = parse(text, version);
    Diagnosis diagnosis(text, pattern, {}, version);
    for (const std::u32string &url : urlsOf(urls))
        diagnosis.add(url, pattern ? search(*pattern, url, budget) : SearchResult());
    return diagnosis.findings();
}

inline const Finding *found(const std::vector<Finding> &findings, const QString &rule)
{
    for (const Finding &finding : findings) {
        if (QString::fromStdString(finding.rule) == rule)
            return &finding;
    }
    return nullptr;
}

/// Findings as people would read them, for the message of a failed check.
inline QString told(const std::vector<Finding> &findings)
{
    QString text;
    for (const Finding &finding : findings) {
        text += QString::fromStdString(finding.rule) + u" " + QString::fromStdString(finding.title)
            + u": " + QString::fromStdString(finding.detail);
        for (const PatternFix &fix : finding.fixes)
            text += u" [" + QString::fromStdString(fix.label) + u" => "
                + QString::fromStdU32String(fix.pattern) + u"]";
        text += u'\n';
    }
    return text;
}

/// "P1 M2 L1": the rules that spoke, in their order.
inline QString rulesOf(const std::vector<Finding> &findings)
{
    QStringList rules;
    for (const Finding &finding : findings)
        rules.append(QString::fromStdString(finding.rule));
    return rules.join(u' ');
}

} // namespace Recloser
