// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/curlcommand.h"
#include "core/resolve/resolve.h"
#include "tests/support/fixtures.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What is compared of a request: headers in order of their names.
struct Wire
{
    QByteArray method;
    QByteArray target;
    QByteArray host;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

void normalise(Wire &wire)
{
    // What every client adds in its own way: curl these values, others others.
    const QList<std::pair<QByteArray, QByteArray>> curls{
        {"user-agent"_ba, "curl/8.2.1"_ba},
        {"accept"_ba, "*/*"_ba},
        {"accept-encoding"_ba, "deflate, gzip"_ba},
        {"content-length"_ba, QByteArray::number(wire.body.size())},
    };
    wire.headers.removeIf([&curls](const auto &header) { return curls.contains(header); });
    std::ranges::stable_sort(wire.headers, {}, [](const auto &header) { return header.first; });
    if (!wire.target.startsWith('/'))
        wire.target.prepend('/');
}

/// A request as it was recorded.
Wire recorded(const QByteArray &text)
{
    Wire wire;
    const qsizetype end = text.indexOf("\n\n");
    const QByteArrayList head = text.first(end).split('\n');
    const QByteArrayList first = head.first().split(' ');
    wire.method = first.first();
    wire.target = first.mid(1, first.size() - 2).join(' ');
    wire.body = text.sliced(end + 2);
    if (wire.body.endsWith('\n')) // of the record, not of the body
        wire.body.chop(1);
    for (const QByteArray &line : head.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(colon).toLower();
        const QByteArray value = line.sliced(colon + 1).trimmed();
        if (name == "host")
            wire.host = value;
        else if (!value.startsWith('<')) // "<length of ...>"
            wire.headers.append({name, value});
    }
    normalise(wire);
    return wire;
}

Wire ours(const ResolvedRequest &request)
{
    Wire wire{.method = request.method};
    wire.target = request.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    wire.host = request.url.host().toLatin1();
    if (request.url.port() > 0)
        wire.host += ':' + QByteArray::number(request.url.port());
    for (const RawHeader &header : request.headers)
        wire.headers.append({header.name.toLower(), header.value});
    for (const BodySegment &segment : request.body)
        wire.body += segment.filePath.isEmpty() ? segment.bytes : contentOf(segment.filePath);
    normalise(wire);
    return wire;
}

} // namespace

/// Commands that others wrote, with what curl sends for them.
class TestCurlFixtures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }
    void sendsWhatCurlSends_data();
    void sendsWhatCurlSends();
};

void TestCurlFixtures::sendsWhatCurlSends_data()
{
    QTest::addColumn<QString>("path");
    const QString folder = fixtureFolder(u"curl"_s);
    if (folder.isEmpty())
        QSKIP("the folder shared/fixtures/curl is not there");
    const QStringList names = QDir(folder).entryList({u"*.sh"_s}, QDir::Files, QDir::Name);
    QVERIFY(names.size() >= 30);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << folder + u'/' + name;
}

void TestCurlFixtures::sendsWhatCurlSends()
{
    QFETCH(QString, path);
    const QString name = QFileInfo(path).completeBaseName();
    const CurlImport import = parseCurl(QString::fromUtf8(contentOf(path)));
    // Four URLs; the record is of what the first one becomes, whatever is said of the last.
    QCOMPARE(import.requests.size(), name == "url_query_reads_file"_L1 ? 4 : 1);

    QTemporaryDir folder;
    QFile file(folder.filePath(u"file.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("file.txt");
    file.close();
    Scope scope;
    scope.baseFolder = folder.path();
    const auto request = resolve(import.requests.first(), scope);
    QVERIFY2(request, request ? "" : qPrintable(request.error().detail));

    Wire wanted = recorded(contentOf(QString(path).replace(u".sh"_s, u".http.txt"_s)));
    Wire got = ours(*request);
    // curl does not say what an uploaded file is; here it always has a media type.
    if (name == "upload_file"_L1)
        wanted.headers.append({"content-type"_ba, "application/octet-stream"_ba});
    QCOMPARE(got.method, wanted.method);
    QCOMPARE(got.target, wanted.target);
    QCOMPARE(got.host, wanted.host);
    QCOMPARE(got.headers, wanted.headers);
    QCOMPARE(got.body, wanted.body);
}

QTEST_GUILESS_MAIN(TestCurlFixtures)
#include "tst_curlfixtures.moc"
