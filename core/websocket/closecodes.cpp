// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/websocket/closecodes.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr std::pair<int, QLatin1StringView> registered[] = {
    {1000, "normal closure"_L1},
    {1001, "going away"_L1},
    {1002, "protocol error"_L1},
    {1003, "unsupported data"_L1},
    {1005, "no status received"_L1},
    {abnormalClosure, "abnormal closure"_L1},
    {1007, "invalid payload"_L1},
    {1008, "policy violation"_L1},
    {1009, "message too big"_L1},
    {1010, "extension missing"_L1},
    {1011, "internal error"_L1},
    {1012, "service restart"_L1},
    {1013, "try again later"_L1},
    {1014, "bad gateway"_L1},
    {1015, "TLS handshake failed"_L1},
    {3000, "unauthorized"_L1},
    {3003, "forbidden"_L1},
    {3008, "timeout"_L1},
};

} // namespace

QString closeCodeName(int code)
{
    const auto found
        = std::ranges::find(registered, code, [](const auto &entry) { return entry.first; });
    if (found != std::end(registered))
        return found->second;
    if (code >= 3000 && code < 4000)
        return u"library"_s;
    return code >= 4000 && code < 5000 ? u"application"_s : QString();
}

bool isSendableCloseCode(int code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != abnormalClosure)
        || (code >= 3000 && code < 5000);
}

} // namespace Recloser
