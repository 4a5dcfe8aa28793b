// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/run/requestseries.h"
#include "core/store/requestscope.h"
#include "ui/document/requestdocument.h"

#include <QObject>

namespace Recloser {

/// What a window knows that lies around every request.
struct LoaderSurroundings
{
    /// The environment that is chosen for a file, global variables, and those of the program.
    std::function<QString(const QString &filePath)> environment;
    EnvironmentSource globals;
    QList<ScopeLayer> builtIn;
    /// The jar of a file's requests, null for none. Not set: the sender's.
    std::function<CookieJarPtr(const QString &filePath)> cookies;
    /// Below folders and files.
    QList<PolicyLayer> settings;
};

/// Reads requests from their files when their turn comes, on a worker, one file in memory at a
/// time. GUI thread; the store of secrets outlives it.
class RequestLoader : public QObject
{
    Q_OBJECT

public:
    RequestLoader(QList<FileOrigin> requests, LoaderSurroundings around, SecretStore &secrets,
                  QObject *parent = nullptr);
    ~RequestLoader() override;

    QFuture<SeriesRequest> load(qint64 index);
    qint64 count() const { return m_requests.size(); }

private:
    struct File;

    SeriesRequest requestFrom(const File &file, int index) const;
    QFuture<SeriesRequest> withSecretValues(SeriesRequest request);

    QList<FileOrigin> m_requests;
    LoaderSurroundings m_around;
    SecretStore &m_secrets;
    std::shared_ptr<const File> m_file;
    QHash<QString, QString> m_known;
};

} // namespace Recloser
