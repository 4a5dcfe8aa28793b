// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/mainwindow/messageaids.h"

#include "core/resolve/placeholders.h"
#include "ui/describe/describe.h"
#include "ui/mainwindow/requesttab.h"
#include "ui/request/jsonbody.h"
#include "ui/streams/messagepage.h"

namespace Recloser {

using namespace Qt::StringLiterals;

void aidMessages(RequestTab &tab)
{
    MessageComposer *composer = tab.response().messagePage()->composer();
    composer->setAids({
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
    });
    QObject::connect(composer, &MessageComposer::connectRequested, &tab, [&tab] { tab.send(); });
}

} // namespace Recloser
