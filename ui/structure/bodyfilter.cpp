// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/bodyfilter.h"

#include <QElapsedTimer>

#include <utility>

namespace Recloser {

namespace {

constexpr qint64 batchMs = 30;

} // namespace

BodyFilter::BodyFilter(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

BodyFilter::~BodyFilter()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void BodyFilter::setText(const QueriedText &text)
{
    const bool isOther = text.language != m_text.language;
    m_text = text;
    // What was found stands in another text.
    m_matches.clear();
    m_total = 0;
    if (isOther)
        setQuery(std::exchange(m_words, QString()));
    else
        restart();
}

void BodyFilter::setQuery(const QString &query)
{
    if (query == m_words)
        return;
    m_words = query;
    m_query.reset();
    m_fault.reset();
    if (!query.trimmed().isEmpty()) {
        auto compiled = BodyQuery::compile(m_text.language, query);
        if (compiled)
            m_query = *std::move(compiled);
        else
            m_fault = compiled.error();
    }
    restart();
}

void BodyFilter::restart()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_ending = BodyQuery::Ending::Done;
    m_isRunning = m_query.has_value() && m_text.text.size() > 0;
    m_isOld = true;
    if (!m_isRunning) {
        take({{}, 0, {}, true});
        return;
    }
    m_pool.start([this, text = m_text, query = *m_query, stop = m_stop.get_token()] {
        Batch batch;
        QElapsedTimer timer;
        timer.start();
        const auto send = [&] {
            QMetaObject::invokeMethod(
                this,
                [this, stop,
                 sent = Batch{std::exchange(batch.matches, {}), batch.total, batch.value,
                              batch.isLast, batch.ending}]() mutable {
                    if (!stop.stop_requested())
                        take(std::move(sent));
                },
                Qt::QueuedConnection);
            timer.start();
        };
        batch.ending = query.evaluate(
            text,
            [&](BodyMatch &&match) {
                if (batch.total++ < qint64(mostMatches))
                    batch.matches.push_back(std::move(match));
                if (timer.elapsed() > batchMs)
                    send();
                return !stop.stop_requested();
            },
            batch.value, stop);
        batch.isLast = true;
        send();
    });
}

void BodyFilter::take(Batch &&batch)
{
    if (std::exchange(m_isOld, false))
        m_matches.clear();
    std::ranges::move(batch.matches, std::back_inserter(m_matches));
    m_total = batch.total;
    m_value = batch.value;
    m_isRunning = !batch.isLast;
    m_ending = batch.ending;
    Q_EMIT updated();
}

} // namespace Recloser
