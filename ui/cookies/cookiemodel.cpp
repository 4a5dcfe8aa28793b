// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/cookies/cookiemodel.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

void CookieModel::setJar(const CookieJarPtr &jar)
{
    if (m_jar)
        disconnect(m_jar.get(), nullptr, this, nullptr);
    m_jar = jar;
    if (m_jar)
        connect(m_jar.get(), &CookieJar::changed, this, &CookieModel::refresh);
    refresh();
}

void CookieModel::setSearch(const QString &text)
{
    m_words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    refresh();
}

void CookieModel::setValuesShown(bool areShown)
{
    m_areValuesShown = areShown;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Value), index(int(m_rows.size()) - 1, Value));
}

bool CookieModel::isFound(const Cookie &cookie) const
{
    const QString text
        = QString::fromUtf8(cookie.domain + ' ' + cookie.name + ' ' + cookie.path).toLower();
    return std::ranges::all_of(m_words, [&](const QString &word) { return text.contains(word); });
}

void CookieModel::refresh()
{
    beginResetModel();
    m_rows = m_jar ? m_jar->cookies() : QList<Cookie>();
    m_rows.removeIf([this](const Cookie &cookie) { return !isFound(cookie); });
    endResetModel();
}

int CookieModel::rowOf(const Cookie &cookie) const
{
    const auto found
        = std::ranges::find_if(m_rows, [&](const Cookie &row) { return row.isSameAs(cookie); });
    return found == m_rows.cend() ? -1 : int(found - m_rows.cbegin());
}

int CookieModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CookieModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CookieModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const Cookie &cookie = m_rows.at(index.row());
    switch (index.column()) {
    case Domain:
        return QString((cookie.hostOnly ? u""_s : u"."_s) + QString::fromLatin1(cookie.domain));
    case Name:
        return QString::fromUtf8(cookie.name);
    case Value:
        return m_areValuesShown ? QString::fromUtf8(cookie.value) : u"••••••••"_s;
    case Path:
        return QString::fromUtf8(cookie.path);
    case Expires:
        return cookie.expiresAt
            ? QLocale().toString(cookie.expiresAt->toLocalTime(), QLocale::ShortFormat)
            : tr("session");
    case Flags: {
        QStringList flags;
        if (cookie.secure)
            flags.append(tr("Secure"));
        if (cookie.httpOnly)
            flags.append(tr("HttpOnly"));
        static const char *const sites[] = {"", "None", "Lax", "Strict"};
        if (cookie.sameSite != Cookie::SameSite::Unset)
            flags.append(QString::fromLatin1(sites[int(cookie.sameSite)]));
        return flags.join(u", "_s);
    }
    default:
        return {};
    }
}

QVariant CookieModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[]
        = {tr("Domain"), tr("Name"), tr("Value"), tr("Path"), tr("Expires"), tr("Attributes")};
    return section >= 0 && section < ColumnCount ? QVariant(names[section]) : QVariant();
}

} // namespace Recloser
