// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/graphqlcommand.h"

#include "app/cli/connectionoption.h"
#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/graphqlwords.h"
#include "core/graphql/graphqlcompletion.h"
#include "core/graphql/graphqlformat.h"
#include "core/graphql/introspection.h"
#include "core/resolve/redaction.h"
#include "core/resolve/resolve.h"
#include "core/resolve/variables.h"
#include "core/store/policyfiles.h"

#include <QFile>
#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const ResponseBody &body)
{
    QFile file(body.filePath());
    return body.isInFile() && file.open(QIODevice::ReadOnly) ? file.readAll() : body.bytes;
}

/// The UTF-16 place of "LINE:COLUMN", both from 1, columns in code points; -1: there is none.
qsizetype positionOf(const QString &text, const QString &place)
{
    bool lineOk = false;
    bool columnOk = false;
    const int line = place.section(u':', 0, 0).toInt(&lineOk);
    const int column = place.section(u':', 1).toInt(&columnOk);
    const QStringList lines = text.split(u'\n');
    if (!lineOk || !columnOk || line < 1 || line > lines.size() || column < 1)
        return -1;
    qsizetype at = 0;
    for (int i = 0; i + 1 < line; ++i)
        at += lines[i].size() + 1;
    const auto points = lines[line - 1].toUcs4();
    if (column > points.size() + 1)
        return -1;
    return at
        + QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), column - 1)
              .size();
}

} // namespace

GraphQlCommand::~GraphQlCommand() = default;

QString GraphQlCommand::synopsis() const
{
    return u"schema (URL | FILE.http [NAME]) | (check|complete|format) (FILE.graphql | FILE.http [NAME])"_s;
}

QString GraphQlCommand::description() const
{
    return u"schema asks a server by introspection, the way `send` would go, keeps what it tells "
           u"for "
           "this program and the window, and prints\n"
           "it in the schema language; with --json as the server told it.\n"
           "check says what is wrong with a query as FILE:LINE:COLUMN, by the schema of --schema "
           "or "
           "the one that is kept of its server, else\n"
           "by the syntax alone. complete prints what could stand at --at LINE:COLUMN. format "
           "prints the query laid out. Columns count code\n"
           "points from 1. A file - is stdin.\n"
           "check --json prints {\"schema\": true, \"faults\": [{\"kind\", \"line\", \"column\", "
           "\"subject\", \"of\", \"nearest\", \"message\"}]};\n"
           "complete --json one object a line: {\"kind\", \"text\", \"type\", \"description\", "
           "\"required\", \"deprecated\"}.\n"
           "Exit codes: 0 nothing wrong, 1 faults or an error status, 2 usage, 3 network, 4 "
           "blocked.\n\n"
           "Example: recloser-cli graphql schema http://localhost:4000/graphql\n"
           "         recloser-cli graphql check shop.http search"_s;
}

void GraphQlCommand::addOptions(QCommandLineParser &parser) const
{
    addSendOptions(parser);
    RedisOption::add(parser);
    CookieOption::add(parser);
    ConnectionOption::add(parser, ConnectionOption::Pin::Offered);
    parser.addOptions({
        {u"schema"_s, u"The answer to the introspection query is in FILE."_s, u"FILE"_s},
        {u"at"_s, u"The place to complete at."_s, u"LINE:COLUMN"_s},
        {u"no-defaults"_s, u"Without the default policies of the settings."_s},
        {u"no-history"_s, u"As for send; the question is never recorded."_s},
        {u"json"_s, u"As JSON."_s},
    });
}

void GraphQlCommand::run(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const QString action = words.value(0);
    if (action == "schema"_L1)
        return askForSchema(parser, words.sliced(1));
    if (action != "check"_L1 && action != "complete"_L1 && action != "format"_L1)
        return fail(ExitCode::Usage, u"graphql"_s,
                    action.isEmpty() ? u"it is not said what to do"_s
                                     : u"there is no %1"_s.arg(action),
                    u"say schema, check, complete or format"_s);
    const auto query = readQuery(parser, words.sliced(1));
    if (!query)
        return fail(ExitCode::Usage, query.error().what, query.error().why, query.error().remedy);
    if (action == "format"_L1)
        return format(*query);
    const bool asJson = parser.isSet(u"json"_s);
    withSchema(parser, *query,
               [this, query = *query, action, asJson,
                place = parser.value(u"at"_s)](const GraphQlSchemaPtr &schema) {
                   if (action == "check"_L1)
                       check(query, schema, asJson);
                   else
                       complete(query, schema, place, asJson);
               });
}

void GraphQlCommand::interrupt()
{
    const auto operations = findChildren<SendOperation *>();
    for (SendOperation *operation : operations)
        operation->cancel();
    if (operations.isEmpty())
        Q_EMIT done(ExitCode::Interrupted);
}

std::expected<GraphQlCommand::Query, ArgumentError>
GraphQlCommand::readQuery(const QCommandLineParser &parser, const QStringList &words) const
{
    const QString path = words.value(0);
    if (path.isEmpty())
        return std::unexpected(ArgumentError{u"graphql"_s, u"no file is named"_s,
                                             u"name a .graphql or a .http file"_s});
    const bool isRequestFile = path.endsWith(".http"_L1) || path.endsWith(".rest"_L1);
    if (!isRequestFile) {
        const auto content = inputContent(path);
        if (!content)
            return std::unexpected(content.error());
        const GraphQlRequest request = graphQlRequestFromText(QString::fromUtf8(*content));
        return Query{request.query, path, 1, {}};
    }
    const auto arguments = readSendArguments(parser, words);
    if (!arguments)
        return std::unexpected(arguments.error());
    const RequestSpec &spec = arguments->spec;
    if (spec.body.kind != Body::Kind::GraphQl)
        return std::unexpected(ArgumentError{
            path, u"%1 is no GraphQL query"_s.arg(spec.name),
            u"its method is GRAPHQL, or it has the header X-REQUEST-TYPE: GraphQL"_s});
    const auto url = resolveUrl(spec, arguments->scope);
    const auto content = inputContent(path);
    const QString file = content ? QString::fromUtf8(*content).remove(u'\r') : QString();
    const qsizetype at = file.indexOf(spec.body.text);
    return Query{spec.body.text, path, at < 0 ? 1 : int(file.first(at).count(u'\n')) + 1,
                 url ? graphQlEndpoint(*url) : QString()};
}

// ---- the schema --------------------------------------------------------------------------------

void GraphQlCommand::askForSchema(const QCommandLineParser &parser, const QStringList &words)
{
    const auto failWith = [this](const ArgumentError &error) {
        fail(ExitCode::Usage, error.what, error.why, error.remedy);
    };
    auto arguments = readSendArguments(parser, words);
    if (!arguments)
        return failWith(arguments.error());
    m_arguments = *std::move(arguments);
    m_around = std::make_unique<SendSurroundings>();
    QList<PolicyLayer> layers;
    if (!parser.isSet(u"no-defaults"_s)) {
        if (const auto defaults = m_around->defaults())
            layers.append(*defaults);
    }
    if (!m_arguments.filePath.isEmpty())
        layers += readPolicyFiles(m_arguments.filePath).layers;
    if (const auto opened = m_around->open(parser, this); !opened)
        return failWith(opened.error());
    if (const auto missing = missingPrompt(m_arguments.scope))
        return failWith(*missing);
    using Opened = std::expected<void, ArgumentError>;
    const QUrl target(resolveUrl(m_arguments.spec, m_arguments.scope).value_or(QString()));
    withSecrets(m_around->composition().secrets(),
                secretsNeeded(m_arguments.spec, m_arguments.scope), this,
                [this, &parser, failWith, layers, target,
                 asJson = parser.isSet(u"json"_s)](const QHash<QString, QString> &values) {
                    m_arguments.scope.secrets = values;
                    const auto ask = [this, failWith, layers, asJson](const Opened &opened) {
                        if (!opened)
                            return failWith(opened.error());
                        send(layers, asJson);
                    };
                    m_around->openConnections(parser, target, this,
                                              [this, &parser, failWith, ask](const Opened &opened) {
                                                  if (!opened)
                                                      return failWith(opened.error());
                                                  m_around->openCookies(parser, this, ask);
                                              });
                });
}

void GraphQlCommand::send(const QList<PolicyLayer> &layers, bool asJson)
{
    SendOperation *operation
        = m_around->composition()
              .sender()
              .send(introspectionOf(m_arguments.spec), m_arguments.scope, {}, layers)
              .release();
    operation->setParent(this);
    connect(operation, &SendOperation::finished, this,
            [this, operation, asJson](const ExchangePtr &exchange) {
                takeAnswer(operation, exchange, asJson);
            });
    operation->start();
}

void GraphQlCommand::takeAnswer(SendOperation *operation, const ExchangePtr &exchange, bool asJson)
{
    operation->deleteLater();
    const Exchange shown = redacted(*exchange, operation->scope());
    const Response *response = exchange->response();
    if (exchange->outcome != Outcome::Success || !response) {
        printError(shown.request.urlText,
                   shown.error    ? explain(*shown.error)
                       : response ? u"status %1"_s.arg(response->status)
                                  : outcomeName(exchange->outcome),
                   u"so there is no schema"_s);
        return end(exitCodeOf(*exchange));
    }
    const GraphQlSchemas schemas(Profile::standard().graphQlSchemas());
    schemas.keep(graphQlEndpoint(exchange->request.urlText), response->body)
        .then(this,
              [this, exchange, asJson](const std::expected<GraphQlSchemaPtr, QString> &schema) {
                  if (!schema) {
                      printError(exchange->request.urlText,
                                 u"its answer is no schema: %1"_s.arg(schema.error()),
                                 u"servers may have introspection switched off"_s);
                      return end(ExitCode::RequestFailed);
                  }
                  printBytes(asJson ? bytesOf(exchange->response()->body) + '\n'
                                    : (*schema)->toText().toUtf8());
                  end(ExitCode::Done);
              });
}

void GraphQlCommand::end(ExitCode code)
{
    m_around->close(this, [this, code] { Q_EMIT done(code); });
}

void GraphQlCommand::withSchema(const QCommandLineParser &parser, const Query &query,
                                const std::function<void(const GraphQlSchemaPtr &)> &next)
{
    const QString path = parser.value(u"schema"_s);
    if (!path.isEmpty()) {
        const auto content = inputContent(path);
        if (!content)
            return fail(ExitCode::Usage, content.error().what, content.error().why,
                        content.error().remedy);
        const auto schema = GraphQlSchema::fromIntrospection(*content);
        if (!schema)
            return fail(ExitCode::Usage, path, u"it holds no schema: %1"_s.arg(schema.error()),
                        u"graphql schema --json prints one"_s);
        return next(std::make_shared<const GraphQlSchema>(*schema));
    }
    if (query.endpoint.isEmpty())
        return next(nullptr);
    GraphQlSchemas(Profile::standard().graphQlSchemas())
        .find(query.endpoint)
        .then(this, [next](const KeptSchema &kept) { next(kept.schema); });
}

// ---- what is done with a query -----------------------------------------------------------------

void GraphQlCommand::check(const Query &query, const GraphQlSchemaPtr &schema, bool asJson)
{
    const QList<GraphQlReport> faults
        = graphQlReports(query.text, checkedGraphQl(query.text, schema.get()));
    QJsonArray array;
    for (const GraphQlReport &fault : faults) {
        if (asJson)
            array.append(toJson(fault, query.firstLine));
        else
            printLine(u"%1:%2:%3: %4"_s.arg(query.name)
                          .arg(fault.line + query.firstLine - 1)
                          .arg(fault.column)
                          .arg(fault.message));
    }
    if (asJson) {
        printJson(
            {{u"file"_s, query.name}, {u"schema"_s, schema != nullptr}, {u"faults"_s, array}});
    } else {
        printLine(u"%1: %2 fault%3, %4"_s.arg(query.name)
                      .arg(faults.size())
                      .arg(faults.size() == 1 ? QString() : u"s"_s,
                           schema ? u"checked by the schema"_s
                                  : u"only the syntax was checked: no schema is known"_s));
    }
    Q_EMIT done(faults.isEmpty() ? ExitCode::Done : ExitCode::RequestFailed);
}

void GraphQlCommand::complete(const Query &query, const GraphQlSchemaPtr &schema,
                              const QString &place, bool asJson)
{
    const qsizetype at = positionOf(query.text, place);
    if (at < 0)
        return fail(ExitCode::Usage, u"--at"_s,
                    place.isEmpty() ? u"it is missing"_s
                                    : u"there is no place %1 in the query"_s.arg(place),
                    u"give LINE:COLUMN, both from 1"_s);
    if (!schema)
        return fail(ExitCode::Usage, query.name, u"no schema is known"_s,
                    u"ask the server with graphql schema, or name a file with --schema"_s);
    const GraphQlCompletion completion = graphQlCompletion(*schema, query.text, at);
    const QString typed = query.text.sliced(completion.begin, at - completion.begin);
    for (const GraphQlSuggestion &suggestion : completion.suggestions) {
        if (!suggestion.text.startsWith(typed, Qt::CaseInsensitive))
            continue;
        if (asJson)
            printJson(toJson(suggestion));
        else
            printLine(suggestion.type.isEmpty()
                          ? suggestion.text
                          : QString(suggestion.text + u'\t' + suggestion.type));
    }
    Q_EMIT done(ExitCode::Done);
}

void GraphQlCommand::format(const Query &query)
{
    const auto formatted = formattedGraphQl(query.text);
    if (!formatted) {
        const auto faults = graphQlReports(query.text, {formatted.error(), {}});
        return fail(ExitCode::RequestFailed,
                    u"%1:%2:%3"_s.arg(query.name)
                        .arg(faults.first().line + query.firstLine - 1)
                        .arg(faults.first().column),
                    faults.first().message);
    }
    printBytes(formatted->toUtf8());
    Q_EMIT done(ExitCode::Done);
}

} // namespace Recloser
