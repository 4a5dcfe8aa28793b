// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/httpdirectives.h"

#include <QHash>

namespace Recloser {

using namespace Qt::StringLiterals;

std::optional<HttpFileUnused::Why> whyUnused(QStringView name)
{
    using enum HttpFileUnused::Why;
    // JetBrains, VS Code REST Client, httpYac, kulala.nvim: as their manuals list them.
    static const QHash<QString, HttpFileUnused::Why> others{
        {u"note"_s, NoQuestions},
        {u"ref"_s, NoRunner},
        {u"forceRef"_s, NoRunner},
        {u"import"_s, NoRunner},
        {u"disabled"_s, NoRunner},
        {u"loop"_s, NoRunner},
        {u"sleep"_s, NoRunner},
        {u"ratelimit"_s, NoRunner},
        {u"no-auto-encoding"_s, NoCounterpart},
        {u"use-os-credentials"_s, NoCounterpart},
        {u"keepStreaming"_s, NoCounterpart},
        {u"keep-streaming"_s, NoCounterpart},
        {u"noStreamingLog"_s, NoCounterpart},
        {u"no-response-view"_s, NoCounterpart},
        {u"noResponseView"_s, NoCounterpart},
        {u"noRejectUnauthorized"_s, NoCounterpart},
        {u"no-reject-unauthorized"_s, NoCounterpart},
        {u"noClientCert"_s, NoCounterpart},
        {u"no-client-cert"_s, NoCounterpart},
        {u"noProxy"_s, NoCounterpart},
        {u"no-proxy"_s, NoCounterpart},
        {u"jwt"_s, NoCounterpart},
        {u"save"_s, NoCounterpart},
        {u"openWith"_s, NoCounterpart},
        {u"extension"_s, NoCounterpart},
        {u"injectVariables"_s, NoCounterpart},
        {u"responseRef"_s, NoCounterpart},
        {u"language"_s, NoCounterpart},
        {u"title"_s, NoCounterpart},
        {u"description"_s, NoCounterpart},
        {u"tag"_s, NoCounterpart},
        {u"debug"_s, NoCounterpart},
        {u"verbose"_s, NoCounterpart},
        {u"accept"_s, NoCounterpart},
        {u"jq"_s, NoCounterpart},
        {u"secret"_s, NoCounterpart},
        {u"stdin-cmd"_s, NoCounterpart},
        {u"env-stdin-cmd"_s, NoCounterpart},
        {u"env-json-key"_s, NoCounterpart},
    };
    const auto why = others.constFind(name.toString());
    return why == others.cend() ? std::nullopt : std::optional(*why);
}

bool isDirectiveName(QStringView name)
{
    return name == u"name" || name == u"api-key" || name == u"prompt" || PolicyDirective::find(name)
        || whyUnused(name);
}

QString directiveName(QStringView written)
{
    // httpYac's spelling of what JetBrains and kulala.nvim call no-cookie-jar.
    return written == u"noCookieJar" ? u"no-cookie-jar"_s : written.toString();
}

} // namespace Recloser
