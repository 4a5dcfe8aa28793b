// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policypage.h"

#include "ui/request/planpanel.h"
#include "ui/request/transferfields.h"

#include <QVBoxLayout>

namespace Recloser {

PolicyPage::PolicyPage(RequestDocument &document, const RequestEditorServices &services,
                       UndoRouter &router, QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_services(services)
    , m_editor(new PolicyEditor(document, services, router, tr("this request")))
{
    new TransferFields(document, router, m_editor->rightColumn(), this);
    m_editor->guardChoices();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    setFocusProxy(m_editor);
    connect(&document, &RequestDocument::changed, this, &RequestPage::badgeChanged);
}

QString PolicyPage::badge() const
{
    const PolicyOverrides &own = m_document.spec().policy;
    if (policiesOf(m_services.currentLayers(), own).breaker.breaker == BreakerSwitch::Off)
        return tr("off");
    if (own.preset)
        return presetName(*own.preset);
    return own == PolicyOverrides() ? QString() : tr("set");
}

QString PolicyPage::summary() const
{
    return m_editor->plan().summary();
}

void PolicyPage::refresh()
{
    m_editor->refresh();
    Q_EMIT badgeChanged();
}

} // namespace Recloser
