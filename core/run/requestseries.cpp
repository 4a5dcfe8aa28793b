// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/run/requestseries.h"

#include "core/model/requestjson.h"

#include <QJsonDocument>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Answer = std::optional<SeriesStep>;

/// Whether a placeholder for a response of the request `name` stands in the text.
bool refersTo(QStringView text, QStringView name)
{
    for (qsizetype at = text.indexOf(u"{{"); at >= 0; at = text.indexOf(u"{{", at + 2)) {
        const QStringView inner = text.sliced(at + 2).trimmed();
        if (inner.startsWith(name) && inner.size() > name.size() && inner[name.size()] == u'.')
            return true;
    }
    return false;
}

} // namespace

RequestSeries::RequestSeries(Load load, SeriesRounds rounds, SendOptions options)
    : m_load(std::move(load))
    , m_rounds(std::move(rounds))
    , m_options(std::move(options))
{
}

QFuture<Answer> RequestSeries::next()
{
    if (m_next >= count())
        return QtFuture::makeReadyValueFuture(Answer());
    QFuture<SeriesRequest> request = m_load(requestOf(m_next));
    if (request.isFinished()) {
        SeriesStep step = stepOf(request.takeResult());
        if (!hasToWait(step))
            return QtFuture::makeReadyValueFuture(Answer(completed(std::move(step))));
        m_held = std::move(step);
    } else {
        request.then(&m_context, [this](QFuture<SeriesRequest> loaded) {
            m_held = stepOf(loaded.takeResult());
            release();
        });
    }
    m_promise.emplace();
    m_promise->start();
    return m_promise->future();
}

SeriesStep RequestSeries::stepOf(SeriesRequest request)
{
    const qint64 tag = m_next++;
    SeriesStep step{.tag = tag,
                    .label = std::move(request.label),
                    .spec = std::move(request.spec),
                    .layers = std::move(request.layers),
                    .scope = std::move(request.scope),
                    .options = m_options,
                    .refusal = std::move(request.refusal)};
    if (request.cookies)
        step.options.cookies = std::move(request.cookies);
    if (m_rounds.row) {
        ScopeLayer row{u"row %1 of the data"_s.arg(roundOf(tag) + 1), m_rounds.row(roundOf(tag)),
                       ScopeLayer::Kind::Given};
        // What was given by hand lies over it.
        const auto below = std::ranges::find_if(step.scope.layers, [](const ScopeLayer &layer) {
            return layer.kind != ScopeLayer::Kind::Given;
        });
        step.scope.layers.insert(below - step.scope.layers.begin(), std::move(row));
    }
    m_underWay.emplace(
        tag, Under{step.spec.name, roundOf(tag), std::move(request.group), request.isReferredTo});
    return step;
}

bool RequestSeries::hasToWait(const SeriesStep &step) const
{
    QString text;
    for (const auto &[tag, under] : m_underWay) {
        if (tag >= step.tag || under.round != roundOf(step.tag) || !under.isReferredTo
            || under.name.isEmpty())
            continue;
        if (text.isEmpty()) {
            text = QString::fromUtf8(
                QJsonDocument(toJson(step.spec)).toJson(QJsonDocument::Compact));
            for (const ScopeLayer &layer : step.scope.layers) {
                for (const QString &value : layer.values)
                    text += u'\n' + value;
            }
        }
        if (refersTo(text, under.name))
            return true;
    }
    return false;
}

SeriesStep RequestSeries::completed(SeriesStep step) const
{
    const auto left = m_left.find(roundOf(step.tag));
    if (left == m_left.end())
        return step;
    step.scope.exchanges.insert(left->second.ofAll);
    // Of two requests with one name that of the same file is meant.
    step.scope.exchanges.insert(left->second.ofGroup.value(m_underWay.at(step.tag).group));
    step.scope.confidential.unite(m_confidential);
    return step;
}

void RequestSeries::noteEnd(const SeriesResult &result)
{
    const auto node = m_underWay.extract(result.step.tag);
    if (node.empty())
        return;
    const Under &under = node.mapped();
    if (under.isReferredTo && !under.name.isEmpty()) {
        Left &left = m_left[under.round];
        left.ofAll.insert(under.name, result.exchange);
        left.ofGroup[under.group].insert(under.name, result.exchange);
        for (const QString &secret : result.step.scope.secrets)
            m_confidential.insert(secret);
    }
    // Rounds that are over left nothing to anybody.
    const qint64 oldest = m_underWay.empty() ? roundOf(m_next) : roundOf(m_underWay.begin()->first);
    m_left.erase(m_left.begin(), m_left.lower_bound(oldest));
    release();
}

void RequestSeries::release()
{
    if (!m_held || hasToWait(*m_held))
        return;
    // Whoever hears the answer may ask for the next one at once.
    QPromise<Answer> promise = *std::exchange(m_promise, std::nullopt);
    SeriesStep step = completed(*std::exchange(m_held, std::nullopt));
    promise.addResult(Answer(std::move(step)));
    promise.finish();
}

} // namespace Recloser
