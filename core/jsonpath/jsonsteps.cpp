// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonsteps.h"

#include "core/text/jsonstrings.h"

#include <QString>

namespace Recloser {

namespace {

void appendName(QByteArray &path, const QByteArray &name)
{
    path += "['";
    for (const char c : name) {
        constexpr QByteArrayView special("\b\t\n\f\r'\\");
        constexpr char letters[] = "btnfr'\\";
        const qsizetype at = c == '\0' ? -1 : special.indexOf(c);
        if (at >= 0) {
            path += '\\';
            path += letters[at];
        } else if (static_cast<unsigned char>(c) < 0x20) {
            path += "\\u00" + QByteArray::number(c, 16).rightJustified(2, '0');
        } else {
            path += c;
        }
    }
    path += "']";
}

} // namespace

QByteArray normalizedJsonPath(std::span<const JsonStep> steps)
{
    QByteArray path("$");
    for (const JsonStep &step : steps) {
        if (step.key.isNull())
            path += '[' + QByteArray::number(step.index) + ']';
        else
            appendName(path, jsonStringContent(step.key));
    }
    return path;
}

} // namespace Recloser
