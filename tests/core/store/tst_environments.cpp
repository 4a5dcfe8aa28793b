// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/dotenvfile.h"
#include "core/store/environments.h"
#include "core/store/gitignore.h"
#include "core/store/requestscope.h"
#include "tests/support/temporaryfolder.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        qFatal("no answer");
    return future.takeResult();
}

/// The first value of a name.
QString resolved(const QList<ScopeLayer> &layers, const QString &name)
{
    for (const ScopeLayer &layer : layers) {
        if (layer.values.contains(name))
            return layer.values.value(name);
    }
    return u"(none)"_s;
}

} // namespace

/// Environments of folders, .env files, and what git ignores.
class TestEnvironments : public QObject
{
    Q_OBJECT

private:
    void write(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    EnvironmentSet read(const QString &folder)
    {
        return readEnvironments(m_folder->filePath(folder));
    }
    std::unique_ptr<TemporaryFolder> m_folder;

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning();
        m_folder = std::make_unique<TemporaryFolder>();
        write(u".git/HEAD"_s, "ref: refs/heads/main\n");
    }

    void theNearestFileWins()
    {
        write(u"http-client.env.json"_s,
              R"({"dev": {"host": "far", "only": "root"}, "$shared": {"v": "1"}})");
        write(u"shop/http-client.env.json"_s, R"({"dev": {"host": "near"}, "prod": {}})");
        const EnvironmentSet set = read(u"shop/orders"_s);
        QCOMPARE(set.root, m_folder->path());
        QCOMPARE(set.names(), (QStringList{u"dev"_s, u"prod"_s}));
        const QList<ScopeLayer> layers = set.layers(u"dev"_s);
        QCOMPARE(resolved(layers, u"host"_s), u"near"_s);
        QCOMPARE(resolved(layers, u"only"_s), u"root"_s);
        QCOMPARE(resolved(layers, u"v"_s), u"1"_s);
        QCOMPARE(resolved(set.layers({}), u"host"_s), u"(none)"_s);
        QCOMPARE(resolved(set.layers({}), u"v"_s), u"1"_s);
    }

    void privateGoesBeforePublicAndSharedComesLast()
    {
        write(
            u"http-client.env.json"_s,
            R"({"$shared": {"a": "shared", "b": "shared"}, "dev": {"a": "public", "c": "public"}})");
        write(u"http-client.private.env.json"_s,
              R"({"$shared": {"b": "private shared"}, "dev": {"c": "private"}})");
        const QList<ScopeLayer> layers = read(u"."_s).layers(u"dev"_s);
        QCOMPARE(resolved(layers, u"a"_s), u"public"_s);
        QCOMPARE(resolved(layers, u"b"_s), u"private shared"_s);
        QCOMPARE(resolved(layers, u"c"_s), u"private"_s);
        QCOMPARE(layers.first().kind, ScopeLayer::Kind::PrivateEnvironment);
        QCOMPARE(layers.first().lines.value(u"c"_s), 1);
        QCOMPARE(layers.last().kind, ScopeLayer::Kind::Shared);
    }

    void foldersOfOtherToolsOpenWithTheirVariables()
    {
        write(u".vscode/settings.json"_s, R"({
  // of the editor
  "editor.tabSize": 2,
  "rest-client.environmentVariables": {
    "$shared": {"version": "v1", "prodToken": "foo"},
    "local": {
      "host": "localhost",
      "token": "{{$shared prodToken}}",
    }
  }
})");
        write(u".env"_s, "USER_NAME=ada\n");
        write(u".env.local"_s, "USER_NAME=grace\n");
        write(u"stage.env"_s, "USER_NAME=hugo\n");
        write(u".env.example"_s, "USER_NAME=you\n");
        const EnvironmentSet set = read(u"."_s);
        QCOMPARE(set.names(), (QStringList{u"local"_s, u"stage"_s}));
        QCOMPARE(resolved(set.layers(u"local"_s), u"host"_s), u"localhost"_s);
        QCOMPARE(resolved(set.layers(u"local"_s), u"version"_s), u"v1"_s);
        QCOMPARE(resolved(set.layers(u"local"_s), u"USER_NAME"_s), u"grace"_s);
        QCOMPARE(resolved(set.layers(u"stage"_s), u"USER_NAME"_s), u"hugo"_s);
        QCOMPARE(resolved(set.layers({}), u"USER_NAME"_s), u"ada"_s);
        QCOMPARE(set.dotenv({}).value(u"USER_NAME"_s), u"ada"_s);
        QCOMPARE(set.dotenv(u"local"_s).value(u"USER_NAME"_s), u"grace"_s);
        for (const EnvironmentSource &source : set.sources) {
            QVERIFY(!source.isEditable());
            if (source.kind == EnvironmentSource::Kind::VsCode)
                QCOMPARE(source.environments.last().variables.first().line, 7);
        }
    }

    void readingStopsAtTheRepositoryOrTheGivenRoot()
    {
        write(u"http-client.env.json"_s, R"({"outer": {}})");
        write(u"sub/http-client.env.json"_s, R"({"inner": {}})");
        QCOMPARE(
            readEnvironments(m_folder->filePath(u"sub/a"_s), m_folder->filePath(u"sub"_s)).names(),
            QStringList{u"inner"_s});
        write(u"sub/.git"_s, "gitdir: elsewhere\n");
        QCOMPARE(read(u"sub/a"_s).names(), QStringList{u"inner"_s});
    }

    void troubleIsNamed()
    {
        write(u"http-client.env.json"_s, "{\"dev\": {\"a\": \"1\",,}}");
        const EnvironmentSet set = read(u"."_s);
        QCOMPARE(set.sources.size(), 1);
        QCOMPARE(set.sources[0].problems.size(), 1);
        QCOMPARE(set.sources[0].problems[0].column, 19);
        QCOMPARE(resolved(set.layers(u"dev"_s), u"a"_s), u"1"_s);
    }

    void editsAreWrittenUnlessTheFileChangedOutside()
    {
        const QString path = m_folder->filePath(u"http-client.env.json"_s);
        QCOMPARE(read(u"."_s).editPath(EnvironmentSource::Kind::Public), path);
        const QList<EnvironmentEdit> edits{
            {EnvironmentEdit::Kind::SetValue, u"dev"_s, u"a"_s, u"1"_s},
            {EnvironmentEdit::Kind::SetValue, u"dev"_s, u"b"_s, u"2"_s}};
        const auto first = valueOf(editEnvironmentFile(path, edits));
        QVERIFY(first);
        write(u"http-client.env.json"_s, "{\"dev\": {\"a\": \"theirs\"}}");
        const auto second = valueOf(editEnvironmentFile(path, edits, *first));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, StoreError::Kind::ChangedOutside);
        QCOMPARE(resolved(read(u"."_s).layers(u"dev"_s), u"a"_s), u"theirs"_s);
        // All edits or none.
        const auto third = valueOf(editEnvironmentFile(
            path, {edits.first(), {EnvironmentEdit::Kind::RemoveValue, u"dev"_s, u"none"_s}}));
        QVERIFY(!third);
        QCOMPARE(resolved(read(u"."_s).layers(u"dev"_s), u"a"_s), u"theirs"_s);
    }

    void aNewPrivateFileIsForItsOwnerAlone()
    {
        write(u"api/http-client.env.json"_s, "{}");
        const QString path = read(u"api"_s).editPath(EnvironmentSource::Kind::Private);
        QCOMPARE(path, m_folder->filePath(u"api/http-client.private.env.json"_s));
        QVERIFY(valueOf(editEnvironmentFile(
            path, {{EnvironmentEdit::Kind::SetValue, u"dev"_s, u"a"_s, u"1"_s}})));
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void globalVariablesAreTheirOwnFile()
    {
        const QString path = m_folder->filePath(u"config/variables.json"_s);
        QVERIFY(readGlobals(path)->environments.isEmpty());
        QVERIFY(valueOf(editEnvironmentFile(
            path, {{EnvironmentEdit::Kind::SetValue, sharedEnvironment, u"me"_s, u"Ada"_s}})));
        const ScopeLayer layer = layerOf(*valueOf(loadGlobals(path)), sharedEnvironment);
        QCOMPARE(layer.kind, ScopeLayer::Kind::Global);
        QCOMPARE(layer.values.value(u"me"_s), u"Ada"_s);
    }

    void aRequestSeesItsLayersInOrder()
    {
        write(u"http-client.env.json"_s, R"({"dev": {"x": "environment", "base": "b"}})");
        const QByteArray text = "@x = file\n@base = file\n\n### one\n# @prompt pin the pin\n"
                                "@x = own\nGET http://h/\n\n### two\nGET http://h/\n";
        write(u"a.http"_s, text);
        const HttpFile file = HttpFile::parse(text);
        const EnvironmentChoice choice{read(u"."_s), u"dev"_s, {}};
        const QString path = m_folder->filePath(u"a.http"_s);
        const Scope first = requestScope(file, path, 0, choice);
        QCOMPARE(first.layers.first().kind, ScopeLayer::Kind::Request);
        QCOMPARE(resolved(first.layers, u"x"_s), u"own"_s);
        QCOMPARE(first.layers.first().lines.value(u"x"_s), 6);
        QCOMPARE(first.prompts, (QHash<QString, QString>{{u"pin"_s, u"the pin"_s}}));
        QCOMPARE(first.requestNames, (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(first.environment, u"dev"_s);
        const Scope second = requestScope(file, path, 1, choice);
        QCOMPARE(second.layers.first().kind, ScopeLayer::Kind::File);
        QVERIFY(second.prompts.isEmpty());
        QCOMPARE(resolved(second.layers, u"base"_s), u"file"_s);
    }

    void dotenvLines_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const QByteArray &line, const QString &value) {
            QTest::newRow(name) << line << value;
        };
        row("plain", "A=b c", u"b c"_s);
        row("export and blanks", "  export A = b ", u"b"_s);
        row("a remark", "A=b # remark", u"b"_s);
        row("a hash without a blank", "A=b#c", u"b#c"_s);
        row("single quotes as they are", "A='b\\n # c'", u"b\\n # c"_s);
        row("double quotes with escapes", "A=\"b\\n\\\"c\\\"\"", u"b\n\"c\""_s);
        row("several lines", "A=\"b\nc\"\nB=1", u"b\nc"_s);
        row("back-ticks", "A=`it's \"b\"`", u"it's \"b\""_s);
        row("nothing", "A=", QString());
        row("a quote that is not closed", "A='b", u"'b"_s);
        row("the later one counts", "A=1\r\nA=2\r\n", u"2"_s);
    }
    void dotenvLines()
    {
        QFETCH(QByteArray, line);
        const DotenvFile file = readDotenv(line);
        QVERIFY(file.problems.isEmpty());
        QCOMPARE(file.variables.first().name, u"A"_s);
        QTEST(file.variables.first().value, "value");
    }
    void dotenvNamesWhatItDoesNotUnderstand()
    {
        const DotenvFile file = readDotenv("# remark\n\nA=1\nwhat is this\nB=\"x\ny\"\nC=3\n");
        QCOMPARE(file.problems.size(), 1);
        QCOMPARE(file.problems[0].line, 4);
        QCOMPARE(file.variables.size(), 3);
        QCOMPARE(file.variables[2].line, 7);
    }

    void gitIgnores_data()
    {
        QTest::addColumn<bool>("withGit");
        QTest::newRow("as git says") << true;
        QTest::newRow("without git, by the rules") << false;
    }
    void gitIgnores()
    {
        QFETCH(bool, withGit);
        const QString git = QStandardPaths::findExecutable(u"git"_s);
        QVERIFY2(!git.isEmpty(), "git is missing; packaging/setup installs it");
        const QByteArray path = qgetenv("PATH");
        if (withGit) {
            QDir(m_folder->filePath(u".git"_s)).removeRecursively();
            QCOMPARE(QProcess::execute(git, {u"init"_s, u"-q"_s, m_folder->path()}), 0);
        } else {
            qputenv("PATH", "/nonexistent");
        }
        const QString file = m_folder->filePath(u"a/b/http-client.private.env.json"_s);
        write(u"a/b/http-client.private.env.json"_s, "{}");
        using enum GitIgnoring;
        const auto with = [&](const QString &name, const QByteArray &rules) {
            write(name, rules);
            const GitIgnoring state = gitIgnoringOf(file);
            QFile::remove(m_folder->filePath(name));
            return state;
        };
        QCOMPARE(gitIgnoringOf(file), NotIgnored);
        QCOMPARE(with(u".gitignore"_s, "*.private.env.json\n"), Ignored);
        QCOMPARE(with(u".gitignore"_s, "/*.private.env.json\n"), NotIgnored);
        QCOMPARE(with(u".gitignore"_s, "a/**/http-client.*\n"), Ignored);
        QCOMPARE(with(u".gitignore"_s, "b/\n"), Ignored);
        QCOMPARE(with(u".gitignore"_s, "# *.json\n*.jso[!n]\n"), NotIgnored);
        QCOMPARE(with(u".gitignore"_s, "*.json\n!*.private.env.json\n"), NotIgnored);
        QCOMPARE(with(u"a/.gitignore"_s, "/b/http-client.private.env.json\r\n"), Ignored);
        write(u".gitignore"_s, "*.log");
        QVERIFY(valueOf(addToGitignore(file)));
        QCOMPARE(gitIgnoringOf(file), Ignored);
        QFile ignore(m_folder->filePath(u".gitignore"_s));
        QVERIFY(ignore.open(QIODevice::ReadOnly));
        QCOMPARE(ignore.readAll(), "*.log\nhttp-client.private.env.json\n"_ba);
        QVERIFY(valueOf(addToGitignore(file)));
        ignore.seek(0);
        QCOMPARE(ignore.readAll(), "*.log\nhttp-client.private.env.json\n"_ba);
        qputenv("PATH", path);
    }
};

QTEST_GUILESS_MAIN(TestEnvironments)
#include "tst_environments.moc"
