// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/cookiechoices.h"

#include "core/model/requestjsonreader.h"

namespace Recloser {

namespace {

constexpr NameOf<CookieChoice> names[] = {
    {CookieChoice::Shared, u"shared"},
    {CookieChoice::Own, u"own"},
    {CookieChoice::Off, u"off"},
};

} // namespace

CookieChoices::Found CookieChoices::of(const QString &path) const
{
    QString folder = path;
    while (!folder.isEmpty()) {
        if (const auto found = folders.constFind(folder); found != folders.cend())
            return {folder, *found};
        folder = folder.first(std::max<qsizetype>(0, folder.lastIndexOf(u'/')));
    }
    return {{}, folders.value(QString(), CookieChoice::Shared)};
}

QJsonObject toJson(const CookieChoices &choices)
{
    QJsonObject object;
    for (auto at = choices.folders.cbegin(); at != choices.folders.cend(); ++at)
        object.insert(at.key(), nameOf(names, at.value()));
    return object;
}

CookieChoices cookieChoicesFromJson(const QJsonObject &object)
{
    CookieChoices choices;
    for (auto at = object.begin(); at != object.end(); ++at) {
        for (const auto &[choice, name] : names) {
            if (at.value().toString() == name)
                choices.folders.insert(at.key(), choice);
        }
    }
    return choices;
}

} // namespace Recloser
