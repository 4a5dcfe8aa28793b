// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/request/policyeditor.h"
#include "ui/request/requestpage.h"

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
    PolicyEditor &editor() { return *m_editor; }
    QString summary() const;
    QString patternProblem() const { return m_editor->patternProblem(); }

private:
    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    PolicyEditor *m_editor;
};

} // namespace Recloser
