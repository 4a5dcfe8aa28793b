// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/ui/editor/pulse.h"
#include "tests/ui/request/composer.h"
#include "ui/editor/codeeditor.h"
#include "ui/request/bodypage.h"
#include "ui/request/urlline.h"
#include "ui/variables/suggestionpopup.h"

#include <QRegularExpression>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Page = RequestEditor::Page;

/// What a key costs while there are many variables and long bodies. Not a timed test: it prints the
/// figures, and fails only where a key takes many times what it may.
class VariableLagTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void typing_data();
    void typing();
};

void VariableLagTest::typing_data()
{
    QTest::addColumn<int>("variables");
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("lines");
    const QString json
        = u"    {\"id\": \"{{name100}}\", \"text\": \"some words\", \"n\": {{nobody}}},"_s;
    QTest::newRow("5 000 variables, a body of 1 MB in lines") << 5'000 << json << 16'000;
    // Of a longer line the editor itself lays out every letter anew at each key.
    QTest::newRow("5 000 variables, a body of 70 kB in one line")
        << 5'000 << QString(json.repeated(1'000)) << 1;
    QTest::newRow("5 000 variables, the URL") << 5'000 << QString() << 0;
}

void VariableLagTest::typing()
{
    QFETCH(const int, variables);
    QFETCH(const QString, line);
    QFETCH(const int, lines);
    RequestSpec spec;
    spec.url = u"http://a/"_s;
    if (lines > 0) {
        spec.body.kind = Body::Kind::Text;
        spec.body.text = QStringList(lines, line).join(u'\n');
    }
    Composer composer(spec);
    QHash<QString, QString> values;
    for (int i = 0; i < variables; ++i)
        values.insert(u"name%1"_s.arg(i), u"{{base}}/value-%1"_s.arg(i));
    composer.scope.layers.append({u"environment big"_s, values, ScopeLayer::Kind::Environment});
    composer.editor->refresh();
    composer.editor->resize(1000, 700);
    composer.editor->show();
    composer.editor->activateWindow();
    QWidget *field = composer.editor->findChild<UrlLine *>();
    if (lines > 0) {
        composer.editor->setPage(Page::Body);
        auto *editor = composer.editor->findChild<CodeEditor *>();
        QTRY_VERIFY_WITH_TIMEOUT(!editor->isLoading(), 60'000);
        field = editor;
    }
    field->setFocus();
    QTest::qWait(400);
    // The first key finds the names; after that every key only filters.
    const QString typed = u"{{name49}} {{nam"_s;
    double longest = 0;
    double first = 0;
    for (const QChar c : typed) {
        Pulse pulse;
        QTest::keyClick(field, c.toLatin1());
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        if (first == 0)
            first = pulse.longest;
        longest = std::max(longest, pulse.longest);
    }
    qInfo("the longest key: %.1f ms", longest);
    QVERIFY2(longest < 250, qPrintable(QString::number(longest)));
}

QTEST_MAIN(VariableLagTest)
#include "tst_variablelag.moc"
