// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policypage.h"

#include "ui/request/planpanel.h"
#include "ui/request/transferfields.h"
#include "ui/widgets/taborder.h"

#include <QVBoxLayout>

namespace Recloser {

PolicyPage::PolicyPage(RequestDocument &document, const RequestEditorServices &services,
                       UndoRouter &router, QWidget *parent)
    : RequestPage(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    connect(&document, &RequestDocument::changed, this, &RequestPage::badgeChanged);
}

void PolicyPage::build()
{
    if (m_editor)
        return;
    m_editor = new PolicyEditor(m_document, m_services, m_router, tr("this request"));
    new TransferFields(m_document, m_router, m_editor->rightColumn(), this);
    m_editor->guardChoices();
    layout()->addWidget(m_editor);
    takeTabPlace(*this);
    setFocusProxy(m_editor);
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

QString PolicyPage::summary()
{
    return editor().plan().summary();
}

void PolicyPage::refresh()
{
    if (m_editor)
        m_editor->refresh();
    Q_EMIT badgeChanged();
}

} // namespace Recloser
