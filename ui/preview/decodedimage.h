// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"

#include <QImage>
#include <QSize>

#include <chrono>
#include <optional>
#include <stop_token>
#include <vector>

namespace Recloser {

/// A picture that was read from a body. Plain value.
struct DecodedImage
{
    struct Frame
    {
        QImage image;
        /// Until the next one.
        std::chrono::milliseconds delay{0};
    };
    enum class Problem {
        None,
        Broken,
        TooLarge, ///< beyond mostPixelBytes or mostImageBytes
        UnknownFormat, ///< nobody here reads it
    };

    Problem problem = Problem::None;
    /// What the one who reads it says of the problem.
    QString detail;
    /// "PNG", "SVG".
    QString format;
    /// As the file says; of drawings their own measure.
    QSize size;
    /// One, or several that follow each other.
    std::vector<Frame> frames;
    /// There are more frames than are kept.
    bool isCut = false;
    /// Of a drawing, which is drawn anew for each size.
    std::optional<QByteArray> drawing;
};

/// Of a picture in memory.
constexpr qint64 mostPixelBytes = 256LL * 1024 * 1024;
/// Of the file.
constexpr qint64 mostImageBytes = 64LL * 1024 * 1024;

/// Reads a picture, whatever it says it is. For a thread of its own.
DecodedImage decodedImage(const HeldBytes &bytes, const std::stop_token &stop = {});

/// A drawing (SVG) at a size, on nothing.
QImage drawn(const QByteArray &drawing, const QSize &size);

} // namespace Recloser
