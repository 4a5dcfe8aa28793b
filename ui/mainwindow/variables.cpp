// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/variables.h"

#include "core/model/authtexts.h"
#include "core/resolve/variables.h"
#include "core/store/sslconfiguration.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

Variables::Variables(SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_secrets(secrets) { }

Scope Variables::scopeOf(const QString &filePath, int requestIndex) const
{
    Scope scope;
    scope.secrets = m_secretValues;
    if (!filePath.isEmpty()) {
        const QFileInfo info(filePath);
        const FileValues file = m_files.value(filePath);
        if (!file.prompted.isEmpty())
            scope.layers.append({tr("given values"), file.prompted, ScopeLayer::Kind::Given});
        if (requestIndex >= 0 && requestIndex < file.own.size()) {
            if (!file.own[requestIndex].values.isEmpty())
                scope.layers.append(file.own[requestIndex]);
            for (const HttpFilePrompt &prompt : file.prompts[requestIndex])
                scope.prompts.insert(prompt.name, prompt.text);
        }
        ScopeLayer layer = file.layer;
        layer.title = tr("file %1").arg(info.fileName());
        scope.layers.append(layer);
        scope.baseFolder = info.absolutePath();
        scope.exchanges = file.exchanges;
        scope.requestNames = file.requestNames;
        scope.confidential = file.confidential;
        const EnvironmentSet &set = environmentsOf(filePath);
        scope.environment = chosenEnvironment(filePath);
        scope.layers += layersOf(set);
        scope.dotenv = set.dotenv(scope.environment);
        scope.clientIdentity = clientIdentityOf(set, scope.environment);
    }
    if (const ScopeLayer globals = Recloser::layerOf(m_globals, sharedEnvironment);
        !globals.values.isEmpty())
        scope.layers.append(globals);
    scope.layers.append({tr("built-in"), m_builtIn, ScopeLayer::Kind::BuiltIn});
    return scope;
}

void Variables::setFile(const QString &filePath, const HttpFile &file)
{
    FileValues &known = m_files[filePath];
    const QString title = QFileInfo(filePath).fileName();
    known.layer = {{}, file.variables(), ScopeLayer::Kind::File, filePath};
    known.own.clear();
    known.prompts.clear();
    known.requestNames.clear();
    for (const HttpFileRequest &request : file.requests()) {
        known.own.append(
            {tr("request %1").arg(request.spec.name), {}, ScopeLayer::Kind::Request, filePath});
        known.prompts.append(request.prompts);
        if (!request.spec.name.isEmpty())
            known.requestNames.append(request.spec.name);
    }
    for (const HttpFileVariable &variable : file.variableLines()) {
        known.layer.lines.insert(variable.name, variable.line);
        if (variable.request < 0)
            continue;
        ScopeLayer &own = known.own[variable.request];
        own.values.insert(variable.name, variable.value);
        own.lines.insert(variable.name, variable.line);
    }
    prefetchSecrets(file.variables().values());
    if (!m_environments.contains(QFileInfo(filePath).absolutePath()))
        read(QFileInfo(filePath).absolutePath());
    Q_EMIT changed();
}

QString Variables::rootOf(const QString &filePath) const
{
    const EnvironmentSet &set = environmentsOf(filePath);
    return set.root.isEmpty() ? QFileInfo(filePath).absolutePath() : set.root;
}

const EnvironmentSet &Variables::environmentsOf(const QString &filePath) const
{
    static const EnvironmentSet none;
    const auto found = m_environments.constFind(QFileInfo(filePath).absolutePath());
    return found == m_environments.cend() ? none : *found;
}

QString Variables::chosenEnvironment(const QString &filePath) const
{
    return filePath.isEmpty() ? QString() : m_choices.value(rootOf(filePath));
}

void Variables::chooseEnvironment(const QString &filePath, const QString &name)
{
    const QString root = rootOf(filePath);
    if (m_choices.value(root) == name)
        return;
    if (name.isEmpty())
        m_choices.remove(root);
    else
        m_choices.insert(root, name);
    m_layers.clear();
    Q_EMIT environmentsChanged(root);
    Q_EMIT changed();
}

void Variables::setChoices(const QHash<QString, QString> &choices)
{
    if (choices == m_choices)
        return;
    m_choices = choices;
    m_layers.clear();
    Q_EMIT changed();
}

void Variables::reloadEnvironments(const QString &filePath)
{
    if (!m_globals.path.isEmpty())
        setGlobalsPath(m_globals.path);
    const QStringList folders = filePath.isEmpty()
        ? m_environments.keys()
        : QStringList{QFileInfo(filePath).absolutePath()};
    for (const QString &folder : folders)
        read(folder);
}

void Variables::setGlobalsPath(const QString &path)
{
    m_globals.path = path;
    loadGlobals(path).then(
        this, [this](const std::expected<EnvironmentSource, StoreError> &globals) {
            // One that cannot be read keeps what was known.
            if (!globals || *globals == m_globals)
                return;
            m_globals = *globals;
            prefetchSecrets(Recloser::layerOf(m_globals, sharedEnvironment).values.values());
            Q_EMIT environmentsChanged({});
            Q_EMIT changed();
        });
}

void Variables::read(const QString &folder)
{
    loadEnvironments(folder).then(this, [this](const EnvironmentSet &set) { take(set); });
    // Until then there is nothing in it.
    if (!m_environments.contains(folder))
        m_environments.insert(folder, EnvironmentSet{.folder = folder});
}

void Variables::take(const EnvironmentSet &set)
{
    if (m_environments.value(set.folder) == set)
        return;
    m_environments.insert(set.folder, set);
    m_layers.clear();
    for (const EnvironmentSource &source : set.sources) {
        for (const NamedEnvironment &environment : source.environments) {
            for (const EnvironmentVariable &variable : environment.variables)
                prefetchSecrets(QStringList{variable.value});
        }
    }
    Q_EMIT environmentsChanged(set.root);
    Q_EMIT changed();
}

const QList<ScopeLayer> &Variables::layersOf(const EnvironmentSet &set) const
{
    const auto known = m_layers.constFind(set.folder);
    if (known != m_layers.cend())
        return *known;
    return *m_layers.insert(set.folder, set.layers(m_choices.value(set.root)));
}

void Variables::setExchange(const QString &filePath, const ExchangePtr &exchange,
                            const Scope &sentWith)
{
    if (filePath.isEmpty() || exchange->spec.name.isEmpty())
        return;
    FileValues &file = m_files[filePath];
    file.exchanges.insert(exchange->spec.name, exchange);
    for (const QString &secret : sentWith.secrets)
        file.confidential.insert(secret);
    file.confidential += sentWith.confidential;
    Q_EMIT changed();
}

QList<HttpFilePrompt> Variables::openPrompts(const QString &filePath, int requestIndex) const
{
    const FileValues file = m_files.value(filePath);
    QList<HttpFilePrompt> open;
    if (requestIndex < 0 || requestIndex >= file.prompts.size())
        return open;
    for (const HttpFilePrompt &prompt : file.prompts[requestIndex]) {
        if (!file.prompted.contains(prompt.name))
            open.append(prompt);
    }
    return open;
}

void Variables::setPrompted(const QString &filePath, const QString &name, const QString &value)
{
    m_files[filePath].prompted.insert(name, value);
    Q_EMIT changed();
}

void Variables::setPolicyFiles(const QString &filePath, const QList<PolicyLayer> &layers)
{
    if (m_policyFiles.contains(filePath) && m_policyFiles.value(filePath) == layers)
        return;
    m_policyFiles.insert(filePath, layers);
    for (const PolicyLayer &layer : layers) {
        for (const AuthText &text : layer.auth ? authTexts(layer.auth->kind) : QList<AuthText>())
            prefetchSecrets(QStringList{(*layer.auth).*(text.text)});
    }
    Q_EMIT changed();
}

void Variables::setSettingsDefaults(const PolicyOverrides &defaults)
{
    if (defaults == m_settingsDefaults)
        return;
    m_settingsDefaults = defaults;
    Q_EMIT changed();
}

QList<PolicyLayer> Variables::policyLayers(const QString &filePath) const
{
    QList<PolicyLayer> layers;
    if (m_settingsDefaults != PolicyOverrides())
        layers.append({PolicyLayer::Kind::Settings, {}, m_settingsDefaults});
    return layers + m_policyFiles.value(filePath);
}

void Variables::setBuiltIn(const QString &name, const QString &value)
{
    m_builtIn.insert(name, value);
    Q_EMIT changed();
}

void Variables::setSecret(const QString &name, const QString &value)
{
    m_asked.insert(name);
    m_secretValues.insert(name, value);
    Q_EMIT changed();
}

void Variables::askSecretsAgain()
{
    const QStringList names(m_asked.cbegin(), m_asked.cend());
    m_asked.clear();
    m_secretValues.clear();
    for (const QString &name : names)
        prefetchSecrets(QStringList{u"{{$secret "_s + name + u"}}"_s});
    Q_EMIT changed();
}

void Variables::prefetchSecrets(const RequestSpec &spec)
{
    QStringList texts{spec.url, spec.body.text, spec.body.filePath};
    for (const AuthText &text : authTexts(spec.auth.kind))
        texts << spec.auth.*(text.text);
    for (const HeaderField &header : spec.headers)
        texts << header.name << header.value;
    for (const QueryParameter &row : spec.body.form)
        texts << row.name << row.value;
    for (const MultipartPart &part : spec.body.parts)
        texts << part.name << part.value << part.fileName;
    prefetchSecrets(texts);
}

void Variables::prefetchSecrets(const QStringList &texts)
{
    for (const QString &text : texts) {
        for (const QString &name : secretsIn(QStringList{text})) {
            if (m_asked.contains(name))
                continue;
            m_asked.insert(name);
            m_secrets.read(name).then(
                this, [this, name](const std::expected<QString, StoreError> &value) {
                    if (value)
                        setSecret(name, *value);
                });
        }
    }
}

} // namespace Recloser
