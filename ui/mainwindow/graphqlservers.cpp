// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/graphqlservers.h"

#include "core/graphql/introspection.h"
#include "ui/describe/describe.h"

namespace Recloser {

GraphQlServers::GraphQlServers(Sender &sender, GraphQlSchemas schemas, QObject *parent)
    : GraphQlSource(parent)
    , m_sender(sender)
    , m_schemas(std::move(schemas))
{
}

GraphQlServers::~GraphQlServers() = default;

GraphQlKnowledge GraphQlServers::knowledge(const QString &endpoint)
{
    std::shared_ptr<Server> &server = m_servers[endpoint];
    if (server)
        return server->known;
    server = std::make_shared<Server>();
    m_schemas.find(endpoint).then(this, [this, endpoint, server](const KeptSchema &kept) {
        // What the server has told meanwhile is newer.
        if (!kept.schema || server->known.schema)
            return;
        server->known.schema = kept.schema;
        server->known.toldAt = kept.toldAt;
        Q_EMIT changed(endpoint);
    });
    return server->known;
}

void GraphQlServers::ask(const QString &endpoint, const RequestSpec &spec, const Scope &scope,
                         const QList<PolicyLayer> &layers)
{
    knowledge(endpoint);
    const std::shared_ptr<Server> server = m_servers.value(endpoint);
    if (server->known.isAsking)
        return;
    server->known.isAsking = true;
    server->known.error.clear();
    server->question = m_sender.send(introspectionOf(spec), scope, {}, layers);
    connect(server->question.get(), &SendOperation::finished, this,
            [this, endpoint](const ExchangePtr &exchange) { finish(endpoint, exchange); });
    Q_EMIT changed(endpoint);
    server->question->start();
}

void GraphQlServers::finish(const QString &endpoint, const ExchangePtr &exchange)
{
    const std::shared_ptr<Server> server = m_servers.value(endpoint);
    server->question.release()->deleteLater();
    if (exchange->error) {
        fail(endpoint, describe(*exchange->error).headline);
        return;
    }
    const Response *response = exchange->response();
    if (!response || response->status >= 400) {
        fail(endpoint, tr("the server answered %1").arg(response ? response->status : 0));
        return;
    }
    m_schemas.keep(endpoint, response->body)
        .then(this,
              [this, endpoint, server](const std::expected<GraphQlSchemaPtr, QString> &schema) {
                  if (!schema) {
                      fail(endpoint, schema.error());
                      return;
                  }
                  server->known = {*schema, QDateTime::currentDateTime(), false, {}};
                  Q_EMIT changed(endpoint);
              });
}

void GraphQlServers::fail(const QString &endpoint, const QString &error)
{
    GraphQlKnowledge &known = m_servers.value(endpoint)->known;
    known.isAsking = false;
    known.error = error;
    Q_EMIT changed(endpoint);
}

} // namespace Recloser
