// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/cookiedate.h"
#include "core/cookies/cookiejar.h"
#include "tests/support/fixtures.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QJsonArray casesOf(const QString &name)
{
    const QString folder = fixtureFolder(u"cookies"_s);
    QFile file(folder + u'/' + name);
    if (folder.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

/// Between the dates that the cases take for past and for future.
QDateTime frozenNow()
{
    return QDateTime(QDate(2012, 6, 1), QTime(12, 0), QTimeZone::UTC);
}

} // namespace

/// The cases of the IETF's http-state working group. Its optional ones are about an empty Domain,
/// which is passed over as RFC 6265 section 5.2.3 advises, so that they hold as they are.
class TestCookieFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void jar_data()
    {
        QTest::addColumn<QStringList>("received");
        QTest::addColumn<QString>("sentTo");
        QTest::addColumn<QString>("sent");
        const QJsonArray cases = casesOf(u"parser.json"_s);
        for (const QJsonValue &value : cases) {
            const QString name = value["test"_L1].toString();
            if (name.startsWith("DISABLED_"_L1))
                continue;
            QStringList received;
            const QJsonArray lines = value["received"_L1].toArray();
            for (const QJsonValue &line : lines)
                received.append(line.toString());
            QStringList sent;
            const QJsonArray pairs = value["sent"_L1].toArray();
            for (const QJsonValue &pair : pairs)
                sent.append(pair["name"_L1].toString() + u'=' + pair["value"_L1].toString());
            QTest::newRow(qPrintable(name))
                << received << value["sent-to"_L1].toString() << sent.join(u"; "_s);
        }
        if (cases.isEmpty())
            QTest::newRow("none") << QStringList() << QString() << QString();
    }
    void jar()
    {
        if (fixtureFolder(u"cookies"_s).isEmpty())
            QSKIP("the folder shared/fixtures/cookies is not there");
        QFETCH(QStringList, received);
        QFETCH(QString, sentTo);
        const QUrl from(u"http://home.example.org:8888/cookie-parser?"_s
                        + QString::fromLatin1(QTest::currentDataTag()));
        QList<RawHeader> headers;
        for (const QString &line : std::as_const(received))
            headers.append({"Set-Cookie"_ba, line.toUtf8()});
        CookieJar jar;
        jar.receive(from, headers, frozenNow());
        const QUrl to = from.resolved(QUrl(sentTo.isEmpty() ? u"/cookie-parser-result"_s : sentTo));
        QList<RawHeader> cookies;
        for (const QList<Cookie> found = jar.cookiesFor(to, frozenNow());
             const Cookie &cookie : found)
            cookies.append({cookie.name, cookie.value});
        QTEST(QString::fromUtf8(cookieHeader(cookies)), "sent");
    }

    void dates_data()
    {
        QTest::addColumn<QString>("expected");
        const QJsonArray cases = casesOf(u"dates.json"_s);
        for (const QJsonValue &value : cases)
            QTest::newRow(qPrintable(value["test"_L1].toString()))
                << value["expected"_L1].toString();
        if (cases.isEmpty())
            QTest::newRow("none") << QString();
    }
    void dates()
    {
        if (fixtureFolder(u"cookies"_s).isEmpty())
            QSKIP("the folder shared/fixtures/cookies is not there");
        const auto date = cookieDate(QTest::currentDataTag());
        QTEST(date ? QString::fromLatin1(httpDate(*date)) : QString(), "expected");
    }
};

QTEST_GUILESS_MAIN(TestCookieFixtures)
#include "tst_cookiefixtures.moc"
