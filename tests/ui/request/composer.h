// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/memorybreakerstore.h"
#include "core/store/memorysecrets.h"
#include "core/tokens/tokenkeeper.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"
#include "ui/circuits/circuitboard.h"
#include "ui/editor/syntaxrepository.h"
#include "ui/request/requesteditor.h"
#include "ui/theme/theme.h"

#include <QApplication>

namespace Recloser {

/// A composer with everything it works with, on a clock that is turned by hand.
struct Composer
{
    explicit Composer(RequestSpec spec = {}, Theme::Scheme scheme = Theme::Scheme::Light)
        : theme(*qApp)
        , document(clock, std::move(spec))
    {
        theme.setScheme(scheme);
        scope.layers = {{QStringLiteral("environment staging"),
                         {{QStringLiteral("base"), QStringLiteral("http://www.store1.com:8001")}}}};
        RequestEditorServices services{
            .theme = theme, .keys = keys, .circuits = board, .syntax = syntax};
        services.scope = [this] { return scope; };
        services.sharedCount = [this](const QString &) { return shared; };
        services.transportHeaders = [](const ResolvedRequest &) {
            return QList<RawHeader>{
                {QByteArrayLiteral("Host"), QByteArrayLiteral("www.store1.com:8001")},
                {QByteArrayLiteral("Accept-Encoding"),
                 QByteArrayLiteral("gzip, deflate, br, zstd")}};
        };
        services.policyLayers = [this] { return layers; };
        services.tokens = &tokens;
        services.openPage = [this](const QUrl &url) { opened.append(url); };
        services.openDefaults = [this] { ++defaultsOpened; };
        editor = std::make_unique<RequestEditor>(document, services);
    }

    /// Opens the circuit of `key` and lets the board see it.
    void open(const QString &key, milliseconds duration, const QString &reason)
    {
        store.open(key, duration, reason).waitForFinished();
        board.refresh();
        QCoreApplication::processEvents();
    }

    ManualClock clock;
    Theme theme;
    MemoryBreakerStore store{clock};
    CircuitBoard board{store, clock};
    KeyReader keys;
    SyntaxRepository syntax;
    ScriptedTransport transport{clock};
    MemorySecrets secrets;
    TokenKeeper tokens{transport, clock, secrets};
    QList<QUrl> opened;
    Scope scope;
    QList<PolicyLayer> layers;
    int shared = 1;
    int defaultsOpened = 0;
    RequestDocument document;
    std::unique_ptr<RequestEditor> editor;
};

} // namespace Recloser
