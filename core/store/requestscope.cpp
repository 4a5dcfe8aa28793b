// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/requestscope.h"

#include "core/store/environmentgrants.h"
#include "core/store/sslconfiguration.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

Scope requestScope(const EnvironmentChoice &choice)
{
    Scope scope;
    scope.environment = choice.name;
    scope.layers = choice.set.layers(choice.name);
    scope.clientIdentity = clientIdentityOf(choice.set, choice.name);
    scope.grants = grantsOf(choice.set, choice.name);
    scope.dotenv = choice.set.dotenv(choice.name);
    if (const ScopeLayer globals = layerOf(choice.globals, sharedEnvironment);
        !globals.values.isEmpty())
        scope.layers.append(globals);
    return scope;
}

Scope requestScope(const HttpFile &file, const QString &path, qsizetype index,
                   const EnvironmentChoice &choice)
{
    Scope scope = requestScope(choice);
    const QFileInfo info(path);
    scope.baseFolder = info.absolutePath();
    for (const HttpFileRequest &request : file.requests()) {
        if (!request.spec.name.isEmpty())
            scope.requestNames.append(request.spec.name);
    }
    ScopeLayer all{u"file "_s + info.fileName(), file.variables(), ScopeLayer::Kind::File,
                   info.absoluteFilePath()};
    ScopeLayer own{{}, {}, ScopeLayer::Kind::Request, info.absoluteFilePath()};
    for (const HttpFileVariable &variable : file.variableLines()) {
        all.lines.insert(variable.name, variable.line);
        if (variable.request != index || index < 0)
            continue;
        own.values.insert(variable.name, variable.value);
        own.lines.insert(variable.name, variable.line);
    }
    scope.layers.prepend(all);
    if (index >= 0 && index < file.requests().size()) {
        const HttpFileRequest &request = file.requests()[index];
        for (const HttpFilePrompt &prompt : request.prompts)
            scope.prompts.insert(prompt.name, prompt.text);
        own.title = u"request "_s + request.spec.name;
        if (!own.values.isEmpty())
            scope.layers.prepend(own);
    }
    return scope;
}

QFuture<SecretValues> readSecrets(SecretStore &store, const QStringList &names)
{
    using Answer = std::expected<QString, StoreError>;
    if (names.isEmpty())
        return QtFuture::makeReadyValueFuture(SecretValues());
    QList<QFuture<Answer>> questions;
    for (const QString &name : names)
        questions.append(store.read(name));
    return QtFuture::whenAll(questions.begin(), questions.end())
        .then([names](const QList<QFuture<Answer>> &answers) {
            SecretValues result;
            for (qsizetype i = 0; i < answers.size(); ++i) {
                const Answer answer = answers[i].result();
                if (answer)
                    result.values.insert(names[i], *answer);
                else if (answer.error().kind != StoreError::Kind::NotFound && !result.error)
                    result.error = answer.error();
            }
            return result;
        });
}

} // namespace Recloser
