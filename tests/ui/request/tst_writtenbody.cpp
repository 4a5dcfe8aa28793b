// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/writtenbody.h"

#include "tests/ui/request/composer.h"
#include "ui/editor/codeeditor.h"
#include "ui/request/bodypage.h"
#include "ui/request/bodytextedit.h"
#include "ui/request/undorouter.h"
#include "ui/response/bodyviewer.h"
#include "ui/response/responsebodypage.h"
#include "ui/widgets/emptystate.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// The body page of a request, with viewers.
struct Shown : Composer
{
    explicit Shown(const RequestSpec &spec) : Composer(spec)
    {
        page.resize(900, 400);
        page.show();
    }

    /// Null while the body is edited.
    ResponseBodyPage *viewer() const
    {
        auto *found = page.findChild<ResponseBodyPage *>();
        return found && found->isVisible() ? found : nullptr;
    }
    QString viewed() const { return viewer() ? viewer()->view()->shownText() : QString(); }

    RequestEditorServices services{.theme = theme,
                                   .keys = keys,
                                   .circuits = board,
                                   .syntax = syntax,
                                   .scope = [this] { return scope; },
                                   .viewBody = bodyViewers(theme, syntax)};
    UndoRouter router{document, nullptr};
    BodyPage page{document, services, router};
};

RequestSpec specOf(Body::Kind kind, const QString &text)
{
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    spec.body.kind = kind;
    spec.body.text = text;
    return spec;
}

} // namespace

class WrittenBodyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void longTextsAreTold_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isLong");
        const auto line = [](qsizetype size) { return QString(size, u'a'); };
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("a longest line")
            << line(WrittenBody::longLine) + u'\n' + line(WrittenBody::longLine) << false;
        QTest::newRow("one more in the last line")
            << u"a\n"_s + line(WrittenBody::longLine + 1) << true;
        QTest::newRow("one more in the first line")
            << line(WrittenBody::longLine + 1) + u"\nb\n"_s << true;
        QTest::newRow("many lines")
            << u"0123456789abcde\n"_s.repeated(WrittenBody::longText / 16) << false;
        QTest::newRow("one line too many")
            << u"0123456789abcde\n"_s.repeated(WrittenBody::longText / 16 + 1) << true;
    }

    void longTextsAreTold()
    {
        QFETCH(const QString, text);
        QTEST(WrittenBody::isLong(text), "isLong");
    }

    void aShortBodyIsEditedAndCanBeViewed()
    {
        Shown shown(specOf(Body::Kind::Json, u"{\"a\":[1,{{n}}]}"_s));
        QVERIFY(!shown.viewer());
        QVERIFY(shown.page.text().isVisible());
        shown.page.viewSwitch().click();
        QVERIFY(!shown.page.text().isVisible());
        // As it is written: a placeholder is no fault of the viewer's, and is left in its place.
        QTRY_VERIFY(shown.viewed().contains(u"{{n}}"_s));
        shown.page.viewSwitch().click();
        QVERIFY(!shown.viewer());
        QVERIFY(shown.page.text().isVisible());
    }

    void theViewFollowsTheDocument()
    {
        Shown shown(specOf(Body::Kind::Json, u"[1]"_s));
        shown.page.viewSwitch().click();
        QTRY_COMPARE(shown.viewed(), u"[\n    1\n]"_s);
        shown.document.edit(u"body"_s, RequestPart::BodyText, specOf(Body::Kind::Json, u"[2]"_s),
                            RequestDocument::EditKind::Step);
        QTRY_COMPARE(shown.viewed(), u"[\n    2\n]"_s);
        // Hidden it waits until somebody looks.
        shown.page.viewSwitch().click();
        shown.document.undo();
        shown.page.viewSwitch().click();
        QTRY_COMPARE(shown.viewed(), u"[\n    1\n]"_s);
    }

    void aLongLineIsLookedAtAndEditedOnceLaidOut()
    {
        const QString text = u"{\"a\":["_s + u"12345,"_s.repeated(100'000) + u"1]}"_s;
        Shown shown(specOf(Body::Kind::Json, text));
        QVERIFY(shown.viewer());
        QVERIFY(shown.page.viewSwitch().isChecked());
        QTRY_VERIFY(shown.viewed().size() > text.size());
        // To edit it would hold the window up.
        shown.page.viewSwitch().click();
        QVERIFY(shown.page.text().isHeldBack());
        QVERIFY(!shown.page.text().editor().isVisible());
        auto *instead = shown.page.text().findChild<EmptyState *>();
        QVERIFY(instead && instead->isVisible());
        shown.page.commit();
        QCOMPARE(shown.document.spec().body.text, text);
        Q_EMIT instead->buttonClicked();
        QTRY_VERIFY(!shown.page.text().isHeldBack());
        QVERIFY(!instead->isVisible() && shown.page.text().editor().isVisible());
        QTRY_VERIFY(!shown.page.text().editor().isLoading());
        const QString formatted = shown.document.spec().body.text;
        QVERIFY(formatted.startsWith(u"{\n    \"a\": [\n        12345,\n"_s));
        QCOMPARE(shown.page.text().editor().document()->characterCount(), formatted.size() + 1);
        // One step, and it is looked at again.
        shown.document.undo();
        QCOMPARE(shown.document.spec().body.text, text);
        QVERIFY(shown.page.text().isHeldBack());
        QVERIFY(shown.viewer());
        shown.document.redo();
        QTRY_VERIFY(shown.page.text().editor().isVisible()
                    && !shown.page.text().editor().isLoading());
        QCOMPARE(shown.page.text().editor().document()->characterCount(), formatted.size() + 1);
    }

    void whatCannotBeLaidOutSaysWhere()
    {
        const QString text = u"[\""_s + QString(200'000, u'x') + u"\",,]"_s;
        Shown shown(specOf(Body::Kind::Json, text));
        shown.page.viewSwitch().click();
        Q_EMIT shown.page.text().findChild<EmptyState *>()->buttonClicked();
        QTRY_VERIFY(shown.page.text().faultText().contains(u"200,005"_s));
        QCOMPARE(shown.document.spec().body.text, text);
    }

    void whatIsPastedMayBeLong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isViewed");
        QTest::newRow("one line") << QString(3'000'000, u'x') << true;
        QTest::newRow("many lines") << u"0123456789\r\n"_s.repeated(30'000) << false;
        QTest::newRow("short") << u"abc"_s << false;
    }
    void whatIsPastedMayBeLong()
    {
        QFETCH(QString, text);
        QFETCH(bool, isViewed);
        Shown shown(specOf(Body::Kind::Text, u"<here>"_s));
        CodeEditor &editor = shown.page.text().editor();
        QTextCursor cursor = editor.textCursor();
        cursor.setPosition(1);
        cursor.setPosition(5, QTextCursor::KeepAnchor);
        editor.setTextCursor(cursor);
        QGuiApplication::clipboard()->setText(text);
        QElapsedTimer timer;
        timer.start();
        editor.paste();
        QCOMPARE_LT(timer.elapsed(), 2'000); // a second for each hundred thousand characters once
        QCOMPARE(shown.document.spec().body.text,
                 u'<' + QString(text).replace("\r\n"_L1, "\n"_L1) + u'>');
        QCOMPARE(shown.viewer() != nullptr, isViewed);
        if (!isViewed) {
            QTRY_VERIFY(!editor.isLoading());
            QCOMPARE(editor.document()->characterCount(),
                     shown.document.spec().body.text.size() + 1);
        }
        shown.document.undo();
        QCOMPARE(shown.document.spec().body.text, u"<here>"_s);
        QTRY_VERIFY(editor.isVisible());
        QCOMPARE(editor.toPlainText(), u"<here>"_s);
    }

    void aFileIsReadWhereItIs()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"body.json"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("{\"stock\": 3}");
        file.close();
        RequestSpec spec = specOf(Body::Kind::File, {});
        spec.body.filePath = u"body.json"_s;
        spec.body.mediaType = u"application/json"_s;
        Shown shown(spec);
        shown.scope.baseFolder = folder.path();
        QVERIFY(!shown.viewer());
        shown.page.viewSwitch().click();
        QTRY_COMPARE(shown.viewed(), u"{\n    \"stock\": 3\n}"_s);
        spec.body.filePath = u"none.json"_s;
        shown.document.edit(u"file"_s, RequestPart::BodyFile, spec,
                            RequestDocument::EditKind::Step);
        QTRY_VERIFY(shown.viewer() && shown.viewed().isEmpty());
    }

    /// Whoever owns the file goes on with it, whatever is on the screen.
    void aFileThatChangesIsReadAgain()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"body.json"_s);
        const auto write = [&](const QByteArray &bytes) {
            QFile file(path);
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(bytes);
        };
        write("[" + QByteArray(100'000, '1') + "]");
        RequestSpec spec = specOf(Body::Kind::File, {});
        spec.body.filePath = path;
        spec.body.mediaType = u"application/json"_s;
        Shown shown(spec);
        shown.page.viewSwitch().click();
        QTRY_COMPARE_GT(shown.viewed().size(), 100'000);
        write("[2]"); // cut short under the viewer
        QTRY_COMPARE(shown.viewed(), u"[\n    2\n]"_s);
        QVERIFY(QFile::remove(path));
        QTRY_VERIFY(shown.viewed().isEmpty());
        write("[3]");
        QTRY_COMPARE(shown.viewed(), u"[\n    3\n]"_s);
        // As editors write: another file under the same name.
        QFile other(path + u'~');
        QVERIFY(other.open(QFile::WriteOnly));
        other.write("[4]");
        other.close();
        QVERIFY(QFile::remove(path) && other.rename(path));
        QTRY_COMPARE(shown.viewed(), u"[\n    4\n]"_s);
    }

    void formsHaveNoView()
    {
        Shown shown(specOf(Body::Kind::Form, {}));
        QVERIFY(!shown.page.viewSwitch().isVisible());
    }
};

QTEST_MAIN(WrittenBodyTest)
#include "tst_writtenbody.moc"
