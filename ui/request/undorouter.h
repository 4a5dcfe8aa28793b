// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"

#include <QObject>

class QLineEdit;
class QPoint;
class QWidget;

namespace Recloser {

class VariableAid;

/// Makes the undo keys and the context menu of text fields act on the document instead of the
/// field's own history, and ends a step of typing when the focus leaves. One per composer; a field
/// that dies is forgotten by Qt. GUI thread.
class UndoRouter : public QObject
{
    Q_OBJECT

public:
    /// `document` outlives the router, and so does `aid` (null: none), which helps in fields that
    /// take placeholders.
    explicit UndoRouter(RequestDocument &document, VariableAid *aid = nullptr,
                        QObject *parent = nullptr);

    /// Takes over a QLineEdit or QPlainTextEdit.
    void route(QWidget &field);
    /// Takes over a QLineEdit or CodeEditor whose text may hold placeholders.
    void routeText(QWidget &field);
    VariableAid *aid() const { return m_aid; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool act(QEvent *event);
    void showMenu(QLineEdit &field, const QPoint &at);

    RequestDocument &m_document;
    VariableAid *m_aid;
};

} // namespace Recloser
