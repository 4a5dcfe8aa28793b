// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/connections/certificateview.h"

#include "ui/connections/certificatewords.h"
#include "ui/theme/look.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>

namespace Recloser {

using namespace Qt::StringLiterals;

CertificateView::CertificateView(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget)
    , m_form(new QFormLayout)
{
    m_list->setAccessibleName(tr("Certificates of the chain, the server's first"));
    m_list->setFixedWidth(210);
    m_list->setTextElideMode(Qt::ElideMiddle);
    auto *values = new QWidget;
    setLook(values, "pane"_L1);
    values->setLayout(m_form);
    m_form->setContentsMargins(14, 10, 14, 10);
    m_form->setVerticalSpacing(8);
    m_form->setHorizontalSpacing(14);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    const QStringList titles{tr("Subject"), tr("Hosts"),  tr("Issuer"),  tr("Valid"),
                             tr("Key"),     tr("Serial"), tr("SHA-256"), tr("SHA-1")};
    for (const QString &title : titles) {
        auto *name = new QLabel(title);
        setLook(name, "muted"_L1);
        auto *value = new QLabel;
        value->setWordWrap(true);
        value->setTextFormat(Qt::PlainText);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setAccessibleName(title);
        value->setMinimumWidth(1);
        m_form->addRow(name, value);
        m_values.append(value);
    }
    for (const Row row : {Serial, Sha256, Sha1})
        m_values[row]->setFont(theme.monospace());
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(values);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_list);
    layout->addWidget(scroll, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &CertificateView::showCurrent);
}

void CertificateView::setChain(const QList<QByteArray> &chain, const QDateTime &now)
{
    m_now = now;
    m_chain = chain;
    m_facts.clear();
    m_list->clear();
    for (const QByteArray &der : chain) {
        m_facts.append(factsOf(der));
        const CertificateFacts &facts = m_facts.constLast();
        const QString name = facts.isNull() ? tr("(no certificate)") : facts.subject;
        auto *item = new QListWidgetItem(u"%1. %2"_s.arg(m_facts.size()).arg(name), m_list);
        item->setToolTip(facts.isNull() ? name : tr("%1, %2").arg(name, daysLeftWords(facts, now)));
    }
    m_list->setCurrentRow(0);
    showCurrent();
}

QByteArray CertificateView::current() const
{
    return m_chain.value(m_list->currentRow());
}

void CertificateView::showCurrent()
{
    const CertificateFacts facts = m_facts.value(m_list->currentRow());
    const auto set = [this](Row row, const QString &text) {
        m_values[row]->setText(text);
        m_form->setRowVisible(int(row), !text.isEmpty());
    };
    if (facts.isNull()) {
        for (int row = 0; row < RowCount; ++row)
            set(Row(row), {});
        return;
    }
    set(Subject, nameWords(facts.subjectParts));
    set(Hosts, facts.isAuthority ? QString() : facts.hosts.join(u", "_s));
    set(Issuer, facts.isSelfIssued ? tr("itself") : nameWords(facts.issuerParts));
    set(Validity, validityWords(facts, m_now));
    set(Key, facts.isAuthority ? tr("%1, may vouch for others").arg(facts.key) : facts.key);
    set(Serial, facts.serial);
    set(Sha256, fingerprintLines(facts.sha256));
    set(Sha1, fingerprintLines(facts.sha1));
}

} // namespace Recloser
