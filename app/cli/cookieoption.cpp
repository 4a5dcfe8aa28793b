// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/cookieoption.h"

#include "core/cookies/netscapecookies.h"
#include "core/store/wholefile.h"

#include <QDir>
#include <QFileInfo>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 64 * 1024 * 1024;

QString reasonOf(const StoreError &error)
{
    return error.detail.isEmpty() ? error.subject : error.subject + u": "_s + error.detail;
}

} // namespace

QString jarName(const QString &text)
{
    if (text == "shared"_L1)
        return {};
    return QFileInfo(text).isDir() ? QDir(text).absolutePath() : text;
}

void CookieOption::add(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"cookie-jar"_s,
         u"Cookies from FILE (Netscape's cookies.txt, as curl has it), written back at the end."_s,
         u"FILE"_s},
        {u"jar"_s,
         u"Cookies of a jar of the window: shared, or a collection's folder that has its own."_s,
         u"NAME"_s},
    });
}

void CookieOption::open(
    const QCommandLineParser &parser, const std::function<CookieStore &()> &store, Clock &clock,
    QObject *context, Otherwise otherwise,
    const std::function<void(const std::expected<CookieJarPtr, QString> &)> &ready)
{
    m_file = parser.value(u"cookie-jar"_s);
    const bool isNamed = parser.isSet(u"jar"_s);
    if (!m_file.isEmpty() && isNamed)
        return ready(std::unexpected(u"--cookie-jar and --jar exclude each other"_s));
    if (m_file.isEmpty() && !isNamed && otherwise == Otherwise::NoJar)
        return ready(CookieJarPtr());
    if (!m_file.isEmpty()) {
        const auto content = readWholeFile(m_file, largestFile);
        if (!content && content.error().kind != StoreError::Kind::NotFound)
            return ready(std::unexpected(reasonOf(content.error())));
        m_jar = std::make_shared<CookieJar>();
        if (content) {
            const NetscapeCookies read = readNetscapeCookies(*content, clock.wallTime());
            for (const int line : read.badLines)
                printError(u"%1:%2"_s.arg(m_file).arg(line), u"no cookie"_s,
                           u"it will not be in the file that is written"_s);
            m_jar->assign(read.cookies);
        }
        return ready(m_jar);
    }
    const QString name = jarName(parser.value(u"jar"_s));
    m_store = &store();
    m_jar = m_store->jar(name);
    m_store->load(name).then(context, [this, ready](const std::expected<void, StoreError> &loaded) {
        if (loaded)
            ready(m_jar);
        else
            ready(std::unexpected(reasonOf(loaded.error())));
    });
}

void CookieOption::close(QObject *context, const std::function<void(const QString &)> &next)
{
    if (!m_file.isEmpty()) {
        const auto written
            = writeWholeFile(m_file, writeNetscapeCookies(m_jar->cookies()), FileRights::OwnerOnly);
        next(written ? QString() : reasonOf(written.error()));
        return;
    }
    if (!m_store) {
        next({});
        return;
    }
    m_store->flush().then(context, [this, next](const std::expected<void, StoreError> &flushed) {
        if (!flushed)
            next(reasonOf(flushed.error()));
        else if (m_store->keeping() == CookieStore::Keeping::ThisRunOnly)
            next(u"there is no keychain for the key of the jar, so its cookies end with this run "
                 "(RECLOSER_SECRET_COOKIE_JARS may hold a key)"_s);
        else
            next({});
    });
}

} // namespace Recloser
