// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/resolve.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;

class TestResolveBody : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static RequestSpec specOf(const Body &body)
    {
        RequestSpec spec;
        spec.method = u"POST"_s;
        spec.url = u"http://h/"_s;
        spec.body = body;
        return spec;
    }
    Scope scope() const
    {
        Scope result;
        result.layers.append({u"file"_s, {{u"v"_s, u"1"_s}, {u"name"_s, u"a.bin"_s}}});
        result.baseFolder = m_folder.path();
        return result;
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(bytes);
    }
    static QByteArray contentType(const ResolvedRequest &request)
    {
        for (const RawHeader &header : request.headers) {
            if (header.name.toLower() == "content-type")
                return header.value;
        }
        return {};
    }
    /// The body as it goes out, files as <name>.
    static QByteArray flat(const ResolvedRequest &request)
    {
        QByteArray bytes;
        for (const BodySegment &segment : request.body)
            bytes += segment.filePath.isEmpty() ? segment.bytes
                                                : '<' + segment.filePath.section(u'/', -1).toUtf8()
                    + ' ' + QByteArray::number(segment.size) + '>';
        return bytes;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void kinds_data()
    {
        QTest::addColumn<Body>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("none") << Body{} << QByteArray() << QByteArray();
        QTest::newRow("text is UTF-8") << Body{.kind = Body::Kind::Text, .text = u"\u00e9 {{v}}"_s}
                                       << "text/plain; charset=utf-8"_ba
                                       << "\xc3\xa9 1"_ba;
        QTest::newRow("empty text is no body")
            << Body{.kind = Body::Kind::Text} << QByteArray() << QByteArray();
        QTest::newRow("JSON") << Body{.kind = Body::Kind::Json, .text = u"{\"a\": {{v}}}"_s}
                              << "application/json"_ba << "{\"a\": 1}"_ba;
        QTest::newRow("XML") << Body{.kind = Body::Kind::Xml, .text = u"<a/>"_s}
                             << "text/xml; charset=utf-8"_ba << "<a/>"_ba;
        QTest::newRow("SOAP 1.2 by its namespace")
            << Body{.kind = Body::Kind::Xml,
                    .text = u"<E xmlns=\"http://www.w3.org/2003/05/soap-envelope\"/>"_s}
            << "application/soap+xml; charset=utf-8"_ba
            << "<E xmlns=\"http://www.w3.org/2003/05/soap-envelope\"/>"_ba;
        QTest::newRow("a query with variables; numbers and placeholders as they are")
            << Body{.kind = Body::Kind::GraphQl,
                    .text = u"{ a(b: {{v}}) }"_s,
                    .variables = u"{\"c\": 1.50, \"d\": {{v}}}"_s,
                    .operationName = u"A"_s}
            << "application/json"_ba
            << "{\"query\":\"{ a(b: 1) }\",\"variables\":{\"c\": 1.50, \"d\": 1},"
               "\"operationName\":\"A\"}"_ba;
        QTest::newRow("another media type is taken as given")
            << Body{.kind = Body::Kind::Xml,
                    .text = u"<a/>"_s,
                    .mediaType = u"application/atom+xml"_s}
            << "application/atom+xml"_ba << "<a/>"_ba;
        QTest::newRow("a form") << Body{.kind = Body::Kind::Form,
                                        .form = {{u"a b"_s, u"c&d=e\u00fc"_s},
                                                 {u"off"_s, u"x"_s, false},
                                                 {u"flag"_s, {}, true, false},
                                                 {u"*-._~"_s, u"{{v}}"_s}}}
                                << "application/x-www-form-urlencoded"_ba
                                << "a+b=c%26d%3De%C3%BC&flag&*-._%7E=1"_ba;
    }
    void kinds()
    {
        QFETCH(Body, body);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, bytes);
        const auto request = resolve(specOf(body), scope());
        QVERIFY2(request.has_value(), request ? "" : qPrintable(request.error().detail));
        QCOMPARE(contentType(*request), type);
        QCOMPARE(flat(*request), bytes);
        QCOMPARE(request->bodySize(), bytes.size());
        QCOMPARE(request->addedHeaders,
                 type.isEmpty() ? QList<QByteArray>{} : QList<QByteArray>{"content-type"_ba});
    }

    void aWrittenContentTypeWins()
    {
        RequestSpec spec = specOf({.kind = Body::Kind::Json, .text = u"1"_s});
        spec.headers = {{u"CONTENT-TYPE"_s, u"application/vnd.x+json"_s}};
        const auto request = resolve(spec, scope());
        QVERIFY(request.has_value());
        QCOMPARE(contentType(*request), "application/vnd.x+json"_ba);
        QVERIFY(request->addedHeaders.isEmpty());
    }

    void multipart()
    {
        write(u"a.bin"_s, "12345"_ba);
        RequestSpec spec
            = specOf({.kind = Body::Kind::Multipart,
                      .parts = {{.name = u"te\"xt"_s, .value = u"\u00fc {{v}}"_s},
                                {.name = u"off"_s, .enabled = false},
                                {.name = u"file"_s, .value = u"{{name}}"_s, .isFile = true},
                                {.name = u"two"_s,
                                 .value = u"a.bin"_s,
                                 .isFile = true,
                                 .fileName = u"b\n.txt"_s,
                                 .mediaType = u"text/csv"_s}}});
        spec.headers = {{u"Content-Type"_s, u"multipart/form-data; boundary=\"xyz\""_s}};
        const auto request = resolve(spec, scope());
        QVERIFY2(request.has_value(), request ? "" : qPrintable(request.error().detail));
        QCOMPARE(flat(*request),
                 "--xyz\r\nContent-Disposition: form-data; name=\"te%22xt\"\r\n\r\n\xc3\xbc 1\r\n"
                 "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
                 "Content-Type: application/octet-stream\r\n\r\n<a.bin 5>\r\n"
                 "--xyz\r\nContent-Disposition: form-data; name=\"two\"; filename=\"b%0A.txt\"\r\n"
                 "Content-Type: text/csv\r\n\r\n<a.bin 5>\r\n--xyz--\r\n"_ba);
    }

    void aBoundaryIsMadeUpAndTold()
    {
        RequestSpec spec
            = specOf({.kind = Body::Kind::Multipart, .parts = {{.name = u"a"_s, .value = u"b"_s}}});
        const auto one = resolve(spec, scope());
        QVERIFY(one.has_value());
        QVERIFY(contentType(*one).startsWith("multipart/form-data; boundary="));
        const QByteArray boundary = contentType(*one).sliced(30);
        QVERIFY(boundary.size() > 20 && boundary.size() <= 70);
        QVERIFY(flat(*one).startsWith(QByteArray("--" + boundary + "\r\n")));
        QVERIFY(flat(*one).endsWith(QByteArray("--" + boundary + "--\r\n")));
        QVERIFY(contentType(resolve(spec, scope()).value()) != contentType(*one));

        spec.headers = {{u"Content-Type"_s, u"multipart/form-data"_s}};
        const auto written = resolve(spec, scope());
        QVERIFY(contentType(*written).startsWith("multipart/form-data; boundary=recloser-"));
        QVERIFY(flat(*written).startsWith(QByteArray("--" + contentType(*written).sliced(30))));
    }

    void aLineBreakInAPartsTypeIsRefused()
    {
        const auto request = resolve(
            specOf({.kind = Body::Kind::Multipart,
                    .parts = {{.name = u"a"_s, .value = u"b"_s, .mediaType = u"x/y\r\nZ: 1"_s}}}),
            scope());
        QVERIFY(!request);
        QCOMPARE(request.error().kind, Kind::InvalidBody);
    }

    void aFileIsSentAsItIs()
    {
        write(u"a.bin"_s, "12345"_ba);
        const auto request
            = resolve(specOf({.kind = Body::Kind::File, .filePath = u"{{name}}"_s}), scope());
        QVERIFY(request.has_value());
        QCOMPARE(flat(*request), "<a.bin 5>"_ba);
        QCOMPARE(contentType(*request), "application/octet-stream"_ba);
        QVERIFY(QDir::isAbsolutePath(request->body.first().filePath));
    }

    void aTemplateIsSentWithItsPlaceholdersResolved()
    {
        write(u"template"_s, "a{{v}}b"_ba);
        write(u"latin"_s, "\xe4{{v}}"_ba);
        Body body{.kind = Body::Kind::File,
                  .filePath = u"template"_s,
                  .fileContent = FileContent::WithPlaceholders};
        QCOMPARE(flat(resolve(specOf(body), scope()).value()), "a1b"_ba);
        body.filePath = u"latin"_s;
        QCOMPARE(resolve(specOf(body), scope()).error().kind, Kind::BodyUnreadable);
        body.fileEncoding = u"latin1"_s;
        QCOMPARE(flat(resolve(specOf(body), scope()).value()),
                 "\xe4"
                 "1"_ba);
        body.fileEncoding = u"klingon"_s;
        QCOMPARE(resolve(specOf(body), scope()).error().kind, Kind::BodyUnreadable);
        const Body form{.kind = Body::Kind::Multipart,
                        .parts = {{.name = u"f"_s,
                                   .value = u"template"_s,
                                   .isFile = true,
                                   .fileContent = FileContent::WithPlaceholders}}};
        const QByteArray sent = flat(resolve(specOf(form), scope()).value());
        QVERIFY2(sent.contains("filename=\"template\"") && sent.contains("\r\n\r\na1b\r\n--"),
                 sent.constData());
    }

    void unreadableFiles_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a file that is not there") << u"missing.bin"_s << u"does not exist"_s;
        QTest::newRow("a folder") << u"."_s << u"folder"_s;
        QTest::newRow("a device") << u"/dev/null"_s << u"not a regular file"_s;
        QTest::newRow("none chosen") << u" "_s << u"no file"_s;
    }
    void unreadableFiles()
    {
        QFETCH(QString, path);
        QFETCH(QString, reason);
        for (const Body &body :
             {Body{.kind = Body::Kind::File, .filePath = path},
              Body{.kind = Body::Kind::Multipart,
                   .parts = {{.name = u"f"_s, .value = path, .isFile = true}}}}) {
            const auto request = resolve(specOf(body), scope());
            QVERIFY(!request);
            QCOMPARE(request.error().kind, Kind::BodyUnreadable);
            QVERIFY2(request.error().detail.contains(reason), qPrintable(request.error().detail));
            QVERIFY(request.error().subject.contains(path.trimmed() == "."_L1 ? m_folder.path()
                                                                              : path));
        }
    }

    void getMayHaveABody()
    {
        RequestSpec spec = specOf({.kind = Body::Kind::Text, .text = u"x"_s});
        spec.method = u"GET"_s;
        QCOMPARE(resolve(spec, {}).value().bodySize(), 1);
    }
};

QTEST_GUILESS_MAIN(TestResolveBody)
#include "tst_resolvebody.moc"
