// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"
#include "tests/support/oauthserver.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// The program, its secrets in a sealed file, and a server that gives tokens.
struct Desk
{
    Desk()
    {
        program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, u"open sesame"_s);
        program.setEnvironment(u"RECLOSER_SECRET_CLIENT"_s, u"planted-client-secret"_s);
    }

    QString auth(const QString &grant, const QString &more = {}) const
    {
        return u"oauth2 grant=%1 token-url=%2 authorization-url=%3 device-url=%4 client-id=shop "
               "client-secret={{$secret client}} %5"_s.arg(grant, server.url("/token").toString(),
                                                           server.url("/authorize").toString(),
                                                           server.url("/device").toString(), more);
    }
    Ended send(const QString &grant)
    {
        return program.run(
            {u"send"_s, server.url("/api").toString(), u"--auth"_s, auth(grant), u"--json"_s});
    }
    /// From now on there is a place for secrets; a send makes none by itself.
    Ended makePlace() { return program.run({u"secret"_s, u"set"_s, u"other"_s}, "x"); }
    /// Everything the program wrote, and what it said.
    bool holds(const QByteArray &text) const
    {
        QDirIterator files(program.profile(), QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                return true;
        }
        return false;
    }

    OAuthServer server;
    Program program;
};

/// What is printed on standard error behind `words`, up to the next blank.
QByteArray behind(const QByteArray &text, const QByteArray &words)
{
    const qsizetype at = text.indexOf(words);
    if (at < 0)
        return {};
    QByteArray rest = text.sliced(at + words.size());
    return rest.first(std::min(rest.indexOf('\n'), rest.size())).split(' ').first();
}

} // namespace

/// `auth`, and sends with tokens, against a server that keeps to the rules.
class TestCliTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void sendsShareATokenAcrossRuns()
    {
        Desk desk;
        COMPARE_CODE(desk.makePlace(), Done);
        COMPARE_CODE(desk.send(u"client-credentials"_s), Done);
        const Ended second = desk.send(u"client-credentials"_s);
        COMPARE_CODE(second, Done);
        QCOMPARE(desk.server.tokenRequests.size(), 1);
        QCOMPARE(desk.server.apiCalls.last(), "Bearer " + desk.server.given.first());
        // The answer is shown as it is, and this one says back what it got.
        QJsonObject said = second.json();
        QVERIFY(said.take(u"payload"_s).toString().contains(u"planted"));
        const QByteArray rest = QJsonDocument(said).toJson() + second.err;
        QVERIFY2(!rest.contains("planted"), rest.constData());
        for (const QByteArray &secret : {desk.server.given.first(), "planted-client-secret"_ba})
            QVERIFY(!desk.holds(secret));
    }

    /// As JetBrains IDEs have them.
    void tokensByName()
    {
        Desk desk;
        COMPARE_CODE(desk.makePlace(), Done);
        QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        const auto json = [](QByteArray text) { return text.replace('\'', '"'); };
        write(u"http-client.env.json"_s,
              json("{'dev': {'Security': {'Auth': {'shop': {'Type': 'OAuth2', 'Revoke URL': 'x',"
                   " 'Grant Type': 'Client Credentials', 'Client ID': 'shop', 'Token URL': '"
                   + desk.server.url("/token").toEncoded() + "'}}}}}"));
        write(u"http-client.private.env.json"_s,
              json("{'dev': {'Security': {'Auth': {'shop':"
                   " {'Client Secret': '{{$secret client}}'}}}}}"));
        write(u"orders.http"_s,
              "### list\nGET " + desk.server.url("/api").toEncoded()
                  + "\nAuthorization: Bearer {{$auth.token(\"shop\")}}\n");
        const QString file = folder.filePath(u"orders.http"_s);
        const auto run = [&](const QStringList &verb, const QStringList &more = {}) {
            return desk.program.run(verb + QStringList{file, u"list"_s, u"--env"_s, u"dev"_s}
                                    + more);
        };
        COMPARE_CODE(run({u"auth"_s, u"status"_s}), RequestFailed);
        const Ended sent = run({u"send"_s});
        COMPARE_CODE(sent, Done);
        QVERIFY2(sent.err.contains("Security.Auth.shop: Revoke URL has no effect here"),
                 sent.told().constData());
        QCOMPARE(desk.server.apiCalls.last(), "Bearer " + desk.server.given.first());
        COMPARE_CODE(run({u"auth"_s, u"status"_s}), Done);
        const Ended shown = run({u"auth"_s, u"token"_s}, {u"--id"_s, u"shop"_s, u"--show"_s});
        COMPARE_CODE(shown, Done);
        QCOMPARE(shown.out.trimmed(), desk.server.given.first());
        QCOMPARE(desk.server.tokenRequests.size(), 1);
        COMPARE_CODE(run({u"auth"_s, u"forget"_s}), Done);
        COMPARE_CODE(run({u"auth"_s, u"status"_s}), RequestFailed);
        const Ended other = run({u"auth"_s, u"token"_s}, {u"--id"_s, u"shp"_s});
        COMPARE_CODE(other, Usage);
        QVERIFY2(other.err.contains("nearest: $auth.token(\"shop\")"), other.told().constData());
        const Ended nowhere = desk.program.run({u"send"_s, file, u"list"_s});
        COMPARE_CODE(nowhere, Usage);
        QVERIFY2(nowhere.err.contains("no environment is chosen"), nowhere.told().constData());
    }

    void manySendsAskOnce()
    {
        Desk desk;
        const Ended ended
            = desk.program.run({u"send"_s, desk.server.url("/api").toString(), u"--auth"_s,
                                desk.auth(u"client-credentials"_s), u"--json"_s, u"--repeat"_s,
                                u"64"_s, u"--concurrency"_s, u"64"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(desk.server.tokenRequests.size(), 1);
        QCOMPARE(desk.server.apiCalls.size(), 64);
    }

    void aTokenThatIsRefusedIsRenewed()
    {
        Desk desk;
        COMPARE_CODE(desk.makePlace(), Done);
        COMPARE_CODE(desk.send(u"client-credentials"_s), Done);
        desk.server.revokeAccess();
        const Ended ended = desk.send(u"client-credentials"_s);
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.json()[u"attempts"].toArray().size(), 2);
        QCOMPARE(attempt(ended.json(), 1)[u"status_code"].toInt(), 401);
        QCOMPARE(attempt(ended.json(), 2)[u"wait_reason"].toString(), u"authentication"_s);
    }

    void whoIsNotLoggedInIsTold()
    {
        Desk desk;
        const Ended ended = desk.send(u"authorization-code"_s);
        QVERIFY2(ended.out.contains("token-missing"), ended.told().constData());
        QCOMPARE(desk.server.apiCalls.size(), 0);
    }

    void aBrowserLogsIn()
    {
        Desk desk;
        desk.program.start(
            {u"auth"_s, u"token"_s, u"--auth"_s, desk.auth(u"authorization-code"_s), u"--json"_s});
        QByteArray url;
        EVENTUALLY(!(url = behind(desk.program.errors(), "this machine: ")).isEmpty());
        QByteArray page;
        browse(QUrl::fromEncoded(url), &desk.server,
               [&page](const QByteArray &answer) { page = answer; });
        const Ended ended = desk.program.end();
        COMPARE_CODE(ended, Done);
        QVERIFY2(page.contains("You can close this page."), page.constData());
        QCOMPARE(ended.json()[u"grant"].toString(), u"authorization-code"_s);
        QCOMPARE(ended.json()[u"renewable"].toBool(), true);
        QVERIFY2(!ended.all().contains("planted"), ended.told().constData());

        // What follows needs nobody, even when the token is refused, and the refresh token rotates.
        COMPARE_CODE(desk.send(u"authorization-code"_s), Done);
        for (int i = 0; i < 2; ++i) {
            desk.server.revokeAccess();
            COMPARE_CODE(desk.send(u"authorization-code"_s), Done);
        }
        QCOMPARE(desk.server.tokenRequests.size(), 3);
        QCOMPARE(desk.server.tokenRequests.last()["grant_type"], "refresh_token");
        desk.server.revokeAccess();
        desk.server.revokeRefresh();
        const Ended over = desk.send(u"authorization-code"_s);
        QVERIFY2(over.out.contains("invalid_grant"), over.told().constData());
    }

    void aDeviceIsApproved()
    {
        Desk desk;
        desk.server.rules.interval = std::chrono::seconds(1);
        desk.server.nextErrors = {"authorization_pending"_ba, {}};
        desk.program.start(
            {u"auth"_s, u"token"_s, u"--auth"_s, desk.auth(u"device-code"_s), u"--json"_s});
        EVENTUALLY(desk.program.errors().contains("Type WDJB-MJHT in at http://127.0.0.1:"));
        desk.server.approveDevice();
        const Ended ended = desk.program.end();
        COMPARE_CODE(ended, Done);
        QCOMPARE(desk.server.tokenRequests.size(), 2);
        COMPARE_CODE(desk.send(u"device-code"_s), Done);
    }

    void statusShowAndForget()
    {
        Desk desk;
        const QString auth = desk.auth(u"password"_s, u"user=mufasa password=planted-password"_s);
        COMPARE_CODE(desk.program.run({u"auth"_s, u"status"_s, u"--auth"_s, auth}), RequestFailed);
        COMPARE_CODE(desk.program.run({u"auth"_s, u"token"_s, u"--auth"_s, auth}), Done);
        const Ended shown
            = desk.program.run({u"auth"_s, u"token"_s, u"--auth"_s, auth, u"--show"_s});
        QCOMPARE(shown.out, desk.server.given.first() + '\n');
        QCOMPARE(desk.server.tokenRequests.size(), 1);
        const Ended other
            = desk.program.run({u"auth"_s, u"token"_s, u"--auth"_s, auth, u"--show"_s, u"--new"_s});
        QCOMPARE(other.out, desk.server.given.at(2) + '\n');
        const QJsonObject status = desk.program.run({u"auth"_s, u"status"_s, u"--json"_s}).json();
        QCOMPARE(status[u"client_id"].toString(), u"shop"_s);
        QCOMPARE(status[u"expired"].toBool(true), false);
        QVERIFY(!status.contains(u"access_token"));
        COMPARE_CODE(desk.program.run({u"auth"_s, u"forget"_s, u"--auth"_s, auth}), Done);
        COMPARE_CODE(desk.program.run({u"auth"_s, u"forget"_s, u"--auth"_s, auth}), RequestFailed);
        QCOMPARE(desk.program.run({u"auth"_s, u"status"_s}).out, "");
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("words");
        const auto row
            = [](const char *name, const QStringList &arguments, int code,
                 const QByteArray &words) { QTest::newRow(name) << arguments << code << words; };
        row("no verb", {}, Usage, "say token, status or forget");
        row("another verb", {u"login"_s}, Usage, "there is no login");
        row("no request", {u"token"_s}, Usage, "no request is named");
        row("another kind", {u"token"_s, u"--auth"_s, u"bearer token=x"_s}, Usage,
            "does not use OAuth 2");
        row("a URL that whoever listens could read",
            {u"token"_s, u"--auth"_s, u"oauth2 client-id=a token-url=http://a.example/t"_s}, Usage,
            "token-settings: the token URL (it must be https");
        row("--all with a request", {u"forget"_s, u"--all"_s, u"--auth"_s, u"oauth2"_s}, Usage,
            "it goes with forget alone");
        row("a word that is none of OAuth 2", {u"token"_s, u"--auth"_s, u"oauth2 grant=magic"_s},
            Usage, "not understood: grant=magic");
    }

    void refusals()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QByteArray, words);
        Desk desk;
        const Ended ended = desk.program.run(QStringList{u"auth"_s} + arguments);
        QCOMPARE(ended.code, code);
        QVERIFY2(ended.err.contains(words), ended.told().constData());
    }

    void serversThatSayNo()
    {
        Desk desk;
        desk.server.nextErrors = {"invalid_client"_ba};
        const Ended ended = desk.program.run(
            {u"auth"_s, u"token"_s, u"--auth"_s, desk.auth(u"client-credentials"_s)});
        QCOMPARE(ended.code, int(RequestFailed));
        QVERIFY2(
            ended.err.contains("token-refused: 127.0.0.1 (invalid_client: said by the server)"),
            ended.told().constData());
    }

    void aFolderGivesItToWhoAsks()
    {
        Desk desk;
        QTemporaryDir folder;
        QFile defaults(folder.filePath(u"folder.http"_s));
        QVERIFY(defaults.open(QIODevice::WriteOnly));
        defaults.write("# @auth " + desk.auth(u"client-credentials"_s).toUtf8() + '\n');
        defaults.close();
        const QString path = folder.filePath(u"orders.http"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("### one\n# @auth inherit\nGET " + desk.server.url("/api").toEncoded()
                   + "\n\n### two\n# @auth inherit\nGET " + desk.server.url("/api").toEncoded()
                   + '\n');
        file.close();
        COMPARE_CODE(desk.program.run({u"auth"_s, u"token"_s, path, u"one"_s}), Done);
        COMPARE_CODE(desk.program.run({u"run"_s, path}), Done);
        QCOMPARE(desk.server.apiCalls.size(), 2);
        QCOMPARE(desk.server.tokenRequests.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCliTokens)
#include "tst_clitokens.moc"
