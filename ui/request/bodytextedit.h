// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/requesteditorservices.h"
#include "ui/widgets/latestjob.h"

#include <QTimer>
#include <QWidget>

#include <expected>
#include <functional>

class QLabel;

namespace Recloser {

class CodeEditor;
class EmptyState;
class RequestDocument;
class UndoRouter;

/// A text of a body: an editor with highlighting, and under it what is wrong with what is written,
/// first of all the place of the first fault of JSON. A text with a very long line is not edited:
/// it can be laid out, and looked at elsewhere.
class BodyTextEdit : public QWidget
{
    Q_OBJECT

public:
    /// Longer texts reach the document a moment after the last key, not with every one.
    static constexpr int directLimit = 100'000;

    enum class Content {
        Text,
        Variables, ///< of a GraphQL query: JSON
    };

    BodyTextEdit(RequestDocument &document, const RequestEditorServices &services,
                 UndoRouter &router, Content content = Content::Text, QWidget *parent = nullptr);

    CodeEditor &editor() { return *m_editor; }
    /// The editor does not have the text, which would hold it up.
    bool isHeldBack() const { return m_isHeldBack; }
    /// Puts what is still being typed into the document.
    void commit();
    /// Lays JSON, XML or a query out over lines; a fault is shown instead, with the cursor there.
    void format();
    QString faultText() const;
    /// What is wrong with a query, in words; asked for a moment after it changed.
    void setQueryCheck(std::function<QString(const QString &query)> check);
    /// Looks again.
    void check();

private:
    void take();
    void textTyped();
    void showText(const QString &text);
    void holdBack(bool isHeldBack);
    bool takePasted(const QString &text);
    void takeFormatted(const std::expected<QString, qsizetype> &formatted);
    QString typedText() const;
    bool isJson() const;
    bool isQuery() const;
    RequestSpec withText(const QString &text) const;
    void moveTo(int position);

    RequestDocument &m_document;
    const Content m_content;
    CodeEditor *m_editor;
    EmptyState *m_instead;
    QLabel *m_fault;
    /// What the editor shows, or would, with line feeds alone.
    QString m_shown;
    bool m_isHeldBack = false;
    bool m_carriageReturns = false;
    bool m_taking = false;
    std::function<QString(const QString &query)> m_queryCheck;
    QTimer m_commitSoon;
    QTimer m_checkSoon;
    LatestJob m_format;
};

} // namespace Recloser
