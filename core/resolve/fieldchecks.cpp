// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/fieldchecks.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

using Kind = SendError::Kind;

bool isTokenCharacter(QChar character)
{
    const char16_t c = character.unicode();
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
        || QStringView(u"!#$%&'*+-.^_`|~").contains(character);
}

QString codeOf(QChar character)
{
    return u"U+"_s + QString::number(character.unicode(), 16).rightJustified(4, u'0').toUpper();
}

bool isForbidden(QChar character)
{
    return (character < u' ' && character != u'\t') || character == QChar(0x7f);
}

QStringView withoutBlanks(QStringView text)
{
    const auto isBlank = [](QChar c) { return c == u' ' || c == u'\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

QByteArray encoded(QStringView value)
{
    const bool latin1
        = std::all_of(value.begin(), value.end(), [](QChar c) { return c.unicode() < 0x100; });
    return latin1 ? value.toLatin1() : value.toUtf8();
}

} // namespace

bool isToken(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

std::expected<QByteArray, SendError> checkedMethod(const QString &method)
{
    const QStringView trimmed = withoutBlanks(method);
    if (trimmed.isEmpty())
        return "GET"_ba;
    const auto wrong = std::find_if_not(trimmed.begin(), trimmed.end(), isTokenCharacter);
    if (wrong != trimmed.end())
        return std::unexpected(SendError{Kind::InvalidMethod, method,
                                         u"%1 is not allowed in a method"_s.arg(codeOf(*wrong))});
    return trimmed.toLatin1();
}

std::expected<RawHeader, SendError> checkedHeader(const QString &name, const QString &value)
{
    const QStringView trimmedName = withoutBlanks(name);
    if (trimmedName.isEmpty())
        return std::unexpected(SendError{Kind::InvalidHeader, name, u"the name is empty"_s});
    const auto wrong = std::find_if_not(trimmedName.begin(), trimmedName.end(), isTokenCharacter);
    if (wrong != trimmedName.end())
        return std::unexpected(SendError{Kind::InvalidHeader, name,
                                         u"%1 is not allowed in a name"_s.arg(codeOf(*wrong))});
    const QStringView trimmedValue = withoutBlanks(value);
    const auto control = std::find_if(trimmedValue.begin(), trimmedValue.end(), isForbidden);
    if (control != trimmedValue.end())
        return std::unexpected(
            SendError{Kind::InvalidHeader, trimmedName.toString(),
                      u"%1 is not allowed in a value (at character %2)"_s.arg(codeOf(*control))
                          .arg(control - trimmedValue.begin() + 1)});
    return RawHeader{trimmedName.toLatin1(), encoded(trimmedValue)};
}

} // namespace Recloser
