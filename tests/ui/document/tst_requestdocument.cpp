// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/support/manualclock.h"
#include "ui/document/requestdocument.h"

#include <QSignalSpy>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RequestDocument::EditKind;
using Cause = DocumentChange::Cause;

class RequestDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void typingInOneFieldIsOneStep();
    void aPauseBeginsANewStep();
    void leavingTheFieldBeginsANewStep();
    void anotherFieldBeginsANewStep();
    void anotherCellBeginsANewStep();
    void stepsNeverMerge();
    void undoGoesBackAcrossFieldsAndRedoForward();
    void typingBackToTheStartLeavesNoStep();
    void theBodysTextIsUndoneWhereItWasTyped();
    void mergedBodyTypingIsUndoneWhole();
    void aChangeSaysWhatAndWhy();
    void modifiedIsAgainstWhatIsSaved();
    void savedStateMayBeAnother();
    void typingAfterSavingIsItsOwnStep();
    void loadingForgetsUndo();
    void title_data();
    void title();
    void theSameRequestIsNoEdit();

private:
    static void typeUrl(RequestDocument &document, const QString &url, Kind kind = Kind::Typing)
    {
        RequestSpec next = document.spec();
        next.url = url;
        document.edit(u"URL"_s, RequestPart::Url, next, kind);
    }
    static void typeBody(RequestDocument &document, const QString &text)
    {
        RequestSpec next = document.spec();
        next.body.text = text;
        document.edit(u"body"_s, RequestPart::BodyText, next);
    }
};

void RequestDocumentTest::typingInOneFieldIsOneStep()
{
    ManualClock clock;
    RequestDocument document(clock);
    for (const QString &text : {u"h"_s, u"ht"_s, u"htt"_s}) {
        typeUrl(document, text);
        clock.advance(900ms);
    }
    QCOMPARE(document.undoStack().count(), 1);
    document.undo();
    QCOMPARE(document.spec().url, QString());
    document.redo();
    QCOMPARE(document.spec().url, u"htt"_s);
}

void RequestDocumentTest::aPauseBeginsANewStep()
{
    ManualClock clock;
    RequestDocument document(clock);
    typeUrl(document, u"a"_s);
    clock.advance(1001ms);
    typeUrl(document, u"ab"_s);
    QCOMPARE(document.undoStack().count(), 2);
    document.undo();
    QCOMPARE(document.spec().url, u"a"_s);
}

void RequestDocumentTest::leavingTheFieldBeginsANewStep()
{
    ManualClock clock;
    RequestDocument document(clock);
    typeUrl(document, u"a"_s);
    document.endTyping();
    typeUrl(document, u"ab"_s);
    QCOMPARE(document.undoStack().count(), 2);
}

void RequestDocumentTest::anotherFieldBeginsANewStep()
{
    ManualClock clock;
    RequestDocument document(clock);
    typeUrl(document, u"a"_s);
    typeBody(document, u"x"_s);
    typeUrl(document, u"ab"_s);
    QCOMPARE(document.undoStack().count(), 3);
}

void RequestDocumentTest::anotherCellBeginsANewStep()
{
    ManualClock clock;
    RequestDocument document(clock);
    const auto typeHeader = [&](int row, const QString &name) {
        RequestSpec next = document.spec();
        next.headers.resize(2);
        next.headers[row].name = name;
        document.edit(u"header"_s, {RequestPart::Headers, row, 1}, next);
    };
    typeHeader(0, u"A"_s);
    typeHeader(0, u"Ac"_s);
    typeHeader(1, u"X"_s);
    QCOMPARE(document.undoStack().count(), 2);
}

void RequestDocumentTest::stepsNeverMerge()
{
    ManualClock clock;
    RequestDocument document(clock);
    typeUrl(document, u"a"_s, Kind::Step);
    typeUrl(document, u"ab"_s, Kind::Step);
    typeUrl(document, u"abc"_s);
    QCOMPARE(document.undoStack().count(), 3);
}

void RequestDocumentTest::undoGoesBackAcrossFieldsAndRedoForward()
{
    ManualClock clock;
    RequestDocument document(clock);
    QList<RequestSpec> states{document.spec()};
    const auto step = [&](const QString &what, EditField field, auto change) {
        RequestSpec next = document.spec();
        change(next);
        document.edit(what, field, next);
        states.append(document.spec());
    };
    step(u"method"_s, RequestPart::Method, [](RequestSpec &s) { s.method = u"POST"_s; });
    step(u"URL"_s, RequestPart::Url, [](RequestSpec &s) { s.url = u"http://a/?x=1"_s; });
    step(u"body"_s, RequestPart::BodyText, [](RequestSpec &s) { s.body.text = u"{}"_s; });
    step(u"kind"_s, RequestPart::BodyKind, [](RequestSpec &s) { s.body.kind = Body::Kind::Json; });
    step(u"pattern"_s, RequestPart::KeyPattern,
         [](RequestSpec &s) { s.policy.keyPattern = u"[w].+"_s; });
    for (qsizetype i = states.size() - 1; i > 0; --i) {
        QCOMPARE(document.spec(), states[i]);
        document.undo();
    }
    QCOMPARE(document.spec(), states.first());
    QVERIFY(!document.undoStack().canUndo());
    for (qsizetype i = 1; i < states.size(); ++i) {
        document.redo();
        QCOMPARE(document.spec(), states[i]);
    }
}

void RequestDocumentTest::typingBackToTheStartLeavesNoStep()
{
    ManualClock clock;
    RequestDocument document(clock);
    typeUrl(document, u"a"_s);
    typeUrl(document, QString::fromLatin1(""));
    QCOMPARE(document.undoStack().count(), 0);
    QVERIFY(!document.isModified());
}

void RequestDocumentTest::theBodysTextIsUndoneWhereItWasTyped()
{
    ManualClock clock;
    RequestSpec spec;
    spec.body.text = u"one two three"_s;
    RequestDocument document(clock, spec);
    typeBody(document, u"one 2 three"_s);
    typeUrl(document, u"http://a"_s);
    document.endTyping();
    typeBody(document, u"one 2 3"_s);
    document.undo();
    QCOMPARE(document.spec().body.text, u"one 2 three"_s);
    document.undo();
    document.undo();
    QCOMPARE(document.spec(), spec);
    for (int i = 0; i < 3; ++i)
        document.redo();
    QCOMPARE(document.spec().body.text, u"one 2 3"_s);
    QCOMPARE(document.spec().url, u"http://a"_s);
}

void RequestDocumentTest::mergedBodyTypingIsUndoneWhole()
{
    ManualClock clock;
    RequestSpec spec;
    spec.body.text = u"[]"_s;
    RequestDocument document(clock, spec);
    for (const QString &text : {u"[1]"_s, u"[1,]"_s, u"[1,2]"_s, u"x[1,2]"_s, u"x[1,2]y"_s})
        typeBody(document, text);
    QCOMPARE(document.undoStack().count(), 1);
    document.undo();
    QCOMPARE(document.spec(), spec);
    document.redo();
    QCOMPARE(document.spec().body.text, u"x[1,2]y"_s);
}

void RequestDocumentTest::aChangeSaysWhatAndWhy()
{
    ManualClock clock;
    RequestDocument document(clock);
    QSignalSpy changes(&document, &RequestDocument::changed);
    const auto last = [&] { return changes.constLast().constFirst().value<DocumentChange>(); };
    typeUrl(document, u"a"_s);
    QCOMPARE(changes.count(), 1);
    QVERIFY(last() == (DocumentChange{Cause::Edited, RequestPart::Url}));
    document.undo();
    QVERIFY(last() == (DocumentChange{Cause::Undone, RequestPart::Url}));
    document.redo();
    QVERIFY(last() == (DocumentChange{Cause::Redone, RequestPart::Url}));
    document.load({});
    QVERIFY(last() == (DocumentChange{Cause::Loaded, RequestPart::Everything}));
}

void RequestDocumentTest::modifiedIsAgainstWhatIsSaved()
{
    ManualClock clock;
    RequestDocument document(clock);
    QSignalSpy modified(&document, &RequestDocument::modifiedChanged);
    typeUrl(document, u"a"_s);
    QVERIFY(document.isModified());
    document.markSaved();
    QVERIFY(!document.isModified());
    document.undo();
    QVERIFY(document.isModified());
    document.redo();
    QVERIFY(!document.isModified());
    // The same text typed again is what the file holds.
    typeUrl(document, u"b"_s);
    document.endTyping();
    typeUrl(document, u"a"_s);
    QVERIFY(!document.isModified());
    QCOMPARE(modified.count(), 6);
}

void RequestDocumentTest::savedStateMayBeAnother()
{
    ManualClock clock;
    RequestSpec spec;
    spec.url = u"http://edited"_s;
    RequestDocument document(clock, spec);
    RequestSpec inFile;
    inFile.url = u"http://file"_s;
    document.setSaved(inFile);
    QVERIFY(document.isModified());
    document.setOrigin(FileOrigin{u"/tmp/shop.http"_s, 2});
    document.markSaved();
    QVERIFY(!document.isModified());
    QCOMPARE(document.origin()->index, 2);
}

void RequestDocumentTest::typingAfterSavingIsItsOwnStep()
{
    ManualClock clock;
    RequestDocument document(clock);
    typeUrl(document, u"a"_s);
    document.markSaved();
    typeUrl(document, u"ab"_s);
    document.undo();
    QCOMPARE(document.spec().url, u"a"_s);
    QVERIFY(!document.isModified());
}

void RequestDocumentTest::loadingForgetsUndo()
{
    ManualClock clock;
    RequestDocument document(clock);
    typeUrl(document, u"a"_s);
    RequestSpec other;
    other.name = u"Other"_s;
    document.load(other);
    QVERIFY(!document.undoStack().canUndo());
    QVERIFY(!document.isModified());
    QCOMPARE(document.spec(), other);
}

void RequestDocumentTest::title_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("title");
    QTest::newRow("the name, where there is one")
        << u" Search "_s << u"http://a/b"_s << u"Search"_s;
    QTest::newRow("else host and path") << QString() << u"http://a/b?c=d#e"_s << u"a/b"_s;
    QTest::newRow("a placeholder is a part of it")
        << QString() << u"{{base}}/m?x=1"_s << u"{{base}}/m"_s;
    QTest::newRow("else it is new") << QString() << QString() << u"New request"_s;
}

void RequestDocumentTest::title()
{
    QFETCH(const QString, name);
    QFETCH(const QString, url);
    QFETCH(const QString, title);
    ManualClock clock;
    RequestDocument document(clock);
    QSignalSpy titles(&document, &RequestDocument::titleChanged);
    RequestSpec next;
    next.name = name;
    next.url = url;
    next.method = u"PUT"_s;
    document.edit(u"all"_s, RequestPart::Everything, next);
    QCOMPARE(document.title(), title);
    QCOMPARE(titles.count(), title == u"New request"_s ? 0 : 1);
}

void RequestDocumentTest::theSameRequestIsNoEdit()
{
    ManualClock clock;
    RequestDocument document(clock);
    QSignalSpy changes(&document, &RequestDocument::changed);
    document.edit(u"URL"_s, RequestPart::Url, document.spec());
    QCOMPARE(changes.count(), 0);
    QCOMPARE(document.undoStack().count(), 0);
}

QTEST_GUILESS_MAIN(RequestDocumentTest)
#include "tst_requestdocument.moc"
