// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/policyfields.h"
#include "ui/request/requestpage.h"

class QLabel;
class QVBoxLayout;

namespace Recloser {

/// Circuit breaker, retries, time-outs, redirects and HTTP version of a request, and what they come
/// to at worst.
class PolicyPage : public RequestPage
{
    Q_OBJECT

public:
    PolicyPage(RequestDocument &document, const RequestEditorServices &services, UndoRouter &router,
               QWidget *parent = nullptr);

    QString badge() const override;
    bool shows(RequestPart part) const override { return part >= RequestPart::Preset; }
    /// The layers below changed.
    void refresh();
    QString summary() const;
    QString patternProblem() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addPattern(QVBoxLayout &layout);
    QWidget *breakerColumn();
    QWidget *retryColumn();
    void addTransfer(QGridLayout &grid);
    void take();
    void takePattern(const Policies &policies);

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    PolicyFields *m_fields;
    QLabel *m_summary;
    QLineEdit *m_pattern = nullptr;
    QLabel *m_patternProblem = nullptr;
    QComboBox *m_redirects = nullptr;
    QLineEdit *m_maxHops = nullptr;
    QComboBox *m_httpVersion = nullptr;
};

} // namespace Recloser
