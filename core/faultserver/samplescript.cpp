// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/answer.h"
#include "core/faultserver/faultscript.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qsizetype largeSize = 5'000'000;

FaultStep textAnswer(int status, const QByteArray &json, qint64 times = 1)
{
    FaultStep step = jsonAnswer(status, json);
    step.times = times;
    return step;
}

FaultStep echoAnswer(int status)
{
    FaultStep step = jsonAnswer(status, {});
    step.bodyKind = FaultStep::Body::Echo;
    return step;
}

FaultStep stallFor(qint64 times)
{
    FaultStep step;
    step.fault = Fault::Stall;
    step.times = times;
    return step;
}

FaultStep limitedAnswer()
{
    FaultStep step = textAnswer(429, R"({"error": "too many requests"})"_ba);
    step.headers.emplaceBack("Retry-After"_ba, "2"_ba);
    return step;
}

FaultStep productsAnswer()
{
    FaultStep step = jsonAnswer(200, {});
    step.bodyKind = FaultStep::Body::Products;
    return step;
}

FaultRoute route(const QByteArray &method, const QByteArray &path, const QList<FaultStep> &sequence,
                 FaultRoute::AfterLast afterLast = FaultRoute::AfterLast::RepeatLast)
{
    return {.method = method, .path = path, .sequence = sequence, .afterLast = afterLast};
}

} // namespace

QByteArray productList()
{
    QByteArray json = "[\n"_ba;
    json.reserve(largeSize + 256);
    for (int number = 1; json.size() < largeSize; ++number) {
        if (number > 1)
            json.append(",\n");
        const QByteArray id = QByteArray::number(number);
        json.append(R"(  {"id": )").append(id);
        json.append(R"(, "name": "Product )").append(id);
        json.append(R"(", "price": )").append(QByteArray::number(5 + number % 995)).append(".99");
        json.append(R"(, "tags": ["sample", "generated"], "stock": )");
        json.append(QByteArray::number(number * 37 % 500)).append('}');
    }
    return json.append("\n]\n");
}

FaultScript sampleScript()
{
    using After = FaultRoute::AfterLast;
    // An attempt and its three retries meet the stall, which opens the circuit; then it is well
    // again.
    const QList<FaultStep> outage{stallFor(4), textAnswer(200, R"({"status": "back again"})"_ba)};
    return {
        .routes = {
            route("GET"_ba, "/m_search"_ba,
                  {textAnswer(200, R"({"items": [
  {"productId": 11211, "name": "Blue kettle", "price": 24.5, "stock": 12},
  {"productId": 11212, "name": "Red kettle", "price": 26.0, "stock": 0},
  {"productId": 11213, "name": "Tea strainer", "price": 4.25, "stock": 140}
], "total": 3}
)"_ba)}),
            route("POST"_ba, "/store_add"_ba, {echoAnswer(201)}),
            route("GET"_ba, "/store_search"_ba,
                  {textAnswer(200, R"({"stores": [{"id": 1, "city": "Pune"}]})"_ba)}),
            route("GET"_ba, "/flaky"_ba,
                  {textAnswer(503, R"({"error": "try again"})"_ba, 2),
                   textAnswer(200, R"({"status": "ok", "after": "two failures"})"_ba)},
                  After::Loop),
            route("*"_ba, "/down"_ba, outage),
            route("*"_ba, "/stall"_ba, outage),
            route("*"_ba, "/busy"_ba, {textAnswer(503, R"({"error": "busy"})"_ba)}),
            route("*"_ba, "/limited"_ba, {limitedAnswer()}),
            route("GET"_ba, "/large"_ba, {productsAnswer()}),
            route("GET"_ba, "/comment/postID/*"_ba,
                  {textAnswer(200, R"({"comments": [{"author": "Asha", "text": "Works well."}]})"_ba)}),
            route("*"_ba, "/echo"_ba, {echoAnswer(200)}),
            route("*"_ba, "/echo/*"_ba, {echoAnswer(200)}),
        },
    };
}

} // namespace Recloser
