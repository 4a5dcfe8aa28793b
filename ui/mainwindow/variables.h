// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "core/model/policylayers.h"
#include "core/model/scope.h"
#include "core/store/environments.h"
#include "core/store/httpfile.h"
#include "core/store/secrets.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace Recloser {

/// The values placeholders have in the window: those of the opened files and of their environments,
/// global ones, of the sample server, the latest answers of named requests, and secrets once the
/// store has given them. GUI thread.
class Variables : public QObject
{
    Q_OBJECT

public:
    explicit Variables(SecretStore &secrets, QObject *parent = nullptr);

    /// What a request from `filePath` (empty: from no file) resolves against. With its index in the
    /// file also what its own section says; -1: none.
    Scope scopeOf(const QString &filePath, int requestIndex = -1) const;
    /// Everything that the file says of variables: values, request variables, prompts.
    void setFile(const QString &filePath, const HttpFile &file);

    // Environments of a file's folder. They are read with setFile() and again by
    // reloadEnvironments(); changed() follows.

    /// The folder that the choice of an environment holds for: the repository's, or the file's own.
    QString rootOf(const QString &filePath) const;
    const EnvironmentSet &environmentsOf(const QString &filePath) const;
    /// Empty: none.
    QString chosenEnvironment(const QString &filePath) const;
    void chooseEnvironment(const QString &filePath, const QString &name);
    /// By root, to be kept over restarts.
    const QHash<QString, QString> &choices() const { return m_choices; }
    void setChoices(const QHash<QString, QString> &choices);
    /// Reads the environments of the file's folder, or of all known folders, again.
    void reloadEnvironments(const QString &filePath = {});
    /// Path of the file of global variables; reads it, now and with reloadEnvironments().
    void setGlobalsPath(const QString &path);
    const EnvironmentSource &globals() const { return m_globals; }

    /// A named request of `filePath` was answered: `{{name.response...}}` means this one now.
    void setExchange(const QString &filePath, const ExchangePtr &exchange, const Scope &sentWith);
    /// What `# @prompt` asks for before this request is sent and was not answered in this run.
    QList<HttpFilePrompt> openPrompts(const QString &filePath, int requestIndex) const;
    void setPrompted(const QString &filePath, const QString &name, const QString &value);

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
    /// Forgets what the store said of secrets and asks it again for those in use.
    void askSecretsAgain();
    /// Asks the store for every `{{$secret name}}` in `texts` that is not known yet; changed()
    /// follows.
    void prefetchSecrets(const QStringList &texts);
    /// For every place of the request; what its variables hold is asked for when they are read.
    void prefetchSecrets(const RequestSpec &spec);

Q_SIGNALS:
    void changed();
    /// The environments of files below `root` were read, or another one was chosen.
    void environmentsChanged(const QString &root);

private:
    struct FileValues
    {
        ScopeLayer layer;
        /// By request.
        QList<ScopeLayer> own;
        QList<QList<HttpFilePrompt>> prompts;
        QStringList requestNames;
        QHash<QString, QString> prompted;
        QHash<QString, ExchangePtr> exchanges;
        QSet<QString> confidential;
    };

    void read(const QString &folder);
    void take(const EnvironmentSet &set);
    const QList<ScopeLayer> &layersOf(const EnvironmentSet &set) const;

    SecretStore &m_secrets;
    QHash<QString, FileValues> m_files;
    QHash<QString, EnvironmentSet> m_environments;
    QHash<QString, QString> m_choices;
    /// By folder, of the chosen environment: asked for with every key that is typed.
    mutable QHash<QString, QList<ScopeLayer>> m_layers;
    EnvironmentSource m_globals;
    QHash<QString, QList<PolicyLayer>> m_policyFiles;
    PolicyOverrides m_settingsDefaults;
    QHash<QString, QString> m_builtIn;
    QHash<QString, QString> m_secretValues;
    QSet<QString> m_asked;
};

} // namespace Recloser
