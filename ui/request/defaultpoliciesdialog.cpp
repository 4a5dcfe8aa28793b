// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/defaultpoliciesdialog.h"

#include "ui/request/policyeditor.h"
#include "ui/theme/look.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

RequestSpec specOf(const PolicyOverrides &defaults)
{
    RequestSpec spec;
    spec.policy = defaults;
    return spec;
}

} // namespace

DefaultPoliciesDialog::DefaultPoliciesDialog(const Clock &clock,
                                             const RequestEditorServices &services,
                                             const PolicyOverrides &defaults, QWidget *parent)
    : QDialog(parent)
    , m_document(clock, specOf(defaults))
    , m_services{.theme = services.theme,
                 .keys = services.keys,
                 .circuits = services.circuits,
                 .syntax = services.syntax}
    , m_undo(m_document)
{
    m_editor = new PolicyEditor(m_document, m_services, m_undo, tr("settings"));
    setWindowTitle(tr("Default policies"));
    resize(820, 640);
    auto *intro = new QLabel(tr("What every request runs with. A folder, a file and a request may "
                                "say otherwise; the nearest wins."));
    setLook(intro, "muted"_L1);
    intro->setWordWrap(true);
    intro->setContentsMargins(14, 0, 14, 0);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->setContentsMargins(14, 0, 14, 0);
    setLook(buttons->button(QDialogButtonBox::Ok), "primary"_L1);
    QPushButton *reset = buttons->addButton(tr("&Unset all"), QDialogButtonBox::ResetRole);
    reset->setToolTip(tr("Back to the Fynd preset; can be undone"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 12);
    layout->setSpacing(8);
    layout->addWidget(intro);
    layout->addWidget(m_editor, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT submitted(values());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_document.edit(tr("unset all"), RequestPart::PolicyFix, {},
                        RequestDocument::EditKind::Step);
    });
    m_editor->setFocus();
}

void DefaultPoliciesDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo)) {
        m_document.undo();
    } else if (event->matches(QKeySequence::Redo)) {
        m_document.redo();
    } else {
        QDialog::keyPressEvent(event);
        return;
    }
    event->accept();
}

} // namespace Recloser
