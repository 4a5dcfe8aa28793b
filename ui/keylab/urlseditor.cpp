// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/urlseditor.h"

#include <QKeyEvent>
#include <QMimeData>

namespace Recloser {

void UrlsEditor::insertFromMimeData(const QMimeData *source)
{
    const QString text = source->text();
    if (text.count(u'\n') + blockCount() > editableLines || text.size() > 500'000)
        Q_EMIT largePaste(text);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

void UrlsEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT finished();
    else
        QPlainTextEdit::keyPressEvent(event);
}

} // namespace Recloser
