// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/policylayers.h"
#include "core/model/scope.h"
#include "core/store/secrets.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Recloser {

/// The values placeholders have in the window: those of the opened files, of the sample server, and
/// secrets once the keychain has given them. GUI thread.
class Variables : public QObject
{
    Q_OBJECT

public:
    explicit Variables(SecretStore &secrets, QObject *parent = nullptr);

    /// What a request from `filePath` (empty: from no file) resolves against.
    Scope scopeOf(const QString &filePath) const;
    void setFileVariables(const QString &filePath, const QHash<QString, QString> &values);
    /// What the folders of `filePath` and the file itself say of policies, as readPolicyFiles()
    /// gives it.
    void setPolicyFiles(const QString &filePath, const QList<PolicyLayer> &layers);
    void setSettingsDefaults(const PolicyOverrides &defaults);
    /// What lies under the policies of a request from `filePath`, lowest first.
    QList<PolicyLayer> policyLayers(const QString &filePath) const;
    /// Files whose layers are known.
    QStringList policyFiles() const { return m_policyFiles.keys(); }
    void setBuiltIn(const QString &name, const QString &value);
    void setSecret(const QString &name, const QString &value);
    /// Asks the keychain for every `{{$secret name}}` in `texts` that is not known yet; changed()
    /// follows.
    void prefetchSecrets(const QStringList &texts);

Q_SIGNALS:
    void changed();

private:
    SecretStore &m_secrets;
    QHash<QString, QHash<QString, QString>> m_files;
    QHash<QString, QList<PolicyLayer>> m_policyFiles;
    PolicyOverrides m_settingsDefaults;
    QHash<QString, QString> m_builtIn;
    QHash<QString, QString> m_secretValues;
    QSet<QString> m_asked;
};

} // namespace Recloser
