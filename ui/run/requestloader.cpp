// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/run/requestloader.h"

#include "core/resolve/redaction.h"
#include "core/resolve/variables.h"
#include "core/store/onworker.h"
#include "core/store/policyfiles.h"
#include "core/store/wholefile.h"

#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

/// Crosses threads.
struct RequestLoader::File
{
    QString path;
    std::optional<StoreError> error;
    QByteArray bytes;
    HttpFile content;
    QList<PolicyLayer> policies;
    EnvironmentSet environments;
};

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

} // namespace

RequestLoader::RequestLoader(QList<FileOrigin> requests, LoaderSurroundings around,
                             SecretStore &secrets, QObject *parent)
    : QObject(parent)
    , m_requests(std::move(requests))
    , m_around(std::move(around))
    , m_secrets(secrets)
{
}

RequestLoader::~RequestLoader() = default;

QFuture<SeriesRequest> RequestLoader::load(qint64 index)
{
    const FileOrigin origin = m_requests.at(index);
    if (m_file && m_file->path == origin.path)
        return withSecretValues(requestFrom(*m_file, origin.index));
    const auto promise = std::make_shared<QPromise<SeriesRequest>>();
    promise->start();
    onWorker<std::shared_ptr<const File>>([path = origin.path] {
        auto file = std::make_shared<File>();
        file->path = path;
        const auto bytes = readWholeFile(path, largestFile);
        if (!bytes) {
            file->error = bytes.error();
            return std::shared_ptr<const File>(file);
        }
        file->bytes = *bytes;
        file->content = HttpFile::parse(*bytes);
        file->policies = readPolicyFiles(path).layers;
        file->environments = readEnvironments(QFileInfo(path).absolutePath());
        return std::shared_ptr<const File>(file);
    }).then(this, [this, promise, index = origin.index](const std::shared_ptr<const File> &file) {
        m_file = file;
        withSecretValues(requestFrom(*file, index))
            .then(this, [promise](const SeriesRequest &request) {
                promise->addResult(request);
                promise->finish();
            });
    });
    return promise->future();
}

SeriesRequest RequestLoader::requestFrom(const File &file, int index) const
{
    SeriesRequest request{.label = QFileInfo(file.path).fileName(), .group = file.path};
    if (file.error || index >= file.content.requests().size()) {
        request.refusal = SendError{SendError::Kind::BodyUnreadable, file.path,
                                    file.error ? file.error->detail : QString()};
        return request;
    }
    const HttpFileRequest &found = file.content.requests().at(index);
    request.spec = found.spec;
    request.label = found.spec.name.isEmpty() ? found.spec.method + u' ' + redacted(found.spec).url
                                              : found.spec.name;
    request.layers = m_around.settings + file.policies;
    // Its secrets are read before it is sent.
    request.spec.auth = authOf(request.layers, found.spec.auth);
    request.scope
        = requestScope(file.content, file.path, index,
                       {file.environments, m_around.environment(file.path), m_around.globals});
    request.scope.layers += m_around.builtIn;
    if (m_around.cookies)
        request.cookies = m_around.cookies(file.path);
    request.isReferredTo = !found.spec.name.isEmpty()
        && file.bytes.contains(QString(found.spec.name + u'.').toUtf8());
    return request;
}

QFuture<SeriesRequest> RequestLoader::withSecretValues(SeriesRequest request)
{
    QStringList unknown;
    const QStringList names = secretsNeeded(request.spec, request.scope);
    for (const QString &name : names) {
        if (const auto known = m_known.constFind(name); known != m_known.cend())
            request.scope.secrets.insert(name, *known);
        else
            unknown.append(name);
    }
    if (unknown.isEmpty())
        return QtFuture::makeReadyValueFuture(std::move(request));
    const auto promise = std::make_shared<QPromise<SeriesRequest>>();
    promise->start();
    readSecrets(m_secrets, unknown)
        .then(this, [this, promise, request](const SecretValues &secrets) mutable {
            m_known.insert(secrets.values);
            request.scope.secrets.insert(secrets.values);
            promise->addResult(std::move(request));
            promise->finish();
        });
    return promise->future();
}

} // namespace Recloser
