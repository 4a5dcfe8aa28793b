// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/environments/environmentbutton.h"
#include "ui/environments/environmentrows.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Pairs = QList<std::pair<QString, QString>>;

/// What the window of environments makes of files and pasted text.
class EnvironmentRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pasted_data();
    void pasted();
    void secretReferences_data();
    void secretReferences();
    void theNearerFileWins();
    void whatIsSharedIsInherited();
    void secretNames();
    void productionIsRed_data();
    void productionIsRed();
};

void EnvironmentRowsTest::pasted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Pairs>("variables");
    QTest::newRow("a line") << u"HOST=localhost"_s << Pairs{{u"HOST"_s, u"localhost"_s}};
    QTest::newRow("lines with comments, export and quotes")
        << u"# of the shop\nexport HOST=\"a b\"\n\nPORT='80'\r\n"_s
        << Pairs{{u"HOST"_s, u"a b"_s}, {u"PORT"_s, u"80"_s}};
    QTest::newRow("a value with equals signs") << u"Q=a=b&c=d"_s << Pairs{{u"Q"_s, u"a=b&c=d"_s}};
    QTest::newRow("an empty value") << u"Q="_s << Pairs{{u"Q"_s, u""_s}};
    QTest::newRow("name: value") << u"host: localhost"_s << Pairs{{u"host"_s, u"localhost"_s}};
    QTest::newRow("variables of a .http file")
        << u"@host = localhost"_s << Pairs{{u"host"_s, u"localhost"_s}};
    QTest::newRow("a JSON object")
        << u"{\"host\": \"a\", \"port\": 8001, \"on\": true, \"more\": {\"x\": [1]}}"_s
        << Pairs{{u"host"_s, u"a"_s},
                 {u"more"_s, u"{\"x\":[1]}"_s},
                 {u"on"_s, u"true"_s},
                 {u"port"_s, u"8001"_s}};
    QTest::newRow("a URL is no variable") << u"http://localhost/?a=b"_s << Pairs{};
    QTest::newRow("a sentence is none") << u"some words"_s << Pairs{};
    QTest::newRow("one line that is none spoils it") << u"A=1\nsome words"_s << Pairs{};
}

void EnvironmentRowsTest::pasted()
{
    QFETCH(const QString, text);
    QFETCH(const Pairs, variables);
    QCOMPARE(pastedVariables(text), variables);
}

void EnvironmentRowsTest::secretReferences_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("secret");
    QTest::newRow("a reference") << u"{{$secret api-token}}"_s << u"api-token"_s;
    QTest::newRow("with blanks") << u" {{ $secret  api token }} "_s << u"api token"_s;
    QTest::newRow("with other text") << u"Bearer {{$secret a}}"_s << QString();
    QTest::newRow("two of them") << u"{{$secret a}}{{$secret b}}"_s << QString();
    QTest::newRow("a variable") << u"{{secret}}"_s << QString();
}

void EnvironmentRowsTest::secretReferences()
{
    QFETCH(const QString, text);
    QFETCH(const QString, secret);
    QCOMPARE(secretReference(text), secret);
}

void EnvironmentRowsTest::theNearerFileWins()
{
    const EnvironmentSource own{.kind = EnvironmentSource::Kind::Private,
                                .path = u"/a/http-client.private.env.json"_s,
                                .environments = {{u"staging"_s, 1, {{u"token"_s, u"mine"_s, 3}}}}};
    const EnvironmentSource shared{
        .kind = EnvironmentSource::Kind::Public,
        .path = u"/a/http-client.env.json"_s,
        .environments = {{u"staging"_s, 1, {{u"token"_s, u"ours"_s, 3}, {u"host"_s, u"h"_s, 4}}}}};
    const EnvironmentSet set{.folder = u"/a"_s, .root = u"/a"_s, .sources = {own, shared}};
    const QList<EnvironmentRow> rows = environmentRows(set, u"staging"_s);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].written, u"mine"_s);
    QCOMPARE(rows[0].place, ValuePlace::PrivateFile);
    QCOMPARE(rows[0].hides, QStringList{u"http-client.env.json"_s});
    QCOMPARE(rows[1].place, ValuePlace::SharedFile);
    QCOMPARE(rows[1].line, 4);
}

void EnvironmentRowsTest::whatIsSharedIsInherited()
{
    const EnvironmentSource file{
        .path = u"/a/http-client.env.json"_s,
        .environments = {{sharedEnvironment, 1, {{u"host"_s, u"all"_s}, {u"port"_s, u"80"_s}}},
                         {u"staging"_s, 5, {{u"host"_s, u"own"_s}}}}};
    const EnvironmentSet set{.sources = {file}};
    const QList<EnvironmentRow> rows = environmentRows(set, u"staging"_s);
    QCOMPARE(rows.size(), 2);
    QVERIFY(!rows[0].isInherited);
    QCOMPARE(rows[0].hides.size(), 1);
    QVERIFY(rows[1].isInherited);
    QCOMPARE(environmentRows(set, sharedEnvironment).size(), 2);
    QVERIFY(!environmentRows(set, sharedEnvironment)[0].isInherited);
}

void EnvironmentRowsTest::secretNames()
{
    QCOMPARE(suggestedSecretName(u"staging"_s, u"api token"_s), u"staging-api-token"_s);
    QCOMPARE(suggestedSecretName(sharedEnvironment, u"token"_s), u"token"_s);
}

void EnvironmentRowsTest::productionIsRed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<ChipTone>("tone");
    QTest::newRow("production") << u"production"_s << ChipTone::Bad;
    QTest::newRow("a short form with a region") << u"eu-prod"_s << ChipTone::Bad;
    QTest::newRow("in capitals") << u"PROD_2"_s << ChipTone::Bad;
    QTest::newRow("live") << u"live"_s << ChipTone::Bad;
    QTest::newRow("staging") << u"staging"_s << ChipTone::Neutral;
    QTest::newRow("a product is no production") << u"products"_s << ChipTone::Neutral;
    QTest::newRow("nor is what delivers") << u"deliver"_s << ChipTone::Neutral;
}

void EnvironmentRowsTest::productionIsRed()
{
    QFETCH(const QString, name);
    QFETCH(const ChipTone, tone);
    QCOMPARE(usualTone(name), tone);
}

QTEST_GUILESS_MAIN(EnvironmentRowsTest)
#include "tst_environmentrows.moc"
