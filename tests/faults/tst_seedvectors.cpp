// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The circuit keys of patterns as people write them, compared with the Python at hand, in which the
// Fynd library searches.

#include "core/resilience/breakerkey.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

/// What the Fynd library does with a pattern and a URL; an empty match is the whole URL, as ours
/// is.
constexpr char judge[] = R"(
import json, re, sys
def key(pattern, url):
    try:
        match = re.search(pattern, url) if pattern else None
    except re.error:
        return [url, 'invalid']
    if match is None:
        return [url, 'no-match' if pattern else 'missing']
    return [match.group(0), 'match'] if match.group(0) else [url, 'empty']
pairs = json.load(sys.stdin)
print(json.dumps([sys.version_info[1], [key(*pair) for pair in pairs]]))
)";

const QStringList urls{
    u"http://www.store1.com:8001/m_search?productId=11211"_s,
    u"https://user@api.größe.example/v2/Orders/42/items;p=1?q=a%20b&sort=-date&x=[1]#Teil-2"_s};

const QStringList patterns{
    // The library's own examples and what follows from them.
    u"[w].+(?=/)"_s,
    u"www.store1.com"_s,
    u"(?<=//)[^/?#]+"_s,
    u"(?<=//).+?(?=/)"_s,
    // Hosts and ports.
    u"^https?://[^/]+"_s,
    u"^(?:https?)://(?P<host>[^/:]+)(?::(?P<port>\\d+))?"_s,
    u"(?:[a-z0-9-]+\\.)+[a-z]{2,}"_s,
    u"(?<=@)[\\w.]+"_s,
    u"[^/]+(?=:\\d+)"_s,
    u":\\d{2,5}\\b"_s,
    u"//([^/]+)/.*"_s,
    // Paths.
    u"/v\\d+/\\w+"_s,
    u"(?i)/orders/\\d+"_s,
    u"/[^?#]*"_s,
    u"[^/]+$"_s,
    u"(?<!/)/(?!/)[^/?]+"_s,
    u"/m_search|/Orders"_s,
    u"(?<=/)\\w+(?=\\?)"_s,
    u"\\A.*?\\?"_s,
    u".*/"_s,
    // Queries.
    u"productId=\\d+"_s,
    u"(?<=[?&])(?:q|productId)=[^&#]*"_s,
    u"[?&]sort=(-?\\w+)"_s,
    u"\\?.*\\Z"_s,
    u"%[0-9A-Fa-f]{2}"_s,
    // What is rarely meant so.
    u"x*"_s,
    u""_s,
    u"nothing-like-it"_s,
    u"[a-z"_s,
    u"(?P<a>.)(?P=a)\\1?"_s,
};

} // namespace

class TestSeedVectors : public QObject
{
    Q_OBJECT

    QList<std::pair<QString, QString>> m_answers;
    int m_minor = 0;

private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(patterns.size(), 30);
        const QString python = QStandardPaths::findExecutable(u"python3"_s);
        QVERIFY2(!python.isEmpty(), "there is no python3 to compare with");
        QJsonArray pairs;
        for (const QString &pattern : patterns) {
            for (const QString &url : urls)
                pairs.append(QJsonArray{pattern, url});
        }
        QProcess process;
        process.start(python, {u"-c"_s, QString::fromLatin1(judge)});
        process.write(QJsonDocument(pairs).toJson(QJsonDocument::Compact));
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(60'000));
        const QJsonArray told = QJsonDocument::fromJson(process.readAllStandardOutput()).array();
        QVERIFY2(told.size() == 2, process.readAllStandardError().constData());
        m_minor = told[0].toInt();
        const QJsonArray answers = told[1].toArray();
        QCOMPARE(answers.size(), pairs.size());
        for (const QJsonValue &one : answers)
            m_answers.append({one[0].toString(), one[1].toString()});
    }
    void init() { QTest::failOnWarning(); }

    void theKeyIsPythons_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<int>("first");
        for (int i = 0; i < patterns.size(); ++i)
            QTest::addRow("%d: %s", i + 1, qPrintable(patterns[i]))
                << patterns[i] << i * int(urls.size());
    }
    void theKeyIsPythons()
    {
        QFETCH(QString, pattern);
        QFETCH(int, first);
        if (m_minor < 8 || m_minor > 14)
            QSKIP("this python3 is of a version that is not followed");
        KeyReader keys{PythonVersion(m_minor - 8)};
        BreakerPolicy policy;
        policy.keyPattern = pattern;
        for (int i = 0; i < urls.size(); ++i) {
            const KeyResult result = keys.read(policy, urls[i]);
            QCOMPARE(result.key, m_answers[first + i].first);
            QCOMPARE(keySourceName(result.source), m_answers[first + i].second);
        }
    }
};

QTEST_GUILESS_MAIN(TestSeedVectors)
#include "tst_seedvectors.moc"
