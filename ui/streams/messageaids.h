// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <expected>
#include <functional>

namespace Recloser {

/// What those who write messages ask others for; all may be empty. The errors are sentences.
struct MessageAids
{
    using Change = std::function<std::expected<QString, QString>(const QString &text)>;

    /// Fills placeholders in.
    Change expand;
    /// Lays JSON out.
    Change format;
    /// Opens the connection: sends the request.
    std::function<void()> open;
};

} // namespace Recloser
