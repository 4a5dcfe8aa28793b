// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/policyreport.h"

#include "core/model/policywords.h"
#include "core/store/authdirective.h"
#include "core/store/httpdirectives.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// "openFor" as "open_for".
QString scriptName(QStringView name)
{
    QString text;
    for (const QChar letter : name) {
        if (letter.isUpper())
            text += u'_';
        text += letter.toLower();
    }
    return text;
}

struct Origin
{
    QString source;
    /// Preset, folder or file; null for none.
    QString from;
};

Origin originOf(const PolicySource &source, bool isOption)
{
    using Kind = PolicySource::Kind;
    switch (source.kind) {
    case Kind::Preset:
        return {u"preset"_s, wordOf(source.preset)};
    case Kind::Settings:
        return {u"settings"_s, {}};
    case Kind::Folder:
        return {u"folder"_s, source.path};
    case Kind::File:
        return {u"file"_s, source.path};
    case Kind::Own:
        return {isOption ? u"option"_s : u"request"_s, {}};
    }
    return {};
}

template<typename T> QJsonValue jsonOf(const T &value)
{
    if constexpr (std::is_enum_v<T>)
        return wordOf(value);
    else if constexpr (std::is_same_v<T, milliseconds>)
        return qint64(value.count());
    else
        return value;
}

template<typename T> QString textOf(const T &value)
{
    if constexpr (std::is_enum_v<T>)
        return wordOf(value);
    else if constexpr (std::is_same_v<T, milliseconds>)
        return value.count() == 0 ? u"0"_s : durationWord(value);
    else if constexpr (std::is_same_v<T, QString>)
        return value.isEmpty() ? u"-"_s : value;
    else
        return QString::number(value);
}

bool hasOption(const PolicyReport &report, const OutcomeMatch &match)
{
    return report.options.outcomes
        && std::ranges::find(*report.options.outcomes, match, &OutcomeRule::match)
        != report.options.outcomes->end();
}

/// Calls `visit(name, value, origin)` for each value that is one.
template<typename Visit> void visitValues(const PolicyReport &report, Visit &&visit)
{
    const PolicyOverrides all
        = completed(policiesOf(report.layers, report.own), presetOf(report.layers, report.own));
    visitPolicyOverrides([&](QStringView name, auto member) {
        using Value = typename std::remove_cvref_t<decltype(all.*member)>::value_type;
        if constexpr (!std::is_same_v<Value, OutcomeTable>)
            visit(scriptName(name), *(all.*member),
                  originOf(sourceOf(report.layers, report.own, member),
                           (report.options.*member).has_value()));
    });
}

/// The kind of authentication that is used, never with its values.
QString authWord(const PolicyReport &report)
{
    return authDirective(authOf(report.layers, report.auth)).section(u' ', 0, 0);
}

Origin authOriginOf(const PolicyReport &report)
{
    const PolicyLayer *layer
        = report.auth.kind == Auth::Kind::Inherit ? authLayerOf(report.layers) : nullptr;
    return originOf(layer ? sourceOf(*layer) : PolicySource{PolicySource::Kind::Own},
                    report.authOrigin == PolicyReport::AuthOrigin::Option);
}

QString originText(const Origin &origin)
{
    return origin.from.isEmpty() ? origin.source : origin.source + u' ' + origin.from;
}

} // namespace

QJsonObject policiesJson(const PolicyReport &report)
{
    QJsonObject object;
    const auto put = [](QJsonObject &row, const Origin &origin) {
        row.insert("source"_L1, origin.source);
        row.insert("from"_L1, origin.from.isEmpty() ? QJsonValue() : QJsonValue(origin.from));
    };
    visitValues(report, [&](const QString &name, const auto &value, const Origin &origin) {
        QJsonObject row{{u"value"_s, jsonOf(value)}};
        put(row, origin);
        const bool isTime = std::is_same_v<std::remove_cvref_t<decltype(value)>, milliseconds>;
        object.insert(isTime ? name + u"_ms"_s : name, row);
    });
    QJsonArray rows;
    const auto outcomes = outcomesOf(report.layers, report.own);
    for (const auto &[rule, source] : outcomes) {
        QJsonObject row{{u"what"_s, outcomeName(rule.match)},
                        {u"breaker"_s, wordOf(rule.breaker)},
                        {u"retry"_s, wordOf(rule.retry)}};
        put(row, originOf(source, hasOption(report, rule.match)));
        rows.append(row);
    }
    object.insert("outcomes"_L1, rows);
    QJsonObject auth{{u"value"_s, authWord(report)}};
    put(auth, authOriginOf(report));
    object.insert("auth"_L1, auth);
    return object;
}

QStringList policyLines(const PolicyReport &report)
{
    QStringList lines;
    const auto add = [&lines](const QString &name, const QString &value, const Origin &origin) {
        lines.append(u"%1 %2 %3"_s.arg(name, -20).arg(value, -28).arg(originText(origin)));
    };
    visitValues(report, [&](const QString &name, const auto &value, const Origin &origin) {
        add(name, textOf(value), origin);
    });
    const auto outcomes = outcomesOf(report.layers, report.own);
    for (const auto &[rule, source] : outcomes) {
        QString effect = wordOf(rule.breaker);
        if (rule.retry != RetryEffect::No)
            effect += u'/' + wordOf(rule.retry);
        add(u"outcome "_s + outcomeName(rule.match), effect,
            originOf(source, hasOption(report, rule.match)));
    }
    add(u"auth"_s, authWord(report), authOriginOf(report));
    return lines;
}

} // namespace Recloser
