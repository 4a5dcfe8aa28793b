// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/layoutcircuits.h"

#include "core/redis/layouts/rediscliline.h"

#include <QJsonArray>

#include <cstdio>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Text of others on a line of ours: control characters, line ends and tabs above all, escaped.
QString onOneLine(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        const bool isPlain = c.category() != QChar::Other_Control
            && c.category() != QChar::Other_Format && c != QChar::LineSeparator
            && c != QChar::ParagraphSeparator;
        out += isPlain ? QString(c) : u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
    }
    return out;
}

QString stateOf(const Circuit &circuit)
{
    static const QString states[] = {u"closed"_s, u"open"_s, u"half-open"_s};
    return circuit.isStateKnown ? states[int(circuit.state)] : u"unknown"_s;
}

QString forcingOf(const Circuit &circuit)
{
    static const QString states[]
        = {QString(), u"open"_s, u"closed"_s, u"metrics-only"_s, u"half-open"_s};
    return states[int(circuit.forced.kind)];
}

QString actionName(LayoutAction::Kind kind)
{
    static const QString names[]
        = {u"close"_s, u"force-open"_s, u"force-closed"_s, u"unforce"_s, u"expire"_s};
    return names[int(kind)];
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonArray jsonOf(const QList<LayoutAction> &actions, const RedisEndpoint &endpoint)
{
    QJsonArray list;
    for (const LayoutAction &action : actions) {
        QJsonArray lines;
        for (const QByteArrayList &argv : action.commands)
            lines << redisCliLine(argv, endpoint);
        list << QJsonObject{{u"action"_s, actionName(action.kind)},
                            {u"safe"_s, action.isSafe},
                            {u"commands"_s, lines}};
    }
    return list;
}

} // namespace

LayoutCircuits::LayoutCircuits(const RedisEndpoint &endpoint, const QList<LayoutChoice> &choices,
                               Wishes wishes, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_wishes(std::move(wishes))
    , m_clock(clock)
    , m_connection(RedisClient::make(endpoint, {}, clock))
    , m_scanner(*m_connection, clock)
{
    m_scanner.setChoices(choices);
    connect(&m_scanner, &LayoutScanner::progressed, this, &LayoutCircuits::onProgress);
    connect(&m_scanner, &LayoutScanner::scanFinished, this, &LayoutCircuits::onScanFinished);
    connect(&m_scanner, &LayoutScanner::refreshed, this, &LayoutCircuits::onRefreshed);
}

void LayoutCircuits::start()
{
    m_connection->open();
    if (m_wishes.key.isEmpty())
        return m_scanner.scan();
    if (m_scanner.look(m_wishes.key) == 0) {
        printError(
            u"circuits"_s,
            u"no chosen layout has keys such as \"%1\""_s.arg(QString::fromUtf8(m_wishes.key)),
            u"see --layout list"_s);
        end(ExitCode::Usage);
    }
}

void LayoutCircuits::interrupt()
{
    m_isInterrupted = true;
    if (m_scanner.progress().isScanning)
        m_scanner.cancel();
    else
        end(ExitCode::Done);
}

void LayoutCircuits::end(ExitCode code)
{
    clearProgress();
    m_next.reset();
    if (!std::exchange(m_isOver, true))
        Q_EMIT done(code);
}

void LayoutCircuits::onProgress(const LayoutScanner::Progress &progress)
{
    if (!::isatty(STDERR_FILENO) || !progress.isScanning)
        return;
    const QString of = progress.total ? u" of %1"_s.arg(*progress.total) : QString();
    std::fputs(
        qPrintable(
            u"\rscanned %1%2, found %3\033[K"_s.arg(progress.scanned).arg(of).arg(progress.found)),
        stderr);
    std::fflush(stderr);
    m_hasProgress = true;
}

void LayoutCircuits::clearProgress()
{
    if (std::exchange(m_hasProgress, false))
        std::fputs("\r\033[K", stderr);
}

void LayoutCircuits::onScanFinished()
{
    clearProgress();
    m_scanError = m_scanner.error();
    // Where SCAN alone is refused, indexes may still name circuits.
    if (m_scanError && m_scanError->kind != RedisError::Kind::NoPermission
        && m_scanError->kind != RedisError::Kind::UnknownCommand)
        return fail();
    const LayoutScanner::Progress progress = m_scanner.progress();
    if (m_isInterrupted)
        printError(u"circuits"_s,
                   u"stopped after %1%2 keys"_s.arg(progress.scanned)
                       .arg(progress.total ? u" of %1"_s.arg(*progress.total) : QString()));
    // All at one moment, and with the indexes.
    m_scanner.refresh();
}

void LayoutCircuits::onRefreshed()
{
    if (m_isOver)
        return;
    if (m_scanner.error())
        return fail();
    if (m_scanError && m_scanner.circuits().isEmpty())
        return fail();
    if (!std::exchange(m_hasScanned, true))
        sayWhatIsMissing();
    print();
    if (m_wishes.watch && !m_isInterrupted)
        m_next = m_clock.schedule(1s, [this] { m_scanner.refresh(); });
    else
        end(ExitCode::Done);
}

void LayoutCircuits::fail()
{
    const RedisError error = m_connection->lastError().value_or(
        m_scanner.error().value_or(m_scanError.value_or(RedisError())));
    printError(m_endpoint.display(), error.detail.isEmpty() ? kindName(error.kind) : error.detail,
               u"check --redis, the password and the rights of the user; a key can be looked at "
               "where SCAN is refused"_s);
    end(ExitCode::StoreUnavailable);
}

void LayoutCircuits::sayWhatIsMissing()
{
    QStringList refused = m_scanner.refused();
    // Their loss shows in nothing that is printed here.
    refused.removeAll(u"dbsize"_s);
    refused.removeAll(u"getrange"_s);
    if (!refused.isEmpty())
        printError(u"circuits"_s, u"this user may not run %1"_s.arg(refused.join(u", "_s)),
                   u"so states and times may be missing"_s);
    if (m_scanner.progress().isFull)
        printError(u"circuits"_s, u"there are more circuits than are listed"_s,
                   u"narrow the search with --layout or --glob"_s);
}

void LayoutCircuits::print()
{
    for (const Circuit &circuit : m_scanner.circuits()) {
        const bool isClosed = circuit.state == BreakerState::Closed
            && circuit.forced.kind == CircuitOverride::Kind::None && circuit.isStateKnown;
        if (m_wishes.all || !isClosed)
            printCircuit(circuit);
    }
}

void LayoutCircuits::printCircuit(const Circuit &circuit)
{
    if (m_wishes.json)
        return printJson(jsonOf(circuit));
    const auto left = double(remaining(circuit, m_clock.now()).count()) / 1000.0;
    const QString time = circuit.state == BreakerState::Closed ? u"-"_s
        : circuit.isElapsed                                    ? u"elapsed"_s
        : circuit.ttl == TimeToLive::Finite                    ? u"%1 s"_s.arg(left, 0, 'f', 1)
        : circuit.ttl == TimeToLive::Never                     ? u"never expires"_s
        : circuit.forced.kind != CircuitOverride::Kind::None   ? u"until unforced"_s
                                                               : u"unknown"_s;
    const QString state
        = (circuit.forced.kind != CircuitOverride::Kind::None ? u"forced "_s : QString())
        + stateOf(circuit);
    QString detail = circuit.reason;
    if (!circuit.unreadable.isEmpty())
        detail = u"cannot be read: "_s + circuit.unreadable;
    printLine(u"%1\t%2\t%3\t%4\t%5"_s.arg(onOneLine(circuit.key), state, time, circuit.layout,
                                          onOneLine(detail)));
    if (!m_wishes.commands)
        return;
    for (const LayoutAction &action : m_scanner.actions(circuit)) {
        for (const QByteArrayList &argv : action.commands)
            printLine(u"    %1%2\t%3"_s.arg(actionName(action.kind),
                                            action.isSafe ? QString() : u" (races)"_s,
                                            redisCliLine(argv, m_endpoint)));
    }
}

QJsonObject LayoutCircuits::jsonOf(const Circuit &circuit) const
{
    static const QString lives[] = {u"finite"_s, u"never"_s, u"unknown"_s};
    const bool isOpen = circuit.state != BreakerState::Closed;
    QJsonValue left;
    if (isOpen && circuit.isElapsed)
        left = 0;
    else if (isOpen && circuit.ttl == TimeToLive::Finite)
        left = qint64(remaining(circuit, m_clock.now()).count());
    QJsonObject json{
        {u"key"_s, circuit.key},
        {u"layout"_s, circuit.layout},
        {u"state"_s, stateOf(circuit)},
        {u"remaining_ms"_s, left},
        {u"opened_at"_s,
         circuit.openedAt.isValid()
             ? QJsonValue(circuit.openedAt.toUTC().toString(Qt::ISODateWithMs))
             : QJsonValue()},
        {u"reason"_s, circuit.reason},
        {u"opened_by"_s, circuit.openedBy},
        {u"redis_key"_s, QString::fromUtf8(circuit.redisKey)},
        {u"ttl"_s, isOpen ? lives[int(circuit.ttl)] : lives[int(TimeToLive::Unknown)]},
        {u"elapsed"_s, circuit.isElapsed},
        {u"forced"_s, textOrNull(forcingOf(circuit))},
        {u"throttled"_s, circuit.cause == OpeningCause::Throttled},
        {u"in_flight"_s, circuit.isCallInFlight},
        {u"failures"_s, circuit.failures ? QJsonValue(*circuit.failures) : QJsonValue()},
        {u"prefix"_s, QString::fromUtf8(circuit.prefix)},
        {u"unreadable"_s, textOrNull(circuit.unreadable)},
    };
    if (!circuit.redisKey.isValidUtf8())
        json.insert("redis_key_base64"_L1, QString::fromLatin1(circuit.redisKey.toBase64()));
    if (m_wishes.commands)
        json.insert("actions"_L1, Recloser::jsonOf(m_scanner.actions(circuit), m_endpoint));
    return json;
}

void printLayouts(const QList<CircuitLayout> &layouts, bool json)
{
    for (const CircuitLayout &layout : layouts) {
        const auto usual = layout.usualReset
            ? QJsonValue(double(layout.usualReset->count()) / 1000.0)
            : QJsonValue();
        if (json) {
            printJson({{u"name"_s, layout.name},
                       {u"title"_s, layout.title},
                       {u"archetype"_s, archetypeName(layout.archetype)},
                       {u"globs"_s, QJsonArray::fromStringList(layout.globs())},
                       {u"usual_reset_seconds"_s, usual},
                       {u"needs_reset"_s, layout.needsReset},
                       {u"needs_threshold"_s, layout.needsThreshold},
                       {u"has_index"_s, layout.index.has_value()}});
            continue;
        }
        QStringList needs;
        if (layout.needsReset)
            needs << u"--reset-seconds"_s;
        if (layout.needsThreshold)
            needs << u"--threshold"_s;
        printLine(u"%1\t%2\t%3\t%4\t%5"_s.arg(layout.name, archetypeName(layout.archetype),
                                              layout.title, layout.globs().join(u' '),
                                              needs.join(u' ')));
    }
}

} // namespace Recloser
