// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/environmentfile.h"

#include "core/store/environmentgrants.h"
#include "core/store/jsonedit.h"
#include "core/store/placedjson.h"
#include "core/store/sslconfiguration.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = JsonNode::Kind;

/// Blocks that JetBrains IDEs read from an environment and that are no variables.
bool isConfigurationName(const QString &name)
{
    return name == "SSLConfiguration"_L1 || name == "Security"_L1;
}

void addMembers(QList<std::pair<QString, QString>> &members, const PlacedJson &tree,
                const JsonNode &node, const QString &path)
{
    for (qsizetype i = 0; i < node.members.size(); ++i) {
        const JsonNode::Member &member = node.members[i];
        const QString name = node.kind == Kind::Object ? QString(path + u'.' + member.key)
                                                       : u"%1[%2]"_s.arg(path).arg(i);
        const JsonNode &value = tree.nodes[member.value];
        members.append({name, tree.textOf(value)});
        addMembers(members, tree, value, name);
    }
}

EnvironmentVariable variableOf(const PlacedJson &tree, const JsonNode::Member &member,
                               std::pair<int, int> place)
{
    const JsonNode &value = tree.nodes[member.value];
    EnvironmentVariable variable{member.key, tree.textOf(value), place.first, place.second};
    variable.isStructure = value.kind == Kind::Object || value.kind == Kind::List;
    variable.isConfiguration = value.kind == Kind::Object && isConfigurationName(member.key);
    if (variable.isStructure && !variable.isConfiguration)
        addMembers(variable.members, tree, value, member.key);
    return variable;
}

std::unexpected<StoreError> failed(StoreError::Kind kind, const QString &subject,
                                   const QString &detail = {})
{
    return std::unexpected(StoreError{kind, subject, detail});
}

/// `text` as it stands behind a name: text, or what it is where text was none before.
QByteArray valueBytes(const QString &text, const JsonNode *before)
{
    if (before && before->kind != Kind::String) {
        const PlacedJson tree = PlacedJson::parse(text.trimmed().toUtf8());
        if (tree.root() && !tree.fault && tree.root()->kind != Kind::String)
            return text.trimmed().toUtf8();
    }
    return quotedJson(text);
}

} // namespace

EnvironmentFile EnvironmentFile::parse(const QByteArray &bytes)
{
    EnvironmentFile file;
    file.m_bytes = bytes;
    file.read();
    return file;
}

void EnvironmentFile::read()
{
    m_environments.clear();
    m_problems.clear();
    const PlacedJson tree = PlacedJson::parse(m_bytes);
    const TextPlaces places(m_bytes);
    const auto report
        = [&](EnvironmentProblem::Kind kind, qsizetype offset, const QString &subject) {
              const auto [line, column] = places.at(offset);
              m_problems.append({kind, line, column, subject.left(200)});
          };
    if (!m_bytes.isValidUtf8()) {
        const QString text = QString::fromUtf8(m_bytes);
        const qsizetype at = text.indexOf(QChar::ReplacementCharacter);
        report(EnvironmentProblem::Kind::InvalidText,
               std::min(QStringView(text).first(at).toUtf8().size(), m_bytes.size()), {});
    }
    if (const JsonNode *root = tree.root(); root && root->kind != Kind::Object)
        report(EnvironmentProblem::Kind::NotAnObject, root->begin, tree.textOf(*root));
    if (tree.root() && tree.root()->kind == Kind::Object) {
        for (const JsonNode::Member &member : tree.root()->members) {
            const JsonNode &node = tree.nodes[member.value];
            if (node.kind != Kind::Object) {
                // JetBrains' schema reference, a comment in the form of a member.
                if (!member.key.startsWith(u'$') && !member.key.startsWith(u'_'))
                    report(EnvironmentProblem::Kind::NotAnObject, node.begin, member.key);
                continue;
            }
            NamedEnvironment environment{member.key, places.at(member.keyBegin).first, {}};
            for (const JsonNode::Member &entry : node.members) {
                const auto same = std::ranges::find(environment.variables, entry.key,
                                                    &EnvironmentVariable::name);
                const EnvironmentVariable variable
                    = variableOf(tree, entry, places.at(entry.keyBegin));
                if (variable.isConfiguration && asksForNoVerification(variable.value))
                    report(EnvironmentProblem::Kind::NotHonoured, entry.keyBegin,
                           u"verifyHostCertificate: false"_s);
                if (variable.isConfiguration && variable.name == "Security"_L1) {
                    for (const SecurityFault &fault : securityFaults(variable.value))
                        report(EnvironmentProblem::Kind::NoEffect,
                               tree.nodes[entry.value].begin + fault.offset, fault.subject);
                }
                if (same == environment.variables.end()) {
                    environment.variables.append(variable);
                } else {
                    report(EnvironmentProblem::Kind::DuplicateName, entry.keyBegin, entry.key);
                    *same = variable;
                }
            }
            const auto same
                = std::ranges::find(m_environments, member.key, &NamedEnvironment::name);
            if (same == m_environments.end()) {
                m_environments.append(environment);
            } else {
                report(EnvironmentProblem::Kind::DuplicateName, member.keyBegin, member.key);
                *same = environment;
            }
        }
    }
    if (tree.fault)
        report(EnvironmentProblem::Kind::Syntax, tree.fault->offset, tree.fault->expected);
    std::ranges::stable_sort(m_problems, {}, [](const EnvironmentProblem &problem) {
        return std::pair(problem.line, problem.column);
    });
}

const NamedEnvironment *EnvironmentFile::environment(const QString &name) const
{
    const auto found = std::ranges::find(m_environments, name, &NamedEnvironment::name);
    return found == m_environments.end() ? nullptr : &*found;
}

std::optional<QString> EnvironmentFile::value(const QString &environmentName,
                                              const QString &name) const
{
    const NamedEnvironment *found = environment(environmentName);
    if (!found)
        return std::nullopt;
    const auto variable = std::ranges::find(found->variables, name, &EnvironmentVariable::name);
    return variable == found->variables.end() ? std::nullopt : std::optional(variable->value);
}

std::expected<void, StoreError> EnvironmentFile::apply(const EnvironmentEdit &edit)
{
    using Change = EnvironmentEdit::Kind;
    using enum StoreError::Kind;
    JsonEditor editor(m_bytes);
    if (!editor.hasObject()) {
        const TextPlaces places(m_bytes);
        const PlacedJson tree = PlacedJson::parse(m_bytes);
        const auto [line, column] = places.at(tree.fault ? tree.fault->offset : 0);
        return failed(Corrupt, edit.environment, u"%1:%2"_s.arg(line).arg(column));
    }
    const bool addsEnvironment = edit.kind == Change::AddEnvironment
        || edit.kind == Change::RenameEnvironment || edit.kind == Change::DuplicateEnvironment;
    const QString &added = edit.kind == Change::AddEnvironment ? edit.environment : edit.text;
    if (addsEnvironment && edit.kind != Change::AddEnvironment && added == edit.environment)
        return failed(Refused, added);
    if (addsEnvironment && (added.trimmed().isEmpty() || editor.has({added})))
        return failed(Refused, added);
    const bool needsEnvironment
        = edit.kind != Change::SetValue && edit.kind != Change::AddEnvironment;
    if (needsEnvironment && !environment(edit.environment))
        return failed(NotFound, edit.environment);
    const bool needsName = edit.kind == Change::RemoveValue || edit.kind == Change::RenameValue;
    if (needsName && !editor.has({edit.environment, edit.name}))
        return failed(NotFound, edit.name);

    switch (edit.kind) {
    case Change::SetValue:
        if (edit.name.isEmpty() || edit.environment.isEmpty())
            return failed(Refused, edit.name);
        if (!editor.has({edit.environment}))
            editor.insert({}, edit.environment, "{}"_ba);
        if (!environment(edit.environment) && editor.has({edit.environment})
            && editor.node({edit.environment})->kind != Kind::Object)
            return failed(Corrupt, edit.environment);
        if (value(edit.environment, edit.name) == edit.text)
            return {};
        if (const JsonNode *before = editor.node({edit.environment, edit.name}))
            editor.replace({edit.environment, edit.name}, valueBytes(edit.text, before));
        else
            editor.insert({edit.environment}, edit.name, quotedJson(edit.text));
        break;
    case Change::RemoveValue:
        editor.remove({edit.environment}, edit.name);
        break;
    case Change::RenameValue:
        if (edit.text.isEmpty()
            || (edit.text != edit.name && editor.has({edit.environment, edit.text})))
            return failed(Refused, edit.text);
        editor.rename({edit.environment}, edit.name, edit.text);
        break;
    case Change::AddEnvironment:
        editor.insert({}, edit.environment, "{}"_ba);
        break;
    case Change::RemoveEnvironment:
        editor.remove({}, edit.environment);
        break;
    case Change::RenameEnvironment:
        editor.rename({}, edit.environment, edit.text);
        break;
    case Change::DuplicateEnvironment:
        editor.duplicate(edit.environment, edit.text);
        break;
    }
    m_bytes = editor.bytes();
    read();
    return {};
}

} // namespace Recloser
