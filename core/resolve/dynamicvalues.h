// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

namespace Recloser {

/// A variable whose value is made when it is used, as JetBrains IDEs, VS Code REST Client and
/// httpYac have them.
struct DynamicVariable
{
    /// "$random.integer"
    QString name;
    /// What may follow: "(from, to)", "min max"; empty: nothing.
    QString arguments;
    /// In a few words.
    QString meaning;
};

/// By name; those that read something else than the clock and chance ($processEnv, $dotenv,
/// $secret, $shared) are among them.
const QList<DynamicVariable> &dynamicVariables();

/// The words of `$name word "more words"` or `$name(word, word)`; the first one is the name. Quotes
/// are taken off.
QStringList dynamicWords(const QString &text);

/// The value of one that is made from the clock and chance, drawn anew with every call; nothing:
/// there is none of that name. The error says what is wrong with its arguments.
std::optional<std::expected<QString, QString>> dynamicValue(const QStringList &words,
                                                            const QDateTime &now);

/// `now` in the form of dayjs: YYYY YY MMMM MMM MM M DD D dddd ddd HH H hh h A a mm m ss s SSS Z ZZ
/// X x, and text in square brackets as it is.
QString formattedTime(const QDateTime &time, QStringView format);

} // namespace Recloser
