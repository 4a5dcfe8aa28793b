// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"
#include "core/model/scope.h"
#include "core/model/senderror.h"

#include <QStringList>

#include <expected>
#include <optional>

namespace Recloser {

/// A notation in which a request can be copied.
enum class CopyFormat {
    CurlBash,
    CurlCmd,
    PythonRequests,
    PythonAiohttp,
    PythonAsyncioRequests, ///< a program around FyndCall
    Httpie,
    FyndJson,
    FyndDict,
    FyndCall,
};

/// In the order in which menus list them.
const QList<CopyFormat> &allCopyFormats();

/// The word of the command line: `curl`, `curl-cmd`, `requests`, `aiohttp`, `asyncio-requests`,
/// `httpie`, `fynd-json`, `fynd-dict`, `fynd-call`.
QString copyFormatWord(CopyFormat format);
std::optional<CopyFormat> copyFormatOf(QStringView word);

struct CopyOptions
{
    enum class Variables {
        Keep, ///< `{{name}}` stays
        Resolve, ///< values of the scope stand there; a missing one is an error
    };
    enum class Secrets {
        Mask, ///< `***` in their place, as in history
        Plain,
    };
    Variables variables = Variables::Keep;
    Secrets secrets = Secrets::Mask;

    bool operator==(const CopyOptions &) const = default;
};

struct CopiedRequest
{
    /// Ends with a line break.
    QString text;
    /// What the notation has no place for: JSON names of policies, "method", "body", "headers",
    /// "auth", "redirects", "httpVersion", "disabled".
    QStringList lost;

    bool operator==(const CopiedRequest &) const = default;
};

/// `spec` as text that asks for what sending it would send. The error is that of resolve().
std::expected<CopiedRequest, SendError> copyAs(CopyFormat format, const RequestSpec &spec,
                                               const Scope &scope, const CopyOptions &options);

} // namespace Recloser
