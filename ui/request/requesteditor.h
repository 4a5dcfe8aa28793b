// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"
#include "ui/request/keystatus.h"
#include "ui/request/requesteditorservices.h"
#include "ui/request/sendbutton.h"
#include "ui/request/undorouter.h"
#include "ui/variables/variableaid.h"
#include "ui/widgets/latestjob.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace Recloser {

class BodyPage;
class HeadersPage;
class KeyLine;
class PageTabs;
class PolicyPage;
class RequestPage;
class UrlBar;

/// The composer of one tab: method, URL and Send, the key line, and the pages with everything else.
/// Edits its document, sends nothing itself. GUI thread.
class RequestEditor : public QWidget
{
    Q_OBJECT

public:
    enum class Page { Params, Headers, Body, Auth, Policy };

    /// `document` outlives the editor.
    RequestEditor(RequestDocument &document, RequestEditorServices services,
                  QWidget *parent = nullptr);
    ~RequestEditor() override;

    RequestDocument &document() { return m_document; }

    void focusUrl();
    VariableAid &aid() { return m_aid; }
    void setPage(Page page);
    Page page() const;

    /// Puts what is being typed into the document; before it is saved or sent.
    void commit();
    /// Asks to send, as the button does; nothing while the request runs.
    void send(SendKind kind = SendKind::Normal);
    /// Whether this tab's request is under way: Send is Stop then.
    void setRunState(RunState state);
    RunState runState() const;

    /// Environment, defaults or collection are other ones now.
    void refresh();
    /// Text that pasted() handed out and nobody could read goes into the URL line after all.
    void insertIntoUrl(const QString &text);
    const KeyStatus &keyStatus() const;

Q_SIGNALS:
    void sendRequested(Recloser::SendKind kind);
    void stopRequested();
    /// Key Lab with this request's pattern.
    void keyLabRequested(const QString &pattern);
    /// A cURL command or a request of the Fynd library was pasted into the URL line; nothing was
    /// inserted.
    void pasted(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void addPage(RequestPage *page, const QString &title, const QString &toolTip);
    void connectUrlBar();
    void take(const DocumentChange &change);
    void showMethod();
    Policies policies() const;
    void updateKey();
    void updateKeySoon();
    void updateCircuit();
    void updateCountdown();
    /// Asks a worker for the worst that can be said of the pattern on this URL.
    void askFinding();

    RequestDocument &m_document;
    const RequestEditorServices m_services;
    VariableAid m_aid;
    UndoRouter m_undo;
    UrlBar *m_urlBar;
    SendButton *m_send;
    KeyLine *m_keyLine;
    PageTabs *m_tabs;
    QStackedWidget *m_stack;
    QList<RequestPage *> m_pages;
    HeadersPage *m_headers;
    PolicyPage *m_policy;
    /// The key without what is known of its circuit.
    KeyStatus m_key;
    /// Set when a pattern takes longer than typing can wait for.
    QTimer m_keySoon;
    std::chrono::milliseconds m_keyCost{0};
    LatestJob m_findingJob;
    /// What was said last, and of which pattern; shown until the next answer.
    std::optional<Finding> m_finding;
    QString m_findingPattern;
};

} // namespace Recloser
