// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/collection.h"
#include "core/model/clock.h"
#include "core/model/scope.h"
#include "core/send/sender.h"
#include "core/store/cookiestore.h"
#include "core/store/historystore.h"
#include "core/store/secrets.h"
#include "core/store/session.h"
#include "core/store/settings.h"
#include "ui/circuits/circuitboard.h"
#include "ui/editor/syntaxrepository.h"
#include "ui/mainwindow/storechooser.h"
#include "ui/theme/theme.h"

#include <functional>

namespace Recloser {

class GraphQlSource;
class TokenKeeper;
class Variables;

/// Everything the window works with; owned by the composition and outliving the window.
struct WindowServices
{
    Theme &theme;
    Clock &clock;
    Sender &sender;
    HistoryStore &history;
    SecretStore &secrets;
    SessionStore &session;
    SettingsStore &settings;
    SyntaxRepository &syntax;
    StoreChooser &stores;
    CircuitBoard &board;
    Variables &variables;
    /// What the transport will add to a request by itself.
    std::function<QList<RawHeader>(const ResolvedRequest &)> transportHeaders;
    /// Where what people delete from collections goes.
    CollectionPlaces collectionPlaces;
    /// Null: sends have no cookies but those the sender gives them.
    CookieStore *cookies = nullptr;
    /// Null: no schemas are known.
    GraphQlSource *graphQl = nullptr;
    /// Of OAuth 2; null: none are shown, nor asked for.
    TokenKeeper *tokens = nullptr;
};

} // namespace Recloser
