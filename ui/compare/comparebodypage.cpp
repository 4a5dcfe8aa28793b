// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/comparebodypage.h"

#include "ui/compare/comparewords.h"
#include "ui/compare/diffview.h"
#include "ui/describe/describe.h"
#include "ui/theme/look.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Compared = std::expected<std::optional<BodyComparison>, StoreError>;

enum class WhichBody { Response, Request };

QByteArray typeOf(const Exchange &exchange, WhichBody which)
{
    return headerValue(which == WhichBody::Response ? responseHeadersOf(exchange)
                                                    : exchange.request.headers,
                       "content-type");
}

std::expected<ComparedBody, StoreError> bodyOf(const Exchange &exchange, WhichBody which)
{
    ComparedBody body{HeldBytes(QByteArray()), typeOf(exchange, which)};
    if (which == WhichBody::Request) {
        body.bytes = bytesOf(exchange.request.body);
    } else if (const Response *response = exchange.response()) {
        auto bytes = bytesOf(response->body);
        if (!bytes)
            return std::unexpected(bytes.error());
        body.bytes = *std::move(bytes);
    }
    return body;
}

Compared compareThem(const Exchange &left, const Exchange &right, WhichBody which,
                     const BodyCompareOptions &options, const std::stop_token &stop)
{
    const auto leftBody = bodyOf(left, which);
    if (!leftBody)
        return std::unexpected(leftBody.error());
    const auto rightBody = bodyOf(right, which);
    if (!rightBody)
        return std::unexpected(rightBody.error());
    return compareBodies(*leftBody, *rightBody, options, stop);
}

} // namespace

CompareBodyPage::CompareBodyPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_body(new QComboBox)
    , m_method(new QComboBox)
    , m_summary(new QLabel)
    , m_notes(new QLabel)
    , m_progress(new QProgressBar)
    , m_stop(new QPushButton(tr("Stop")))
    , m_view(new DiffView(theme))
{
    m_body->addItems({tr("Response body"), tr("Request body")});
    m_body->setAccessibleName(tr("Which bodies"));
    m_method->addItem(tr("Compare as fits"), -1);
    const std::pair<QString, BodyMethod> methods[]{
        {tr("By structure (JSON)"), BodyMethod::Structure},
        {tr("As text, laid out"), BodyMethod::LaidOut},
        {tr("As text, as received"), BodyMethod::Text},
        {tr("Byte by byte"), BodyMethod::Bytes},
    };
    for (const auto &[name, method] : methods)
        m_method->addItem(name, int(method));
    m_method->setAccessibleName(tr("How to compare"));
    connect(m_body, &QComboBox::activated, this, &CompareBodyPage::compare);
    connect(m_method, &QComboBox::activated, this, &CompareBodyPage::compare);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(140);
    connect(m_stop, &QPushButton::clicked, this, &CompareBodyPage::stop);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_summary->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setContentsMargins(12, 0, 12, 4);
    setLook(m_notes, "muted"_L1);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(0, 6, 0, 2);
    bar->setSpacing(8);
    bar->addWidget(m_body);
    bar->addWidget(m_method);
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_progress);
    bar->addWidget(m_stop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(bar);
    layout->addWidget(m_notes);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_view);
    showState();
}

CompareBodyPage::~CompareBodyPage() = default;

void CompareBodyPage::setExchanges(const ExchangePtr &left, const ExchangePtr &right)
{
    m_left = left;
    m_right = right;
    compare();
}

void CompareBodyPage::setIgnoring(const Ignoring &ignoring)
{
    if (ignoring.paths == m_ignoring.paths)
        return;
    m_ignoring = ignoring;
    compare();
}

void CompareBodyPage::compare()
{
    m_result.reset();
    m_problem.clear();
    if (!m_left || !m_right) {
        m_job.cancel();
        m_view->clear();
        showState();
        return;
    }
    BodyCompareOptions options{.ignoring = m_ignoring};
    if (const int method = m_method->currentData().toInt(); method >= 0)
        options.method = BodyMethod(method);
    const WhichBody which = m_body->currentIndex() == 0 ? WhichBody::Response : WhichBody::Request;
    m_job.ask(
        [left = m_left, right = m_right, which, options](const std::stop_token &stop) {
            return compareThem(*left, *right, which, options, stop);
        },
        [this](const Compared &compared) { take(compared); });
    showState();
}

void CompareBodyPage::take(const Compared &result)
{
    if (!result) {
        const Sentence words = describe(result.error());
        m_problem = u"%1. %2"_s.arg(words.headline, words.hint).trimmed();
        m_view->clear();
    } else if (*result) {
        m_result = std::make_shared<const BodyComparison>(**result);
        // Rows live as long as what they are a part of.
        m_view->setRows(tr("Left"), tr("Right"),
                        std::shared_ptr<const AlignedRows>(m_result, &m_result->rows));
    }
    showState();
}

void CompareBodyPage::stop()
{
    if (!m_job.isBusy())
        return;
    m_job.cancel();
    m_problem = tr("Stopped.");
    m_view->clear();
    showState();
}

QString CompareBodyPage::summaryText() const
{
    if (m_job.isBusy())
        return tr("Comparing…");
    if (!m_problem.isEmpty())
        return m_problem;
    return m_result ? bodySummary(*m_result) : QString();
}

QString CompareBodyPage::notesText() const
{
    return m_result ? bodyNotes(*m_result).join(u'\n') : QString();
}

void CompareBodyPage::showState()
{
    m_progress->setVisible(m_job.isBusy());
    m_stop->setVisible(m_job.isBusy());
    m_summary->setText(summaryText());
    m_summary->setToolTip(summaryText());
    m_notes->setText(notesText());
    m_notes->setVisible(!m_notes->text().isEmpty());
    Q_EMIT changed();
}

} // namespace Recloser
