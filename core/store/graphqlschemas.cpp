// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/graphqlschemas.h"

#include "core/store/onworker.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

std::expected<GraphQlSchemaPtr, QString> read(const QByteArray &json)
{
    auto schema = GraphQlSchema::fromIntrospection(json);
    if (!schema)
        return std::unexpected(std::move(schema.error()));
    return std::make_shared<const GraphQlSchema>(*std::move(schema));
}

KeptSchema kept(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return {read(file.readAll()).value_or(nullptr), QFileInfo(path).lastModified()};
}

} // namespace

GraphQlSchemas::GraphQlSchemas(QString folder) : m_folder(std::move(folder)) { }

QString GraphQlSchemas::pathOf(const QString &endpoint) const
{
    const QByteArray hash
        = QCryptographicHash::hash(endpoint.toUtf8(), QCryptographicHash::Sha256).toHex();
    return m_folder + u'/' + QString::fromLatin1(hash.first(32)) + u".json"_s;
}

QFuture<KeptSchema> GraphQlSchemas::find(const QString &endpoint) const
{
    return onWorker<KeptSchema>([path = pathOf(endpoint)] { return kept(path); });
}

QFuture<std::expected<GraphQlSchemaPtr, QString>>
GraphQlSchemas::keep(const QString &endpoint, const ResponseBody &answer) const
{
    using Result = std::expected<GraphQlSchemaPtr, QString>;
    return onWorker<Result>([folder = m_folder, path = pathOf(endpoint), answer] {
        QByteArray json = answer.bytes;
        if (QFile large(answer.filePath()); answer.isInFile() && large.open(QIODevice::ReadOnly))
            json = large.readAll();
        const Result schema = read(json);
        if (schema && QDir().mkpath(folder)) {
            QSaveFile file(path);
            if (file.open(QIODevice::WriteOnly)) {
                file.write(json);
                file.commit();
            }
        }
        return schema;
    });
}

} // namespace Recloser
