// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/sendarguments.h"

#include "app/cli/command.h"
#include "app/cli/environmentoption.h"
#include "app/cli/importwords.h"
#include "core/formats/curlcommand.h"
#include "core/formats/fyndrequest.h"
#include "core/formats/soapenvelope.h"
#include "core/resolve/variables.h"
#include "core/store/authdirective.h"
#include "core/store/policyfiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

std::expected<QByteArray, ArgumentError> inputContent(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly)
                                       : (file.setFileName(path), file.open(QIODevice::ReadOnly));
    if (!isOpen)
        return std::unexpected(
            ArgumentError{path, file.errorString(), u"name a file that can be read"_s});
    return file.readAll();
}

namespace {

using Error = std::unexpected<ArgumentError>;

/// The requests of `file` whose answers the one at `index` needs, in the order to send them in.
class NeededRequests
{
public:
    NeededRequests(const HttpFile &file, QString path, const EnvironmentChoice &environments,
                   const ScopeLayer &given)
        : m_file(file)
        , m_path(std::move(path))
        , m_environments(environments)
        , m_given(given)
    {
    }

    QList<NeededRequest> of(qsizetype index)
    {
        m_met = {index};
        m_found.clear();
        add(index);
        return m_found;
    }

private:
    void add(qsizetype index)
    {
        const NeededRequest request = at(index);
        for (const QString &name : requestsNeeded(request.spec, request.scope)) {
            const auto named = std::ranges::find(m_file.requests(), name,
                                                 [](const auto &one) { return one.spec.name; });
            const qsizetype other = named - m_file.requests().begin();
            // One that is not there, and a circle, are told when the placeholder is resolved.
            if (named == m_file.requests().end() || m_met.contains(other))
                continue;
            m_met.append(other);
            add(other);
            m_found.append(at(other));
        }
    }
    NeededRequest at(qsizetype index) const
    {
        NeededRequest request{m_file.requests().at(index).spec,
                              requestScope(m_file, m_path, index, m_environments)};
        request.scope.layers.prepend(m_given);
        return request;
    }

    const HttpFile &m_file;
    QString m_path;
    const EnvironmentChoice &m_environments;
    const ScopeLayer &m_given;
    QList<qsizetype> m_met;
    QList<NeededRequest> m_found;
};

std::expected<SendArguments, ArgumentError> fromFile(const QString &path, const QString &name,
                                                     const QCommandLineParser &parser)
{
    const auto content = inputContent(path);
    if (!content)
        return Error(content.error());
    const HttpFile file = HttpFile::parse(*content);
    const QList<HttpFileRequest> requests = file.requests();
    if (requests.isEmpty())
        return Error(
            {path, u"there is no request in it"_s, u"write one, such as GET http://localhost/"_s});
    QStringList names;
    for (qsizetype index = 0; index < requests.size(); ++index) {
        const HttpFileRequest &request = requests[index];
        names.append(request.spec.name);
        if (!name.isEmpty() && request.spec.name != name)
            continue;
        SendArguments arguments{.spec = request.spec, .filePath = path};
        for (const HttpFileProblem &problem : file.problems()) {
            if (problem.line >= request.firstLine && problem.line < request.endLine)
                arguments.problems.append(problem);
        }
        const auto choice = readEnvironmentChoice(parser, QFileInfo(path).absolutePath());
        if (!choice)
            return Error(choice.error());
        arguments.scope = requestScope(file, path, index, *choice);
        const auto given = readVariables(parser);
        if (!given)
            return Error(given.error());
        arguments.needed = NeededRequests(file, path, *choice, *given).of(index);
        return arguments;
    }
    return Error({path, u"no request is called \"%1\""_s.arg(name),
                  u"it has: %1"_s.arg(names.join(u", "_s))});
}

std::expected<SendArguments, ArgumentError> fromJson(const QString &text)
{
    QString json = text;
    if (text.startsWith(u'@') || text == "-"_L1) {
        const auto content = inputContent(text == "-"_L1 ? text : text.mid(1));
        if (!content)
            return Error(content.error());
        json = QString::fromUtf8(*content);
    }
    if (looksLikeCurl(json)) {
        CurlImport import = parseCurl(json);
        if (import.requests.isEmpty())
            return Error({u"--request"_s, u"no URL in the curl command"_s, u"add one"_s});
        return SendArguments{.spec = import.requests.first(), .notes = std::move(import.notes)};
    }
    const auto request = parseFynd(json);
    if (!request)
        return Error({u"--request line %1, column %2"_s.arg(request.error().line)
                          .arg(request.error().column),
                      request.error().message,
                      {}});
    return SendArguments{.spec = request->spec, .warnings = request->warnings};
}

std::expected<SendArguments, ArgumentError> fromWords(const QStringList &words,
                                                      const QCommandLineParser &parser)
{
    if (words.isEmpty())
        return Error({u"send"_s, u"nothing to send"_s,
                      u"give a URL, METHOD URL, a .http file or --request"_s});
    SendArguments arguments;
    RequestSpec &spec = arguments.spec;
    const bool hasData = parser.isSet(u"data"_s);
    spec.method = words.size() == 2 ? words[0] : hasData ? u"POST"_s : u"GET"_s;
    spec.url = words.last();
    return arguments;
}

std::optional<ArgumentError> addHeadersAndBody(RequestSpec &spec, const QCommandLineParser &parser)
{
    for (const QString &header : parser.values(u"header"_s)) {
        const qsizetype colon = header.indexOf(u':');
        if (colon < 1)
            return ArgumentError{u"-H"_s, u"no colon in \"%1\""_s.arg(header),
                                 u"write Name: value"_s};
        spec.headers.append({header.first(colon), header.sliced(colon + 1).trimmed()});
    }
    if (parser.isSet(u"data"_s)) {
        const QString data = parser.value(u"data"_s);
        if (data.startsWith(u'@')) {
            spec.body.kind = Body::Kind::File;
            spec.body.filePath = data.mid(1);
        } else {
            const QString trimmed = data.trimmed();
            spec.body.kind = trimmed.startsWith(u'{') || trimmed.startsWith(u'[') ? Body::Kind::Json
                : trimmed.startsWith(u'<')                                        ? Body::Kind::Xml
                                           : Body::Kind::Text;
            spec.body.text = data;
        }
    }
    return std::nullopt;
}

std::expected<Route, ArgumentError> readRoute(const QCommandLineParser &parser,
                                              const RequestSpec &spec)
{
    Route route{.connectTo = parser.value(u"connect-to"_s)};
    const QString resolve = parser.value(u"resolve"_s);
    // HOST:PORT:ADDRESS has one colon at least before what is an address, or has brackets.
    static const QRegularExpression asCurlHasIt(
        u"^([^:\\[\\]]+):(\\d+):\\[?([0-9a-fA-F.:]+)\\]?$"_s);
    const auto match = asCurlHasIt.match(resolve);
    if (!match.hasMatch() || !QHostAddress(resolve).isNull()) {
        route.address = resolve;
        return route;
    }
    const QUrl url(spec.url);
    const int usual = url.scheme() == "https"_L1 ? 443 : 80;
    if (url.host().isEmpty()
        || (url.host().compare(match.captured(1), Qt::CaseInsensitive) == 0
            && url.port(usual) == match.captured(2).toInt())) {
        route.address = match.captured(3);
        return route;
    }
    return Error({u"--resolve"_s, u"%1 is not where %2 goes"_s.arg(resolve, spec.url),
                  u"give the URL's own host and port, or the address alone"_s});
}

/// What a request inherits is known before its secrets are read.
void inheritAuth(SendArguments &arguments)
{
    arguments.auth = arguments.spec.auth;
    const QList<PolicyLayer> layers = arguments.filePath.isEmpty()
        ? QList<PolicyLayer>()
        : readPolicyFiles(arguments.filePath).layers;
    arguments.spec.auth = authOf(layers, arguments.spec.auth);
    for (NeededRequest &needed : arguments.needed)
        needed.spec.auth = authOf(layers, needed.spec.auth);
}

} // namespace

void addSendOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {{u"H"_s, u"header"_s}, u"A header line; may be repeated."_s, u"NAME: VALUE"_s},
        {{u"d"_s, u"data"_s},
         u"The body; @FILE sends a file as it is. JSON and XML are recognised."_s,
         u"TEXT"_s},
        {u"request"_s,
         u"The request in the Fynd form {url, verb, data, headers, auth, cb_config}, JSON, Python dict or call, or as a curl command; @FILE or - reads it."_s,
         u"JSON"_s},
        {u"auth"_s,
         u"Who sends it, as in `# @auth`: 'basic user=… password=…', 'digest …', 'bearer token=…', 'api-key name=… value=… place=header|query|cookie', 'aws access-key=… secret-key=… region=… service=…', 'oauth1 consumer-key=… consumer-secret=…', 'oauth2 grant=client-credentials|authorization-code|device-code|refresh-token|password token-url=… client-id=… client-secret=… scope=…', 'inherit', 'none'. {{$secret name}} keeps secrets out of the shell's history."_s,
         u"KIND NAME=VALUE…"_s},
        {u"var"_s, u"A variable; may be repeated."_s, u"NAME=VALUE"_s},
        {u"env"_s, u"The environment whose variables count."_s, u"NAME"_s},
    });
    addPolicyOptions(parser);
    parser.addOptions({
        {u"bypass"_s, u"Past the circuit breaker; not counted."_s},
        {u"no-redirect"_s, u"Redirects are answers, not followed."_s},
        {u"http"_s, u"1.1, 2, or 2-prior (without TLS, by prior knowledge; also 2-direct)."_s,
         u"VERSION"_s},
        {u"connect-to"_s,
         u"Connects there; URL, Host and the name the certificate is checked for stay."_s,
         u"HOST:PORT"_s},
        {u"resolve"_s,
         u"The address of the URL's host, instead of asking for it; also as curl has it."_s,
         u"[HOST:PORT:]ADDRESS"_s},
        {u"soap"_s, u"The body in an envelope of SOAP 1.1 or 1.2."_s, u"VERSION"_s},
    });
}

void printNotes(const SendArguments &arguments)
{
    for (const ImportNote &note : arguments.notes)
        printNote(u"--request"_s, note);
    for (const QString &warning : arguments.warnings)
        printError(u"--request"_s, warning);
}

std::expected<ScopeLayer, ArgumentError> readVariables(const QCommandLineParser &parser)
{
    ScopeLayer given{u"--var"_s, {}, ScopeLayer::Kind::Given};
    for (const QString &variable : parser.values(u"var"_s)) {
        const qsizetype equals = variable.indexOf(u'=');
        if (equals < 1)
            return Error(
                {u"--var"_s, u"no equals sign in \"%1\""_s.arg(variable), u"write name=value"_s});
        given.values.insert(variable.first(equals), variable.sliced(equals + 1));
    }
    return given;
}

std::expected<SendArguments, ArgumentError> readSendArguments(const QCommandLineParser &parser,
                                                              const QStringList &words)
{
    const bool isFile = !words.isEmpty()
        && (words[0].endsWith(".http"_L1, Qt::CaseInsensitive)
            || words[0].endsWith(".rest"_L1, Qt::CaseInsensitive));
    // What else is given with a file or --request would be passed over.
    const qsizetype most = parser.isSet(u"request"_s) ? 0 : 2;
    if (words.size() > most)
        return Error({u"send"_s, u"too many words: %1"_s.arg(words.sliced(most).join(u' ')),
                      most == 0 ? u"--request is the whole request"_s
                                : u"quote names and URLs with blanks or &"_s});
    auto arguments = parser.isSet(u"request"_s) ? fromJson(parser.value(u"request"_s))
        : isFile                                ? fromFile(words[0], words.value(1), parser)
                                                : fromWords(words, parser);
    if (!arguments)
        return arguments;
    if (const auto error = addHeadersAndBody(arguments->spec, parser))
        return Error(*error);
    if (parser.isSet(u"soap"_s)) {
        const auto version = soapVersionOf(parser.value(u"soap"_s));
        if (!version)
            return Error({u"--soap"_s, u"unknown version %1"_s.arg(parser.value(u"soap"_s)),
                          u"give 1.1 or 1.2"_s});
        arguments->spec = withSoapEnvelope(*version, arguments->spec);
    }
    if (parser.isSet(u"auth"_s)) {
        Auth auth;
        const QStringList unknown = readAuthDirective(parser.value(u"auth"_s), auth);
        if (!unknown.isEmpty())
            return Error({u"--auth"_s, u"not understood: %1"_s.arg(unknown.join(u' ')),
                          u"give a kind and its values, such as: digest user=me "
                          "password={{$secret pw}}"_s});
        arguments->spec.auth = auth;
    }
    inheritAuth(*arguments);
    auto options = readPolicyOptions(parser);
    if (!options)
        return Error(options.error());
    arguments->options = *std::move(options);
    arguments->spec.policy = layered(arguments->spec.policy, arguments->options);
    for (NeededRequest &needed : arguments->needed)
        needed.spec.policy = layered(needed.spec.policy, arguments->options);
    if (parser.isSet(u"no-redirect"_s))
        arguments->spec.redirects.follow = RedirectPolicy::Follow::No;
    if (parser.isSet(u"http"_s)) {
        static const QStringList names{u"auto"_s, u"1.1"_s, u"2"_s, u"2-direct"_s, u"2-prior"_s};
        const auto index = names.indexOf(parser.value(u"http"_s));
        if (index < 0)
            return Error({u"--http"_s, u"unknown version %1"_s.arg(parser.value(u"http"_s)),
                          u"give 1.1, 2 or 2-prior"_s});
        arguments->spec.httpVersion = HttpVersion(std::min<qsizetype>(index, 3));
    }
    if (auto route = readRoute(parser, arguments->spec); !route)
        return Error(route.error());
    else
        arguments->spec.route = layered(arguments->spec.route, *route);
    const auto given = readVariables(parser);
    if (!given)
        return Error(given.error());
    if (arguments->filePath.isEmpty()) {
        const auto choice = readEnvironmentChoice(parser, QDir::currentPath());
        if (!choice)
            return Error(choice.error());
        arguments->scope = requestScope(*choice);
    }
    arguments->scope.layers.prepend(*given);
    return arguments;
}

} // namespace Recloser
