// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/collections/collectionresult.h"

#include <QFile>

#include <algorithm>
#include <array>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNameBytes = 255;
constexpr std::array endings{".http"_L1, ".rest"_L1};

bool isIllegal(QChar c)
{
    // Windows allows fewer than others, and a collection may be checked out there.
    return c.unicode() < 0x20 || c.unicode() == 0x7f || u"/\\<>:\"|?*"_s.contains(c)
        || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

bool isReserved(const QString &name)
{
    static const QStringList devices{u"con"_s, u"prn"_s, u"aux"_s, u"nul"_s};
    const QString base = name.section(u'.', 0, 0).toLower();
    const bool isNumbered = base.size() == 4
        && (base.startsWith("com"_L1) || base.startsWith("lpt"_L1)) && base[3] >= u'1'
        && base[3] <= u'9';
    return devices.contains(base) || isNumbered;
}

} // namespace

CollectionFailure::NameProblem nameProblemOf(const QString &name, const QStringList &siblings)
{
    using enum CollectionFailure::NameProblem;
    if (name.trimmed().isEmpty())
        return Empty;
    if (name == "."_L1 || name == ".."_L1)
        return Reserved;
    if (std::ranges::any_of(name, isIllegal) || name.endsWith(u'.') || name.endsWith(u' ')
        || name.startsWith(u' '))
        return Illegal;
    if (isReserved(name))
        return Reserved;
    if (name.startsWith(u'.') || name == "node_modules"_L1)
        return Hidden;
    if (QFile::encodeName(name).size() > mostNameBytes)
        return TooLong;
    return siblings.contains(name, Qt::CaseInsensitive) ? Taken : None;
}

bool isRequestFile(QStringView name)
{
    return std::ranges::any_of(endings, [name](QLatin1StringView ending) {
        return name.size() > ending.size() && name.endsWith(ending, Qt::CaseInsensitive);
    });
}

QString withRequestFileEnding(const QString &name)
{
    return isRequestFile(name) || name.trimmed().isEmpty() ? name : name + endings.front();
}

QString copyName(const QString &name, const QStringList &taken, CopyName use)
{
    if (use == CopyName::WhereTaken && !taken.contains(name, Qt::CaseInsensitive))
        return name;
    const QString ending = isRequestFile(name) ? name.last(endings.front().size()) : QString();
    const QString base = name.chopped(ending.size());
    QString copy = base + u" copy"_s + ending;
    for (int number = 2; taken.contains(copy, Qt::CaseInsensitive); ++number)
        copy = base + u" copy %1"_s.arg(number) + ending;
    return copy;
}

QString fileNameFor(const QString &requestName, const QString &method, const QString &target)
{
    QString name = requestName.trimmed();
    if (name.isEmpty()) {
        const QString path = target.section(u'?', 0, 0);
        name = method + u' ' + path.section(u'/', -1, -1, QString::SectionSkipEmpty);
    }
    for (QChar &c : name) {
        if (isIllegal(c) || c == u'{' || c == u'}')
            c = u'-';
    }
    // Of a character four bytes at most; the ending, and " copy 99", must fit too.
    name = name.left(50).trimmed();
    while (name.startsWith(u'.') || name.startsWith(u' '))
        name.removeFirst();
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
    if (nameProblemOf(name, {}) != CollectionFailure::NameProblem::None)
        name = u"request"_s;
    return withRequestFileEnding(name);
}

} // namespace Recloser
