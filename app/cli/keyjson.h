// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/keyresult.h"

#include <QByteArray>
#include <QString>

#include <expected>
#include <optional>

namespace Recloser {

/// `{"pattern": ..., "url": ...}`, other members left aside.
struct KeyQuestion
{
    std::optional<QString> pattern; ///< nothing where there is none, or null
    QString url;
};

/// What is wrong with a line of JSON.
struct KeyQuestionError
{
    qsizetype column = 1; ///< in bytes, from 1
    QString message;
};

/// One line. Not QJsonDocument: that takes half of the time a batch has, names no column, and
/// halves of surrogate pairs, which Python's strings may hold, do not survive it.
std::expected<KeyQuestion, KeyQuestionError> parseKeyQuestion(QByteArrayView line);

/// A JSON string with its quotes, UTF-8; halves of surrogate pairs as \udXXX.
void appendJson(QByteArray &to, QStringView text);
/// The same of text that is UTF-8 already.
void appendJson(QByteArray &to, std::string_view utf8);

/// One object, and a line feed behind it.
void appendJson(QByteArray &to, const KeyResult &result);

} // namespace Recloser
