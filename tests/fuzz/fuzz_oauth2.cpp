// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/oauth2answers.h"
#include "tests/fuzz/fuzzpieces.h"

#include <algorithm>

using namespace Recloser;
using namespace Qt::StringLiterals;

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        "{",
        "}",
        "{\"access_token\":\"a\",\"token_type\":\"bearer\"",
        "{\"device_code\":\"d\",\"user_code\":\"U\",\"verification_uri\":\"https://a/\"",
        "{\"error\":\"slow_down\"",
        ",\"expires_in\":",
        ",\"interval\":",
        ",\"refresh_token\":\"r\"",
        ",\"refresh_token\":\"\\u0000\"",
        ",\"error_description\":\"a\\nb\\u202e\"",
        ",\"access_token\":\"a\\r\\nX: y\"",
        ",\"verification_uri\":\"javascript:alert(1)\"",
        "3600",
        "-1",
        "1e300",
        "\"60\"",
        "\"x\"",
        "null",
        "[]",
        "state=s",
        "&code=c",
        "&iss=https%3A%2F%2Fa",
        "&error=access_denied",
        "&",
        "=",
        "+",
        "%0D%0A",
        "%",
        "é",
        "\xff",
        QByteArray("\0", 1),
        QByteArray(5000, 'x'),
    };
    return all;
}

namespace {

bool isPrintable(const QString &text)
{
    return text.size() <= 600
        && std::ranges::all_of(text, [](QChar c) { return c.isPrint() || c.isSurrogate(); });
}

bool isVisible(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

void checkRefusal(const OAuth2Refusal &refusal)
{
    keep(!refusalText(refusal).isEmpty() && isPrintable(refusalText(refusal)),
         "a refusal says something that can be shown");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    for (const int status : {200, 400}) {
        if (const auto token = readTokenAnswer({}, status, input)) {
            keep(status == 200 && !token->accessToken.isEmpty() && isVisible(token->accessToken)
                     && isVisible(token->refreshToken.toUtf8()) && isPrintable(token->scope),
                 "a token fits into a header");
            keep(!token->lifetime || token->lifetime->count() >= 0, "no token has expired before");
        } else {
            checkRefusal(token.error());
        }
        if (const auto device = readDeviceAnswer(status, input)) {
            keep(isPrintable(device->userCode) && device->interval.count() > 0,
                 "a code can be shown, and is not asked about without end");
            for (const QUrl &url : {device->verificationUrl, device->completeUrl})
                keep(url.isEmpty() || url.scheme() == "https"_L1
                         || (url.scheme() == "http"_L1 && isLoopbackHost(url.host())),
                     "a browser opens pages only");
        } else {
            checkRefusal(device.error());
        }
    }
    const FormFields fields = formDecoded(input);
    keep(formDecoded(formEncoded(fields)) == fields || input.contains('\xff'),
         "a form that is encoded is the same when read");
    if (const auto code = readRedirect(fields, "s", u"https://a"_s))
        keep(hasState(fields, "s") && isVisible(code->toUtf8()), "a code belongs to our question");
    else
        checkRefusal(code.error());
    return 0;
}
