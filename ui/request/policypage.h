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
    /// Made when it is first looked at: it is most of what a tab is made of.
    PolicyEditor &editor()
    {
        build();
        return *m_editor;
    }
    QString summary();
    QString patternProblem() { return editor().patternProblem(); }

protected:
    void build() override;

private:
    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    PolicyEditor *m_editor = nullptr;
};

} // namespace Recloser
