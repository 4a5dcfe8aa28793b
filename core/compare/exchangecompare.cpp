// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/compare/exchangecompare.h"

#include "core/model/policylayers.h"
#include "core/model/queryparameters.h"
#include "core/model/requestjson.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString word(Outcome outcome)
{
    static const QString words[]{u"success"_s, u"failed"_s, u"exception"_s, u"blocked"_s,
                                 u"cancelled"_s};
    return words[int(outcome)];
}

QString word(Ending ending)
{
    static const QString words[]{
        u"answered"_s,      u"attempts-exhausted"_s, u"not-retried"_s,   u"deadline-reached"_s,
        u"blocked"_s,       u"cancelled"_s,          u"invalid"_s,       u"not-idempotent"_s,
        u"wait-too-long"_s, u"budget-exhausted"_s,   u"circuit-opened"_s};
    return words[int(ending)];
}

QString word(BreakerState state)
{
    static const QString words[]{u"closed"_s, u"open"_s, u"half-open"_s};
    return words[int(state)];
}

QString word(CircuitReport::Use use)
{
    static const QString words[]{u"guarded"_s, u"bypassed"_s, u"off"_s};
    return words[int(use)];
}

FieldValue text(const QString &value)
{
    return value.isEmpty() ? FieldValue() : FieldValue(value);
}

FieldValue duration(const std::optional<microseconds> &value)
{
    return value ? FieldValue(*value) : FieldValue();
}

QString urlOf(const Exchange &exchange)
{
    return exchange.request.urlText.isEmpty() ? exchange.spec.url : exchange.request.urlText;
}

QString resultOf(const Attempt &attempt)
{
    return attempt.result ? QString::number(attempt.result->status)
                          : kindName(attempt.result.error().kind);
}

QString changeOf(const CircuitReport &circuit)
{
    return circuit.openedByThisCall ? u"opened"_s
        : circuit.closedByThisCall  ? u"closed"_s
        : circuit.settledLate       ? u"late"_s
                                    : QString();
}

QString policyText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    const QByteArray array
        = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact); // [value]
    return QString::fromUtf8(array.sliced(1, array.size() - 2));
}

class FieldList
{
public:
    using Section = ComparedField::Section;

    void add(Section section, ExchangeField field, const FieldValue &left, const FieldValue &right,
             const QString &name = {})
    {
        const bool hasLeft = left.index() != 0;
        const bool hasRight = right.index() != 0;
        if (!hasLeft && !hasRight)
            return;
        const Verdict verdict = !hasRight ? Verdict::Removed
            : !hasLeft                    ? Verdict::Added
            : left == right               ? Verdict::Same
                                          : Verdict::Changed;
        m_fields.append({section, field, name, left, right, verdict});
    }

    void addRequest(const Exchange &left, const Exchange &right)
    {
        const auto add = [&](ExchangeField field, const FieldValue &a, const FieldValue &b) {
            this->add(Section::Request, field, a, b);
        };
        const auto methodOf = [](const Exchange &exchange) {
            return text(exchange.request.method.isEmpty()
                            ? exchange.spec.method
                            : QString::fromLatin1(exchange.request.method));
        };
        add(ExchangeField::Method, methodOf(left), methodOf(right));
        const auto addressOf = [](const QString &url) { return url.first(queryStart(url)); };
        add(ExchangeField::Address, addressOf(urlOf(left)), addressOf(urlOf(right)));
        addQuery(urlOf(left), urlOf(right));
        const auto sizeOf = [](const Exchange &exchange) {
            const qint64 size = exchange.request.bodySize();
            return size > 0 ? FieldValue(ByteCount{size}) : FieldValue();
        };
        add(ExchangeField::RequestBodySize, sizeOf(left), sizeOf(right));
    }

    /// Parameters by name, of several with one name the first with the first.
    void addQuery(const QString &left, const QString &right)
    {
        const QList<QueryParameter> leftRows = splitQuery(left);
        QList<QueryParameter> rightRows = splitQuery(right);
        for (const QueryParameter &row : leftRows) {
            const auto partner = std::ranges::find(rightRows, row.name, &QueryParameter::name);
            const bool isThere = partner != rightRows.end();
            add(Section::Request, ExchangeField::Query, row.value,
                isThere ? FieldValue(partner->value) : FieldValue(), row.name);
            if (isThere)
                rightRows.erase(partner);
        }
        for (const QueryParameter &row : std::as_const(rightRows))
            add(Section::Request, ExchangeField::Query, {}, row.value, row.name);
    }

    void addResponse(const Exchange &left, const Exchange &right)
    {
        const auto add = [&](ExchangeField field, auto &&valueOf) {
            this->add(Section::Response, field, valueOf(left), valueOf(right));
        };
        /// Of the response, where there is one.
        const auto addOf = [&](ExchangeField field, auto &&valueOf) {
            add(field, [&valueOf](const Exchange &exchange) {
                const Response *response = exchange.response();
                return response ? valueOf(*response) : FieldValue();
            });
        };
        add(ExchangeField::Outcome, [](const Exchange &e) { return FieldValue(word(e.outcome)); });
        addOf(ExchangeField::Status,
              [](const Response &r) { return FieldValue(qint64(r.status)); });
        addOf(ExchangeField::Reason,
              [](const Response &r) { return text(QString::fromLatin1(r.reason)); });
        addOf(ExchangeField::HttpVersion,
              [](const Response &r) { return text(QString::fromLatin1(r.httpVersion)); });
        addOf(ExchangeField::Redirects, [](const Response &r) {
            return r.redirects.isEmpty() ? FieldValue() : FieldValue(qint64(r.redirects.size()));
        });
        addOf(ExchangeField::FinalUrl, [](const Response &r) {
            return r.redirects.isEmpty() ? FieldValue() : text(r.url.toString(QUrl::FullyEncoded));
        });
        addOf(ExchangeField::Tls, [](const Response &r) { return text(r.tls); });
        addOf(ExchangeField::BodySize,
              [](const Response &r) { return FieldValue(ByteCount{r.body.size}); });
        addOf(ExchangeField::TransferredSize, [](const Response &r) {
            return r.body.transferredSize ? FieldValue(ByteCount{*r.body.transferredSize})
                                          : FieldValue();
        });
        add(ExchangeField::Error, [](const Exchange &e) {
            return e.error ? text(kindName(e.error->kind)) : FieldValue();
        });
        add(ExchangeField::Ending, [](const Exchange &e) { return FieldValue(word(e.ending)); });
    }

    void addAttempts(const Exchange &left, const Exchange &right)
    {
        add(Section::Response, ExchangeField::Attempts, qint64(left.attempts.size()),
            qint64(right.attempts.size()));
        const qsizetype most = std::max(left.attempts.size(), right.attempts.size());
        for (qsizetype i = 0; i < most && most > 1; ++i) {
            const auto resultAt = [i](const Exchange &exchange) {
                return i < exchange.attempts.size() ? FieldValue(resultOf(exchange.attempts[i]))
                                                    : FieldValue();
            };
            add(Section::Response, ExchangeField::AttemptResult, resultAt(left), resultAt(right),
                QString::number(i + 1));
            const auto waitAt = [i](const Exchange &exchange) {
                const bool isThere = i < exchange.attempts.size()
                    && exchange.attempts[i].waitReason != WaitReason::None;
                return isThere ? FieldValue(microseconds(exchange.attempts[i].wait)) : FieldValue();
            };
            add(Section::Time, ExchangeField::AttemptWait, waitAt(left), waitAt(right),
                QString::number(i + 1));
        }
    }

    void addTimes(const Exchange &left, const Exchange &right)
    {
        add(Section::Time, ExchangeField::Started, left.startedAt, right.startedAt);
        add(Section::Time, ExchangeField::Elapsed, left.elapsed, right.elapsed);
        const auto timingsOf = [](const Exchange &exchange) {
            return exchange.attempts.isEmpty() ? Timings() : exchange.attempts.constLast().timings;
        };
        const Timings a = timingsOf(left);
        const Timings b = timingsOf(right);
        const std::pair<ExchangeField, std::optional<microseconds> Timings::*> phases[]{
            {ExchangeField::NameLookup, &Timings::dns},
            {ExchangeField::Connecting, &Timings::connect},
            {ExchangeField::TlsHandshake, &Timings::tls},
            {ExchangeField::Sending, &Timings::sent},
            {ExchangeField::Waiting, &Timings::wait},
            {ExchangeField::Downloading, &Timings::download}};
        for (const auto &[field, member] : phases)
            add(Section::Time, field, duration(a.*member), duration(b.*member));
    }

    void addCircuit(const Exchange &left, const Exchange &right)
    {
        const auto add = [&](ExchangeField field, auto &&valueOf) {
            this->add(Section::Circuit, field, valueOf(left), valueOf(right));
        };
        add(ExchangeField::Key, [](const Exchange &e) { return text(e.key.key); });
        add(ExchangeField::KeySource,
            [](const Exchange &e) { return FieldValue(keySourceName(e.key.source)); });
        add(ExchangeField::KeyPattern,
            [](const Exchange &e) { return text(e.policies.breaker.keyPattern); });
        add(ExchangeField::CircuitState,
            [](const Exchange &e) { return FieldValue(word(e.circuit.state)); });
        add(ExchangeField::CircuitUse,
            [](const Exchange &e) { return FieldValue(word(e.circuit.use)); });
        add(ExchangeField::CircuitStore, [](const Exchange &e) {
            return FieldValue(e.circuit.store == StoreKind::Redis ? u"redis"_s : u"memory"_s);
        });
        add(ExchangeField::CircuitReason, [](const Exchange &e) { return text(e.circuit.reason); });
        add(ExchangeField::CircuitChange,
            [](const Exchange &e) { return text(changeOf(e.circuit)); });
    }

    void addPolicies(const Exchange &left, const Exchange &right)
    {
        const QJsonObject a = toJson(completed(left.policies, Preset::Fynd));
        const QJsonObject b = toJson(completed(right.policies, Preset::Fynd));
        visitPolicyOverrides([&](QStringView name, auto) {
            // The pattern stands with the key; a preset is where values came from.
            if (name == u"keyPattern" || name == u"preset")
                return;
            add(Section::Policies, ExchangeField::Policy, policyText(a.value(name)),
                policyText(b.value(name)), name.toString());
        });
    }

    QList<ComparedField> take() { return std::move(m_fields); }

private:
    QList<ComparedField> m_fields;
};

} // namespace

qsizetype ExchangeComparison::differenceCount() const
{
    const auto isTold = [](const ComparedHeader &header) { return isDifference(header.verdict); };
    return std::ranges::count_if(fields,
                                 [](const ComparedField &field) {
                                     return !field.isTime() && isDifference(field.verdict);
                                 })
        + std::ranges::count_if(requestHeaders, isTold)
        + std::ranges::count_if(responseHeaders, isTold);
}

QList<RawHeader> responseHeadersOf(const Exchange &exchange)
{
    const Response *response = exchange.response();
    return response ? response->headers : QList<RawHeader>();
}

ExchangeComparison compareExchanges(const Exchange &left, const Exchange &right,
                                    const Ignoring &ignoring)
{
    FieldList fields;
    fields.addRequest(left, right);
    fields.addResponse(left, right);
    fields.addAttempts(left, right);
    fields.addTimes(left, right);
    fields.addCircuit(left, right);
    fields.addPolicies(left, right);
    return {
        .fields = fields.take(),
        .requestHeaders
        = compareHeaders(left.request.headers, right.request.headers, ignoring.headers),
        .responseHeaders
        = compareHeaders(responseHeadersOf(left), responseHeadersOf(right), ignoring.headers),
    };
}

} // namespace Recloser
