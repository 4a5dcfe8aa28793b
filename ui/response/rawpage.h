// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/bodyview/bodyloader.h"
#include "ui/bodyview/bodyview.h"
#include "ui/response/rawtext.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSplitter;
class QToolButton;

namespace Recloser {

class CodeEditor;

/// What went out and what came back as it was written, a message at a time: heads as text with the
/// lines that the transport added in grey, the request's body in a view of bodies. References
/// outlive it. GUI thread.
class RawPage : public QWidget
{
    Q_OBJECT

public:
    enum class Side { Sent, Received };

    RawPage(const Theme &theme, SyntaxRepository &syntax, QWidget *parent = nullptr);

    void clear();
    /// Shows its last message.
    void showExchange(const Exchange &exchange);
    void setSide(Side side);
    Side side() const { return m_side; }
    void setMessage(int index);
    const QList<RawMessage> &messages() const { return m_messages; }

    QString headText() const;
    BodyView *bodyView() const { return m_body; }
    QString bodyNoteText() const;

private:
    QWidget *buildBar();
    QWidget *buildBody(SyntaxRepository &syntax);
    void update();
    void loadBody(const RawMessage &message);
    void takeBody(BodyLoader::Loaded &&loaded);
    QList<QTextEdit::ExtraSelection> marks() const;

    const Theme &m_theme;
    QList<RawMessage> m_messages;
    Side m_side = Side::Sent;
    QComboBox *m_choice;
    QToolButton *m_sent;
    QToolButton *m_received;
    QLabel *m_note;
    CodeEditor *m_head;
    QLabel *m_bodyNote;
    BodyView *m_body;
    QWidget *m_bodyPart;
    QSplitter *m_splitter;
    QByteArray m_contentType;
    BodyLoader m_loader;
};

} // namespace Recloser
