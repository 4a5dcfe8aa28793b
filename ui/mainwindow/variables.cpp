// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/variables.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Names in `{{$secret name}}`.
QStringList secretNames(const QString &text)
{
    QStringList names;
    static const QString opening = u"{{$secret "_s;
    for (qsizetype at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
        const qsizetype begin = at + opening.size();
        const qsizetype end = text.indexOf("}}"_L1, begin);
        if (end > begin)
            names.append(text.sliced(begin, end - begin).trimmed());
    }
    return names;
}

} // namespace

Variables::Variables(SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_secrets(secrets) { }

Scope Variables::scopeOf(const QString &filePath) const
{
    Scope scope;
    if (!filePath.isEmpty()) {
        const QFileInfo file(filePath);
        scope.layers.append({tr("file %1").arg(file.fileName()), m_files.value(filePath)});
        scope.baseFolder = file.absolutePath();
    }
    scope.layers.append({tr("built-in"), m_builtIn});
    scope.secrets = m_secretValues;
    return scope;
}

void Variables::setFileVariables(const QString &filePath, const QHash<QString, QString> &values)
{
    m_files.insert(filePath, values);
    prefetchSecrets(values.values());
    Q_EMIT changed();
}

void Variables::setPolicyFiles(const QString &filePath, const QList<PolicyLayer> &layers)
{
    if (m_policyFiles.contains(filePath) && m_policyFiles.value(filePath) == layers)
        return;
    m_policyFiles.insert(filePath, layers);
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

void Variables::prefetchSecrets(const QStringList &texts)
{
    for (const QString &text : texts) {
        for (const QString &name : secretNames(text)) {
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
