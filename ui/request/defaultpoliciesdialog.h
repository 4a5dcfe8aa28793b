// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "ui/document/requestdocument.h"
#include "ui/request/requesteditorservices.h"
#include "ui/request/undorouter.h"

#include <QDialog>

namespace Recloser {

class PolicyEditor;

/// The policies of all requests that say nothing themselves, edited with the fields of the page
/// "Breaker & retry" and an undo history of its own. Emits submitted() and closes; blocks nothing.
class DefaultPoliciesDialog : public QDialog
{
    Q_OBJECT

public:
    /// `clock`, and what `services` refers to, outlive the dialog; of its functions none is used.
    DefaultPoliciesDialog(const Clock &clock, const RequestEditorServices &services,
                          const PolicyOverrides &defaults, QWidget *parent = nullptr);

    PolicyEditor &editor() { return *m_editor; }
    const PolicyOverrides &values() const { return m_document.spec().policy; }

Q_SIGNALS:
    void submitted(const Recloser::PolicyOverrides &defaults);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    RequestDocument m_document;
    RequestEditorServices m_services;
    UndoRouter m_undo;
    PolicyEditor *m_editor;
};

} // namespace Recloser
