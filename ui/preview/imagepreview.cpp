// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/preview/imagepreview.h"

#include "ui/describe/formatting.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Of the squares behind what is transparent.
constexpr int square = 8;
/// A drawing is not made larger than that.
constexpr int mostDrawn = 4'096;

QString words(const DecodedImage &image, qint64 bytes)
{
    using Problem = DecodedImage::Problem;
    QStringList parts;
    if (image.size.isValid() && !image.size.isEmpty())
        parts += ImagePreview::tr("%1 × %2").arg(image.size.width()).arg(image.size.height());
    if (!image.format.isEmpty())
        parts += image.format;
    parts += formatSize(bytes);
    if (image.frames.size() > 1)
        parts += image.isCut ? ImagePreview::tr("the first %1 pictures").arg(image.frames.size())
                             : ImagePreview::tr("%1 pictures").arg(image.frames.size());
    const QString measures = parts.join(u" · "_s);
    switch (image.problem) {
    case Problem::None:
        return measures;
    case Problem::Broken:
        return ImagePreview::tr("This image is broken and cannot be shown (%1).").arg(measures);
    case Problem::TooLarge:
        return ImagePreview::tr("This image is too large to be shown here (%1). “Save…” writes it "
                                "to a file.")
            .arg(measures);
    case Problem::UnknownFormat:
        return ImagePreview::tr("Nothing on this system reads this kind of image (%1).")
            .arg(measures);
    }
    return measures;
}

} // namespace

ImageCanvas::ImageCanvas(const Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    m_animation.setSingleShot(true);
    connect(&m_animation, &QTimer::timeout, this, &ImageCanvas::nextFrame);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void ImageCanvas::showImage(DecodedImage image)
{
    clear();
    m_image = std::move(image);
    refit();
    if (m_image.frames.size() > 1 && isVisible())
        m_animation.start(m_image.frames[0].delay);
}

void ImageCanvas::clear()
{
    m_animation.stop();
    m_scale.cancel();
    m_image = {};
    m_scaled = {};
    m_frame = 0;
    refit();
}

void ImageCanvas::setZoom(Zoom zoom)
{
    m_zoom = zoom;
    refit();
}

QSize ImageCanvas::shownSize() const
{
    QSize size = m_image.size;
    if (size.isEmpty())
        return {};
    const QSize room = viewport()->size() - QSize(16, 16);
    const bool isTooLarge = size.width() > room.width() || size.height() > room.height();
    if (m_zoom == Zoom::Fit && (isTooLarge || m_image.drawing))
        size = size.scaled(room, Qt::KeepAspectRatio);
    if (m_image.drawing && std::max(size.width(), size.height()) > mostDrawn)
        size = size.scaled(mostDrawn, mostDrawn, Qt::KeepAspectRatio);
    return size.expandedTo(QSize(1, 1));
}

/// Another picture, or another size of it, is wanted.
void ImageCanvas::refit()
{
    const QSize size = shownSize();
    const QSize room = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, size.width() - room.width()));
    verticalScrollBar()->setRange(0, std::max(0, size.height() - room.height()));
    horizontalScrollBar()->setPageStep(room.width());
    verticalScrollBar()->setPageStep(room.height());
    horizontalScrollBar()->setSingleStep(20);
    verticalScrollBar()->setSingleStep(20);
    viewport()->update();
    if (size.isEmpty())
        return;
    if (m_image.drawing) {
        m_scale.ask([drawing = *m_image.drawing,
                     size](const std::stop_token &) { return drawn(drawing, size); },
                    [this](QImage &&image) {
                        m_scaled = std::move(image);
                        viewport()->update();
                    });
    } else if (!m_image.frames.empty()) {
        const QImage &frame = m_image.frames[m_frame].image;
        if (size == frame.size()) {
            m_scale.cancel();
            m_scaled = frame;
            return;
        }
        m_scale.ask(
            [frame, size](const std::stop_token &) {
                return frame.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
            },
            [this](QImage &&image) {
                m_scaled = std::move(image);
                viewport()->update();
            });
    }
}

void ImageCanvas::nextFrame()
{
    if (m_image.frames.size() < 2)
        return;
    m_frame = (m_frame + 1) % m_image.frames.size();
    m_animation.start(m_image.frames[m_frame].delay);
    refit();
}

QRect ImageCanvas::imageRect() const
{
    const QSize size = shownSize();
    const QSize room = viewport()->size();
    return {QPoint(std::max(0, (room.width() - size.width()) / 2) - horizontalScrollBar()->value(),
                   std::max(0, (room.height() - size.height()) / 2) - verticalScrollBar()->value()),
            size};
}

void ImageCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    const ThemeColors &colors = m_theme.colors();
    painter.fillRect(viewport()->rect(), colors.background);
    if (m_scaled.isNull())
        return;
    const QRect rect = imageRect();
    const QRect seen = rect.intersected(viewport()->rect());
    QPixmap tile(2 * square, 2 * square);
    tile.fill(colors.pane);
    QPainter squares(&tile);
    squares.fillRect(0, 0, square, square, colors.hover);
    squares.fillRect(square, square, square, square, colors.hover);
    squares.end();
    painter.drawTiledPixmap(seen, tile, seen.topLeft() - rect.topLeft());
    if (m_scaled.size() == rect.size())
        painter.drawImage(seen.topLeft(), m_scaled, seen.translated(-rect.topLeft()));
    else
        painter.drawImage(rect, m_scaled);
}

void ImageCanvas::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    refit();
}

void ImageCanvas::scrollContentsBy(int, int)
{
    viewport()->update();
}

void ImageCanvas::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    if (m_image.frames.size() > 1)
        m_animation.start(m_image.frames[m_frame].delay);
}

void ImageCanvas::hideEvent(QHideEvent *event)
{
    // What nobody sees need not move.
    m_animation.stop();
    QAbstractScrollArea::hideEvent(event);
}

ImagePreview::ImagePreview(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_canvas(new ImageCanvas(theme))
    , m_summary(new QLabel)
{
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(14, 0, 10, 6);
    bar->setSpacing(4);
    m_summary->setWordWrap(true);
    m_summary->setFont(theme.figures());
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    bar->addWidget(m_summary, 1);
    const auto addZoom = [&](const QString &text, const QString &tip, ImageCanvas::Zoom zoom) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        connect(button, &QToolButton::clicked, this, [this, zoom] { m_canvas->setZoom(zoom); });
        bar->addWidget(button);
        return button;
    };
    m_fit = addZoom(tr("Fit"), tr("As large as there is room"), ImageCanvas::Zoom::Fit);
    m_fit->setChecked(true);
    m_real = addZoom(tr("100 %"), tr("Pixel by pixel"), ImageCanvas::Zoom::Real);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_canvas, 1);
    m_canvas->setAccessibleName(tr("Image"));
    setFocusProxy(m_canvas);
}

void ImagePreview::showBytes(const HeldBytes &bytes)
{
    clear();
    m_decode.ask([bytes](const std::stop_token &stop) { return decodedImage(bytes, stop); },
                 [this, size = bytes.size()](DecodedImage &&image) {
                     const QString text = words(image, size);
                     const bool isBad = image.problem != DecodedImage::Problem::None;
                     m_summary->setText(text);
                     m_summary->setToolTip(image.detail);
                     setLook(m_summary, isBad ? "error"_L1 : "muted"_L1);
                     m_canvas->setAccessibleDescription(text);
                     m_fit->setVisible(!isBad);
                     m_real->setVisible(!isBad);
                     m_canvas->showImage(std::move(image));
                     Q_EMIT settled();
                 });
}

void ImagePreview::clear()
{
    m_decode.cancel();
    m_summary->clear();
    m_canvas->clear();
}

QString ImagePreview::summary() const
{
    return m_summary->text();
}

} // namespace Recloser
