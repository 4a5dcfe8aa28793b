// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/keystatus.h"

#include "core/resolve/resolve.h"
#include "ui/circuits/circuitstanding.h"
#include "ui/describe/describe.h"

#include <QCoreApplication>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::KeyStatus", text);
}

/// ui/describe words the usual fallback; where another one is chosen, what serves as the key
/// differs.
QString warningOf(const KeyResult &key, KeyFallback fallback)
{
    const QString headline = describe(key).headline;
    if (fallback == KeyFallback::WholeUrl || key.source == KeySource::Invalid || headline.isEmpty())
        return headline;
    const QString cause = headline.section(u':', 0, 0);
    switch (fallback) {
    case KeyFallback::PathOnly:
        return tr("%1: the path is the key").arg(cause);
    case KeyFallback::Error:
        return tr("%1: it will not be sent").arg(cause);
    default:
        return tr("%1: no breaker").arg(cause);
    }
}

/// Never the cause alone: what follows from an invalid pattern too.
QString hintOf(const KeyResult &key, KeyFallback fallback)
{
    return fallback == KeyFallback::WholeUrl ? describe(key).hint : QString();
}

void setStanding(KeyStatus &status, KeyStatus::State state, const QString &word,
                 const QString &lead)
{
    status.state = state;
    status.word = word;
    status.lead = lead;
}

QString forcedLead(const Circuit &circuit)
{
    return circuit.ttl == TimeToLive::Finite ? tr("for") : tr("until taken back");
}

QStringList forcedDetails(const CircuitOverride &forced)
{
    QStringList details;
    if (!forced.author.isEmpty())
        details.append(tr("by %1").arg(forced.author));
    if (!forced.note.isEmpty())
        details.append(forced.note);
    return details;
}

} // namespace

QString KeyStatus::spoken() const
{
    QStringList sentences;
    QString first = word;
    if (!key.isEmpty())
        first += u": "_s + key;
    sentences.append(first);
    if (!lead.isEmpty())
        sentences.append(countdown.isEmpty() ? lead : lead + u' ' + countdown);
    sentences += details;
    for (const QString &text : {warning, hint}) {
        if (!text.isEmpty())
            sentences.append(text);
    }
    return sentences.join(u'\n');
}

KeyStatus keyStatus(const RequestSpec &spec, const Policies &policies, const Scope &scope,
                    KeyReader &keys)
{
    KeyStatus status;
    if (spec.url.trimmed().isEmpty()) {
        status.word = tr("Type a URL to see its circuit");
        return status;
    }
    const auto url = resolveUrl(spec, scope);
    if (!url) {
        const Sentence sentence = describe(url.error());
        status.state = KeyStatus::State::Unresolved;
        status.word = sentence.headline;
        status.hint = sentence.hint;
        return status;
    }
    if (policies.breaker.breaker == BreakerSwitch::Off) {
        status.state = KeyStatus::State::Off;
        status.word = tr("No breaker");
        status.details.append(tr("switched off for this request"));
        return status;
    }
    const KeyResult key = keys.read(policies.breaker, *url);
    status.warning = warningOf(key, policies.breaker.fallback);
    status.hint = hintOf(key, policies.breaker.fallback);
    if (status.warning.isEmpty() && !key.warnings.isEmpty())
        status.warning = key.warnings.constFirst();
    if (key.key.isNull()) {
        status.state = KeyStatus::State::NoKey;
        status.word = tr("No key");
        return status;
    }
    // Without a pattern the whole URL is what was asked for: worth saying, not worth warning of.
    if (key.source == KeySource::Missing) {
        status.details.append(status.warning);
        status.warning.clear();
    }
    status.state = KeyStatus::State::Closed;
    status.word = tr("Closed");
    status.key = key.key;
    return status;
}

void addCircuit(KeyStatus &status, const Circuit *circuit,
                std::chrono::steady_clock::time_point now)
{
    if (status.state != KeyStatus::State::Closed || !circuit)
        return;
    const bool isForced = circuit->forced.kind != CircuitOverride::Kind::None;
    switch (standingOf(*circuit)) {
    case Standing::Closed:
        return;
    case Standing::HalfOpen:
        setStanding(status, KeyStatus::State::HalfOpen, tr("Half-open"), tr("probe"));
        break;
    case Standing::ProbeDue:
        setStanding(status, KeyStatus::State::ProbeDue, tr("Half-open"),
                    tr("the next call is the probe"));
        break;
    case Standing::Throttled:
        setStanding(status, KeyStatus::State::Throttled, tr("Throttled"),
                    circuit->ttl == TimeToLive::Finite ? tr("sends again in")
                                                       : tr("for how long is not known"));
        break;
    case Standing::ForcedOpen:
        setStanding(status, KeyStatus::State::ForcedOpen, tr("Forced open"), forcedLead(*circuit));
        break;
    case Standing::ForcedClosed:
        setStanding(status, KeyStatus::State::ForcedClosed, tr("Forced closed"),
                    forcedLead(*circuit));
        break;
    case Standing::MetricsOnly:
        setStanding(status, KeyStatus::State::MetricsOnly, tr("Metrics only"),
                    forcedLead(*circuit));
        break;
    default:
        setStanding(status, KeyStatus::State::Open, tr("Open"),
                    circuit->ttl == TimeToLive::Finite      ? tr("closes in")
                        : circuit->ttl == TimeToLive::Never ? tr("never expires")
                                                            : tr("for how long is not known"));
    }
    status.countdown = countdownOf(*circuit, now);
    if (isForced)
        status.details = forcedDetails(circuit->forced) + status.details;
    else if (!circuit->reason.isEmpty())
        status.details.prepend(circuit->cause == OpeningCause::Throttled
                                   ? circuit->reason
                                   : tr("opened after %1").arg(circuit->reason));
    if (circuit->verification == Verification::Unverified)
        status.details.append(tr("unverified"));
}

std::optional<Finding> worstFinding(const QString &pattern, const QString &url,
                                    const std::stop_token &stop)
{
    const std::u32string source = codePoints(pattern);
    const std::u32string subject = codePoints(url);
    const auto parsed = parse(source);
    Diagnosis diagnosis(source, parsed);
    diagnosis.add(subject,
                  parsed ? search(*parsed, subject, {.stop = stop})
                         : SearchResult(std::unexpected(GaveUp::Cancelled)));
    std::vector<Finding> findings = diagnosis.findings(stop);
    if (findings.empty() || findings.front().severity == Severity::Info)
        return {};
    return std::move(findings.front());
}

void addFinding(KeyStatus &status, const Finding &finding)
{
    if (!status.warning.isEmpty())
        return;
    status.warning = QString::fromStdString(finding.title);
    status.hint = QString::fromStdString(finding.detail);
}

QString countdownOf(const Circuit &circuit, std::chrono::steady_clock::time_point now)
{
    return circuit.ttl == TimeToLive::Finite ? formatCountdown(remaining(circuit, now)) : QString();
}

void addShared(KeyStatus &status, int requests)
{
    if (requests > 1 && !status.key.isNull())
        status.details.append(tr("shared by %1 requests of this collection").arg(requests));
}

} // namespace Recloser
