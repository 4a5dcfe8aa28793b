// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

namespace Recloser {

class CodeEditor;

/// The strip of line numbers left of a CodeEditor's text; a child of it that leaves the painting to
/// it.
class LineNumbers : public QWidget
{
    Q_OBJECT

public:
    explicit LineNumbers(CodeEditor *editor);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    CodeEditor *m_editor;
};

} // namespace Recloser
