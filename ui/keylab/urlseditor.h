// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QPlainTextEdit>

namespace Recloser {

/// URLs, one a line. A paste too large for an editor is not put into it but handed over whole.
class UrlsEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// Lines an editor takes without a pause that can be felt.
    static constexpr int editableLines = 2000;

    using QPlainTextEdit::QPlainTextEdit;

Q_SIGNALS:
    void largePaste(const QString &text);
    void finished();

protected:
    void insertFromMimeData(const QMimeData *source) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace Recloser
