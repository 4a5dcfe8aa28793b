// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/sender.h"
#include "core/store/graphqlschemas.h"
#include "ui/request/graphqlsource.h"

#include <QHash>

#include <memory>

namespace Recloser {

/// Asks GraphQL servers through the sender, as any request goes, and keeps what they tell.
class GraphQlServers : public GraphQlSource
{
    Q_OBJECT

public:
    /// `sender` outlives it.
    GraphQlServers(Sender &sender, GraphQlSchemas schemas, QObject *parent = nullptr);
    ~GraphQlServers() override;

    GraphQlKnowledge knowledge(const QString &endpoint) override;
    void ask(const QString &endpoint, const RequestSpec &spec, const Scope &scope,
             const QList<PolicyLayer> &layers) override;

private:
    struct Server
    {
        GraphQlKnowledge known;
        std::unique_ptr<SendOperation> question;
    };

    void finish(const QString &endpoint, const ExchangePtr &exchange);
    void fail(const QString &endpoint, const QString &error);

    Sender &m_sender;
    GraphQlSchemas m_schemas;
    QHash<QString, std::shared_ptr<Server>> m_servers;
};

} // namespace Recloser
