// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/policyfiles.h"
#include "tests/support/temporaryfolder.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = PolicyLayer::Kind;

namespace {

class Tree
{
public:
    QString path(const QString &name) const { return QDir(m_folder.path()).filePath(name); }
    void write(const QString &name, const QByteArray &content) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

private:
    TemporaryFolder m_folder;
};

} // namespace

class TestPolicyFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void foldersAreBounded_data();
    void foldersAreBounded();
    void authenticationIsInherited();
    void nearestIsLast();
    void directivesOfARequestAreItsOwn();
    void aFolderFileIsNotItsOwnFolder();
    void whatIsNotUnderstoodIsNamedAndStopsNothing();
    void unreadableFilesAreNamed();
    void aWorkerGivesTheSame();
};

void TestPolicyFiles::foldersAreBounded_data()
{
    QTest::addColumn<QString>("git");
    QTest::addColumn<QString>("home");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("outermost");
    QTest::addColumn<int>("count");
    QTest::newRow("up to the repository")
        << u"r/.git/HEAD"_s << u"."_s << u"r/a/b/x.http"_s << u"r"_s << 3;
    QTest::newRow("a worktree's .git is a file")
        << u"r/.git"_s << u"."_s << u"r/a/x.http"_s << u"r"_s << 2;
    QTest::newRow("up to home") << QString() << u"h"_s << u"h/a/x.http"_s << u"h"_s << 2;
    QTest::newRow("the repository below home comes first")
        << u"h/r/.git/HEAD"_s << u"h"_s << u"h/r/x.http"_s << u"h/r"_s << 1;
    QTest::newRow("at most 16") << QString() << u"."_s
                                << u"1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/x.http"_s
                                << u"1/2/3"_s << 16;
}

void TestPolicyFiles::foldersAreBounded()
{
    QFETCH(const QString, git);
    QFETCH(const QString, home);
    QFETCH(const QString, file);
    QFETCH(const QString, outermost);
    QFETCH(const int, count);
    const Tree tree;
    tree.write(file, "GET http://a\n");
    if (!git.isEmpty())
        tree.write(git, "x");
    const QStringList folders = policyFolders(tree.path(file), tree.path(home));
    QCOMPARE(folders.size(), count);
    QCOMPARE(folders.first(), tree.path(outermost));
    QCOMPARE(folders.last(), QFileInfo(tree.path(file)).path());
}

void TestPolicyFiles::authenticationIsInherited()
{
    const Tree tree;
    tree.write(u".git/HEAD"_s, "x");
    tree.write(u"folder.http"_s, "# @auth bearer token={{t}}\n");
    tree.write(u"shop/folder.http"_s, "# @auth none\n");
    tree.write(u"shop/store.http"_s, "# @deadline 5 s\n\n### one\n# @auth inherit\nGET http://a\n");
    tree.write(u"other.http"_s, "GET http://a\n");
    const Auth inherit{.kind = Auth::Kind::Inherit};
    const Auth bearer{.kind = Auth::Kind::Bearer, .token = u"{{t}}"_s};

    const QList<PolicyLayer> above = readPolicyFiles(tree.path(u"other.http"_s)).layers;
    QCOMPARE(above.size(), 1);
    QCOMPARE(above[0].auth, std::optional(bearer));
    QCOMPARE(authOf(above, inherit), bearer);
    // Only who asks for it gets it.
    QCOMPARE(authOf(above, Auth()), Auth());

    const QList<PolicyLayer> below = readPolicyFiles(tree.path(u"shop/store.http"_s)).layers;
    QCOMPARE(below.size(), 3);
    QCOMPARE(authLayerOf(below), &below[1]);
    QCOMPARE(authOf(below, inherit), Auth());
    QCOMPARE(authLayerOf({}), nullptr);
}

void TestPolicyFiles::nearestIsLast()
{
    const Tree tree;
    tree.write(u".git/HEAD"_s, "x");
    tree.write(u"folder.http"_s, "# @breaker preset=guarded\n# @retry max=1\n");
    tree.write(u"shop/folder.http"_s, "// @deadline 5 s\n# @no-redirect\n# @proxy none\n");
    tree.write(u"shop/empty/note.txt"_s, "");
    tree.write(u"shop/empty/store.http"_s,
               "@base = http://a\n# @retry max=2\n\n### Search\n# @timeout 1 s\nGET {{base}}\n");
    const PolicyFiles files = readPolicyFiles(tree.path(u"shop/empty/store.http"_s));
    const QList<PolicyLayer> expected{
        {Kind::Folder, tree.path(u"."_s).chopped(2), {.preset = Preset::Guarded, .maxRetries = 1}},
        {Kind::Folder,
         tree.path(u"shop"_s),
         {.deadline = 5s},
         {.follow = RedirectPolicy::Follow::No},
         {.proxy = u"none"_s}},
        {Kind::File, tree.path(u"shop/empty/store.http"_s), {.maxRetries = 2}}};
    QCOMPARE(files.layers, expected);
    QVERIFY(files.problems.isEmpty());
    QVERIFY(files.errors.isEmpty());
    QCOMPARE(routeOf(files.layers, {.address = u"::1"_s}), Route(u"none"_s, {}, u"::1"_s));
    QCOMPARE(policiesOf(files.layers).retry.maxAttempts, 3);
    QCOMPARE(policiesOf(files.layers).breaker.failuresInARow, 5);
}

void TestPolicyFiles::directivesOfARequestAreItsOwn()
{
    const Tree tree;
    tree.write(u".git/HEAD"_s, "x");
    tree.write(u"one.http"_s, "# @retry max=2\nGET http://a\n");
    QVERIFY(readPolicyFiles(tree.path(u"one.http"_s)).layers.isEmpty());
    QVERIFY(readPolicyFiles(tree.path(u"none.http"_s)).layers.isEmpty());
}

void TestPolicyFiles::aFolderFileIsNotItsOwnFolder()
{
    const Tree tree;
    tree.write(u".git/HEAD"_s, "x");
    tree.write(u"folder.http"_s, "# @retry max=2\n###\nGET http://a\n");
    const PolicyFiles files = readPolicyFiles(tree.path(u"folder.http"_s));
    QCOMPARE(files.layers.size(), 1);
    QCOMPARE(files.layers.first().kind, Kind::File);
}

void TestPolicyFiles::whatIsNotUnderstoodIsNamedAndStopsNothing()
{
    const Tree tree;
    tree.write(u".git/HEAD"_s, "x");
    tree.write(u"folder.http"_s, "# shared\n# @retry max=2 dely=1s\n");
    tree.write(u"a.http"_s, "# @breaker open=soon\n### One\n# @retry max=x\nGET http://a\n");
    const PolicyFiles files = readPolicyFiles(tree.path(u"a.http"_s));
    QCOMPARE(files.layers.size(), 1);
    QCOMPARE(files.layers.first().overrides.maxRetries, std::optional(2));
    QCOMPARE(files.problems.size(), 2); // the request's own is named with the request
    const HttpFileProblem &first = files.problems[0].problem;
    QCOMPARE(files.problems[0].path, tree.path(u"folder.http"_s));
    QCOMPARE(first.kind, HttpFileProblem::Kind::UnknownOption);
    QCOMPARE(first.line, 2);
    QCOMPARE(first.column, 16);
    QCOMPARE(first.subject, u"dely=1s"_s);
    QCOMPARE(files.problems[1].path, tree.path(u"a.http"_s));
    QCOMPARE(files.problems[1].problem.line, 1);
}

void TestPolicyFiles::unreadableFilesAreNamed()
{
    const Tree tree;
    tree.write(u".git/HEAD"_s, "x");
    tree.write(u"folder.http/inside"_s, "a folder of that name");
    tree.write(u"a.http"_s, "# @retry max=2\n###\nGET http://a\n");
    const PolicyFiles files = readPolicyFiles(tree.path(u"a.http"_s));
    QCOMPARE(files.layers.size(), 1);
    QCOMPARE(files.errors.size(), 1);
    QCOMPARE(files.errors.first().subject, tree.path(u"folder.http"_s));
}

void TestPolicyFiles::aWorkerGivesTheSame()
{
    const Tree tree;
    tree.write(u".git/HEAD"_s, "x");
    tree.write(u"a.http"_s, "# @retry max=2\n###\nGET http://a\n");
    auto future = loadPolicyFiles(tree.path(u"a.http"_s));
    QCOMPARE(future.result(), readPolicyFiles(tree.path(u"a.http"_s)));
}

QTEST_GUILESS_MAIN(TestPolicyFiles)
#include "tst_policyfiles.moc"
