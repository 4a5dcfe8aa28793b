// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/authcommand.h"

#include "app/cli/connectionoption.h"
#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/passphrase.h"
#include "core/resolve/authentication.h"
#include "core/resolve/placeholders.h"
#include "core/resolve/variables.h"
#include "core/store/policyfiles.h"

#include <QProcess>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString grantWord(Auth::Grant grant)
{
    switch (grant) {
    case Auth::Grant::ClientCredentials:
        return u"client-credentials"_s;
    case Auth::Grant::AuthorizationCode:
        return u"authorization-code"_s;
    case Auth::Grant::DeviceCode:
        return u"device-code"_s;
    case Auth::Grant::RefreshToken:
        return u"refresh-token"_s;
    case Auth::Grant::Password:
        return u"password"_s;
    }
    return {};
}

void tell(const QString &line)
{
    printNote(line);
}

} // namespace

QString AuthCommand::synopsis() const
{
    return u"token | status | forget [FILE.http [NAME] | --auth 'oauth2 …' | --id NAME]"_s;
}

QString AuthCommand::description() const
{
    return u"Tokens of OAuth 2, for the request of a file (# @auth oauth2, or "
           u"{{$auth.token(\"NAME\")}} "
           "with Security.Auth of its environment), for what --auth says, or\n"
           "for the settings of an environment that --id names. They are kept "
           u"with the secrets (see recloser-cli secret), renewed\n"
           "by themselves before they expire, and sent by send, run and the window.\n"
           "token gets one, unless there is a good one; --new gets one in any case. Where the "
           "grant is authorization-code, the URL to log in at is\n"
           "printed on stderr (--open opens it with xdg-open), and the browser must be on this "
           "machine; where it is device-code, a code and a URL are\n"
           "printed, for a browser anywhere. --show prints the token itself, and nothing else, "
           "for scripts.\n"
           "status tells until when tokens are good, of all requests where none is named; forget "
           "removes one, or with --all every one.\n"
           "--json prints {\"token_url\", \"client_id\", \"grant\", \"scope\", \"obtained_at\", "
           "\"expires_at\", \"expired\", \"renewable\"} for each, with\n"
           "\"access_token\" for --show. Exit code 1: refused, or there is none; 5: there is no "
           "place to keep it.\n\n"
           "Example: recloser-cli auth token orders.http 'List orders' --open"_s;
}

void AuthCommand::addOptions(QCommandLineParser &parser) const
{
    addSendOptions(parser);
    ConnectionOption::add(parser);
    parser.addOptions({
        {u"open"_s, u"token: opens the page in the system's browser."_s},
        {u"id"_s, u"The settings NAME of Security.Auth in the environment (--env)."_s, u"NAME"_s},
        {u"new"_s, u"token: another one than there is."_s},
        {u"show"_s, u"token: prints the token itself."_s},
        {u"all"_s, u"forget: every token."_s},
        {u"json"_s, u"One JSON object a line."_s},
    });
}

void AuthCommand::run(const QCommandLineParser &parser)
{
    m_json = parser.isSet(u"json"_s);
    m_shows = parser.isSet(u"show"_s);
    m_opens = parser.isSet(u"open"_s);
    m_isNew = parser.isSet(u"new"_s);
    QStringList words = parser.positionalArguments();
    const QString verb = words.isEmpty() ? QString() : words.takeFirst();
    if (verb != "token"_L1 && verb != "status"_L1 && verb != "forget"_L1)
        return fail(ExitCode::Usage, u"auth"_s,
                    verb.isEmpty() ? u"nothing was asked for"_s : u"there is no %1"_s.arg(verb),
                    u"say token, status or forget"_s);
    m_composition = std::make_unique<Composition>(Profile::standard());
    connect(&m_composition->tokens(), &TokenKeeper::notKept, this, [](const StoreError &error) {
        printError(u"token"_s, u"it could not be kept: "_s + error.subject + u' ' + error.detail);
    });
    const bool isNamed = !words.isEmpty() || parser.isSet(u"auth"_s) || parser.isSet(u"request"_s)
        || parser.isSet(u"id"_s);
    const bool isAll = parser.isSet(u"all"_s);
    if (isAll && (verb != "forget"_L1 || isNamed))
        return fail(ExitCode::Usage, u"--all"_s, u"it goes with forget alone"_s);
    if (!isNamed && verb != "status"_L1 && !isAll)
        return fail(ExitCode::Usage, u"auth "_s + verb, u"no request is named"_s,
                    u"give FILE.http NAME, --auth 'oauth2 …' or --id NAME"_s);
    const auto begin = [this, &parser, words, verb, isNamed] {
        if (!isNamed)
            return verb == "status"_L1 ? tellAll() : forgetAll();
        withGrant(parser, words, [this, &parser, verb](const Auth &grant, const TokenWay &way) {
            if (verb == "token"_L1)
                getToken(parser, grant, way);
            else if (verb == "status"_L1)
                tellStatus(grant);
            else
                forget(grant);
        });
    };
    // What is shown at once need not be kept.
    const auto when = verb == "token"_L1 && !m_shows ? whenSecretsAreKept : whenSecretsAreReadable;
    when(m_composition->secrets(), this, [this, begin](bool areThere) {
        if (areThere)
            return begin();
        Q_EMIT done(ExitCode::StoreUnavailable);
    });
}

void AuthCommand::withGrant(const QCommandLineParser &parser, QStringList words,
                            const ReadyGrant &then)
{
    // Nothing is sent there.
    if (words.isEmpty() && !parser.isSet(u"request"_s))
        words = QStringList{u"http://127.0.0.1/"_s};
    const auto arguments = readSendArguments(parser, words);
    if (!arguments)
        return fail(ExitCode::Usage, arguments.error().what, arguments.error().why,
                    arguments.error().remedy);
    // What was read by now is as good as any: nothing is sent.
    RequestSpec asked = arguments->spec;
    if (parser.isSet(u"id"_s)) {
        asked.auth = {};
        asked.auth.kind = Auth::Kind::Bearer;
        asked.auth.token
            = u"{{"_s + tokenPlaceholder(parser.value(u"id"_s), TokenKind::Access) + u"}}"_s;
        if (const QString problem
            = tokenProblem({parser.value(u"id"_s), TokenKind::Access}, arguments->scope);
            !problem.isEmpty())
            return fail(ExitCode::Usage, u"--id"_s, problem, u"name an environment with --env"_s);
    }
    if (!arguments->filePath.isEmpty())
        asked.route = routeOf(readPolicyFiles(arguments->filePath).layers, asked.route);
    withSecrets(m_composition->secrets(), secretsNeeded(asked, arguments->scope), this,
                [this, arguments = *arguments, asked,
                 then](const QHash<QString, QString> &secrets) mutable {
                    arguments.scope.secrets = secrets;
                    takeGrants(requestGrants(asked, arguments.scope), then);
                });
}

void AuthCommand::takeGrants(const QList<RequestGrant> &grants, const ReadyGrant &then)
{
    if (grants.isEmpty())
        return fail(
            ExitCode::Usage, u"auth"_s, u"the request does not use OAuth 2"_s,
            u"write # @auth oauth2 …, give --auth 'oauth2 …', or name settings of the environment with --id"_s);
    if (grants.size() > 1) {
        QStringList names;
        for (const RequestGrant &grant : grants)
            names.append(grant.name.isEmpty() ? u"its own"_s : grant.name);
        return fail(ExitCode::Usage, u"auth"_s,
                    u"the request needs several tokens: "_s + names.join(u", "_s),
                    u"choose one with --id"_s);
    }
    const RequestGrant &found = grants.first();
    if (!found.grant)
        return fail(ExitCode::Usage, u"auth"_s, explain(found.grant.error()));
    if (const auto unfit = unfitSetting(*found.grant ? **found.grant : Auth()))
        return fail(ExitCode::Usage, u"auth"_s, explain(*unfit));
    then(**found.grant, found.way);
}

void AuthCommand::getToken(const QCommandLineParser &parser, const Auth &grant, const TokenWay &way)
{
    ConnectionOption::open(parser, *m_composition, QUrl(grant.tokenUrl), this,
                           [this, grant, way](const std::expected<void, ArgumentError> &ready) {
                               if (!ready)
                                   return fail(ExitCode::Usage, ready.error().what,
                                               ready.error().why, ready.error().remedy);
                               if (m_isNew)
                                   return logIn(grant, way);
                               m_composition->tokens()
                                   .token(grant, way)
                                   .then(this, [this, grant, way](const TokenResult &token) {
                                       takeToken(grant, way, token);
                                   });
                           });
}

void AuthCommand::takeToken(const Auth &grant, const TokenWay &way, const TokenResult &token)
{
    const bool canLogIn = !needsNobody(grant.grant);
    if (!token && canLogIn
        && (token.error().kind == SendError::Kind::TokenMissing
            || token.error().kind == SendError::Kind::TokenRefused))
        return logIn(grant, way);
    if (!token)
        return refuse(token.error());
    m_composition->tokens().facts(grant).then(
        this, [this, token = *token](const std::optional<TokenFacts> &facts) {
            report(facts.value_or(TokenFacts()), token);
            end(ExitCode::Done);
        });
}

void AuthCommand::logIn(const Auth &grant, const TokenWay &way)
{
    m_login = m_composition->tokens().login(grant, way);
    connect(m_login.get(), &TokenLogin::browserWanted, this, [this](const QUrl &url) {
        tell(u"Log in with a browser on this machine: "_s + url.toString(QUrl::FullyEncoded));
        openPage(url);
    });
    connect(m_login.get(), &TokenLogin::deviceCodeGiven, this,
            [this](const DeviceAnswer &device, const QDateTime &until) {
                tell(u"Type %1 in at %2 until %3"_s.arg(
                    device.userCode, device.verificationUrl.toString(QUrl::FullyEncoded),
                    until.toLocalTime().toString(u"HH:mm:ss"_s)));
                openPage(device.completeUrl.isEmpty() ? device.verificationUrl
                                                      : device.completeUrl);
            });
    connect(m_login.get(), &TokenLogin::finished, this,
            [this, grant](const TokenLogin::Result &result) {
                if (!result)
                    return refuse(result.error());
                m_composition->tokens().token(grant).then(
                    this, [this, facts = *result](const TokenResult &token) {
                        report(facts, token.value_or(QByteArray()));
                        end(ExitCode::Done);
                    });
            });
    m_login->start({u"Recloser has the answer. You can close this page."_s,
                    u"The login was refused. recloser-cli says why."_s});
}

void AuthCommand::openPage(const QUrl &url)
{
    if (m_opens && !QProcess::startDetached(u"xdg-open"_s, {url.toString(QUrl::FullyEncoded)}))
        printError(u"--open"_s, u"xdg-open does not start"_s, u"open the page yourself"_s);
}

void AuthCommand::tellStatus(const Auth &grant)
{
    m_composition->tokens().facts(grant).then(this, [this](const std::optional<TokenFacts> &facts) {
        if (!facts) {
            printError(u"auth"_s, u"there is no token"_s, u"get one with auth token"_s);
            return Q_EMIT done(ExitCode::RequestFailed);
        }
        report(*facts);
        Q_EMIT done(ExitCode::Done);
    });
}

void AuthCommand::tellAll()
{
    m_composition->tokens().all().then(
        this, [this](const std::expected<QList<TokenFacts>, StoreError> &all) {
            if (!all)
                return fail(ExitCode::StoreUnavailable, all.error().subject, all.error().detail);
            for (const TokenFacts &facts : *all)
                report(facts);
            Q_EMIT done(ExitCode::Done);
        });
}

void AuthCommand::forget(const Auth &grant)
{
    m_composition->tokens()
        .forget(tokenName(grant))
        .then(this, [this](const std::expected<bool, StoreError> &forgotten) {
            if (!forgotten)
                return fail(ExitCode::StoreUnavailable, forgotten.error().subject,
                            forgotten.error().detail);
            if (!*forgotten)
                printError(u"auth"_s, u"there was no token"_s);
            end(*forgotten ? ExitCode::Done : ExitCode::RequestFailed);
        });
}

void AuthCommand::forgetAll()
{
    m_composition->tokens().all().then(
        this, [this](const std::expected<QList<TokenFacts>, StoreError> &all) {
            if (!all)
                return fail(ExitCode::StoreUnavailable, all.error().subject, all.error().detail);
            const auto left = std::make_shared<qsizetype>(all->size());
            if (*left == 0)
                return Q_EMIT done(ExitCode::Done);
            for (const TokenFacts &facts : *all) {
                m_composition->tokens()
                    .forget(facts.name)
                    .then(this, [this, left](const std::expected<bool, StoreError> &) {
                        if (--*left == 0)
                            end(ExitCode::Done);
                    });
            }
        });
}

void AuthCommand::report(const TokenFacts &facts, const QByteArray &token)
{
    const QDateTime now = m_composition->clock().wallTime();
    const bool isExpired = facts.expiresAt.isValid() && facts.expiresAt <= now;
    const bool isRenewable = needsNobody(facts.grant) || facts.canRefresh;
    const QString until
        = facts.expiresAt.isValid() ? facts.expiresAt.toString(Qt::ISODate) : QString();
    if (m_json) {
        QJsonObject object{{u"token_url"_s, facts.tokenUrl},
                           {u"client_id"_s, facts.clientId},
                           {u"grant"_s, grantWord(facts.grant)},
                           {u"scope"_s, facts.scope},
                           {u"obtained_at"_s, facts.obtainedAt.toString(Qt::ISODate)},
                           {u"expires_at"_s, until.isEmpty() ? QJsonValue() : QJsonValue(until)},
                           {u"expired"_s, isExpired},
                           {u"renewable"_s, isRenewable}};
        if (m_shows)
            object.insert(u"access_token"_s, QString::fromLatin1(token));
        return printJson(object);
    }
    if (m_shows && !token.isEmpty())
        return printLine(QString::fromLatin1(token));
    printLine(u"%1  %2  %3  %4%5%6"_s.arg(
        facts.tokenUrl, facts.clientId.isEmpty() ? u"-"_s : facts.clientId, grantWord(facts.grant),
        until.isEmpty() ? u"without an end"_s
            : isExpired ? u"expired "_s + until
                        : u"until "_s + until,
        isRenewable ? u", renewed by itself"_s : QString(),
        facts.scope.isEmpty() ? QString() : u", scope "_s + facts.scope));
}

void AuthCommand::refuse(const SendError &error)
{
    const ExitCode code = error.kind == SendError::Kind::TokenSettings ? ExitCode::Usage
        : error.kind == SendError::Kind::TokenRefused                  ? ExitCode::RequestFailed
                                                                       : ExitCode::Exception;
    printError(u"auth"_s, explain(error));
    end(code);
}

void AuthCommand::end(ExitCode code)
{
    m_composition->tokens().flush().then(this, [this, code] { Q_EMIT done(code); });
}

} // namespace Recloser
