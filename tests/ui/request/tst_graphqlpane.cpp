// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/request/composer.h"
#include "ui/editor/codeeditor.h"
#include "ui/request/bodypage.h"
#include "ui/request/bodytextedit.h"
#include "ui/request/choicerow.h"
#include "ui/request/graphqlaid.h"
#include "ui/request/graphqlpane.h"
#include "ui/request/graphqlsource.h"
#include "ui/request/undorouter.h"
#include "ui/widgets/completionpopup.h"

#include <QComboBox>
#include <QFile>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// A source that is told what to know.
class ToldSource : public GraphQlSource
{
    Q_OBJECT

public:
    GraphQlKnowledge knowledge(const QString &endpoint) override { return known.value(endpoint); }
    void ask(const QString &endpoint, const RequestSpec &spec, const Scope &,
             const QList<PolicyLayer> &) override
    {
        asked.append({endpoint, spec});
        known[endpoint].isAsking = true;
        Q_EMIT changed(endpoint);
    }
    void tell(const QString &endpoint, const GraphQlKnowledge &what)
    {
        known[endpoint] = what;
        Q_EMIT changed(endpoint);
    }

    QHash<QString, GraphQlKnowledge> known;
    QList<std::pair<QString, RequestSpec>> asked;
};

GraphQlSchemaPtr shop()
{
    QFile file(qEnvironmentVariable("RECLOSER_SOURCE_DIR") + u"/tests/data/graphql/shop.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no schema");
    return std::make_shared<const GraphQlSchema>(
        GraphQlSchema::fromIntrospection(file.readAll()).value());
}

RequestSpec query(const QString &text)
{
    RequestSpec spec;
    spec.method = u"POST"_s;
    spec.url = u"{{base}}/graphql?x=1"_s;
    spec.body = {.kind = Body::Kind::GraphQl, .text = text};
    return spec;
}

const QString endpoint = u"http://www.store1.com:8001/graphql"_s;

struct Pane
{
    explicit Pane(const QString &text) : composer(query(text))
    {
        services.scope = [this] { return composer.scope; };
        services.graphQl = &source;
        pane = std::make_unique<GraphQlPane>(composer.document, services, router);
        pane->schemaButton().show(); // as the page does
        pane->resize(700, 260);
        pane->show();
        if (!QTest::qWaitForWindowExposed(pane.get()))
            qFatal("it is not shown");
    }
    CodeEditor &editor() const { return pane->query().editor(); }
    void moveTo(int position) const
    {
        QTextCursor cursor(editor().document());
        cursor.setPosition(position);
        editor().setTextCursor(cursor);
        editor().setFocus();
    }
    bool isOpen() const { return pane->aid().popup() && pane->aid().popup()->isVisible(); }

    Composer composer;
    ToldSource source;
    RequestEditorServices services{.theme = composer.theme,
                                   .keys = composer.keys,
                                   .circuits = composer.board,
                                   .syntax = composer.syntax};
    UndoRouter router{composer.document};
    std::unique_ptr<GraphQlPane> pane;
};

} // namespace

/// The query, its variables, and what the server's schema is good for.
class GraphQlPaneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        // The platform without a screen says what it cannot do.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void asksForTheSchema();
    void saysWhyThereIsNone();
    void completesWhileTyping();
    void completesOnDemand();
    void leavesPlaceholdersAlone();
    void checksBySchema();
    void choosesTheOperation();
    void laysOut();
    void editsAreOneDocument();
    void kindsKeepTheirOwn();
    void xmlIsLaidOutAndPutIntoAnEnvelope();
};

void GraphQlPaneTest::asksForTheSchema()
{
    Pane with(u"{ shop { name } }"_s);
    QVERIFY(with.pane->schemaButton().isEnabled());
    with.pane->schemaButton().click();
    QCOMPARE(with.source.asked.size(), 1);
    QCOMPARE(with.source.asked[0].first, endpoint);
    QVERIFY(!with.pane->schemaButton().isEnabled());
    QVERIFY(with.pane->schemaText().contains("Asking"_L1));
    with.source.tell(endpoint, {shop(), QDateTime::currentDateTime(), false, {}});
    QVERIFY(with.pane->schemaButton().isEnabled());
    QVERIFY(with.pane->schemaText().isEmpty());
    QVERIFY(with.pane->schemaButton().toolTip().contains("known since"_L1));
}

void GraphQlPaneTest::saysWhyThereIsNone()
{
    Pane with(u"{ a }"_s);
    with.source.tell(endpoint, {nullptr, {}, false, u"introspection is disabled"_s});
    QCOMPARE(with.pane->schemaText(), u"No schema: introspection is disabled"_s);
    QVERIFY(with.pane->schemaButton().isEnabled());
    // Of another server nobody hears here.
    with.source.tell(u"http://other/graphql"_s, {shop(), QDateTime::currentDateTime(), false, {}});
    QCOMPARE(with.pane->schemaText(), u"No schema: introspection is disabled"_s);
}

void GraphQlPaneTest::completesWhileTyping()
{
    Pane with(u"{  }"_s);
    with.source.tell(endpoint, {shop(), QDateTime::currentDateTime(), false, {}});
    with.moveTo(2);
    QTest::keyClicks(&with.editor(), u"s"_s);
    QVERIFY(with.isOpen());
    QCOMPARE(with.pane->aid().popup()->current(), u"search"_s);
    QTest::keyClicks(&with.editor(), u"h"_s);
    QCOMPARE(with.pane->aid().popup()->current(), u"shop"_s);
    QTest::keyClick(&with.editor(), Qt::Key_Return);
    QVERIFY(!with.isOpen());
    QCOMPARE(with.editor().toPlainText(), u"{ shop }"_s);
    // An argument comes with its colon; a word that is written out needs no list.
    with.moveTo(2);
    QTest::keyClicks(&with.editor(), u"product(i"_s);
    QTest::keyClick(&with.editor(), Qt::Key_Tab);
    QVERIFY(with.editor().toPlainText().startsWith("{ product(id: "_L1));
    QTest::keyClicks(&with.editor(), u"3"_s);
    QVERIFY(!with.isOpen());
}

void GraphQlPaneTest::completesOnDemand()
{
    Pane with(u"{ shop {  } }"_s);
    with.moveTo(9);
    QTest::keyClick(&with.editor(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(!with.isOpen()); // nothing is known
    with.source.tell(endpoint, {shop(), QDateTime::currentDateTime(), false, {}});
    QTest::keyClick(&with.editor(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(with.isOpen());
    QCOMPARE(with.pane->aid().popup()->current(), u"name"_s);
    QTest::keyClick(&with.editor(), Qt::Key_Down);
    QCOMPARE(with.pane->aid().popup()->current(), u"open"_s);
    QTest::keyClick(&with.editor(), Qt::Key_Escape);
    QVERIFY(!with.isOpen());
    QTest::keyClick(&with.editor(), Qt::Key_Return);
    QCOMPARE(with.editor().toPlainText().count(u'\n'), 1);
}

void GraphQlPaneTest::leavesPlaceholdersAlone()
{
    Pane with(u"{ product(id: {{ba}}) { id } }"_s);
    with.source.tell(endpoint, {shop(), QDateTime::currentDateTime(), false, {}});
    with.moveTo(18);
    QTest::keyClicks(&with.editor(), u"s"_s);
    QVERIFY(!with.isOpen());
}

void GraphQlPaneTest::checksBySchema()
{
    Pane with(u"{ shop { nmae } }"_s);
    QVERIFY(with.pane->query().faultText().isEmpty());
    with.source.tell(endpoint, {shop(), QDateTime::currentDateTime(), false, {}});
    QCOMPARE(with.pane->query().faultText(),
             u"line 1, column 10: Shop has no field nmae; did you mean name?"_s);
    with.editor().setPlainText(u"{ shop { name }"_s);
    QTRY_COMPARE(with.pane->query().faultText(),
                 u"line 1, column 16: the query ends here, } is missing"_s);
    with.pane->variables().editor().setPlainText(u"{\"a\": }"_s);
    QTRY_VERIFY(with.pane->variables().faultText().startsWith("line 1, column 7"_L1));
}

void GraphQlPaneTest::choosesTheOperation()
{
    Pane with(u"query A { shop { name } }\nquery B { shop { open } }"_s);
    QComboBox &box = with.pane->operation();
    QVERIFY(box.isVisible());
    QCOMPARE(box.count(), 3);
    box.setCurrentIndex(2);
    Q_EMIT box.activated(2);
    QCOMPARE(with.composer.document.spec().body.operationName, u"B"_s);
    with.composer.document.undo();
    QVERIFY(with.composer.document.spec().body.operationName.isEmpty());
    QCOMPARE(box.currentIndex(), 0);
    with.editor().setPlainText(u"{ shop { name } }"_s);
    QVERIFY(!box.isVisible());
}

void GraphQlPaneTest::laysOut()
{
    Pane with(u"{shop{name}}"_s);
    with.pane->variables().editor().setPlainText(u"{\"a\":1}"_s);
    with.pane->format();
    QCOMPARE(with.composer.document.spec().body.text, u"{\n  shop {\n    name\n  }\n}\n"_s);
    QCOMPARE(with.composer.document.spec().body.variables, u"{\n    \"a\": 1\n}"_s);
    with.editor().setPlainText(u"{ shop {\n  na;me } }"_s);
    with.pane->format();
    QCOMPARE(with.editor().textCursor().position(), 13);
}

void GraphQlPaneTest::editsAreOneDocument()
{
    Pane with(u"{ a }"_s);
    with.pane->variables().editor().setPlainText(u"{\"b\": 1.50}"_s);
    QCOMPARE(with.composer.document.spec().body.variables, u"{\"b\": 1.50}"_s);
    with.composer.document.undo();
    QCOMPARE(with.pane->variables().editor().toPlainText(), QString());
    QCOMPARE(with.editor().toPlainText(), u"{ a }"_s);
}

void GraphQlPaneTest::kindsKeepTheirOwn()
{
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    spec.body = {.kind = Body::Kind::Json, .text = u"{}"_s};
    Composer composer(spec);
    composer.editor->show();
    auto *page = composer.editor->findChild<BodyPage *>();
    QVERIFY(!page->graphQl());
    Q_EMIT page->kinds().chosen(int(Body::Kind::GraphQl));
    QVERIFY(page->graphQl());
    QCOMPARE(composer.document.spec().method, u"POST"_s);
    RequestSpec next = composer.document.spec();
    next.method = u"GRAPHQL"_s;
    next.headers = {{u"X-REQUEST-TYPE"_s, u"GraphQL"_s}, {u"A"_s, u"b"_s}};
    composer.document.edit(u"x"_s, RequestPart::Everything, next);
    Q_EMIT page->kinds().chosen(int(Body::Kind::Json));
    QCOMPARE(composer.document.spec().method, u"POST"_s);
    QCOMPARE(composer.document.spec().headers, (QList<HeaderField>{{u"A"_s, u"b"_s}}));
    composer.document.undo();
    QCOMPARE(composer.document.spec().body.kind, Body::Kind::GraphQl);
    QCOMPARE(composer.document.spec().method, u"GRAPHQL"_s);
}

void GraphQlPaneTest::xmlIsLaidOutAndPutIntoAnEnvelope()
{
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    spec.body = {.kind = Body::Kind::Xml, .text = u"<a><b/></a>"_s};
    Composer composer(spec);
    composer.editor->show();
    auto *page = composer.editor->findChild<BodyPage *>();
    page->text().format();
    QCOMPARE(composer.document.spec().body.text.trimmed(), u"<a>\n  <b/>\n</a>"_s);
    QVERIFY(!page->soap().isHidden());
    page->soap().menu()->actions().first()->trigger();
    QVERIFY(composer.document.spec().body.text.contains("schemas.xmlsoap.org/soap/envelope"_L1));
    QCOMPARE(composer.document.spec().headers, (QList<HeaderField>{{u"SOAPAction"_s, u"\"\""_s}}));
    composer.document.undo();
    QVERIFY(composer.document.spec().headers.isEmpty());
    // The place of a fault, with the cursor there.
    page->text().editor().setPlainText(u"<a>\n  <é></b>\n</a>"_s);
    page->text().format();
    QCOMPARE(page->text().editor().textCursor().blockNumber(), 1);
    Q_EMIT page->kinds().chosen(int(Body::Kind::Json));
    QVERIFY(page->soap().isHidden());
}

QTEST_MAIN(GraphQlPaneTest)
#include "tst_graphqlpane.moc"
