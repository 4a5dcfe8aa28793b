// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/environmentoption.h"
#include "app/cli/requestfiles.h"
#include "core/run/requestseries.h"
#include "core/store/secrets.h"

#include <QObject>
#include <QSet>

#include <optional>

namespace Recloser {

/// What lies around every request of a run.
struct RunSurroundings
{
    /// Names to run; empty: all.
    QStringList names;
    /// Below folders and files.
    QList<PolicyLayer> layers;
    /// Over the requests' own.
    PolicyOverrides options;
    /// `--var`.
    ScopeLayer given;
    /// The environments for files in a folder.
    std::function<std::expected<EnvironmentChoice, ArgumentError>(const QString &folder)>
        environments;
};

/// The requests of files in order, read when their turn comes: one file is in memory at a time.
class RunRequests : public QObject
{
    Q_OBJECT

public:
    /// Looks through all files once. The error is a file that cannot be read, or that nothing is to
    /// be run.
    static std::expected<std::unique_ptr<RunRequests>, ArgumentError>
    read(const QList<RequestFile> &files, RunSurroundings surroundings, SecretStore &secrets);

    qint64 count() const;
    QFuture<SeriesRequest> load(qint64 index);
    /// Where the request at `index` stands; its line is known while its file is in memory.
    const RequestFile &fileOf(qint64 index) const;

private:
    struct File
    {
        RequestFile file;
        /// Of its first request among all, and which of its requests are run.
        qint64 first = 0;
        QList<int> requests;
    };
    struct OpenFile
    {
        qsizetype index = -1;
        HttpFile content;
        QList<PolicyLayer> layers;
        QString folder;
        std::optional<EnvironmentChoice> environments;
    };

    RunRequests(RunSurroundings surroundings, SecretStore &secrets);
    void note(const HttpFile &content, const QByteArray &bytes, File &file);
    qsizetype fileIndexOf(qint64 index) const;
    std::optional<ArgumentError> open(qsizetype file);
    SeriesRequest requestAt(qint64 index);

    RunSurroundings m_surroundings;
    SecretStore &m_secrets;
    QList<File> m_files;
    OpenFile m_open;
    /// Names that some request refers to the response of.
    QSet<QString> m_referredTo;
    /// Secrets as they were read, and those that there are not.
    QHash<QString, QString> m_secretValues;
    QSet<QString> m_missingSecrets;
};

} // namespace Recloser
