// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/faultserver/faultserver.h"
#include "core/formats/copyas.h"
#include "core/resolve/resolve.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

namespace {

constexpr std::chrono::seconds patience{60};

/// Ends before the test does, whatever happens.
struct Ended
{
    int code = -1;
    QByteArray out;
};

/// The event loop runs meanwhile, so that a server of this process answers.
Ended run(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    const bool isOver = QTest::qWaitFor(
        [&process] { return process.state() == QProcess::NotRunning; }, QDeadlineTimer(patience));
    if (!isOver) {
        process.kill();
        process.waitForFinished();
    }
    return {isOver ? process.exitCode() : -1, process.readAll()};
}

/// What is compared: of a multipart body the parts, whose boundary is everybody's own.
struct Wire
{
    QByteArray method;
    QByteArray target;
    QByteArrayList headers;
    QByteArrayList body;

    bool operator==(const Wire &) const = default;
};

QByteArray boundaryOf(const QByteArray &type)
{
    const qsizetype at = type.indexOf("boundary=");
    QByteArray boundary = at < 0 ? QByteArray() : type.sliced(at + 9);
    return boundary.replace('"', "");
}

/// Names, file names and contents; media types only of files, as clients give values their own.
QByteArrayList partsOf(const QByteArray &body, const QByteArray &boundary)
{
    QByteArrayList parts;
    const QByteArray delimiter = "\r\n--" + boundary;
    for (qsizetype at = body.indexOf(delimiter.sliced(2)); at >= 0;) {
        const qsizetype begin = at + boundary.size() + 4;
        at = body.indexOf(delimiter, begin);
        const QByteArray part = at < 0 ? QByteArray() : body.sliced(begin, at - begin);
        at = at < 0 ? at : at + 2;
        const qsizetype end = part.indexOf("\r\n\r\n");
        if (end < 0)
            continue;
        QByteArrayList lines;
        for (const QByteArray &line : part.first(end).split('\n')) {
            const QByteArray text = line.trimmed();
            if (text.toLower().startsWith("content-disposition")
                || (text.toLower().startsWith("content-type") && part.contains("filename=")))
                lines.append(text);
        }
        std::ranges::sort(lines);
        parts.append(lines.join('\n') + "\n\n" + part.sliced(end + 4));
    }
    return parts;
}

void addHeader(Wire &wire, const QByteArray &name, const QByteArray &value)
{
    // What clients add on their own.
    static const QByteArrayList own{"accept",     "accept-encoding", "accept-language",
                                    "connection", "content-length",  "host",
                                    "user-agent", "expect"};
    if (own.contains(name.toLower()))
        return;
    const QByteArray shown
        = value.startsWith("multipart/form-data") ? "multipart/form-data"_ba : value;
    wire.headers.append(name.toLower() + ": " + shown);
    std::ranges::sort(wire.headers);
}

Wire received(const ReceivedRequest &request)
{
    Wire wire{request.method, request.target, {}, {request.body}};
    for (const auto &[name, value] : request.headers)
        addHeader(wire, name, value);
    if (const QByteArray boundary = boundaryOf(headerOf(request, "content-type"));
        !boundary.isEmpty())
        wire.body = partsOf(request.body, boundary);
    return wire;
}

Wire wanted(const RequestSpec &spec, const Scope &scope)
{
    const auto request = resolve(spec, scope);
    if (!request)
        return {};
    Wire wire{.method = request->method};
    wire.target = request->url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    QByteArray body;
    for (const BodySegment &segment : request->body) {
        QFile file(segment.filePath);
        body += !segment.filePath.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll()
                                                                              : segment.bytes;
    }
    wire.body = {body};
    for (const RawHeader &header : request->headers) {
        addHeader(wire, header.name, header.value);
        if (header.value.startsWith("multipart/form-data"))
            wire.body = partsOf(body, boundaryOf(header.value));
    }
    return wire;
}

QByteArray shown(const Wire &wire)
{
    return wire.method + ' ' + wire.target + '\n' + wire.headers.join('\n') + "\n\n"
        + wire.body.join("\n----\n");
}

} // namespace

/// Runs what was copied, and compares what arrives with what would be sent here.
class TestPrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(); }
    void sendsTheSame_data();
    void sendsTheSame();
    void isPython_data();
    void isPython();

private:
    void addRequests(const QList<CopyFormat> &formats);

    QTemporaryDir m_folder;
    std::unique_ptr<FaultServer> m_server;
};

void TestPrograms::initTestCase()
{
    auto script = parseFaultScript(
        R"({"routes": [{"path": "*", "sequence": [{"status": 200, "echo": true}]}]})");
    QVERIFY(script);
    m_server = std::make_unique<FaultServer>(*std::move(script));
    QVERIFY(m_server->listen());
    QFile file(m_folder.filePath(u"it's a file.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\x00\xff\r\n'x"_ba.append("\r\n"));
}

void TestPrograms::addRequests(const QList<CopyFormat> &formats)
{
    QTest::addColumn<CopyFormat>("format");
    QTest::addColumn<RequestSpec>("spec");
    const auto row = [&](const char *name, auto... set) {
        RequestSpec spec;
        spec.url = m_server->url(u"/x"_s).toString();
        (set(spec), ...);
        for (const CopyFormat format : formats)
            QTest::addRow("%s as %s", name, qPrintable(copyFormatWord(format))) << format << spec;
    };
    const auto method
        = [](const QString &name) { return [name](RequestSpec &s) { s.method = name; }; };
    const auto body
        = [](const Body &content) { return [content](RequestSpec &s) { s.body = content; }; };
    row("GET");
    row("HEAD", method(u"HEAD"_s));
    row("DELETE that follows nothing", method(u"DELETE"_s), [](RequestSpec &s) {
        s.redirects.follow = RedirectPolicy::Follow::No;
        s.policy.attemptTimeout = milliseconds(50'000);
        s.policy.connectTimeout = milliseconds(40'000);
    });
    row("a query with signs",
        [](RequestSpec &s) { s.url += u"?a=b c&d=%2F+&e=ä&f=[1-2]{x}&&g"_s; });
    row("headers", [](RequestSpec &s) {
        s.headers = {{u"X-Quotes"_s, u"it's \"x\" \\ `y` $HOME %PATH%"_s},
                     {u"X-Empty"_s, {}},
                     {u"Cookie"_s, u"a=1; b=2"_s}};
    });
    row("Basic", [](RequestSpec &s) {
        s.auth = {.kind = Auth::Kind::Basic, .user = u"mé"_s, .password = u"a:b'"_s};
    });
    row("Bearer",
        [](RequestSpec &s) { s.auth = {.kind = Auth::Kind::Bearer, .token = u"t.o-k"_s}; });
    row("JSON that Python writes alike", method(u"POST"_s),
        body(
            {.kind = Body::Kind::Json,
             .text
             = u"{\"a\": [1, true, null, {\"b\": \"c'd\"}], \"e\": \"0123456789012345678901234567890123456789\"}"_s}));
    row("JSON that it does not", method(u"PUT"_s),
        body({.kind = Body::Kind::Json, .text = u"{\"a\":1.50,\r\n\t\"a\":\"ä\\u0000\"}"_s}));
    row("text", method(u"PATCH"_s),
        body({.kind = Body::Kind::Text, .text = u"@it's\n\"x\" \\n \U0001F600 ${x} `y`\n"_s}));
    row("text without a method for it", body({.kind = Body::Kind::Text, .text = u"-x"_s}));
    row("XML", method(u"POST"_s), body({.kind = Body::Kind::Xml, .text = u"<a b='c'/>"_s}));
    row("a form", method(u"POST"_s),
        body({.kind = Body::Kind::Form, .form = {{u"a b"_s, u"c&d=é"_s}, {u"e"_s, {}}}}));
    row("a file", method(u"POST"_s),
        body({.kind = Body::Kind::File, .filePath = u"it's a file.bin"_s, .mediaType = u"x/y"_s}));
    row("parts", method(u"POST"_s),
        body({.kind = Body::Kind::Multipart,
              .parts = {{.name = u"a"_s, .value = u"it's; \"é\", <x"_s},
                        {.name = u"b"_s, .value = u"@x"_s},
                        {.name = u"f"_s, .value = u"it's a file.bin"_s, .isFile = true},
                        {.name = u"g"_s,
                         .value = u"it's a file.bin"_s,
                         .isFile = true,
                         .fileName = u"other; name.txt"_s,
                         .mediaType = u"text/plain"_s}}}));
}

void TestPrograms::sendsTheSame_data()
{
    QList<CopyFormat> formats{CopyFormat::PythonAiohttp};
    const auto hasModule = [this](const QString &name) {
        return run(u"python3"_s, {u"-c"_s, u"import "_s + name}, m_folder.path()).code == 0;
    };
    if (!hasModule(u"aiohttp"_s))
        QFAIL("python3-aiohttp is one of packaging/packages");
    if (hasModule(u"requests"_s))
        formats.append(CopyFormat::PythonRequests);
    if (!QStandardPaths::findExecutable(u"curl"_s).isEmpty())
        formats.append(CopyFormat::CurlBash);
    if (!QStandardPaths::findExecutable(u"http"_s).isEmpty())
        formats.append(CopyFormat::Httpie);
    qInfo("run here: %lld of aiohttp, requests, curl, HTTPie", qlonglong(formats.size()));
    addRequests(formats);
}

void TestPrograms::sendsTheSame()
{
    QFETCH(CopyFormat, format);
    QFETCH(RequestSpec, spec);
    const auto copied
        = copyAs(format, spec, {}, {CopyOptions::Variables::Keep, CopyOptions::Secrets::Plain});
    QVERIFY(copied);
    const bool isPython
        = format == CopyFormat::PythonAiohttp || format == CopyFormat::PythonRequests;
    m_server->clearReceived();
    const Ended ended
        = run(isPython ? u"python3"_s : u"bash"_s, {u"-c"_s, copied->text}, m_folder.path());
    QVERIFY2(ended.code == 0, qPrintable(copied->text + QString::fromUtf8(ended.out)));
    QCOMPARE(m_server->received().size(), 1);
    Scope scope;
    scope.baseFolder = m_folder.path();
    const Wire sent = received(m_server->received().first());
    const Wire expected = wanted(spec, scope);
    const QByteArray message
        = copied->text.toUtf8() + "\n=== came\n" + shown(sent) + "\n=== wanted\n" + shown(expected);
    QVERIFY2(sent == expected, message.constData());
}

void TestPrograms::isPython_data()
{
    addRequests(
        {CopyFormat::PythonRequests, CopyFormat::PythonAsyncioRequests, CopyFormat::PythonAiohttp});
}

void TestPrograms::isPython()
{
    QFETCH(CopyFormat, format);
    QFETCH(RequestSpec, spec);
    const auto copied
        = copyAs(format, spec, {}, {CopyOptions::Variables::Keep, CopyOptions::Secrets::Plain});
    QVERIFY(copied);
    const Ended ended
        = run(u"python3"_s, {u"-c"_s, u"import ast, sys; ast.parse(sys.argv[1])"_s, copied->text},
              m_folder.path());
    QVERIFY2(ended.code == 0, qPrintable(copied->text + QString::fromUtf8(ended.out)));
}

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
