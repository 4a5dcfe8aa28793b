// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace Recloser {

/// Which jar the requests of a folder use.
enum class CookieChoice {
    Shared, ///< the one of all that say nothing else
    Own, ///< one for this folder and what is in it
    Off, ///< none
};

/// What was chosen for collections, by their folders; kept in the settings, not with the files.
struct CookieChoices
{
    /// Folders by their absolute paths. The empty path stands for everything without a choice of
    /// its own.
    QMap<QString, CookieChoice> folders;

    /// What holds for a file or folder: the innermost folder above it that has a choice.
    struct Found
    {
        QString folder;
        CookieChoice choice = CookieChoice::Shared;
    };
    Found of(const QString &path) const;

    bool operator==(const CookieChoices &) const = default;
};

QJsonObject toJson(const CookieChoices &choices);
/// What is not understood is left out.
CookieChoices cookieChoicesFromJson(const QJsonObject &object);

} // namespace Recloser
