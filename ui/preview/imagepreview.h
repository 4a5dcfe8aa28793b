// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/preview/decodedimage.h"
#include "ui/theme/theme.h"
#include "ui/widgets/latestjob.h"

#include <QAbstractScrollArea>
#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace Recloser {

/// The picture itself, on a chequered ground, as large as there is room or pixel by pixel. It is
/// scaled and drawn by a worker; until that is done the one before is stretched.
class ImageCanvas : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Zoom { Fit, Real };

    explicit ImageCanvas(const Theme &theme, QWidget *parent = nullptr);

    void showImage(DecodedImage image);
    void clear();
    void setZoom(Zoom zoom);
    Zoom zoom() const { return m_zoom; }
    bool isBusy() const { return m_scale.isBusy(); }
    /// As it is painted.
    QRect imageRect() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QSize shownSize() const;
    void refit();
    void nextFrame();

    const Theme &m_theme;
    DecodedImage m_image;
    size_t m_frame = 0;
    Zoom m_zoom = Zoom::Fit;
    /// The frame at the size it is painted in.
    QImage m_scaled;
    LatestJob m_scale;
    QTimer m_animation;
};

/// A picture of a body, or why there is none, with its measures. GUI thread; decodes on another
/// one.
class ImagePreview : public QWidget
{
    Q_OBJECT

public:
    explicit ImagePreview(const Theme &theme, QWidget *parent = nullptr);

    void showBytes(const HeldBytes &bytes);
    void clear();
    bool isBusy() const { return m_decode.isBusy(); }
    /// "640 × 480 · PNG · 12.1 kB", or what is wrong with it.
    QString summary() const;
    ImageCanvas *canvas() const { return m_canvas; }

Q_SIGNALS:
    void settled();

private:
    const Theme &m_theme;
    ImageCanvas *m_canvas;
    QLabel *m_summary;
    QToolButton *m_fit;
    QToolButton *m_real;
    LatestJob m_decode;
};

} // namespace Recloser
