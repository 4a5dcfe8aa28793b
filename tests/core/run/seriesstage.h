// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/resilience/memorybreakerstore.h"
#include "core/run/seriesrunner.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

inline RequestSpec request(const QString &path = u"x"_s)
{
    RequestSpec spec;
    spec.url = u"http://store:8001/"_s + path;
    spec.policy.keyPattern = u"(?<=//)[^/]+"_s;
    spec.policy.maxRetries = 0;
    return spec;
}

/// Steps as they stand, or made when they are asked for.
class Steps : public SeriesSource
{
public:
    using Make = std::function<std::optional<SeriesStep>(qint64 index)>;

    explicit Steps(Make make) : m_make(std::move(make)) { }
    explicit Steps(QList<SeriesStep> steps)
        : m_make([steps](qint64 index) -> std::optional<SeriesStep> {
            return index < steps.size() ? std::optional(steps.at(index)) : std::nullopt;
        })
    {
    }

    QFuture<std::optional<SeriesStep>> next() override
    {
        return QtFuture::makeReadyValueFuture(m_make(asked++));
    }
    qint64 asked = 0;

private:
    Make m_make;
};

inline QList<SeriesStep> steps(int count)
{
    QList<SeriesStep> list;
    for (int i = 0; i < count; ++i)
        list.append({.tag = i, .spec = request(QString::number(i))});
    return list;
}

struct Stage
{
    ManualClock clock;
    ScriptedTransport transport{clock};
    MemoryBreakerStore breaker{clock};
    Sender sender{transport, clock, breaker, [] { return 0.5; }};
    std::unique_ptr<SeriesRunner> runner;
    QStringList log;
    QList<SeriesResult> results;

    void make(std::unique_ptr<SeriesSource> source, SeriesOptions options = {})
    {
        runner = std::make_unique<SeriesRunner>(sender, clock, std::move(source), options);
        QObject::connect(
            runner.get(), &SeriesRunner::stepStarted, runner.get(),
            [this](qint64 index, const SeriesStep &) { log.append(u"start %1"_s.arg(index)); });
        QObject::connect(runner.get(), &SeriesRunner::stepFinished, runner.get(),
                         [this](const SeriesResult &result) {
                             const Response *response = result.exchange->response();
                             log.append(u"end %1 %2"_s.arg(result.index)
                                            .arg(response
                                                     ? QString::number(response->status)
                                                     : kindName(result.exchange->error->kind)));
                             results.append(result);
                         });
        QObject::connect(runner.get(), &SeriesRunner::finished, runner.get(),
                         [this](SeriesRunner::Ending ending) {
                             log.append(QVariant::fromValue(ending).toString());
                         });
    }
    void make(QList<SeriesStep> list, SeriesOptions options = {})
    {
        make(std::make_unique<Steps>(std::move(list)), options);
    }
};

inline QList<ScriptedTransport::Step> answers(int count, milliseconds after = 0ms)
{
    return QList<ScriptedTransport::Step>(count, {status(200), after});
}

} // namespace Recloser
