// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/tabmessages.h"

#include "core/resolve/placeholders.h"
#include "ui/describe/describe.h"
#include "ui/mainwindow/requesttab.h"
#include "ui/request/jsonbody.h"

namespace Recloser {

using namespace Qt::StringLiterals;

MessageAids messageAidsOf(RequestTab &tab)
{
    return {
        .expand = [&tab](const QString &text) -> std::expected<QString, QString> {
            const Scope scope = tab.scope();
            auto expanded = Placeholders(scope).expand(text, u"the message"_s);
            if (!expanded)
                return std::unexpected(describe(expanded.error()).headline);
            return *std::move(expanded);
        },
        .format = [](const QString &text) -> std::expected<QString, QString> {
            auto laidOut = formattedJson(text);
            if (!laidOut)
                return std::unexpected(describeFault(laidOut.error()));
            return *std::move(laidOut);
        },
        .open = [&tab] { tab.send(); },
    };
}

} // namespace Recloser
