// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionresult.h"
#include "core/collections/fileconflict.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestFileConflict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void requestsAreFoundAgain_data();
    void requestsAreFoundAgain();
    void editsAreMergedOrAskedAbout_data();
    void editsAreMergedOrAskedAbout();
    void mineReplacesTheirs();
    void theirsIsTakenAsItIs();
    void bothAreKept();
    void mineComesBackWhereTheirsIsGone();
    void aFileThatIsGoneComesBackWithItsVariables();
    void namesOfFiles_data();
    void namesOfFiles();
    void copiesHaveNamesOfTheirOwn_data();
    void copiesHaveNamesOfTheirOwn();
    void requestsGiveFilesTheirNames_data();
    void requestsGiveFilesTheirNames();
};

namespace {

const QByteArray three = "@base = http://localhost\n\n### Search\nGET {{base}}/a\n\n### Add\nPOST "
                         "{{base}}/b\n\n{\"n\": 1}\n\n### Drop\nDELETE {{base}}/c\n"_ba;

QList<qsizetype> found(const QByteArray &before, const QByteArray &after)
{
    return findAgain(requestMarks(HttpFile::parse(before)), requestMarks(HttpFile::parse(after)));
}

} // namespace

void TestFileConflict::requestsAreFoundAgain_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QList<qsizetype>>("places");
    using Places = QList<qsizetype>;
    const auto a = "### A\nGET http://h/a\n\n"_ba;
    const auto b = "### B\nGET http://h/b\n\n"_ba;
    const auto c = "### C\nGET http://h/c\n\n"_ba;
    const auto x = "### X\nGET http://h/x\n\n"_ba;
    QTest::newRow("nothing changed") << a + b + c << a + b + c << Places{0, 1, 2};
    QTest::newRow("one was inserted in front") << a + b << x + a + b << Places{1, 2};
    QTest::newRow("one was removed") << a + b + c << a + c << Places{0, -1, 1};
    QTest::newRow("they were turned around") << a + b + c << c + b + a << Places{2, 1, 0};
    QTest::newRow("one has another text, its name is known")
        << a + b << b + "### A\nPOST http://h/other\n"_ba << Places{1, 0};
    QTest::newRow("one has another name, its text is known")
        << a + b << b + "### New\nGET http://h/a\n"_ba << Places{1, 0};
    QTest::newRow("everything of one changed, its neighbours did not")
        << a + b + c << a + x + c << Places{0, 1, 2};
    QTest::newRow("one went and another came elsewhere")
        << a + b + c << a + c + x << Places{0, -1, 1};
    QTest::newRow("one without a name") << "GET http://h/a\n\n### \nGET http://h/b\n"_ba
                                        << "GET http://h/b\n"_ba << Places{-1, 0};
    QTest::newRow("two that are the same stay two") << a + a << a + a << Places{0, 1};
    QTest::newRow("of two that are the same one went") << a + a + b << a + b << Places{0, -1, 1};
    QTest::newRow("the file is empty now") << a + b << QByteArray() << Places{-1, -1};
    QTest::newRow("another line ending is no other text")
        << a + b << b + QByteArray(a).replace("\n", "\r\n") << Places{1, 0};
}

void TestFileConflict::requestsAreFoundAgain()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QTEST(found(before, after), "places");
}

void TestFileConflict::editsAreMergedOrAskedAbout_data()
{
    QTest::addColumn<QByteArray>("onDisk");
    QTest::addColumn<QString>("url");
    QTest::addColumn<RequestMerge::Kind>("kind");
    QTest::addColumn<qsizetype>("index");
    using enum RequestMerge::Kind;
    const QString mine = u"{{base}}/mine"_s;
    const auto changed
        = [](const char *from, const char *to) { return QByteArray(three).replace(from, to); };
    QTest::newRow("nobody else changed anything") << three << mine << Same << 1LL;
    QTest::newRow("another request changed") << changed("/a", "/z") << mine << Same << 1LL;
    QTest::newRow("another came in front")
        << changed("### Search", "### New\nGET http://x\n\n### Search") << mine << Same << 2LL;
    QTest::newRow("this one changed") << changed("/b", "/theirs") << mine << Conflict << 1LL;
    QTest::newRow("its body changed") << changed("1}", "2}") << mine << Conflict << 1LL;
    QTest::newRow("both changed it alike") << changed("/b", "/mine") << mine << Adopted << 1LL;
    QTest::newRow("this one changed and mine did not")
        << changed("/b", "/theirs") << u"{{base}}/b"_s << Adopted << 1LL;
    QTest::newRow("it is gone") << three.first(three.indexOf("### Add")) << mine << Gone << -1LL;
}

void TestFileConflict::editsAreMergedOrAskedAbout()
{
    QFETCH(QByteArray, onDisk);
    QFETCH(QString, url);
    RequestSpec edited = HttpFile::parse(three).requests()[1].spec;
    edited.url = url;
    const RequestMerge merge = mergeEdit(three, 1, edited, onDisk);
    QTEST(merge.kind, "kind");
    QTEST(merge.index, "index");
    if (merge.kind == RequestMerge::Kind::Same) {
        // The edit, and everything else as they have it.
        HttpFile theirs = HttpFile::parse(onDisk);
        theirs.update(merge.index, edited);
        QCOMPARE(merge.content, theirs.write());
        QCOMPARE(HttpFile::parse(merge.content).requests()[merge.index].spec, edited);
    }
    if (merge.kind == RequestMerge::Kind::Adopted)
        QCOMPARE(merge.content, onDisk);
}

void TestFileConflict::mineReplacesTheirs()
{
    const QByteArray theirs = QByteArray(three).replace("/b", "/theirs").replace("/a", "/z");
    RequestSpec mine = HttpFile::parse(three).requests()[1].spec;
    mine.url = u"{{base}}/mine"_s;
    const ConflictSolution solution
        = solveConflict(three, 1, mine, theirs, ConflictChoice::KeepMine);
    QCOMPARE(solution.content, QByteArray(theirs).replace("/theirs", "/mine"));
    QCOMPARE(solution.index, 1);
}

void TestFileConflict::theirsIsTakenAsItIs()
{
    const QByteArray theirs
        = QByteArray(three).replace("### Search", "### X\nGET http://x\n\n### Search");
    const ConflictSolution solution
        = solveConflict(three, 1, {}, theirs, ConflictChoice::TakeTheirs);
    QCOMPARE(solution.content, theirs);
    QCOMPARE(solution.index, 2);
}

void TestFileConflict::bothAreKept()
{
    const QByteArray theirs = QByteArray(three).replace("/b", "/theirs");
    RequestSpec mine = HttpFile::parse(three).requests()[1].spec;
    mine.url = u"{{base}}/mine"_s;
    const ConflictSolution solution
        = solveConflict(three, 1, mine, theirs, ConflictChoice::KeepBoth);
    const HttpFile file = HttpFile::parse(solution.content);
    QCOMPARE(file.requests().size(), 4);
    QCOMPARE(solution.index, 2);
    QCOMPARE(file.requests()[1].spec.url, u"{{base}}/theirs"_s);
    QCOMPARE(file.requests()[2].spec.url, u"{{base}}/mine"_s);
    QCOMPARE(file.requests()[2].spec.name, u"Add copy"_s);
    QCOMPARE(file.requests()[3].spec.name, u"Drop"_s);
}

void TestFileConflict::mineComesBackWhereTheirsIsGone()
{
    HttpFile without = HttpFile::parse(three);
    without.removeRequest(1);
    const RequestSpec mine = HttpFile::parse(three).requests()[1].spec;
    const ConflictSolution solution
        = solveConflict(three, 1, mine, without.write(), ConflictChoice::KeepMine);
    const HttpFile file = HttpFile::parse(solution.content);
    QCOMPARE(solution.index, 1);
    QCOMPARE(file.requests().size(), 3);
    QCOMPARE(file.requests()[1].spec, mine);
}

void TestFileConflict::aFileThatIsGoneComesBackWithItsVariables()
{
    RequestSpec mine = HttpFile::parse(three).requests()[1].spec;
    mine.url = u"{{base}}/mine"_s;
    const ConflictSolution solution
        = solveConflict(three, 1, mine, std::nullopt, ConflictChoice::KeepMine);
    const HttpFile file = HttpFile::parse(solution.content);
    QCOMPARE(file.requests().size(), 1);
    QCOMPARE(file.requests()[0].spec, mine);
    QCOMPARE(file.variables().value(u"base"_s), u"http://localhost"_s);
}

void TestFileConflict::namesOfFiles_data()
{
    using enum CollectionFailure::NameProblem;
    QTest::addColumn<QString>("name");
    QTest::addColumn<CollectionFailure::NameProblem>("problem");
    QTest::newRow("letters of any script are fine") << u"Größe 東京.http"_s << None;
    QTest::newRow("blanks inside are fine") << u"a b.http"_s << None;
    QTest::newRow("nothing is no name") << QString() << Empty;
    QTest::newRow("blanks alone are none") << u"  "_s << Empty;
    QTest::newRow("a slash would be a folder") << u"a/b"_s << Illegal;
    QTest::newRow("Windows knows no colon in names") << u"a:b"_s << Illegal;
    QTest::newRow("no line breaks") << u"a\nb"_s << Illegal;
    QTest::newRow("no dot at the end") << u"a."_s << Illegal;
    QTest::newRow("the folder itself") << u"."_s << Reserved;
    QTest::newRow("the folder around it") << u".."_s << Reserved;
    QTest::newRow("a device of Windows") << u"NUL.http"_s << Reserved;
    QTest::newRow("a serial one") << u"com3"_s << Reserved;
    QTest::newRow("com is no device") << u"com"_s << None;
    QTest::newRow("hidden files are not shown") << u".git"_s << Hidden;
    QTest::newRow("packages are not shown") << u"node_modules"_s << Hidden;
    QTest::newRow("255 bytes are enough") << QString(255, u'a') << None;
    QTest::newRow("256 bytes are too many") << QString(256, u'a') << TooLong;
    QTest::newRow("bytes count, not letters") << QString(128, u'ä') << TooLong;
    QTest::newRow("there already") << u"shop.http"_s << Taken;
    QTest::newRow("there in other case") << u"SHOP.http"_s << Taken;
}

void TestFileConflict::namesOfFiles()
{
    QFETCH(QString, name);
    QTEST(nameProblemOf(name, {u"shop.http"_s}), "problem");
}

void TestFileConflict::copiesHaveNamesOfTheirOwn_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("taken");
    QTest::addColumn<CopyName>("use");
    QTest::addColumn<QString>("copy");
    using enum CopyName;
    QTest::newRow("a free name stays") << u"a"_s << QStringList{u"b"_s} << WhereTaken << u"a"_s;
    QTest::newRow("a taken one does not")
        << u"a"_s << QStringList{u"A"_s} << WhereTaken << u"a copy"_s;
    QTest::newRow("a copy is told from its original")
        << u"a"_s << QStringList() << Always << u"a copy"_s;
    QTest::newRow("copies count") << u"a"_s << QStringList{u"a copy"_s, u"a copy 2"_s} << Always
                                  << u"a copy 3"_s;
    QTest::newRow("the ending stays") << u"a.http"_s << QStringList() << Always << u"a copy.http"_s;
}

void TestFileConflict::copiesHaveNamesOfTheirOwn()
{
    QFETCH(QString, name);
    QFETCH(QStringList, taken);
    QFETCH(CopyName, use);
    QTEST(copyName(name, taken, use), "copy");
}

void TestFileConflict::requestsGiveFilesTheirNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("file");
    QTest::newRow("its name") << u"Search"_s << u"http://h/a"_s << u"Search.http"_s;
    QTest::newRow("else what it asks for")
        << QString() << u"http://h/a/items?x=1"_s << u"GET items.http"_s;
    QTest::newRow("without what files may not have")
        << u"a/b: {{c}}"_s << QString() << u"a-b- --c--.http"_s;
    QTest::newRow("not hidden") << u"..x"_s << QString() << u"x.http"_s;
    QTest::newRow("a name of dots gives none") << u"..."_s << QString() << u"request.http"_s;
    QTest::newRow("not endless") << QString(300, u'ä') << QString()
                                 << QString(QString(50, u'ä') + u".http"_s);
}

void TestFileConflict::requestsGiveFilesTheirNames()
{
    QFETCH(QString, name);
    QFETCH(QString, target);
    QTEST(fileNameFor(name, u"GET"_s, target), "file");
}

QTEST_GUILESS_MAIN(TestFileConflict)
#include "tst_fileconflict.moc"
