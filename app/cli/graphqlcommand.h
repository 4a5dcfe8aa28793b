// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "app/cli/sendarguments.h"
#include "app/cli/sendsurroundings.h"
#include "core/graphql/graphqlbody.h"
#include "core/store/graphqlschemas.h"

#include <memory>

namespace Recloser {

/// `graphql`: what the window does with queries: asks a server for its schema, checks, completes
/// and lays out.
class GraphQlCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    ~GraphQlCommand() override;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;
    void interrupt() override;

private:
    /// A query, where it is from, and the server it goes to.
    struct Query
    {
        QString text;
        QString name;
        /// Where its first line is in the file, from 1.
        int firstLine = 1;
        /// Empty where that cannot be known.
        QString endpoint;
    };

    std::expected<Query, ArgumentError> readQuery(const QCommandLineParser &parser,
                                                  const QStringList &words) const;
    void askForSchema(const QCommandLineParser &parser, const QStringList &words);
    void send(const QList<PolicyLayer> &layers, bool asJson);
    void takeAnswer(SendOperation *operation, const ExchangePtr &exchange, bool asJson);
    void end(ExitCode code);
    /// Calls `next` with the schema of `--schema`, or the one that is kept; null where there is
    /// none.
    void withSchema(const QCommandLineParser &parser, const Query &query,
                    const std::function<void(const GraphQlSchemaPtr &)> &next);
    void check(const Query &query, const GraphQlSchemaPtr &schema, bool asJson);
    void complete(const Query &query, const GraphQlSchemaPtr &schema, const QString &place,
                  bool asJson);
    void format(const Query &query);

    std::unique_ptr<SendSurroundings> m_around;
    SendArguments m_arguments;
};

} // namespace Recloser
