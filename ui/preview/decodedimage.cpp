// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/preview/decodedimage.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostFrameBytes = 128LL * 1024 * 1024;

bool looksLikeSvg(QByteArrayView head)
{
    return head.first(std::min<qsizetype>(head.size(), 1'024)).contains("<svg");
}

DecodedImage readDrawing(const QByteArray &bytes)
{
    DecodedImage decoded;
    decoded.format = u"SVG"_s;
    QSvgRenderer renderer;
    if (!renderer.load(bytes)) {
        decoded.problem = DecodedImage::Problem::Broken;
        return decoded;
    }
    decoded.size = renderer.defaultSize();
    if (decoded.size.isEmpty())
        decoded.size = QSize(300, 150);
    decoded.drawing = QByteArray(bytes.constData(), bytes.size());
    return decoded;
}

} // namespace

DecodedImage decodedImage(const HeldBytes &bytes, const std::stop_token &stop)
{
    DecodedImage decoded;
    if (bytes.size() > mostImageBytes) {
        decoded.problem = DecodedImage::Problem::TooLarge;
        return decoded;
    }
    const QByteArray all = QByteArray::fromRawData(bytes.view().data(), bytes.size());
    if (looksLikeSvg(bytes.view()))
        return readDrawing(all);
    QBuffer buffer;
    buffer.setData(all);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    decoded.format = QString::fromLatin1(reader.format()).toUpper();
    decoded.size = reader.size();
    if (!reader.canRead()) {
        decoded.problem = decoded.format.isEmpty() ? DecodedImage::Problem::UnknownFormat
                                                   : DecodedImage::Problem::Broken;
        decoded.detail = reader.errorString();
        return decoded;
    }
    if (decoded.size.isValid()
        && qint64(decoded.size.width()) * decoded.size.height() * 4 > mostPixelBytes) {
        decoded.problem = DecodedImage::Problem::TooLarge;
        return decoded;
    }
    qint64 held = 0;
    while (!stop.stop_requested()) {
        const QImage image = reader.read();
        if (image.isNull()) {
            if (decoded.frames.empty()) {
                decoded.problem = DecodedImage::Problem::Broken;
                decoded.detail = reader.errorString();
            }
            break;
        }
        held += image.sizeInBytes();
        if (!decoded.frames.empty() && held > mostFrameBytes) {
            decoded.isCut = true;
            break;
        }
        // What says nothing, or too little, is shown as browsers do.
        const int delay = reader.nextImageDelay();
        decoded.frames.push_back({image, std::chrono::milliseconds(delay < 20 ? 100 : delay)});
        if (!reader.supportsAnimation())
            break;
    }
    if (!decoded.frames.empty() && !decoded.size.isValid())
        decoded.size = decoded.frames.front().image.size();
    return decoded;
}

QImage drawn(const QByteArray &drawing, const QSize &size)
{
    QSvgRenderer renderer(drawing);
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter, QRectF(QPointF(), size));
    return image;
}

} // namespace Recloser
