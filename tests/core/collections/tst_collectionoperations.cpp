// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionplans.h"
#include "tests/core/collections/collectionfolder.h"

#include <QScopeGuard>
#include <QSignalSpy>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Failure = CollectionFailure::Kind;

class TestCollectionOperations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void stepsAreDoneAndTakenBack_data();
    void stepsAreDoneAndTakenBack();
    void badNamesAreRefused_data();
    void badNamesAreRefused();
    void movedRequestsKeepTheirIds();
    void idsStayThroughManySteps();
    void notesTellWhatIsDifferentThere();
    void aFileThatChangedIsNotOverwritten();
    void undoIsRefusedWhereSomebodyElseWrote();
    void undoOutlivesTheProgram();
    void aKillBetweenTwoFilesLosesNothing();
    void whatFailsHalfwayIsTakenBack();
    void aStaleTreeMeansTheSameRequest();
    void deletedRequestsAreInTheTrash();
    void theSystemsTrashIsUsedWhereThereIsOne();
    void stepsOfAnotherProgramAreTakenBackToo();
    void stepsRunInTheirOrder();
    void nodesThatAreGoneAreSaid();
};

namespace {

const QByteArray shop
    = "@base = http://h\n\n### Search\nGET {{base}}/a\n\n### Add\nPOST {{base}}/b\n\n"
      "{\"n\": 1}\n\n### Drop\nDELETE {{base}}/c\n"_ba;
const QByteArray pay
    = "### Pay\r\nPOST http://p/pay\r\n\r\n### Refund\r\nPOST http://p/refund\r\n"_ba;

class Fixture
{
public:
    Fixture()
    {
        folder.write(u"shop.http"_s, shop);
        folder.write(u"in/pay.http"_s, pay);
        folder.write(u"in/deep/notes.http"_s, "# nothing yet\n");
        collection = std::make_unique<Collection>(folder.path(), folder.places());
        mirror = std::make_unique<RowMirror>(*collection);
    }
    CollectionNodeId at(const QString &path) const { return collection->find(folder.path(path)); }
    CollectionNodeId at(const QString &path, int index) const
    {
        return collection->find(folder.path(path), index);
    }
    QStringList names(const QString &path) const
    {
        QStringList names;
        for (CollectionNodeId id : collection->node(at(path))->children)
            names.append(collection->node(id)->name);
        return names;
    }

    CollectionFolder folder;
    std::unique_ptr<Collection> collection;
    std::unique_ptr<RowMirror> mirror;
};

using Act = std::function<QFuture<CollectionResult>(Fixture &)>;

RequestSpec ping()
{
    RequestSpec spec;
    spec.name = u"Ping"_s;
    spec.url = u"http://h/ping"_s;
    return spec;
}

} // namespace

Q_DECLARE_METATYPE(Act)

void TestCollectionOperations::stepsAreDoneAndTakenBack_data()
{
    QTest::addColumn<Act>("act");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *title, const Act &act, const QStringList &lines) {
        QTest::newRow(title) << act << lines;
    };
    const QString s = u"shop.http"_s;
    const QString p = u"in/pay.http"_s;
    const QStringList search{u"  GET Search"_s};
    const auto tree
        = [](const QStringList &inPay, const QStringList &inShop, const QStringList &notes = {}) {
              QStringList lines{u"in/"_s, u"  deep/"_s, u"    notes.http"_s};
              for (const QString &name : notes)
                  lines.append(u"      "_s + name);
              lines.append(u"  pay.http"_s);
              for (const QString &name : inPay)
                  lines.append(u"    "_s + name);
              lines.append(u"shop.http"_s);
              for (const QString &name : inShop)
                  lines.append(u"  "_s + name);
              return lines;
          };
    const QStringList pays{u"POST Pay"_s, u"POST Refund"_s};
    const QStringList shops{u"GET Search"_s, u"POST Add"_s, u"DELETE Drop"_s};
    const QStringList before = tree(pays, shops);
    row(
        "a folder is made",
        [](Fixture &f) { return f.collection->addFolder(f.at(u"in"_s), u"new"_s); },
        QStringList(before.first(3)) + QStringList{u"  new/"_s} + before.sliced(3));
    row(
        "a file is made",
        [](Fixture &f) { return f.collection->addFile(f.collection->root(), u"a"_s); },
        QStringList(before.first(6)) + QStringList{u"a.http"_s} + before.sliced(6));
    row(
        "a request is added at its row",
        [=](Fixture &f) { return f.collection->addRequest(f.at(s), 1, ping()); },
        tree(pays, {u"GET Search"_s, u"GET Ping"_s, u"POST Add"_s, u"DELETE Drop"_s}));
    row(
        "a request is added at the end",
        [=](Fixture &f) { return f.collection->addRequest(f.at(s), -1, ping()); },
        tree(pays, shops + QStringList{u"GET Ping"_s}));
    row(
        "a request is added behind another",
        [=](Fixture &f) { return f.collection->addRequest(f.at(s, 0), -1, ping()); },
        tree(pays, {u"GET Search"_s, u"GET Ping"_s, u"POST Add"_s, u"DELETE Drop"_s}));
    row(
        "a request is added to a folder",
        [](Fixture &f) { return f.collection->addRequest(f.collection->root(), -1, ping()); },
        QStringList(before.first(6)) + QStringList{u"Ping.http"_s, u"  GET Ping"_s}
            + before.sliced(6));
    row(
        "a request is renamed",
        [=](Fixture &f) { return f.collection->rename(f.at(s, 1), u"Add it"_s); },
        tree(pays, {u"GET Search"_s, u"POST Add it"_s, u"DELETE Drop"_s}));
    row(
        "a file is renamed", [=](Fixture &f) { return f.collection->rename(f.at(p), u"zoo"_s); },
        QStringList{u"in/"_s, u"  deep/"_s, u"    notes.http"_s, u"  zoo.http"_s}
            + before.sliced(4));
    row(
        "a folder is renamed",
        [](Fixture &f) { return f.collection->rename(f.at(u"in"_s), u"Out"_s); },
        QStringList{u"Out/"_s} + before.sliced(1));
    row(
        "case alone is another name",
        [](Fixture &f) { return f.collection->rename(f.at(u"in"_s), u"IN"_s); },
        QStringList{u"IN/"_s} + before.sliced(1));
    row(
        "a request moves down in its file",
        [=](Fixture &f) { return f.collection->move({f.at(s, 0)}, f.at(s), 2); },
        tree(pays, {u"POST Add"_s, u"GET Search"_s, u"DELETE Drop"_s}));
    row(
        "a request moves up in its file",
        [=](Fixture &f) { return f.collection->move({f.at(s, 2)}, f.at(s), 0); },
        tree(pays, {u"DELETE Drop"_s, u"GET Search"_s, u"POST Add"_s}));
    row(
        "several move in their file and keep their order",
        [=](Fixture &f) { return f.collection->move({f.at(s, 2), f.at(s, 0)}, f.at(s), 2); },
        tree(pays, {u"POST Add"_s, u"GET Search"_s, u"DELETE Drop"_s}));
    row(
        "a request moves to another file",
        [=](Fixture &f) { return f.collection->move({f.at(s, 1)}, f.at(p), 1); },
        tree({u"POST Pay"_s, u"POST Add"_s, u"POST Refund"_s},
             {u"GET Search"_s, u"DELETE Drop"_s}));
    row(
        "a request moves to a file without any",
        [=](Fixture &f) { return f.collection->move({f.at(s, 0)}, f.at(u"in/deep/notes.http"_s)); },
        tree(pays, {u"POST Add"_s, u"DELETE Drop"_s}, {u"GET Search"_s}));
    row(
        "requests of several files move to the end of one",
        [=](Fixture &f) { return f.collection->move({f.at(s, 0), f.at(p, 0)}, f.at(s)); },
        tree({u"POST Refund"_s},
             {u"POST Add"_s, u"DELETE Drop"_s, u"POST Pay"_s, u"GET Search"_s}));
    row(
        "all requests of a file move",
        [=](Fixture &f) { return f.collection->move({f.at(p, 0), f.at(p, 1)}, f.at(s), 0); },
        tree({}, pays + shops));
    row(
        "a request is copied to another file",
        [=](Fixture &f) { return f.collection->copy({f.at(s, 1)}, f.at(p)); },
        tree(pays + QStringList{u"POST Add"_s}, shops));
    row(
        "a copy in the same file has another name",
        [=](Fixture &f) { return f.collection->copy({f.at(s, 1)}, f.at(s)); },
        tree(pays, shops + QStringList{u"POST Add copy"_s}));
    row("a file moves", [=](Fixture &f) { return f.collection->move({f.at(s)}, f.at(u"in"_s)); },
        {u"in/"_s, u"  deep/"_s, u"    notes.http"_s, u"  pay.http"_s, u"    POST Pay"_s,
         u"    POST Refund"_s, u"  shop.http"_s, u"    GET Search"_s, u"    POST Add"_s,
         u"    DELETE Drop"_s});
    row("a folder moves",
        [](Fixture &f) { return f.collection->move({f.at(u"in/deep"_s)}, f.collection->root()); },
        {u"deep/"_s, u"  notes.http"_s, u"in/"_s, u"  pay.http"_s, u"    POST Pay"_s,
         u"    POST Refund"_s, u"shop.http"_s, u"  GET Search"_s, u"  POST Add"_s,
         u"  DELETE Drop"_s});
    row(
        "requests are duplicated behind themselves",
        [=](Fixture &f) { return f.collection->duplicate({f.at(s, 0), f.at(s, 2)}); },
        tree(pays,
             {u"GET Search"_s, u"GET Search copy"_s, u"POST Add"_s, u"DELETE Drop"_s,
              u"DELETE Drop copy"_s}));
    row("a file is duplicated", [=](Fixture &f) { return f.collection->duplicate({f.at(p)}); },
        {u"in/"_s, u"  deep/"_s, u"    notes.http"_s, u"  pay copy.http"_s, u"    POST Pay"_s,
         u"    POST Refund"_s, u"  pay.http"_s, u"    POST Pay"_s, u"    POST Refund"_s,
         u"shop.http"_s, u"  GET Search"_s, u"  POST Add"_s, u"  DELETE Drop"_s});
    row(
        "a folder is duplicated",
        [](Fixture &f) { return f.collection->duplicate({f.at(u"in/deep"_s)}); },
        QStringList(before.first(3)) + QStringList{u"  deep copy/"_s, u"    notes.http"_s}
            + before.sliced(3));
    row(
        "requests are removed",
        [=](Fixture &f) { return f.collection->remove({f.at(s, 0), f.at(p, 1), f.at(s, 2)}); },
        tree({u"POST Pay"_s}, {u"POST Add"_s}));
    row(
        "a file is removed", [=](Fixture &f) { return f.collection->remove({f.at(s)}); },
        before.first(6));
    row(
        "a folder is removed, and what was chosen in it",
        [=](Fixture &f) { return f.collection->remove({f.at(p, 0), f.at(p), f.at(u"in"_s)}); },
        before.sliced(6));
    row("a request and a file are removed in one step",
        [=](Fixture &f) { return f.collection->remove({f.at(s, 0), f.at(p)}); },
        {u"in/"_s, u"  deep/"_s, u"    notes.http"_s, u"shop.http"_s, u"  POST Add"_s,
         u"  DELETE Drop"_s});
}

void TestCollectionOperations::stepsAreDoneAndTakenBack()
{
    QFETCH(Act, act);
    QFETCH(QStringList, lines);
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    const auto before = f.folder.everything();
    const QStringList linesBefore = linesOf(*f.collection);
    const CollectionResult result = waitFor(act(f));
    QVERIFY(result);
    std::ranges::sort(lines);
    QStringList now = linesOf(*f.collection);
    std::ranges::sort(now);
    QCOMPARE(now, lines);
    for (CollectionNodeId id : result->nodes)
        QVERIFY(f.collection->node(id));
    const auto after = f.folder.everything();
    QVERIFY(after != before);
    QVERIFY(f.collection->undoable() && !f.collection->redoable());
    QVERIFY(waitFor(f.collection->undo()));
    QCOMPARE(linesOf(*f.collection), linesBefore);
    QVERIFY(f.folder.everything() == before);
    QVERIFY(!f.collection->undoable() && f.collection->redoable());
    QVERIFY(waitFor(f.collection->redo()));
    QVERIFY(f.folder.everything() == after);
    QVERIFY(waitFor(f.collection->undo()));
    QVERIFY(f.folder.everything() == before);
    QVERIFY(f.mirror->isRight());
}

void TestCollectionOperations::badNamesAreRefused_data()
{
    using enum CollectionFailure::NameProblem;
    QTest::addColumn<Act>("act");
    QTest::addColumn<CollectionFailure::NameProblem>("problem");
    const auto row = [](const char *title, const Act &act, CollectionFailure::NameProblem problem) {
        QTest::newRow(title) << act << problem;
    };
    row(
        "a folder of that name is there",
        [](Fixture &f) { return f.collection->addFolder(f.collection->root(), u"IN"_s); }, Taken);
    row(
        "a file of that name is there",
        [](Fixture &f) { return f.collection->addFile(f.collection->root(), u"shop"_s); }, Taken);
    row(
        "a name with a slash",
        [](Fixture &f) { return f.collection->rename(f.at(u"in"_s), u"a/b"_s); }, Illegal);
    row(
        "a request of two lines",
        [](Fixture &f) { return f.collection->rename(f.at(u"shop.http"_s, 0), u"a\nb"_s); },
        Illegal);
    row(
        "another file has that name",
        [](Fixture &f) { return f.collection->rename(f.at(u"shop.http"_s), u"in"_s + u""_s); },
        None);
    row(
        "no name at all", [](Fixture &f) { return f.collection->rename(f.at(u"in"_s), QString()); },
        Empty);
}

void TestCollectionOperations::badNamesAreRefused()
{
    QFETCH(Act, act);
    QFETCH(CollectionFailure::NameProblem, problem);
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    const auto before = f.folder.everything();
    const CollectionResult result = waitFor(act(f));
    if (problem == CollectionFailure::NameProblem::None) {
        // "in.http" is another name than that of the folder "in".
        QVERIFY(result);
        return;
    }
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Failure::Name);
    QCOMPARE(result.error().nameProblem, problem);
    QVERIFY(f.folder.everything() == before);
    QVERIFY(!f.collection->undoable());
}

void TestCollectionOperations::movedRequestsKeepTheirIds()
{
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    const CollectionNodeId add = f.at(u"shop.http"_s, 1);
    const CollectionNodeId pays = f.at(u"in/pay.http"_s, 0);
    const CollectionResult result = waitFor(f.collection->move({add}, f.at(u"in/pay.http"_s), 0));
    QVERIFY(result);
    QCOMPARE(result->nodes, QList<CollectionNodeId>{add});
    QCOMPARE(f.at(u"in/pay.http"_s, 0), add);
    QCOMPARE(f.at(u"in/pay.http"_s, 1), pays);
    // Its lines end as those of their new file.
    const QByteArray content = f.folder.read(u"in/pay.http"_s);
    QCOMPARE(content.count('\n'), content.count("\r\n"));
    QVERIFY(content.contains("{\"n\": 1}\r\n"));
    QVERIFY(waitFor(f.collection->undo()));
    QCOMPARE(f.at(u"shop.http"_s, 1), add);
}

/// Each step is told by the system too, at its own time, while the next one writes.
void TestCollectionOperations::idsStayThroughManySteps()
{
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    const CollectionNodeId add = f.at(u"shop.http"_s, 1);
    for (int round = 0; round < 25; ++round) {
        QVERIFY(waitFor(f.collection->move({add}, f.at(u"in/pay.http"_s), 0)));
        QCOMPARE(f.at(u"in/pay.http"_s, 0), add);
        QVERIFY(waitFor(f.collection->undo()));
        QCOMPARE(f.at(u"shop.http"_s, 1), add);
    }
}

void TestCollectionOperations::notesTellWhatIsDifferentThere()
{
    Fixture f;
    f.folder.write(
        u"from.http"_s,
        "@base = http://one\n@same = 1\n@token = a\n# @timeout 3 s\n\n### login\nGET {{base}}\n\n"
        "### Use\nPOST {{base}}/{{same}}/{{token}}/{{elsewhere}}?a={{login.response.body.$.id}}\n\n"
        "< ./body.json\n");
    f.folder.write(u"other/to.http"_s, "@same = 1\n@token = b\n\n### Use\nGET http://h\n");
    QVERIFY(openWhole(*f.collection));
    const CollectionResult result
        = waitFor(f.collection->move({f.at(u"from.http"_s, 1)}, f.at(u"other/to.http"_s)));
    QVERIFY(result);
    using enum CollectionNote::Kind;
    const QList<CollectionNote> expected{{MissingVariable, u"base"_s, u"Use"_s},
                                         {OtherVariable, u"token"_s, u"Use"_s},
                                         {MissingRequest, u"login"_s, u"Use"_s},
                                         {RelativeFile, u"./body.json"_s, u"Use"_s},
                                         {OtherDefaults, f.folder.path(u"from.http"_s), u"Use"_s},
                                         {NameTaken, u"Use"_s, u"Use"_s}};
    QCOMPARE(result->notes, expected);
}

void TestCollectionOperations::aFileThatChangedIsNotOverwritten()
{
    // The plan has read the file; somebody writes it before the step does.
    Fixture f;
    const QString path = f.folder.path(u"shop.http"_s);
    auto plan = planAddRequest(path, 0, ping());
    QVERIFY(plan);
    const QByteArray theirs = QByteArray(shop).replace("/a", "/theirs");
    f.folder.write(u"shop.http"_s, theirs);
    const auto done = applyEffects(plan->step.effects, StepDirection::Forward, f.folder.places());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Failure::Conflict);
    QCOMPARE(done.error().error.kind, StoreError::Kind::ChangedOutside);
    QCOMPARE(done.error().conflict->path, path);
    QCOMPARE(done.error().conflict->read, shop);
    QCOMPARE(done.error().conflict->onDisk, theirs);
    QVERIFY(done.error().conflict->wanted->contains("Ping"));
    QCOMPARE(f.folder.read(u"shop.http"_s), theirs);
}

void TestCollectionOperations::undoIsRefusedWhereSomebodyElseWrote()
{
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    QVERIFY(waitFor(f.collection->move({f.at(u"shop.http"_s, 1)}, f.at(u"in/pay.http"_s))));
    const QByteArray theirs = f.folder.read(u"shop.http"_s) + "\n### Theirs\nGET http://t\n";
    f.folder.write(u"shop.http"_s, theirs);
    const QByteArray payNow = f.folder.read(u"in/pay.http"_s);
    const CollectionResult undone = waitFor(f.collection->undo());
    QVERIFY(!undone);
    QCOMPARE(undone.error().kind, Failure::Conflict);
    QCOMPARE(undone.error().conflict->path, f.folder.path(u"shop.http"_s));
    QCOMPARE(undone.error().conflict->onDisk, theirs);
    // Neither of the two files was touched, and it can be tried again.
    QCOMPARE(f.folder.read(u"shop.http"_s), theirs);
    QCOMPARE(f.folder.read(u"in/pay.http"_s), payNow);
    QVERIFY(f.collection->undoable());
    f.folder.write(u"shop.http"_s, QByteArray(theirs).replace("\n### Theirs\nGET http://t\n", ""));
    QVERIFY(waitFor(f.collection->undo()));
    QCOMPARE(f.folder.read(u"shop.http"_s), shop);
}

void TestCollectionOperations::undoOutlivesTheProgram()
{
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    const auto before = f.folder.everything();
    QVERIFY(waitFor(f.collection->remove({f.at(u"in"_s)})));
    QVERIFY(waitFor(f.collection->rename(f.at(u"shop.http"_s, 0), u"Find"_s)));
    f.mirror.reset();
    f.collection = std::make_unique<Collection>(f.folder.path(), f.folder.places());
    QVERIFY(openWhole(*f.collection));
    QTRY_VERIFY(f.collection->undoable());
    QCOMPARE(f.collection->undoable()->step, Collection::Step::Rename);
    QCOMPARE(f.collection->undoable()->name, u"Search"_s);
    QVERIFY(waitFor(f.collection->undo()));
    QCOMPARE(f.collection->undoable()->step, Collection::Step::Remove);
    QCOMPARE(f.collection->undoable()->name, u"in"_s);
    QVERIFY(waitFor(f.collection->undo()));
    QVERIFY(f.folder.everything() == before);
}

void TestCollectionOperations::aKillBetweenTwoFilesLosesNothing()
{
    Fixture f;
    const HttpFile file = HttpFile::parse(shop);
    const auto plan
        = planTransferRequests({{f.folder.path(u"shop.http"_s), requestMarks(file), 1}},
                               f.folder.path(u"in/pay.http"_s), 0, RequestTransfer::Move);
    QVERIFY(plan);
    QCOMPARE(plan->step.effects.size(), 2);
    FileEffect first = plan->step.effects[0];
    QVERIFY(applyEffect(first, StepDirection::Forward, f.folder.places()));
    // Killed here.
    QVERIFY(f.folder.read(u"in/pay.http"_s).contains("### Add"));
    QCOMPARE(f.folder.read(u"shop.http"_s), shop);
}

void TestCollectionOperations::whatFailsHalfwayIsTakenBack()
{
    Fixture f;
    const auto before = f.folder.everything();
    const HttpFile file = HttpFile::parse(shop);
    auto plan = planTransferRequests({{f.folder.path(u"shop.http"_s), requestMarks(file), 1}},
                                     f.folder.path(u"in/pay.http"_s), 0, RequestTransfer::Move);
    QVERIFY(plan);
    plan->step.effects.append(
        {FileEffect::Kind::Rename, f.folder.path(u"nowhere"_s), f.folder.path(u"elsewhere"_s)});
    const auto done = applyEffects(plan->step.effects, StepDirection::Forward, f.folder.places());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Failure::Gone);
    QVERIFY(f.folder.everything() == before);
}

void TestCollectionOperations::aStaleTreeMeansTheSameRequest()
{
    // The tree does not know yet that two requests came in front of the one that is meant.
    Fixture f;
    const HttpFile known = HttpFile::parse(shop);
    f.folder.write(u"shop.http"_s,
                   QByteArray(shop).replace(
                       "### Search", "### X\nGET http://x\n\n### Y\nGET http://y\n\n### Search"));
    const auto plan = planRemoveRequests({{f.folder.path(u"shop.http"_s), requestMarks(known), 1}});
    QVERIFY(plan);
    QVERIFY(!plan->step.effects[1].after->contains("### Add"));
    QCOMPARE(HttpFile::parse(*plan->step.effects[1].after).requests().size(), 4);
}

void TestCollectionOperations::deletedRequestsAreInTheTrash()
{
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    QVERIFY(waitFor(f.collection->remove({f.at(u"shop.http"_s, 1), f.at(u"in/pay.http"_s, 0)})));
    QDirIterator kept(f.folder.places().trashFolder, {u"*.http"_s}, QDir::Files,
                      QDirIterator::Subdirectories);
    QVERIFY(kept.hasNext());
    QFile file(kept.next());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const HttpFile trashed = HttpFile::parse(file.readAll());
    QCOMPARE(trashed.requests().size(), 2);
    QCOMPARE(trashed.requests()[0].spec.name, u"Pay"_s);
    QCOMPARE(trashed.requests()[1].spec, HttpFile::parse(shop).requests()[1].spec);
    QVERIFY(!kept.hasNext());
    QVERIFY(waitFor(f.collection->undo()));
    QVERIFY(!QFile::exists(file.fileName()));
}

void TestCollectionOperations::theSystemsTrashIsUsedWhereThereIsOne()
{
    Fixture f;
    const QByteArray usual = qgetenv("XDG_DATA_HOME");
    const QString home = QDir(f.folder.path(u".."_s)).absolutePath() + u"/home"_s;
    QVERIFY(QDir().mkpath(home));
    qputenv("XDG_DATA_HOME", QFile::encodeName(home));
    const auto restore = qScopeGuard([&usual] { qputenv("XDG_DATA_HOME", usual); });
    CollectionPlaces places = f.folder.places();
    places.systemTrash = CollectionPlaces::SystemTrash::Used;
    Collection collection(f.folder.path(), places);
    QVERIFY(openWhole(collection));
    const auto before = f.folder.everything();
    QVERIFY(waitFor(collection.remove({collection.find(f.folder.path(u"in"_s)),
                                       collection.find(f.folder.path(u"shop.http"_s), 0)})));
    QVERIFY(!QFile::exists(f.folder.path(u"in"_s)));
    const QString trash = home + u"/Trash"_s;
    if (!QFile::exists(trash))
        QSKIP("the system has its trash somewhere else");
    QStringList trashed
        = QDir(trash + u"/files"_s).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    trashed.sort();
    QCOMPARE(trashed, (QStringList{u"Search.http"_s, u"in"_s}));
    QVERIFY(waitFor(collection.undo()));
    QVERIFY(f.folder.everything() == before);
    // Nothing is left that says there was something.
    QVERIFY(QDir(trash + u"/files"_s).isEmpty());
    QVERIFY(QDir(trash + u"/info"_s).isEmpty());
}

void TestCollectionOperations::stepsOfAnotherProgramAreTakenBackToo()
{
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    Collection other(f.folder.path(), f.folder.places());
    QVERIFY(openWhole(other));
    QVERIFY(waitFor(f.collection->rename(f.at(u"shop.http"_s, 0), u"Find"_s)));
    QVERIFY(waitFor(other.rename(other.find(f.folder.path(u"in"_s)), u"out"_s)));
    const CollectionResult first = waitFor(f.collection->undo());
    QVERIFY(first);
    QCOMPARE(first->paths, (QStringList{f.folder.path(u"in"_s), f.folder.path(u"out"_s)}));
    QVERIFY(QFile::exists(f.folder.path(u"in"_s)));
    QVERIFY(waitFor(f.collection->undo()));
    QCOMPARE(f.folder.read(u"shop.http"_s), shop);
    QVERIFY(waitFor(other.redo()));
    QVERIFY(f.folder.read(u"shop.http"_s).contains("Find"));
}

void TestCollectionOperations::stepsRunInTheirOrder()
{
    Fixture f;
    f.collection->open();
    // Asked for at once, before anything is read.
    QList<QFuture<CollectionResult>> results;
    for (int i = 0; i < 10; ++i)
        results.append(f.collection->addFolder(f.collection->root(), u"f%1"_s.arg(i)));
    for (int i = 0; i < 4; ++i)
        results.append(f.collection->undo());
    for (const auto &result : results)
        QVERIFY(waitFor(result));
    QVERIFY(QFile::exists(f.folder.path(u"f5"_s)));
    QVERIFY(!QFile::exists(f.folder.path(u"f6"_s)));
}

void TestCollectionOperations::nodesThatAreGoneAreSaid()
{
    Fixture f;
    QVERIFY(openWhole(*f.collection));
    const CollectionNodeId shopId = f.at(u"shop.http"_s);
    QVERIFY(waitFor(f.collection->remove({shopId})));
    const CollectionResult result = waitFor(f.collection->rename(shopId, u"x"_s));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Failure::Gone);
    QCOMPARE(waitFor(f.collection->move({f.at(u"in"_s)}, f.at(u"in/deep"_s))).error().kind,
             Failure::IntoItself);
    QVERIFY(waitFor(f.collection->undo()));
    QCOMPARE(waitFor(f.collection->undo()).error().kind, Failure::NothingToUndo);
}

QTEST_GUILESS_MAIN(TestCollectionOperations)
#include "tst_collectionoperations.moc"
