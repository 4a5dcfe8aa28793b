// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/whatifcommand.h"

#include "app/cli/whatifreport.h"
#include "app/composition/profile.h"
#include "core/store/historydatabase.h"
#include "core/store/settings.h"

#include <QFileInfo>

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Moment = std::expected<std::optional<milliseconds>, ArgumentError>;

/// A date, a date with a time (here, or with an offset), or how long ago.
Moment momentOf(const QCommandLineParser &parser, const QString &option)
{
    if (!parser.isSet(option))
        return std::optional<milliseconds>();
    const QString text = parser.value(option);
    const milliseconds now(QDateTime::currentMSecsSinceEpoch());
    bool areDays = false;
    const double days = text.chopped(text.isEmpty() ? 0 : 1).toDouble(&areDays);
    if (areDays && text.endsWith(u'd') && days >= 0 && days < 100'000)
        return now - milliseconds(std::llround(days * 86'400'000));
    if (const auto ago = durationOf(text))
        return now - *ago;
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!moment.isValid())
        return std::unexpected(
            ArgumentError{u"--"_s + option, u"not a time: %1"_s.arg(text),
                          u"write 2026-03-01, 2026-03-01T12:00:00, or 7d for seven days ago"_s});
    return milliseconds(moment.toMSecsSinceEpoch());
}

std::expected<RecordedCallQuery, ArgumentError> queryOf(const QCommandLineParser &parser)
{
    const auto since = momentOf(parser, u"since"_s);
    if (!since)
        return std::unexpected(since.error());
    const auto until = momentOf(parser, u"until"_s);
    if (!until)
        return std::unexpected(until.error());
    return RecordedCallQuery{.since = *since, .until = *until, .host = parser.value(u"host"_s)};
}

/// The folder of a history, named by itself or by its file.
QString folderOf(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"history"_s))
        return Profile::standard().data;
    const QFileInfo named(parser.value(u"history"_s));
    return named.isDir() ? named.filePath() : named.path();
}

} // namespace

QString WhatIfCommand::synopsis() const
{
    return u"[--pattern PATTERN] [POLICY OPTIONS] [--other-preset NAME] [--since TIME]"_s;
}

QString WhatIfCommand::description() const
{
    return u"Runs the calls that history holds by other rules, on a clock of its own: which "
           "circuits would have opened and what would have been\n"
           "blocked, beside what did happen. The rules are the defaults of the settings "
           "(--no-defaults: those of the preset) with the options\n"
           "of send, or the files of --plan; a second plan (--plan twice, --other-preset, "
           "--other-pattern) is run over the same calls, side by\n"
           "side. Nothing is sent and no circuit is touched. What nobody can know is assumed by "
           "named rules and counted: an attempt that was\n"
           "never made ends as the same peer's answer nearest in time did (--window), else as the "
           "call's last one; a call of a peer that nobody\n"
           "asked in that time is unknown and ignored by its circuit. The same --seed gives the "
           "same result.\n"
           "--json prints one object: {\"calls\", \"from\", \"until\", \"recorded\": SIDE, "
           "\"plans\": [SIDE, SIDE], \"differences\": [{\"key\", \"a\":\n"
           "COUNTS, \"b\": COUNTS}]}, times in ms since 1970; a side is {\"totals\": COUNTS, "
           "\"circuit_count\", \"opened_count\", \"circuits\": [{\"key\",\n"
           "COUNTS..., \"recorded_openings\", \"recorded_blocked\", \"intervals\": [{\"from\", "
           "\"until\", \"call\", \"cause\", \"reason\", \"status_code\"}]}],\n"
           "\"split_count\", \"splits\": [{\"key\", \"others\", \"count\"}], \"merge_count\", "
           "\"merges\", \"assumptions\": {...}, \"policies\": {...}}; counts\n"
           "are {\"calls\", \"openings\", \"blocked\", \"needlessly_blocked\", \"spared\", "
           "\"blocked_unknown\", \"let_through\", \"unknown\", \"succeeded\",\n"
           "\"failed\", \"cancelled\", \"attempts\", \"failed_attempts\", \"failed_ms\", "
           "\"waited_ms\", \"open_ms\"}. At most 1000 circuits are told, with 500\n"
           "intervals each; totals are of all.\n\n"
           "Example: recloser-cli whatif --pattern '(?<=//)[^/?#]+' --preset guarded --since 7d\n"
           "         recloser-cli whatif --other-preset guarded --json"_s;
}

void WhatIfCommand::addOptions(QCommandLineParser &parser) const
{
    addPlanOptions(parser);
    parser.addOptions({
        {u"since"_s, u"Calls that began then or later: a time, or how long ago."_s, u"TIME"_s},
        {u"until"_s, u"Calls that began before."_s, u"TIME"_s},
        {u"host"_s, u"Calls to this host alone."_s, u"HOST"_s},
        {u"history"_s, u"Another history: history.sqlite, or its folder."_s, u"FILE"_s},
        {u"window"_s, u"How far an answer that stands in for another may lie in time."_s,
         u"DURATION"_s, u"10s"_s},
        {u"seed"_s, u"Of the chance that spreads waits and open times."_s, u"N"_s, u"1"_s},
        {u"most"_s, u"Circuits that are listed."_s, u"N"_s, u"20"_s},
        {u"no-defaults"_s, u"Without the default policies of the settings."_s},
        {u"json"_s, u"One JSON object."_s},
    });
}

void WhatIfCommand::run(const QCommandLineParser &parser)
{
    if (!parser.positionalArguments().isEmpty())
        return fail(ExitCode::Usage, u"whatif"_s,
                    u"not understood: %1"_s.arg(parser.positionalArguments().join(u' ')),
                    u"everything is an option; see recloser-cli whatif --help"_s);
    QList<PolicyLayer> layers;
    if (!parser.isSet(u"no-defaults"_s)) {
        SettingsStore settings(Profile::standard().config + u"/settings.json"_s);
        if (const auto read = settings.load(); !read)
            return fail(ExitCode::Usage, read.error().subject, read.error().detail,
                        u"mend it or use --no-defaults"_s);
        layers.append({PolicyLayer::Kind::Settings, {}, settings.values().defaults});
    }
    auto plans = readPlans(parser, layers);
    if (!plans)
        return fail(ExitCode::Usage, plans.error().what, plans.error().why, plans.error().remedy);
    m_plans = *std::move(plans);
    const auto query = queryOf(parser);
    if (!query)
        return fail(ExitCode::Usage, query.error().what, query.error().why, query.error().remedy);
    const auto window = durationOf(parser.value(u"window"_s));
    if (!window)
        return fail(ExitCode::Usage, u"--window"_s,
                    u"not a duration: %1"_s.arg(parser.value(u"window"_s)),
                    u"write 500ms or 10s"_s);
    bool isSeed = false;
    bool isMost = false;
    const WhatIfSettings settings{.window = *window,
                                  .seed = parser.value(u"seed"_s).toULongLong(&isSeed)};
    m_most = parser.value(u"most"_s).toInt(&isMost);
    if (!isSeed || !isMost || m_most < 0)
        return fail(ExitCode::Usage, u"whatif"_s, u"--seed and --most want whole numbers from 0"_s);
    m_json = parser.isSet(u"json"_s);
    const QString folder = folderOf(parser);
    // Opening one that is not there would make it.
    if (!QFileInfo::exists(HistoryDatabase::pathIn(folder)))
        return fail(ExitCode::Usage, HistoryDatabase::pathIn(folder), u"there is no history"_s,
                    u"send something first, or name one with --history"_s);
    begin(folder, *query, settings);
}

void WhatIfCommand::begin(const QString &folder, const RecordedCallQuery &query,
                          const WhatIfSettings &settings)
{
    m_history = std::make_unique<HistoryStore>(folder);
    m_run = std::make_unique<WhatIfRun>(
        [this](const RecordedCallQuery &page) { return m_history->recordedCalls(page); }, query,
        m_plans.plans, settings);
    if (isatty(STDERR_FILENO))
        connect(m_run.get(), &WhatIfRun::progressed, this, &WhatIfCommand::showProgress);
    connect(m_run.get(), &WhatIfRun::finished, this, &WhatIfCommand::finish);
    m_run->start();
}

void WhatIfCommand::showProgress(qint64 done, qint64 total)
{
    m_isProgressShown = true;
    std::fprintf(stderr, "\r%lld of %lld calls", static_cast<long long>(done),
                 static_cast<long long>(total));
    std::fflush(stderr);
}

void WhatIfCommand::hideProgress()
{
    if (m_isProgressShown)
        std::fputs("\r\x1b[K", stderr);
}

void WhatIfCommand::interrupt()
{
    if (m_run)
        m_run->cancel();
    else
        Q_EMIT done(ExitCode::Interrupted);
}

void WhatIfCommand::finish(WhatIfRun::Ending ending)
{
    hideProgress();
    switch (ending) {
    case WhatIfRun::Ending::Done:
        if (m_json) {
            printJson(whatIfJson(m_run->result(), m_plans));
        } else {
            for (const QString &line : whatIfLines(m_run->result(), m_plans, m_most))
                printLine(line);
        }
        Q_EMIT done(ExitCode::Done);
        return;
    case WhatIfRun::Ending::Cancelled:
        Q_EMIT done(ExitCode::Interrupted);
        return;
    case WhatIfRun::Ending::Failed:
        fail(ExitCode::Usage, m_run->error()->subject, m_run->error()->detail,
             u"name a history with --history"_s);
        return;
    }
}

} // namespace Recloser
