// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/cookiescommand.h"

#include "app/cli/sendarguments.h"
#include "core/cookies/cookiedate.h"
#include "core/cookies/cookierules.h"
#include "core/cookies/netscapecookies.h"
#include "core/store/wholefile.h"

#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array sameSites{u"", u"none", u"lax", u"strict"};

QString masked()
{
    return u"***"_s;
}

QString expiry(const Cookie &cookie)
{
    return cookie.expiresAt ? cookie.expiresAt->toString(Qt::ISODate) : u"session"_s;
}

QJsonObject jsonOf(const Cookie &cookie, const QString &value)
{
    return {{u"name"_s, QString::fromUtf8(cookie.name)},
            {u"value"_s, value},
            {u"domain"_s, QString::fromLatin1(cookie.domain)},
            {u"host_only"_s, cookie.hostOnly},
            {u"path"_s, QString::fromUtf8(cookie.path)},
            {u"secure"_s, cookie.secure},
            {u"http_only"_s, cookie.httpOnly},
            {u"same_site"_s, QString::fromUtf16(sameSites[size_t(cookie.sameSite)])},
            {u"expires"_s,
             cookie.expiresAt ? QJsonValue(cookie.expiresAt->toString(Qt::ISODate)) : QJsonValue()},
            {u"created"_s, cookie.createdAt.toString(Qt::ISODate)}};
}

QString lineOf(const Cookie &cookie, const QString &value)
{
    QStringList notes{u"path="_s + QString::fromUtf8(cookie.path), u"expires="_s + expiry(cookie)};
    if (cookie.secure)
        notes.append(u"secure"_s);
    if (cookie.httpOnly)
        notes.append(u"http-only"_s);
    if (cookie.sameSite != Cookie::SameSite::Unset)
        notes.append(u"same-site="_s + QString::fromUtf16(sameSites[size_t(cookie.sameSite)]));
    return u"%1%2  %3=%4  %5"_s.arg(cookie.hostOnly ? u""_s : u"."_s,
                                    QString::fromLatin1(cookie.domain),
                                    QString::fromUtf8(cookie.name), value, notes.join(u' '));
}

QString reasonOf(const StoreError &error)
{
    return error.detail.isEmpty() ? error.subject : error.subject + u": "_s + error.detail;
}

} // namespace

QString CookiesCommand::synopsis() const
{
    return u"list | set NAME[=VALUE] | delete [NAME] | clear | import FILE | export [FILE]"_s;
}

QString CookiesCommand::description() const
{
    return u"Shows and changes a cookie jar: the shared one of the window, another with --jar, or "
           u"a "
           "file of curl's with --cookie-jar.\n"
           "list and export show values as *** unless --plain is given. set without =VALUE reads "
           "the value from standard input, where\n"
           "no other program sees it. delete takes cookies by NAME, --domain and --path; import "
           "and export know Netscape's cookies.txt.\n"
           "list --json prints a line for each: {\"name\", \"value\", \"domain\", \"host_only\", "
           "\"path\", \"secure\", \"http_only\",\n"
           "\"same_site\": \"|none|lax|strict\", \"expires\": time or null, \"created\"}.\n\n"
           "Example: recloser-cli cookies set session --domain api.example.com --secure < token"_s;
}

void CookiesCommand::addOptions(QCommandLineParser &parser) const
{
    CookieOption::add(parser);
    parser.addOptions({
        {u"domain"_s, u"The host, with set; with list and delete all of it."_s, u"HOST"_s},
        {u"path"_s, u"The path; / where none is given with set."_s, u"PATH"_s},
        {u"subdomains"_s, u"set: sent to the hosts below the domain, too."_s},
        {u"secure"_s, u"set: sent over https only."_s},
        {u"http-only"_s, u"set: hidden from scripts in browsers."_s},
        {u"same-site"_s, u"set: none, lax or strict; kept and shown."_s, u"WORD"_s},
        {u"max-age"_s, u"set: how long it lives; else for the session."_s, u"DURATION"_s},
        {u"plain"_s, u"Values as they are."_s},
        {u"json"_s, u"list: one JSON object a line."_s},
    });
}

void CookiesCommand::run(const QCommandLineParser &parser)
{
    static const QHash<QString, Deed> deeds{
        {u"list"_s, &CookiesCommand::list},         {u"set"_s, &CookiesCommand::set},
        {u"delete"_s, &CookiesCommand::remove},     {u"clear"_s, &CookiesCommand::clear},
        {u"import"_s, &CookiesCommand::importFile}, {u"export"_s, &CookiesCommand::exportFile},
    };
    m_parser = &parser;
    m_words = parser.positionalArguments();
    const Deed deed = deeds.value(m_words.value(0));
    if (!deed)
        return fail(ExitCode::Usage, u"cookies"_s,
                    m_words.isEmpty() ? u"nothing was asked for"_s
                                      : u"there is no %1"_s.arg(m_words.first()),
                    u"say list, set, delete, clear, import or export"_s);
    m_composition = std::make_unique<Composition>(Profile::standard());
    const auto goOn = [this, deed](const std::expected<CookieJarPtr, QString> &jar) {
        if (!jar)
            return fail(ExitCode::Usage, u"cookies"_s, jar.error());
        m_jar = *jar;
        m_jar->removeExpired(m_composition->clock().wallTime());
        if (const auto done = (this->*deed)(); !done)
            return fail(ExitCode::Usage, u"cookies"_s, done.error());
        const bool isRead = deed == &CookiesCommand::list || deed == &CookiesCommand::exportFile;
        if (isRead) {
            Q_EMIT done(ExitCode::Done);
            return;
        }
        m_option.close(this, [this](const QString &problem) {
            if (problem.isEmpty())
                Q_EMIT done(ExitCode::Done);
            else
                fail(ExitCode::StoreUnavailable, u"cookies"_s, problem);
        });
    };
    m_option.open(
        parser, [this]() -> CookieStore & { return m_composition->cookies(); },
        m_composition->clock(), this, CookieOption::Otherwise::SharedJar, goOn);
}

bool CookiesCommand::isChosen(const Cookie &cookie) const
{
    const QString domain = m_parser->value(u"domain"_s);
    const QString path = m_parser->value(u"path"_s);
    return (domain.isEmpty() || cookie.domain == canonicalHost(domain.toUtf8()))
        && (path.isEmpty() || cookie.path == path.toUtf8());
}

std::expected<void, QString> CookiesCommand::list()
{
    const QList<Cookie> cookies = m_jar->cookies();
    for (const Cookie &cookie : cookies) {
        if (!isChosen(cookie))
            continue;
        const QString value
            = m_parser->isSet(u"plain"_s) ? QString::fromUtf8(cookie.value) : masked();
        if (m_parser->isSet(u"json"_s))
            printJson(jsonOf(cookie, value));
        else
            printLine(lineOf(cookie, value));
    }
    return {};
}

std::expected<void, QString> CookiesCommand::set()
{
    const QByteArray word = m_words.value(1).toUtf8();
    const qsizetype equals = word.indexOf('=');
    const Clock &clock = m_composition->clock();
    Cookie cookie;
    cookie.name = (equals < 0 ? word : word.first(equals)).trimmed();
    cookie.domain = canonicalHost(m_parser->value(u"domain"_s).toUtf8());
    if (cookie.name.isEmpty())
        return std::unexpected(u"set wants NAME or NAME=VALUE"_s);
    if (cookie.domain.startsWith('.'))
        cookie.domain = cookie.domain.sliced(1);
    if (cookie.domain.isEmpty())
        return std::unexpected(u"set wants the --domain it is for"_s);
    if (equals < 0) {
        const auto input = inputContent(u"-"_s);
        if (!input)
            return std::unexpected(input.error().why);
        cookie.value = input->trimmed();
    } else {
        cookie.value = word.sliced(equals + 1);
    }
    if (const QString path = m_parser->value(u"path"_s); path.startsWith(u'/'))
        cookie.path = path.toUtf8();
    else if (!path.isEmpty())
        return std::unexpected(u"--path wants a path that begins with /"_s);
    cookie.hostOnly = !m_parser->isSet(u"subdomains"_s);
    cookie.secure = m_parser->isSet(u"secure"_s);
    cookie.httpOnly = m_parser->isSet(u"http-only"_s);
    if (const QString site = m_parser->value(u"same-site"_s).toLower(); !site.isEmpty()) {
        const auto found = std::ranges::find(sameSites, QStringView(site));
        if (found == sameSites.end())
            return std::unexpected(u"--same-site wants none, lax or strict"_s);
        cookie.sameSite = Cookie::SameSite(found - sameSites.begin());
    }
    cookie.createdAt = clock.wallTime();
    if (const QString text = m_parser->value(u"max-age"_s); !text.isEmpty()) {
        const auto age = durationOf(text);
        if (!age || age->count() <= 0)
            return std::unexpected(u"--max-age wants a duration, such as 30 min"_s);
        cookie.expiresAt = clock.wallTime().addMSecs(age->count());
    }
    m_jar->set(cookie);
    return {};
}

std::expected<void, QString> CookiesCommand::remove()
{
    const QByteArray name = m_words.value(1).toUtf8();
    if (name.isEmpty() && !m_parser->isSet(u"domain"_s))
        return std::unexpected(u"delete wants a NAME, a --domain or both"_s);
    int removed = 0;
    const QList<Cookie> cookies = m_jar->cookies();
    for (const Cookie &cookie : cookies) {
        if (!isChosen(cookie) || (!name.isEmpty() && cookie.name != name))
            continue;
        m_jar->remove(cookie);
        ++removed;
    }
    if (removed == 0)
        return std::unexpected(u"there is no such cookie"_s);
    return {};
}

std::expected<void, QString> CookiesCommand::clear()
{
    m_jar->clear();
    return {};
}

std::expected<void, QString> CookiesCommand::importFile()
{
    const auto content = inputContent(m_words.value(1));
    if (!content)
        return std::unexpected(content.error().why);
    const NetscapeCookies read = readNetscapeCookies(*content, m_composition->clock().wallTime());
    for (const int line : read.badLines)
        printError(u"%1:%2"_s.arg(m_words.value(1)).arg(line), u"no cookie"_s, u"it is left out"_s);
    m_jar->assign(m_jar->cookies() + read.cookies);
    return {};
}

std::expected<void, QString> CookiesCommand::exportFile()
{
    QList<Cookie> cookies = m_jar->cookies();
    cookies.removeIf([this](const Cookie &cookie) { return !isChosen(cookie); });
    const bool isPlain = m_parser->isSet(u"plain"_s);
    for (Cookie &cookie : cookies) {
        if (cookie.sameSite != Cookie::SameSite::Unset)
            printError(u"cookies"_s,
                       u"SameSite of %1 has no place in cookies.txt"_s.arg(
                           QString::fromUtf8(cookie.name)));
        if (!isPlain)
            cookie.value = masked().toUtf8();
    }
    if (!isPlain && !cookies.isEmpty())
        printError(u"cookies"_s, u"values are masked"_s, u"--plain writes them as they are"_s);
    const QByteArray text = writeNetscapeCookies(cookies);
    const QString file = m_words.value(1);
    if (file.isEmpty() || file == "-"_L1) {
        printBytes(text);
        return {};
    }
    const auto written = writeWholeFile(file, text, FileRights::OwnerOnly);
    return written ? std::expected<void, QString>() : std::unexpected(reasonOf(written.error()));
}

} // namespace Recloser
