// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/compareside.h"

#include "ui/describe/describe.h"
#include "ui/theme/look.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/plaintip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

ChipTone toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return ChipTone::Good;
    case Outcome::Failed:
    case Outcome::Exception:
        return ChipTone::Bad;
    case Outcome::Blocked:
        return ChipTone::Warning;
    case Outcome::Cancelled:
        return ChipTone::Neutral;
    }
    return ChipTone::Neutral;
}

} // namespace

CompareSide::CompareSide(const Theme &theme, const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_url(new QLabel)
    , m_when(new QLabel)
    , m_result(new Chip(theme, ChipTone::Neutral, {}))
    , m_choose(new QPushButton(tr("Choose…")))
{
    setLook(this, "card"_L1);
    setAccessibleName(title);
    auto *name = new QLabel(title);
    setLook(name, "caption"_L1);
    m_url->setFont(theme.monospace());
    m_url->setTextFormat(Qt::PlainText);
    m_url->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_when->setTextFormat(Qt::PlainText);
    m_when->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(m_when, "muted"_L1);
    m_choose->setAutoDefault(false);
    m_choose->setAccessibleName(tr("Choose what is compared: %1").arg(title));
    connect(m_choose, &QPushButton::clicked, this, &CompareSide::chooseRequested);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(name);
    head->addWidget(m_result);
    head->addWidget(m_when, 1);
    head->addWidget(m_choose);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 8);
    layout->setSpacing(2);
    layout->addLayout(head);
    layout->addWidget(m_url);
    setExchange(nullptr);
}

void CompareSide::setExchange(const ExchangePtr &exchange)
{
    setLook(m_choose, exchange ? "quiet"_L1 : "primary"_L1);
    m_result->setVisible(exchange != nullptr);
    if (!exchange) {
        m_urlText = tr("Nothing is chosen yet");
        m_when->setText({});
        showUrl();
        return;
    }
    const ResolvedRequest &request = exchange->request;
    const QString method
        = request.method.isEmpty() ? exchange->spec.method : QString::fromLatin1(request.method);
    m_urlText = method + u' ' + (request.urlText.isEmpty() ? exchange->spec.url : request.urlText);
    const Response *response = exchange->response();
    m_result->setText(response ? QString::number(response->status)
                               : describe(*exchange).headline.section(u':', 0, 0));
    m_result->setTone(toneOf(exchange->outcome));
    QString when = exchange->startedAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
    if (exchange->id > 0)
        when = tr("No. %1 of history · %2").arg(exchange->id).arg(when);
    m_when->setText(when);
    m_when->setToolTip(plainTip(when));
    showUrl();
}

void CompareSide::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    showUrl();
}

void CompareSide::showUrl()
{
    m_url->setText(
        m_url->fontMetrics().elidedText(m_urlText, Qt::ElideMiddle, std::max(40, m_url->width())));
    m_url->setToolTip(plainTip(m_urlText));
}

} // namespace Recloser
