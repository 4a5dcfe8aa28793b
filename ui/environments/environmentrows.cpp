// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentrows.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

ValuePlace placeOf(EnvironmentSource::Kind kind)
{
    switch (kind) {
    case EnvironmentSource::Kind::Private:
        return ValuePlace::PrivateFile;
    case EnvironmentSource::Kind::Public:
        return ValuePlace::SharedFile;
    case EnvironmentSource::Kind::Global:
        return ValuePlace::GlobalFile;
    case EnvironmentSource::Kind::VsCode:
    case EnvironmentSource::Kind::Dotenv:
        break;
    }
    return ValuePlace::ReadOnly;
}

EnvironmentRow rowOf(const EnvironmentVariable &variable, const EnvironmentSource &source)
{
    EnvironmentRow row{.name = variable.name,
                       .written = variable.value,
                       .place = placeOf(source.kind),
                       .secretName = secretReference(variable.value),
                       .path = source.path,
                       .line = variable.line,
                       .source = source.kind,
                       .isConfiguration = variable.isConfiguration,
                       .isStructure = variable.isStructure};
    if (!row.secretName.isEmpty() && row.place != ValuePlace::ReadOnly)
        row.place = ValuePlace::Secret;
    return row;
}

void addRows(QList<EnvironmentRow> &rows, const EnvironmentSource &source,
             const QString &environment, bool isInherited)
{
    for (const NamedEnvironment &named : source.environments) {
        if (named.name != environment)
            continue;
        for (const EnvironmentVariable &variable : named.variables) {
            const auto known = std::ranges::find(rows, variable.name, &EnvironmentRow::name);
            if (known != rows.end()) {
                // The first one wins.
                if (known->path != source.path || known->isInherited != isInherited)
                    known->hides.append(QFileInfo(source.path).fileName());
                continue;
            }
            EnvironmentRow row = rowOf(variable, source);
            row.isInherited = isInherited;
            rows.append(row);
        }
    }
}

QString unquoted(QString text)
{
    text = text.trimmed();
    const bool isQuoted = text.size() >= 2 && (text.front() == u'"' || text.front() == u'\'')
        && text.back() == text.front();
    return isQuoted ? text.sliced(1, text.size() - 2) : text;
}

QString textOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return value.toVariant().toString();
    default:
        return {};
    }
}

} // namespace

QList<EnvironmentRow> environmentRows(const EnvironmentSet &set, const QString &environment)
{
    QList<EnvironmentRow> rows;
    for (const EnvironmentSource &source : set.sources)
        addRows(rows, source, environment, false);
    if (environment == sharedEnvironment)
        return rows;
    for (const EnvironmentSource &source : set.sources)
        addRows(rows, source, sharedEnvironment, true);
    return rows;
}

QList<EnvironmentRow> globalRows(const EnvironmentSource &globals)
{
    QList<EnvironmentRow> rows;
    addRows(rows, globals, sharedEnvironment, false);
    return rows;
}

QString secretReference(const QString &text)
{
    static const QRegularExpression form(
        u"^\\s*\\{\\{\\s*\\$secret\\s+([^{}\"']+?)\\s*\\}\\}\\s*$"_s);
    const QRegularExpressionMatch match = form.match(text);
    return match.hasMatch() ? match.captured(1) : QString();
}

QString suggestedSecretName(const QString &environment, const QString &variable)
{
    QString name = environment == sharedEnvironment || environment.isEmpty()
        ? variable
        : QString(environment + u'-' + variable);
    static const QRegularExpression others(u"[^\\w.-]+"_s,
                                           QRegularExpression::UseUnicodePropertiesOption);
    return name.replace(others, u"-"_s);
}

QString problemText(const EnvironmentProblem &problem, const QString &file)
{
    const auto tr
        = [](const char *text) { return QCoreApplication::translate("EnvironmentRows", text); };
    QString what;
    switch (problem.kind) {
    case EnvironmentProblem::Kind::Syntax:
        what = tr("no valid JSON from here on; what stands before it counts (%1)");
        break;
    case EnvironmentProblem::Kind::NotAnObject:
        what = tr("not an object {…}: %1");
        break;
    case EnvironmentProblem::Kind::DuplicateName:
        what = tr("%1 is there twice; the later one counts");
        break;
    case EnvironmentProblem::Kind::InvalidText:
        what = tr("bytes that are not UTF-8: %1");
        break;
    case EnvironmentProblem::Kind::NotAVariable:
        what = tr("no NAME=value: %1");
        break;
    case EnvironmentProblem::Kind::NoEffect:
        what = tr("%1 has no effect here");
        break;
    case EnvironmentProblem::Kind::NotHonoured:
        what = tr("%1 is not honoured; make an exception for the host instead (Certificates)");
        break;
    }
    return tr("%1, line %2, column %3: %4")
        .arg(file)
        .arg(problem.line)
        .arg(problem.column)
        .arg(what.arg(problem.subject));
}

QList<std::pair<QString, QString>> pastedVariables(const QString &text)
{
    QList<std::pair<QString, QString>> found;
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u'{')) {
        const QJsonDocument document = QJsonDocument::fromJson(trimmed.toUtf8());
        const QJsonObject object = document.object();
        for (auto member = object.begin(); member != object.end(); ++member)
            found.append({member.key(), textOf(member.value())});
        return found;
    }
    static const QRegularExpression line(
        u"^\\s*(?:export\\s+|set\\s+|@)?([\\p{L}_$][\\p{L}\\p{N}_.\\-]*)\\s*(?:=|:\\s)\\s*(.*)$"_s);
    const QStringList lines = trimmed.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &given : lines) {
        const QString one = given.trimmed();
        if (one.isEmpty() || one.startsWith(u'#') || one.startsWith("//"_L1))
            continue;
        const QRegularExpressionMatch match = line.match(one);
        if (!match.hasMatch())
            return {};
        found.append({match.captured(1), unquoted(match.captured(2))});
    }
    return found;
}

} // namespace Recloser
