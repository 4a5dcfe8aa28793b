// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"

#include <QObject>

class QLineEdit;
class QPoint;
class QWidget;

namespace Recloser {

/// Makes the undo keys and the context menu of text fields act on the document instead of the
/// field's own history, and ends a step of typing when the focus leaves. One per composer; a field
/// that dies is forgotten by Qt. GUI thread.
class UndoRouter : public QObject
{
    Q_OBJECT

public:
    /// `document` outlives the router.
    explicit UndoRouter(RequestDocument &document, QObject *parent = nullptr);

    /// Takes over a QLineEdit or QPlainTextEdit.
    void route(QWidget &field);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool act(QEvent *event);
    void showMenu(QLineEdit &field, const QPoint &at);

    RequestDocument &m_document;
};

} // namespace Recloser
