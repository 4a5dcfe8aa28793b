// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/model/messagesize.h"

#include <QRegularExpression>

namespace Recloser {

using namespace Qt::StringLiterals;

std::optional<qint64> messageSizeOf(QStringView text)
{
    static const QRegularExpression form(u"^\\s*([0-9]{1,10})\\s*(?:([kmg])(i?)b|b)?\\s*$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.matchView(text);
    if (!match.hasMatch())
        return {};
    const QString unit = match.captured(2).toLower();
    const qint64 step = match.captured(3).isEmpty() ? 1000 : 1024;
    const int power = unit.isEmpty() ? 0 : unit == "k"_L1 ? 1 : unit == "m"_L1 ? 2 : 3;
    qint64 size = match.captured(1).toLongLong();
    for (int i = 0; i < power && size <= mostMessageSize; ++i)
        size *= step;
    return size >= 1 && size <= mostMessageSize ? std::optional(size) : std::nullopt;
}

} // namespace Recloser
