// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/sendcommand.h"

#include "core/resolve/resolve.h"
#include "core/store/policyfiles.h"

namespace Recloser {

using namespace Qt::StringLiterals;

// What `send` needs before it begins. Part of SendCommand.

void SendCommand::connectAndBegin(const QCommandLineParser &parser)
{
    using Opened = std::expected<void, ArgumentError>;
    const auto failWith = [this](const ArgumentError &error) {
        fail(ExitCode::Usage, error.what, error.why, error.remedy);
    };
    const QUrl target(resolveUrl(m_spec, m_scope).value_or(QString()));
    m_around->openConnections(parser, target, this, [this, &parser, failWith](const Opened &ready) {
        if (!ready)
            return failWith(ready.error());
        m_around->openCookies(parser, this, [this, failWith](const Opened &opened) {
            if (!opened)
                return failWith(opened.error());
            begin();
        });
    });
}

void SendCommand::readLayers(const SendArguments &arguments, const QCommandLineParser &parser)
{
    m_policies.own = m_spec.policy;
    m_policies.options = arguments.options;
    m_policies.auth = arguments.auth;
    if (parser.isSet(u"auth"_s))
        m_policies.authOrigin = PolicyReport::AuthOrigin::Option;
    if (!parser.isSet(u"no-defaults"_s)) {
        if (const auto defaults = m_around->defaults())
            m_policies.layers.append(*defaults);
    }
    if (arguments.filePath.isEmpty())
        return;
    const PolicyFiles files = readPolicyFiles(arguments.filePath);
    m_policies.layers += files.layers;
    for (const StoreError &error : files.errors)
        printError(error.subject, error.detail, u"the send goes on without it"_s);
    QList<PolicyFileProblem> problems = files.problems;
    for (const HttpFileProblem &problem : arguments.problems)
        problems.append({arguments.filePath, problem});
    for (const auto &[path, problem] : std::as_const(problems))
        printError(u"%1:%2:%3"_s.arg(path).arg(problem.line).arg(problem.column),
                   u"not understood: %1"_s.arg(problem.subject), u"the send goes on without it"_s);
}

void SendCommand::explainPolicies()
{
    if (m_json) {
        printJson(policiesJson(m_policies));
    } else {
        const QStringList lines = policyLines(m_policies);
        for (const QString &line : lines)
            printLine(line);
    }
    Q_EMIT done(ExitCode::Done);
}

} // namespace Recloser
