// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/memorysecrets.h"
#include "tests/support/manualclock.h"
#include "tests/support/temporaryfolder.h"
#include "tests/ui/connections/samplereports.h"
#include "ui/connections/certificatedialog.h"
#include "ui/connections/connectionsettings.h"

#include <QApplication>

#include <cstdio>

using namespace Recloser;
using namespace Qt::StringLiterals;
using Code = QSslError::SslError;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("usage: connectionpictures FOLDER\n", stderr);
        return 2;
    }
    const Certificates certificates;
    const TemporaryFolder folder;
    SystemClock clock;
    MemorySecrets secrets;
    SettingsStore settings(folder.path() + u"/settings.json"_s);
    Settings values;
    const QDateTime now = clock.wallTime();
    values.tls.authorityFiles = {u"/etc/corp/root-ca.pem"_s, u"/home/anna/own-ca.pem"_s};
    values.tls.identities = {{.hosts = u"*.example.com"_s,
                              .certificateFile = u"/home/anna/certificates/client.pem"_s,
                              .keyFile = u"/home/anna/certificates/client.key"_s,
                              .passPhraseSecret = u"client-certificate"_s},
                             {.hosts = u"bank.example:8443"_s,
                              .format = ClientIdentity::Format::Pkcs12,
                              .certificateFile = u"/home/anna/certificates/bank.p12"_s}};
    for (const int days : {29, -2})
        setException(values.tls,
                     {.host = days > 0 ? u"localhost"_s : u"old.example"_s,
                      .port = 8443,
                      .sha256 = QByteArray(32, '\x5a'),
                      .faults = {TlsFault::SelfSigned, TlsFault::WrongHost},
                      .madeBy = u"anna, window"_s,
                      .madeAt = now,
                      .endsAt = now.addDays(days)});
    values.proxy = {.proxy = u"socks5h://anna@proxy.example:1080"_s,
                    .exceptions = {u"localhost"_s, u"10.0.0.0/8"_s}};
    settings.set(values);
    Theme theme(application);
    for (const auto scheme : {Theme::Scheme::Light, Theme::Scheme::Dark}) {
        theme.setScheme(scheme);
        const QString ending = scheme == Theme::Scheme::Dark ? u"-dark.png"_s : u"-light.png"_s;
        const QString folderName = QString::fromLocal8Bit(argv[1]);
        const auto save = [&](QWidget &widget, const QString &name) {
            widget.show();
            QApplication::processEvents();
            widget.grab().save(folderName + u'/' + name + ending);
        };
        CertificateDialog good(theme, reportOf(certificates.server, certificates.ca),
                               u"localhost"_s, 8443, now);
        save(good, u"certificate-good"_s);
        CertificateDialog bad(theme,
                              reportOf(certificates.expired, certificates.ca,
                                       {Code::CertificateExpired, Code::HostNameMismatch}),
                              u"api.example.com"_s, 8443, now);
        save(bad, u"certificate-bad"_s);
        ConnectionSettingsDialog dialog(theme, clock, settings, secrets);
        using Page = ConnectionSettingsDialog::Page;
        for (const auto &[page, name] :
             {std::pair(Page::Authorities, u"authorities"_s),
              std::pair(Page::ClientCertificates, u"client"_s),
              std::pair(Page::Exceptions, u"exceptions"_s), std::pair(Page::Proxy, u"proxy"_s)}) {
            dialog.setPage(page);
            save(dialog, u"settings-"_s + name);
        }
    }
    return 0;
}
