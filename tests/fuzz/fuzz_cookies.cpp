// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/cookies/cookiedate.h"
#include "core/cookies/cookiejar.h"
#include "core/cookies/netscapecookies.h"
#include "core/cookies/setcookie.h"

#include <QTimeZone>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void keep(bool promise, const char *words)
{
    if (promise)
        return;
    std::fprintf(stderr, "%s\n", words);
    std::abort();
}

void checkDate(QByteArrayView text)
{
    if (const auto date = cookieDate(text)) {
        keep(date->isValid() && date->date().year() >= 1601, "a date is one from 1601 on");
        keep(cookieDate(httpDate(*date)) == date, "a date written is the same when read");
    }
}

void checkLine(const QByteArray &line, const QDateTime &now)
{
    const QUrl url(u"https://shop.example.co.uk/a/b?c"_s);
    CookieJar jar;
    const auto reports = jar.receive(url, {{"Set-Cookie"_ba, line}}, now);
    keep(reports.size() == 1, "a line has one report");
    keep((reports.first().verdict == CookieVerdict::Kept) == (jar.size() == 1),
         "what is kept is in the jar, and nothing else");
    const QList<Cookie> cookies = jar.cookies();
    for (const Cookie &cookie : cookies) {
        keep(!cookie.name.isEmpty() && cookie.name.size() + cookie.value.size() <= 4096,
             "a cookie has a name and at most 4096 bytes");
        keep(cookie.path.startsWith('/'), "a path begins with a slash");
        keep(QByteArrayView("shop.example.co.uk").endsWith(cookie.domain)
                 && cookie.domain != "co.uk" && cookie.domain != "uk",
             "a domain is the host's or above it, and no public suffix");
        keep(!cookie.isExpired(now) && (!cookie.expiresAt || *cookie.expiresAt <= now.addDays(400)),
             "a life lasts between now and 400 days");
        keep(!cookie.name.contains(';') && !cookie.value.contains(';')
                 && !cookie.value.contains('\n') && !cookie.value.contains('\0'),
             "nothing in it ends the header early");
    }
    const QList<Cookie> readBack = readNetscapeCookies(writeNetscapeCookies(cookies), now).cookies;
    // A tab is what the file cannot hold; a path or name of other bytes it can.
    if (!cookies.isEmpty() && !cookies.first().name.contains('\t')
        && !cookies.first().value.contains('\t') && !cookies.first().path.contains('\t'))
        keep(readBack.size() == 1 && readBack.first().name == cookies.first().name
                 && readBack.first().value == cookies.first().value
                 && readBack.first().path == cookies.first().path,
             "a file of Netscape's holds it");
}

} // namespace

/// What libFuzzer calls; anything but a kept promise ends the program.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QDateTime now(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::UTC);
    checkDate(bytes);
    checkLine(bytes, now);
    const NetscapeCookies read = readNetscapeCookies(bytes, now);
    keep(readNetscapeCookies(writeNetscapeCookies(read.cookies), now).badLines.isEmpty(),
         "what is written can be read");
    return 0;
}
