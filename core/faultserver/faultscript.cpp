// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/faultscript.h"

#include "core/faultserver/scriptreader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

/// "line 3, column 7", counted in characters.
QString lineAndColumn(const QByteArray &json, qsizetype offset)
{
    const QByteArray before = json.first(std::clamp<qsizetype>(offset, 0, json.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const qsizetype column = QString::fromUtf8(before.sliced(lineStart)).size() + 1;
    return u"line %1, column %2"_s.arg(before.count('\n') + 1).arg(column);
}

} // namespace

std::expected<FaultScript, FaultScriptError> parseFaultScript(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(FaultScriptError{u"this is not JSON: "_s + error.errorString(),
                                                lineAndColumn(json, error.offset)});
    return ScriptReader().read(document.isArray() ? QJsonValue(document.array())
                                                  : QJsonValue(document.object()));
}

} // namespace Recloser
