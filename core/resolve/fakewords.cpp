// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/resolve/fakewords.h"

#include <QHash>
#include <QRandomGenerator>
#include <QUuid>

#include <array>
#include <span>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString one(std::span<const QStringView> words)
{
    return words[size_t(QRandomGenerator::global()->bounded(int(words.size())))].toString();
}

int number(int from, int to)
{
    return QRandomGenerator::global()->bounded(from, to);
}

QString firstName()
{
    static constexpr std::array<QStringView, 16> words{
        u"Ada",  u"Bruno", u"Chiara", u"Dev",  u"Elena", u"Farid", u"Grace", u"Hugo",
        u"Ines", u"Jonas", u"Keiko",  u"Leon", u"Maya",  u"Nadia", u"Omar",  u"Priya"};
    return one(words);
}

QString lastName()
{
    static constexpr std::array<QStringView, 16> words{
        u"Almeida", u"Becker", u"Costa",  u"Dubois", u"Eriksen", u"Fischer", u"Garcia", u"Haddad",
        u"Ivanov",  u"Jensen", u"Kapoor", u"Larsen", u"Mori",    u"Novak",   u"Okafor", u"Patel"};
    return one(words);
}

QString city()
{
    static constexpr std::array<QStringView, 12> words{u"Aarhus", u"Bergen",   u"Cork",  u"Dresden",
                                                       u"Evora",  u"Florence", u"Graz",  u"Hobart",
                                                       u"Izmir",  u"Jaipur",   u"Kyoto", u"Lima"};
    return one(words);
}

QString country()
{
    static constexpr std::array<QStringView, 12> words{
        u"Austria", u"Brazil", u"Chile", u"Denmark", u"Estonia", u"France",
        u"Ghana",   u"India",  u"Japan", u"Kenya",   u"Norway",  u"Portugal"};
    return one(words);
}

QString word()
{
    static constexpr std::array<QStringView, 20> words{
        u"lorem", u"ipsum",  u"dolor", u"sit",      u"amet",   u"elit",  u"sed",
        u"magna", u"aliqua", u"enim",  u"minim",    u"veniam", u"quis",  u"nisi",
        u"ut",    u"irure",  u"velit", u"occaecat", u"culpa",  u"labore"};
    return one(words);
}

QString sentence()
{
    QString text = word();
    text[0] = text[0].toUpper();
    for (int left = number(4, 9); left > 0; --left)
        text += u' ' + word();
    return text + u'.';
}

QString address()
{
    static constexpr std::array<QStringView, 3> networks{u"192.0.2.", u"198.51.100.",
                                                         u"203.0.113."};
    return one(networks) + QString::number(number(1, 255));
}

QString email()
{
    return firstName().toLower() + u'.' + lastName().toLower() + QString::number(number(10, 1000))
        + u"@example.com"_s;
}

QString street()
{
    static constexpr std::array<QStringView, 6> words{u"Mill Lane",   u"Harbour Street",
                                                      u"Oak Road",    u"Station Road",
                                                      u"High Street", u"Park Lane"};
    return QString::number(number(1, 200)) + u' ' + one(words);
}

const QList<std::pair<QString, QString (*)()>> &makers()
{
    static const QList<std::pair<QString, QString (*)()>> list{
        {u"$random.name.firstName"_s, firstName},
        {u"$random.name.lastName"_s, lastName},
        {u"$random.name.fullName"_s, [] { return QString(firstName() + u' ' + lastName()); }},
        {u"$random.internet.emailAddress"_s, email},
        {u"$random.internet.domainName"_s, [] { return QString(word() + u".example.org"_s); }},
        {u"$random.internet.ipV4Address"_s, address},
        {u"$random.internet.uuid"_s,
         [] { return QUuid::createUuid().toString(QUuid::WithoutBraces); }},
        {u"$random.address.city"_s, city},
        {u"$random.address.country"_s, country},
        {u"$random.address.streetAddress"_s, street},
        {u"$random.address.zipCode"_s, [] { return QString::number(number(10000, 100000)); }},
        {u"$random.company.name"_s, [] { return QString(lastName() + u" & "_s + lastName()); }},
        {u"$random.phoneNumber.phoneNumber"_s,
         [] { return QString(u"+1-202-555-01"_s + QString::number(number(10, 100))); }},
        {u"$random.lorem.word"_s, word},
        {u"$random.lorem.sentence"_s, sentence},
        {u"$random.lorem.paragraph"_s,
         [] { return QString(sentence() + u' ' + sentence() + u' ' + sentence()); }},
        {u"$random.number.digit"_s, [] { return QString::number(number(0, 10)); }},
        {u"$random.bool.bool"_s, [] { return number(0, 2) == 0 ? u"false"_s : u"true"_s; }},
    };
    return list;
}

} // namespace

const QStringList &fakeNames()
{
    static const QStringList names = [] {
        QStringList list;
        for (const auto &[name, make] : makers())
            list.append(name);
        return list;
    }();
    return names;
}

QString fakeValue(const QString &name)
{
    for (const auto &[known, make] : makers()) {
        if (known == name)
            return make();
    }
    return {};
}

} // namespace Recloser
