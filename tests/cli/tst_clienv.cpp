// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/cli/program.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QUrl>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void write(const Program &program, const QString &name, const QByteArray &content)
{
    const QString path = program.profile() + u"/folder/"_s + name;
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s", qPrintable(file.errorString()));
}

QByteArray read(const Program &program, const QString &name)
{
    QFile file(program.profile() + u"/folder/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray originOf(const FaultServer &server)
{
    return server.url().toEncoded(QUrl::StripTrailingSlash | QUrl::RemovePath);
}

/// A secret in every spelling it takes on its way.
QByteArrayList spellingsOf(const QString &secret)
{
    QString json = secret;
    json.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    const QByteArray form = QUrl::toPercentEncoding(secret, " ").replace(' ', '+');
    return {secret.toUtf8(),
            QUrl::toPercentEncoding(secret),
            form,
            json.toUtf8(),
            secret.toUtf8().toBase64(),
            QString(u"ada:"_s + secret).toUtf8().toBase64()};
}

/// Where any of `needles` stands among the files below `folder`; `but` are left out.
QStringList findingsIn(const QString &folder, const QByteArrayList &needles)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        for (const QByteArray &needle : needles) {
            if (content.contains(needle))
                found.append(file.fileName() + u": "_s + QString::fromUtf8(needle));
        }
    }
    return found;
}

} // namespace

/// Environments and secrets on the command line.
class TestCliEnv : public QObject
{
    Q_OBJECT

private:
    static void prepare(Program &program)
    {
        // No keychain, whatever the machine has.
        program.setEnvironment(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        program.setEnvironment(u"XDG_RUNTIME_DIR"_s, u"/nonexistent"_s);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void sendsWithAnEnvironment()
    {
        const auto server
            = serve("{\"routes\": [{\"path\": \"/*\", \"sequence\": [{\"echo\": true}]}]}");
        Program program;
        prepare(program);
        write(program, u".git/HEAD"_s, "x");
        write(program, u"http-client.env.json"_s,
              "{\"$shared\": {\"v\": \"1\"}, \"dev\": {\"base\": \"" + originOf(*server)
                  + "\"}, \"prod\": {\"base\": \"http://127.0.0.1:1\"}}");
        write(program, u"api/a.http"_s, "### a\nGET {{base}}/{{v}}/{{w}}\n");
        write(program, u"http-client.private.env.json"_s, "{\"dev\": {\"w\": \"private\"}}");
        const Ended ended = program.run(
            {u"send"_s, u"folder/api/a.http"_s, u"a"_s, u"--env"_s, u"dev"_s, u"--json"_s});
        COMPARE_CODE(ended, Done);
        QVERIFY(ended.json().value("url"_L1).toString().endsWith("/1/private"_L1));
        const Ended given = program.run({u"send"_s, u"folder/api/a.http"_s, u"a"_s, u"--env"_s,
                                         u"dev"_s, u"--json"_s, u"--var"_s, u"w=given"_s});
        QVERIFY(given.json().value("url"_L1).toString().endsWith("/1/given"_L1));
        const Ended copied = program.run({u"copy-as"_s, u"curl"_s, u"folder/api/a.http"_s, u"a"_s,
                                          u"--env"_s, u"dev"_s, u"--values"_s});
        QVERIFY(copied.out.contains("/1/private"));
    }

    void anUnknownEnvironmentNamesThoseThereAre()
    {
        Program program;
        prepare(program);
        write(program, u"http-client.env.json"_s, "{\"staging\": {}, \"prod\": {}}");
        write(program, u"a.http"_s, "GET http://127.0.0.1:1/\n");
        const Ended ended = program.run({u"send"_s, u"folder/a.http"_s, u"--env"_s, u"stagin"_s});
        COMPARE_CODE(ended, Usage);
        QVERIFY2(ended.err.contains("did you mean staging? there are: staging, prod"),
                 ended.told().constData());
    }

    void whatIsAskedForIsGivenWithVar()
    {
        const auto server
            = serve("{\"routes\": [{\"path\": \"/*\", \"sequence\": [{\"echo\": true}]}]}");
        Program program;
        prepare(program);
        write(program, u"a.http"_s,
              "### a\n# @prompt pin your pin\nGET " + originOf(*server) + "/{{pin}}\n");
        const Ended ended = program.run({u"send"_s, u"folder/a.http"_s});
        COMPARE_CODE(ended, Usage);
        QVERIFY2(ended.err.contains("(your pin), give it with --var pin=VALUE"),
                 ended.told().constData());
        COMPARE_CODE(program.run({u"send"_s, u"folder/a.http"_s, u"--var"_s, u"pin=1"_s}), Done);
    }

    void listsShowsAndChanges()
    {
        Program program;
        prepare(program);
        const QByteArray before
            = "{\n  // ours\n  \"dev\": {\n    \"port\": 8001 // of the shop\n  }\n}\n";
        write(program, u".git/HEAD"_s, "x");
        write(program, u"http-client.env.json"_s, before);
        const QString folder = u"folder"_s;
        Ended ended = program.run({u"env"_s, u"list"_s, folder, u"--json"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.json().value("environment"_L1).toString(), u"dev"_s);
        ended = program.run(
            {u"env"_s, u"set"_s, folder, u"port=8002"_s, u"a=b"_s, u"--env"_s, u"dev"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(
            read(program, u"http-client.env.json"_s),
            "{\n  // ours\n  \"dev\": {\n    \"port\": 8002, // of the shop\n    \"a\": \"b\"\n  }\n}\n"_ba);
        ended = program.run(
            {u"env"_s, u"show"_s, folder, u"port"_s, u"--env"_s, u"dev"_s, u"--json"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.json().value("value"_L1).toString(), u"8002"_s);
        QCOMPARE(ended.json().value("origin"_L1).toObject().value("line"_L1).toInt(), 4);
        COMPARE_CODE(program.run({u"env"_s, u"show"_s, folder, u"none"_s}), RequestFailed);
        COMPARE_CODE(program.run({u"env"_s, u"unset"_s, folder, u"a"_s, u"--env"_s, u"dev"_s}),
                     Done);
        COMPARE_CODE(program.run({u"env"_s, u"unset"_s, folder, u"a"_s, u"--env"_s, u"dev"_s}),
                     Usage);
        ended = program.run({u"env"_s, u"set"_s, folder, u"t=1"_s, u"--private"_s});
        COMPARE_CODE(ended, Done);
        QVERIFY2(ended.err.contains(".gitignore"), ended.told().constData());
        COMPARE_CODE(program.run({u"env"_s, u"set"_s, u"me=Ada"_s, u"--global"_s}), Done);
        ended = program.run({u"env"_s, u"show"_s, folder, u"me"_s});
        QVERIFY2(ended.out.startsWith("me = Ada"), ended.told().constData());
        COMPARE_CODE(program.run({u"env"_s, u"frobnicate"_s}), Usage);
    }

    void whatIsSecretIsLookedUpAndMasked()
    {
        Program program;
        prepare(program);
        program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, u"pass"_s);
        COMPARE_CODE(program.run({u"secret"_s, u"set"_s, u"token"_s}, "pl4nted\n"), Done);
        write(
            program, u"http-client.env.json"_s,
            "{\"dev\": {\"auth\": \"Bearer {{$secret token}}\", \"none\": \"{{$secret other}}\"}}");
        const QStringList show{u"env"_s, u"show"_s, u"folder"_s, u"--env"_s, u"dev"_s};
        Ended ended = program.run(show + QStringList{u"auth"_s});
        COMPARE_CODE(ended, Done);
        QVERIFY2(ended.out.startsWith("auth = Bearer ***  ("), ended.told().constData());
        ended = program.run(show + QStringList{u"auth"_s, u"--json"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.json().value("value"_L1).toString(), u"Bearer ***"_s);
        QVERIFY(ended.json().value("error"_L1).isNull());
        QVERIFY(ended.json().value("secret"_L1).toBool());
        ended = program.run(show + QStringList{u"auth"_s, u"--plain"_s});
        QVERIFY2(ended.out.startsWith("auth = Bearer pl4nted  ("), ended.told().constData());
        ended = program.run(show + QStringList{u"none"_s});
        COMPARE_CODE(ended, RequestFailed);
        QVERIFY2(ended.err.contains("recloser-cli secret set other"), ended.told().constData());
        // Nobody asked for that one.
        COMPARE_CODE(program.run(show), Done);
    }

    void anEnvironmentIsRemovedFromBothFiles()
    {
        Program program;
        prepare(program);
        write(program, u".git/HEAD"_s, "x");
        write(program, u".gitignore"_s, "http-client.private.env.json\n");
        const QByteArray shared = "{\n  \"dev\": {\"a\": \"1\"},\n  \"prod\": {}\n}\n";
        const QByteArray own = "{\n  \"dev\": {\"t\": \"x\"},\n  \"mine\": {}\n}\n";
        const auto reset = [&] {
            write(program, u"http-client.env.json"_s, shared);
            write(program, u"http-client.private.env.json"_s, own);
        };
        reset();
        write(program, u".env.dev"_s, "X=1\n");
        const QStringList remove{u"env"_s, u"remove"_s, u"folder"_s, u"dev"_s};
        Ended ended = program.run(remove);
        COMPARE_CODE(ended, Done);
        QCOMPARE(read(program, u"http-client.env.json"_s), "{\n  \"prod\": {}\n}\n");
        QCOMPARE(read(program, u"http-client.private.env.json"_s), "{\n  \"mine\": {}\n}\n");
        QVERIFY2(ended.err.contains(".env.dev still has it"), ended.told().constData());
        reset();
        ended = program.run(remove + QStringList{u"--private"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(read(program, u"http-client.env.json"_s), shared);
        QVERIFY2(ended.err.contains("http-client.env.json and"), ended.told().constData());
        COMPARE_CODE(program.run({u"env"_s, u"remove"_s, u"folder"_s, u"mine"_s}), Done);
        QCOMPARE(read(program, u"http-client.env.json"_s), shared);
        ended = program.run({u"env"_s, u"remove"_s, u"folder"_s, u"prod"_s, u"none"_s});
        COMPARE_CODE(ended, Usage);
        QCOMPARE(read(program, u"http-client.env.json"_s), shared);
        COMPARE_CODE(program.run({u"env"_s, u"add"_s, u"x"_s, u"--global"_s}), Usage);
    }

    void secretsAreKeptWithAPassPhrase()
    {
        Program program;
        prepare(program);
        COMPARE_CODE(program.run({u"secret"_s, u"set"_s, u"a"_s, u"value"_s}), Usage);
        program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, u"pass"_s);
        COMPARE_CODE(program.run({u"secret"_s, u"set"_s, u"token"_s}, "pl4nted\n"), Done);
        Ended ended = program.run({u"secret"_s, u"list"_s, u"--json"_s});
        COMPARE_CODE(ended, Done);
        QCOMPARE(ended.json().value("name"_L1).toString(), u"token"_s);
        QCOMPARE(ended.json().value("kept_in"_L1).toString(), u"sealed-file"_s);
        write(program, u"a.http"_s, "GET http://127.0.0.1:1/{{$secret token}}\n");
        const QStringList copy{u"copy-as"_s, u"curl"_s, u"folder/a.http"_s, u"--values"_s};
        ended = program.run(copy);
        QVERIFY2(!ended.all().contains("pl4nted"), ended.told().constData());
        ended = program.run(copy + QStringList{u"--plain"_s});
        QVERIFY2(ended.out.contains("pl4nted"), ended.told().constData());
        program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, u"wrong"_s);
        ended = program.run({u"secret"_s, u"list"_s});
        COMPARE_CODE(ended, NoStore);
        QVERIFY2(ended.err.contains("the pass phrase is wrong"), ended.told().constData());
        write(program, u"phrase"_s, "pass\n");
        Program other;
        program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, u"pass"_s);
        COMPARE_CODE(program.run({u"secret"_s, u"remove"_s, u"token"_s}), Done);
        QVERIFY(program.run({u"secret"_s, u"list"_s}).out.isEmpty());
    }

    /// Whatever the program wrote or printed, in none of the spellings.
    void secretsAreNowhere()
    {
        const QString secret = u"Pl4nted s\u00e9cret/+&\"x\""_s;
        const QByteArrayList needles = spellingsOf(secret);
        const auto server
            = serve("{\"routes\": [{\"path\": \"/*\", \"sequence\": [{\"echo\": true}]}]}");
        Program program;
        prepare(program);
        program.setEnvironment(u"RECLOSER_PASSPHRASE"_s, u"pass"_s);
        COMPARE_CODE(program.run({u"secret"_s, u"set"_s, u"planted"_s}, secret.toUtf8() + "\n"),
                     Done);
        write(program, u"http-client.private.env.json"_s,
              "{\"dev\": {\"token\": \"{{$secret planted}}\"}}");
        const QByteArray url = originOf(*server);
        write(program, u"a.http"_s,
              "### places\nPOST " + url
                  + "/echo/{{token}}?k={{token}}&b=1\nX-Custom: {{token}}\n"
                    "Cookie: a={{token}}\nContent-Type: text/plain\n\nbody {{$secret planted}}\n\n"
                    "### basic\nGET "
                  + url
                  + "/echo\nAuthorization: Basic ada {{token}}\n\n"
                    "### form\nPOST "
                  + url
                  + "/echo\nContent-Type: application/x-www-form-urlencoded\n\na={{token}}\n\n"
                    "### refused\nGET http://127.0.0.1:1/{{token}}?x={{token}}\n\n"
                    "### large\nPOST "
                  + url + "/echo\nContent-Type: text/plain\n\n{{token}}" + QByteArray(2 << 20, 'x')
                  + "{{token}}\n");
        for (const QString &name : {u"places"_s, u"basic"_s, u"form"_s, u"refused"_s, u"large"_s}) {
            const Ended ended = program.run({u"send"_s, u"folder/a.http"_s, name, u"--env"_s,
                                             u"dev"_s, u"--json"_s, u"--retries"_s, u"0"_s});
            // The answer is given as it came, whatever the server put into it: scripts want it.
            QJsonObject told = ended.json();
            QVERIFY2(told.contains(u"attempts"_s), ended.told().constData());
            told.remove(u"payload"_s);
            const QByteArray all = QJsonDocument(told).toJson() + ended.err;
            for (const QByteArray &needle : needles)
                QVERIFY2(!all.contains(needle), needle.constData());
            const Ended human = program.run({u"send"_s, u"folder/a.http"_s, name, u"--env"_s,
                                             u"dev"_s, u"-o"_s, u"/dev/null"_s});
            for (const QByteArray &needle : needles)
                QVERIFY2(!human.all().contains(needle), needle.constData());
        }
        const Ended copied = program.run({u"copy-as"_s, u"curl"_s, u"folder/a.http"_s, u"places"_s,
                                          u"--env"_s, u"dev"_s, u"--values"_s});
        const Ended shown = program.run({u"env"_s, u"show"_s, u"folder"_s, u"--env"_s, u"dev"_s});
        const Ended history = program.run({u"history"_s, u"list"_s, u"--json"_s});
        COMPARE_CODE(history, Done);
        QVERIFY(history.jsonLines().size() >= 10);
        for (const QByteArray &needle : needles)
            QVERIFY2(!QByteArray(copied.all() + shown.all() + history.all()).contains(needle),
                     needle.constData());
        QCOMPARE(findingsIn(program.profile(), needles), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestCliEnv)
#include "tst_clienv.moc"
