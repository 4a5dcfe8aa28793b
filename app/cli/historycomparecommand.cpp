// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/historycomparecommand.h"

#include "app/cli/comparejson.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Loaded = std::expected<ExchangePtr, StoreError>;

std::expected<ComparedBody, StoreError> responseBody(const Exchange &exchange)
{
    const Response *response = exchange.response();
    if (!response)
        return ComparedBody{HeldBytes(QByteArray()), {}};
    auto bytes = bytesOf(response->body);
    if (!bytes)
        return std::unexpected(bytes.error());
    return ComparedBody{*std::move(bytes), headerValue(response->headers, "content-type")};
}

ComparedBody requestBody(const Exchange &exchange)
{
    return {bytesOf(exchange.request.body), headerValue(exchange.request.headers, "content-type")};
}

} // namespace

QString HistoryCompareCommand::synopsis() const
{
    return u"LEFT-ID RIGHT-ID [--structural|--text|--bytes] [--ignore LIST]"_s;
}

QString HistoryCompareCommand::description() const
{
    return u"Compares two exchanges of history: method, URL and its parameters, status, attempts, "
           "key, circuit and policies, headers of both ways\n"
           "(names without regard to case, another order told apart from another value), the "
           "bodies sent and those received (JSON by its values, see\n"
           "recloser-cli compare --help). Times are told and do not count. Exit code 0: nothing "
           "differs, 1: something does.\n"
           "--json prints one object: {\"equal\", \"left\", \"right\": numbers, \"fields\": "
           "[{\"field\", \"kind\", \"left\", \"right\"}], \"request_headers\",\n"
           "\"response_headers\": [{\"name\", \"kind\": changed|removed|added|rewritten|moved|"
           "ignored, \"left\", \"right\"}], \"request_body\",\n"
           "\"response_body\": the object of compare --json}; times are in ms.\n\n"
           "Example: recloser-cli history compare 1204 1207 --ignore 'Date,$..requestId'"_s;
}

void HistoryCompareCommand::addOptions(QCommandLineParser &parser) const
{
    HistoryCommand::addOptions(parser);
    addCompareOptions(parser);
}

void HistoryCompareCommand::start(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    if (words.size() != 2)
        return fail(ExitCode::Usage, u"history compare"_s, u"two exchanges are compared"_s,
                    u"write history compare LEFT-ID RIGHT-ID"_s);
    const auto leftId = idFrom(words[0]);
    const auto rightId = leftId ? idFrom(words[1]) : std::nullopt;
    if (!rightId)
        return;
    const auto arguments = readCompareArguments(parser);
    if (!arguments)
        return fail(ExitCode::Usage, u"history compare"_s, arguments.error(),
                    u"see recloser-cli history compare --help"_s);
    m_arguments = *arguments;
    history().load(*leftId).then(this, [this, rightId](const Loaded &left) {
        if (!left)
            return failStore(left.error());
        m_left = *left;
        history().load(*rightId).then(this, [this](const Loaded &right) {
            if (right)
                compare(*m_left, **right);
            else
                failStore(right.error());
        });
    });
}

void HistoryCompareCommand::compare(const Exchange &left, const Exchange &right)
{
    const ExchangeComparison exchanges
        = compareExchanges(left, right, m_arguments.options.ignoring);
    const auto leftBody = responseBody(left);
    const auto rightBody = responseBody(right);
    if (!leftBody || !rightBody)
        return failStore(leftBody ? rightBody.error() : leftBody.error());
    const auto response = compareBodies(*leftBody, *rightBody, m_arguments.options);
    if (!response)
        return failStore(response.error());
    const auto request = compareBodies(requestBody(left), requestBody(right), m_arguments.options);
    if (!request)
        return failStore(request.error());
    const bool isEqual
        = exchanges.differenceCount() == 0 && (*request)->isEqual() && (*response)->isEqual();
    if (isJson()) {
        QJsonObject object = exchangeComparisonJson(exchanges, left, right);
        object.insert(u"equal"_s, isEqual);
        object.insert(u"request_body"_s, bodyComparisonJson(**request));
        object.insert(u"response_body"_s, bodyComparisonJson(**response));
        printJson(object);
    } else {
        printExchangeComparison(exchanges, left, right, m_arguments);
        const auto name
            = [](const QString &what, qint64 id) { return u"%1 of %2"_s.arg(what).arg(id); };
        printBodyComparison(**request, m_arguments, name(u"request body"_s, left.id),
                            name(u"request body"_s, right.id));
        printBodyComparison(**response, m_arguments, name(u"response body"_s, left.id),
                            name(u"response body"_s, right.id));
    }
    Q_EMIT done(isEqual ? ExitCode::Done : ExitCode::RequestFailed);
}

} // namespace Recloser
