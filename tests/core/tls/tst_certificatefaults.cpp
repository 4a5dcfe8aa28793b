// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/tls/certificatefacts.h"
#include "core/tls/certificatefaults.h"
#include "core/tls/handshakefailure.h"
#include "tests/support/certificates.h"

#include <QFile>
#include <QSslCertificate>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Kind = SendError::Kind;
using Code = QSslError::SslError;

namespace {

QByteArray derOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QSslCertificate(file.readAll()).toDer() : QByteArray();
}

} // namespace

class TestCertificateFaults : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Certificates> m_certificates;
    const QDateTime m_now = QDateTime::currentDateTimeUtc();

    TlsReport report(const CertificateFiles &files, const QList<Code> &codes) const
    {
        TlsReport report{.host = u"api.example"_s, .chain = {derOf(files.certificate)}};
        for (const Code code : codes)
            report.faults.append({int(code), QSslError(code).errorString(), 0});
        return report;
    }
    TlsException exceptionOf(const TlsReport &report) const
    {
        return {.host = u"api.example"_s,
                .port = 8443,
                .sha256 = certificateHash(report.chain.value(0)),
                .faults = faultsOf(report),
                .madeBy = u"anna"_s,
                .madeAt = m_now.addDays(-1),
                .endsAt = m_now.addDays(1)};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_certificates = std::make_unique<Certificates>();
        QVERIFY2(m_certificates->error().isEmpty(), qPrintable(m_certificates->error()));
    }
    void init() { QTest::failOnWarning(); }

    void facts()
    {
        const CertificateFacts facts = factsOf(derOf(m_certificates->server.certificate));
        QCOMPARE(facts.subject, u"server"_s);
        QCOMPARE(facts.issuer, u"Recloser test ca"_s);
        QCOMPARE(QSet(facts.hosts.begin(), facts.hosts.end()),
                 (QSet{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s}));
        QCOMPARE(facts.key, u"EC 256 bits"_s);
        QVERIFY(facts.notBefore < m_now && m_now < facts.notAfter);
        QCOMPARE(facts.sha256.size(), 32);
        QVERIFY(!facts.isSelfIssued);
        QVERIFY(!facts.isAuthority);
        const CertificateFacts ca = factsOf(derOf(m_certificates->ca.certificate));
        QVERIFY(ca.isSelfIssued);
        QVERIFY(ca.isAuthority);
        QVERIFY(factsOf("no certificate").isNull());
        QVERIFY(factsOf({}).isNull());
    }

    void pemGivesTheSameCertificates()
    {
        const QList<QByteArray> chain{derOf(m_certificates->server.certificate),
                                      derOf(m_certificates->ca.certificate)};
        const QList<QSslCertificate> read = QSslCertificate::fromData(pemOf(chain), QSsl::Pem);
        QCOMPARE(read.size(), 2);
        QCOMPARE(read[0].toDer(), chain[0]);
        QCOMPARE(read[1].toDer(), chain[1]);
    }

    void errors_data()
    {
        QTest::addColumn<QList<Code>>("codes");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("detail");
        const QString ended = factsOf(derOf(m_certificates->expired.certificate))
                                  .notAfter.toString(u"yyyy-MM-dd HH:mm 'UTC'"_s);
        QTest::newRow("one that has ended says when")
            << QList{Code::CertificateExpired} << Kind::TlsExpired << u"ended "_s + ended;
        QTest::newRow("one of another host says of which")
            << QList{Code::HostNameMismatch} << Kind::TlsWrongHost
            << u"asked for api.example, the certificate is for localhost"_s;
        QTest::newRow("one of an unknown issuer says which")
            << QList{Code::UnableToGetLocalIssuerCertificate, Code::UnableToVerifyFirstCertificate}
            << Kind::TlsUntrusted << u"issued by \"Recloser test ca\", which is not known"_s;
        QTest::newRow("one that vouches for itself says so, once")
            << QList{Code::SelfSignedCertificate, Code::UnableToVerifyFirstCertificate}
            << Kind::TlsSelfSigned << u"\"expired\" vouches for itself"_s;
        QTest::newRow("who vouches counts before dates and names")
            << QList{Code::HostNameMismatch, Code::CertificateExpired,
                     Code::UnableToGetLocalIssuerCertificate}
            << Kind::TlsUntrusted << u"ended "_s + ended;
        QTest::newRow("a date before a name")
            << QList{Code::HostNameMismatch, Code::CertificateExpired} << Kind::TlsExpired
            << u"; asked for"_s;
        QTest::newRow("revoked counts before everything")
            << QList{Code::SelfSignedCertificate, Code::CertificateRevoked} << Kind::TlsRevoked
            << u"was revoked by \"Recloser test ca\""_s;
        QTest::newRow("not valid yet")
            << QList{Code::CertificateNotYetValid} << Kind::TlsNotYetValid << u"begins "_s;
        QTest::newRow("what has no name here, in the library's words")
            << QList{Code::CertificateSignatureFailed} << Kind::TlsUntrusted
            << QSslError(Code::CertificateSignatureFailed).errorString();
        QTest::newRow("made for something else")
            << QList{Code::InvalidPurpose} << Kind::TlsUntrusted << u"was not made for servers"_s;
        QTest::newRow("what not even the library has words for")
            << QList{Code::UnspecifiedError} << Kind::TlsUntrusted
            << u"has a key or a signature that is too weak, or a fault without a name ("_s;
    }
    void errors()
    {
        QFETCH(QList<Code>, codes);
        QFETCH(Kind, kind);
        QFETCH(QString, detail);
        const SendError error = certificateError(report(m_certificates->expired, codes),
                                                 u"api.example:8443"_s, nullptr, m_now);
        QCOMPARE(kindName(error.kind), kindName(kind));
        QCOMPARE(error.subject, u"api.example:8443"_s);
        QVERIFY2(error.detail.contains(detail), qPrintable(error.detail));
    }

    void exceptions_data()
    {
        QTest::addColumn<std::function<void(TlsException &)>>("change");
        QTest::addColumn<ExceptionVerdict>("verdict");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, std::function<void(TlsException &)> change,
                            ExceptionVerdict verdict, const QString &detail) {
            QTest::newRow(name) << change << verdict << detail;
        };
        const QDateTime now = m_now;
        row("one for it excuses", [](TlsException &) { }, ExceptionVerdict::Excuses, {});
        row(
            "one that has ended does not, and says when",
            [now](TlsException &one) { one.endsAt = now; }, ExceptionVerdict::Ended,
            u"the exception for it ended "_s);
        row("one without a date does not", [](TlsException &one) { one.endsAt = {}; },
            ExceptionVerdict::Ended, {});
        row(
            "one for another certificate does not, and says so",
            [](TlsException &one) { one.sha256 = QByteArray(32, 'x'); },
            ExceptionVerdict::OtherCertificate, u"is for another certificate, 78:78"_s);
        row(
            "one for another fault does not, and says for which",
            [](TlsException &one) { one.faults = {TlsFault::WrongHost}; },
            ExceptionVerdict::OtherFault, u"excuses only wrong-host"_s);
        row("one that excuses more excuses", [](TlsException &one) { one.faults = allFaults(); },
            ExceptionVerdict::Excuses, {});
        row("one of another port is none", [](TlsException &one) { one.port = 443; },
            ExceptionVerdict::None, {});
        row("one of another host is none", [](TlsException &one) { one.host = u"example"_s; },
            ExceptionVerdict::None, {});
        row("the case of the host does not matter",
            [](TlsException &one) { one.host = u"API.Example"_s; }, ExceptionVerdict::Excuses, {});
    }
    void exceptions()
    {
        QFETCH(std::function<void(TlsException &)>, change);
        QFETCH(ExceptionVerdict, verdict);
        QFETCH(QString, detail);
        const TlsReport seen = report(m_certificates->expired, {Code::CertificateExpired});
        TlsChoices choices;
        choices.exceptions = {exceptionOf(seen)};
        change(choices.exceptions.first());
        const TlsException *found = exceptionFor(choices, u"api.example"_s, 8443);
        QCOMPARE(verdictOf(found, seen, m_now), verdict);
        const SendError error = certificateError(seen, u"api.example:8443"_s, found, m_now);
        QVERIFY2(error.detail.contains(detail), qPrintable(error.detail));
    }

    void handshakes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<std::optional<Kind>>("kind");
        const auto row = [](const char *text, std::optional<Kind> kind) {
            QTest::newRow(text) << QString::fromLatin1(text) << kind;
        };
        row("error:0A00045C:SSL routines::tlsv13 alert certificate required",
            Kind::TlsClientCertificate);
        row("error:0A000418:SSL routines::tlsv1 alert unknown ca",
            Kind::TlsClientCertificateRefused);
        row("error:0A000412:SSL routines::ssl/tls alert bad certificate",
            Kind::TlsClientCertificateRefused);
        row("error:0A00042E:SSL routines::tlsv1 alert protocol version", Kind::TlsVersion);
        row("error:0A000102:SSL routines::unsupported protocol", Kind::TlsVersion);
        row("error:0A00010B:SSL routines::wrong version number", Kind::TlsProtocol);
        row("error:0A000410:SSL routines::ssl/tls alert handshake failure", Kind::TlsProtocol);
        row("error:05800074:x509 certificate routines::key values mismatch", Kind::TlsFileUnusable);
        row("The remote host closed the connection", std::nullopt);
        row("Connection refused", std::nullopt);
    }
    void handshakes()
    {
        QFETCH(QString, text);
        QFETCH(std::optional<Kind>, kind);
        QCOMPARE(handshakeFailureKind(text), kind);
    }

    void fingerprints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isOne");
        const QString digits = QString(u"0aF1"_s).repeated(16);
        QTest::newRow("digits") << digits << true;
        QTest::newRow("with sha256 before them") << u"sha256:"_s + digits << true;
        QTest::newRow("with colons, as viewers show them")
            << QString::fromLatin1(QByteArray::fromHex(digits.toLatin1()).toHex(':')) << true;
        QTest::newRow("too short") << digits.chopped(2) << false;
        QTest::newRow("too long") << digits + u"00"_s << false;
        QTest::newRow("other letters") << digits.chopped(1) + u"g"_s << false;
        QTest::newRow("sha1") << u"sha1:"_s + digits.first(40) << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void fingerprints()
    {
        QFETCH(QString, text);
        QFETCH(bool, isOne);
        const auto hash = fingerprintFrom(text);
        QCOMPARE(hash.has_value(), isOne);
        if (hash)
            QCOMPARE(*hash, QByteArray::fromHex(QByteArray("0af1").repeated(16)));
    }

    void hosts_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("matches");
        QTest::newRow("a name is that name") << u"api.example"_s << u"API.example"_s << true;
        QTest::newRow("and no part of it") << u"example"_s << u"api.example"_s << false;
        QTest::newRow("a star before is all below") << u"*.example"_s << u"a.b.example"_s << true;
        QTest::newRow("and not itself") << u"*.example"_s << u"example"_s << false;
        QTest::newRow("nor another's end") << u"*.example"_s << u"badexample"_s << false;
        QTest::newRow("a star is everything") << u"*"_s << u"::1"_s << true;
        QTest::newRow("a port must fit") << u"api.example:8443"_s << u"api.example"_s << true;
        QTest::newRow("another does not") << u"api.example:443"_s << u"api.example"_s << false;
        QTest::newRow("an IPv6 address") << u"::1"_s << u"::1"_s << true;
        QTest::newRow("an IPv6 address with its port") << u"[::1]:8443"_s << u"::1"_s << true;
        QTest::newRow("nothing is no host") << QString() << u"api.example"_s << false;
    }
    void hosts()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, host);
        QFETCH(bool, matches);
        QCOMPARE(matchesHost(pattern, host, 8443), matches);
    }
};

QTEST_GUILESS_MAIN(TestCertificateFaults)
#include "tst_certificatefaults.moc"
