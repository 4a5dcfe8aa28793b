// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/answer.h"
#include "core/faultserver/scriptreader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qint64 oneDay = 24LL * 60 * 60 * 1000;
constexpr qint64 largestSize = 1LL << 50;
// A generated body is made in memory before it is compressed.
constexpr qint64 largestCodedSize = 256LL * 1024 * 1024;

const QStringList faultNames{u"reset"_s, u"stall"_s,   u"truncate"_s,  u"slow"_s,
                             u"close"_s, u"garbage"_s, u"bad-length"_s};
constexpr std::array faults{Fault::Reset, Fault::Stall,   Fault::Truncate, Fault::Slow,
                            Fault::Close, Fault::Garbage, Fault::BadLength};

const QStringList faultKeys{u"fault"_s, u"ms"_s, u"after"_s, u"length"_s};
const QStringList answerKeys{u"status"_s,      u"reason"_s,    u"headers"_s,  u"body"_s,
                             u"body_base64"_s, u"body_size"_s, u"echo"_s,     u"chunked"_s,
                             u"until_close"_s, u"encoding"_s,  u"redirect"_s, u"informational"_s,
                             u"header_drip"_s};
const QStringList commonKeys{u"bytes_per_second"_s, u"delay_ms"_s, u"times"_s};

bool isHeaderName(QByteArrayView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return c > ' ' && c < '\x7f' && !QByteArrayView("\"(),/:;<=>?@[\\]{}").contains(c);
    });
}

bool isOneLine(QStringView text)
{
    return std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c == u'\r' || c == u'\n' || c == u'\0'; });
}

} // namespace

FaultStep ScriptReader::readStep(const QJsonValue &value, const QString &place)
{
    FaultStep step;
    const auto node = object(value, place, faultKeys + answerKeys + commonKeys);
    if (!node)
        return step;
    step.answers = !node->has(u"fault"_s)
        || std::any_of(answerKeys.begin(), answerKeys.end(),
                       [&node](const QString &key) { return node->has(key); });
    step.delay = std::chrono::milliseconds(integer(*node, u"delay_ms"_s, 0, oneDay, 0));
    step.times = integer(*node, u"times"_s, 1, std::numeric_limits<qint32>::max(), 1);
    step.bytesPerSecond = integer(*node, u"bytes_per_second"_s, 1, largestSize, 0);
    readFault(*node, step);
    readAnswer(*node, step);
    checkFault(*node, step);
    return step;
}

void ScriptReader::readFault(const Node &node, FaultStep &step)
{
    const qsizetype index = choice(node, u"fault"_s, faultNames, u"fault"_s);
    if (index >= 0)
        step.fault = faults.at(static_cast<std::size_t>(index));

    const auto only = [&](const QString &key, std::initializer_list<Fault> allowed) {
        if (!node.has(key)
            || std::find(allowed.begin(), allowed.end(), step.fault) != allowed.end())
            return node.has(key);
        QStringList names;
        for (const Fault fault : allowed)
            names.append(
                faultNames.at(std::find(faults.begin(), faults.end(), fault) - faults.begin()));
        fail(node.at(key), u"\"%1\" goes with the fault %2 only"_s.arg(key, names.join(u" or "_s)));
        return false;
    };
    if (only(u"ms"_s, {Fault::Stall}))
        step.stallFor = std::chrono::milliseconds(integer(node, u"ms"_s, 0, oneDay, 0));
    if (only(u"after"_s, {Fault::Reset, Fault::Stall, Fault::Truncate}))
        step.after = integer(node, u"after"_s, 0, largestSize, 0);
    if (step.fault == Fault::BadLength)
        step.declaredLength = "12x"_ba;
    if (only(u"length"_s, {Fault::BadLength})) {
        const QJsonValue length = node.object.value(u"length"_s);
        const QString declared
            = length.isDouble() ? QString::number(length.toInteger()) : text(node, u"length"_s);
        if (!isOneLine(declared))
            fail(node.at(u"length"_s), u"a header value is one line"_s);
        step.declaredLength = declared.toUtf8();
    }
    if (step.fault == Fault::Slow && !node.has(u"bytes_per_second"_s))
        fail(node.place, u"\"bytes_per_second\" is missing, which the fault slow needs"_s);
    if (step.fault == Fault::Truncate && !step.after)
        fail(node.place, u"\"after\" is missing, which the fault truncate needs"_s);
}

void ScriptReader::readAnswer(const Node &node, FaultStep &step)
{
    const bool redirects = node.has(u"redirect"_s);
    step.status = static_cast<int>(integer(node, u"status"_s, 200, 999, redirects ? 302 : 200));
    const QString reason = text(node, u"reason"_s);
    if (!isOneLine(reason))
        fail(node.at(u"reason"_s), u"a reason is one line"_s);
    step.reason = reason.toUtf8();
    step.headers = readHeaders(node);
    if (redirects) {
        const QString target = text(node, u"redirect"_s);
        if (!isOneLine(target))
            fail(node.at(u"redirect"_s), u"a header value is one line"_s);
        step.headers.emplaceBack("Location"_ba, target.toUtf8());
    }
    step.headBytesPerSecond = integer(node, u"header_drip"_s, 1, largestSize, 0);
    readInformational(node, step);
    readBody(node, step);
    readFraming(node, step);
}

QList<std::pair<QByteArray, QByteArray>> ScriptReader::readHeaders(const Node &node)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    const auto add = [&](const QString &name, const QJsonValue &value, const QString &place) {
        if (!isHeaderName(name.toUtf8()))
            fail(place, u"\"%1\" is not a header name"_s.arg(name));
        else if (!value.isString() && !value.isDouble())
            fail(place, u"a header value is a string or a list of strings"_s);
        else if (!isOneLine(value.toString()))
            fail(place, u"a header value is one line"_s);
        headers.emplaceBack(name.toUtf8(), value.toVariant().toString().toUtf8());
    };
    const QJsonValue value = node.object.value(u"headers"_s);
    const QString place = node.at(u"headers"_s);
    if (value.isObject()) {
        const Node fields{value.toObject(), place};
        for (auto it = fields.object.begin(); it != fields.object.end(); ++it) {
            const QString at = fields.at(it.key());
            if (!it.value().isArray()) {
                add(it.key(), it.value(), at);
                continue;
            }
            const QJsonArray values = it.value().toArray();
            for (qsizetype i = 0; i < values.size(); ++i)
                add(it.key(), values.at(i), u"%1/%2"_s.arg(at).arg(i));
        }
    } else if (value.isArray()) {
        const QJsonArray fields = value.toArray();
        for (qsizetype i = 0; i < fields.size(); ++i) {
            const QString at = u"%1/%2"_s.arg(place).arg(i);
            const QJsonArray pair = fields.at(i).toArray();
            if (pair.size() != 2 || !pair.at(0).isString())
                fail(at, u"a header is a pair [\"Name\", \"value\"] here"_s);
            else
                add(pair.at(0).toString(), pair.at(1), at);
        }
    } else if (!value.isUndefined()) {
        fail(place, u"headers are an object or a list of pairs"_s);
    }
    return headers;
}

void ScriptReader::readInformational(const Node &node, FaultStep &step)
{
    if (!node.has(u"informational"_s))
        return;
    const QJsonArray early = array(node, u"informational"_s);
    for (qsizetype i = 0; i < early.size(); ++i) {
        const QString place = u"%1/%2"_s.arg(node.at(u"informational"_s)).arg(i);
        const QJsonObject given = early.at(i).isDouble() ? QJsonObject{{u"status"_s, early.at(i)}}
                                                         : early.at(i).toObject();
        const auto inner = object(given, place, {u"status"_s, u"headers"_s});
        const int status = static_cast<int>(integer(*inner, u"status"_s, 100, 199, 0));
        if (status == 0 || status == 101)
            fail(
                place,
                u"a status from 100 to 199 is needed here, but not 101, which changes the protocol"_s);
        step.informational.append({status, readHeaders(*inner)});
    }
}

void ScriptReader::readBody(const Node &node, FaultStep &step)
{
    QStringList given;
    for (const QString &key : {u"body"_s, u"body_base64"_s, u"body_size"_s, u"echo"_s}) {
        if (node.has(key))
            given.append(key);
    }
    if (given.size() > 1)
        fail(node.at(given.last()), u"an answer has one of %1"_s.arg(given.join(u", "_s)));
    if (node.has(u"body"_s)) {
        const QJsonValue body = node.object.value(u"body"_s);
        step.bodyKind = FaultStep::Body::Bytes;
        step.contentType = body.isString() ? "text/plain; charset=utf-8"_ba : "application/json"_ba;
        if (body.isString()) {
            step.body = body.toString().toUtf8();
        } else {
            // Wrapped, because QJsonDocument takes objects and lists only.
            const QByteArray list = QJsonDocument(QJsonArray{body}).toJson(QJsonDocument::Compact);
            step.body = list.sliced(1, list.size() - 2);
        }
    } else if (node.has(u"body_base64"_s)) {
        const auto bytes = QByteArray::fromBase64Encoding(text(node, u"body_base64"_s).toUtf8(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            fail(node.at(u"body_base64"_s), u"this is not base64"_s);
        step.bodyKind = FaultStep::Body::Bytes;
        step.contentType = "application/octet-stream"_ba;
        step.body = bytes.decoded;
    } else if (node.has(u"body_size"_s)) {
        step.bodyKind = FaultStep::Body::Generated;
        step.contentType = "application/octet-stream"_ba;
        step.generatedSize = integer(node, u"body_size"_s, 0, largestSize, 0);
    } else if (flag(node, u"echo"_s, false)) {
        step.bodyKind = FaultStep::Body::Echo;
        step.contentType = "application/json"_ba;
    }
    if (step.bodyKind != FaultStep::Body::None && (step.status == 204 || step.status == 304))
        fail(node.at(given.first()), u"an answer with status %1 has no body"_s.arg(step.status));
}

void ScriptReader::readFraming(const Node &node, FaultStep &step)
{
    if (flag(node, u"chunked"_s, false))
        step.framing = FaultStep::Framing::Chunked;
    if (flag(node, u"until_close"_s, false)) {
        if (step.framing == FaultStep::Framing::Chunked)
            fail(node.at(u"until_close"_s),
                 u"an answer is chunked or goes until the end, not both"_s);
        step.framing = FaultStep::Framing::UntilClose;
    }
    const qsizetype coding = choice(node, u"encoding"_s, {u"gzip"_s, u"deflate"_s}, u"encoding"_s);
    if (coding >= 0)
        step.coding = coding == 0 ? FaultStep::Coding::Gzip : FaultStep::Coding::Deflate;
    if (coding >= 0 && step.generatedSize > largestCodedSize)
        fail(node.at(u"body_size"_s),
             u"with an encoding a body has at most %1 bytes"_s.arg(largestCodedSize));
}

void ScriptReader::checkFault(const Node &node, FaultStep &step)
{
    if (m_error)
        return;
    const auto generate = [&step](qint64 size) {
        step.answers = true;
        if (step.bodyKind != FaultStep::Body::None || step.status == 204 || step.status == 304)
            return;
        step.bodyKind = FaultStep::Body::Generated;
        step.generatedSize = size;
        step.contentType = "application/octet-stream"_ba;
    };
    switch (step.fault) {
    case Fault::None:
        break;
    case Fault::Close:
        if (step.answers)
            fail(node.place,
                 u"a step that closes sends no answer; \"truncate\" sends a part of one"_s);
        break;
    case Fault::Garbage:
        if (step.bodyKind == FaultStep::Body::None)
            step.body = "\x16\x03\x01 this is not HTTP \xff\xfe\r\n\r\n\x00\x01\x02"_ba;
        step.answers = false;
        break;
    case Fault::Reset:
        if (step.after)
            generate(2 * *step.after + 1024);
        else if (step.answers)
            fail(node.place, u"\"after\" is missing, which a reset within an answer needs"_s);
        break;
    case Fault::Stall:
        if (step.after)
            generate(2 * *step.after + 1024);
        break;
    case Fault::Truncate:
        generate(2 * *step.after + 1024);
        break;
    case Fault::Slow:
        generate(std::min<qint64>(5 * step.bytesPerSecond, largestSize));
        break;
    case Fault::BadLength:
        generate(1024);
        break;
    }
    if (step.after && step.bodyKind != FaultStep::Body::Echo) {
        const bool plain = step.bodyKind == FaultStep::Body::Generated
            && step.coding == FaultStep::Coding::Identity;
        const qint64 size = plain ? step.generatedSize : codedBody(step, {}).size();
        if (*step.after >= size && step.fault == Fault::Truncate)
            fail(node.at(u"after"_s),
                 u"the body has only %1 bytes, nothing would be cut off"_s.arg(size));
    }
}

} // namespace Recloser
