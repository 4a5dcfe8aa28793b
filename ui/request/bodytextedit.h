// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/requesteditorservices.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace Recloser {

class CodeEditor;
class RequestDocument;
class UndoRouter;

/// The text of a body: an editor with highlighting, and for JSON the place of the first fault under
/// it.
class BodyTextEdit : public QWidget
{
    Q_OBJECT

public:
    /// Longer texts reach the document a moment after the last key, not with every one.
    static constexpr int directLimit = 100'000;

    BodyTextEdit(RequestDocument &document, const RequestEditorServices &services,
                 UndoRouter &router, QWidget *parent = nullptr);

    CodeEditor &editor() { return *m_editor; }
    /// Puts what is still being typed into the document.
    void commit();
    /// Lays JSON out over lines; a fault is shown instead, with the cursor there.
    void format();
    QString faultText() const;

private:
    void take();
    void textTyped();
    void showText(const QString &text);
    void check();
    QString typedText() const;

    RequestDocument &m_document;
    CodeEditor *m_editor;
    QLabel *m_fault;
    /// What the editor shows, with line feeds alone.
    QString m_shown;
    bool m_carriageReturns = false;
    bool m_taking = false;
    QTimer m_commitSoon;
    QTimer m_checkSoon;
};

} // namespace Recloser
