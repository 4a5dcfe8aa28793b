// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/routetable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

bool fits(QByteArrayView pattern, QByteArrayView path)
{
    return pattern.endsWith('*') ? path.startsWith(pattern.chopped(1)) : pattern == path;
}

} // namespace

RouteTable::RouteTable(FaultScript script) : m_script(std::move(script))
{
    restart();
}

void RouteTable::restart()
{
    m_states.clear();
    m_states.resize(m_script.routes.size());
    for (qsizetype i = 0; i < m_script.routes.size(); ++i)
        m_states[i].prepared.resize(m_script.routes.at(i).sequence.size());
}

qsizetype RouteTable::find(const ReceivedRequest &request, QByteArrayView method) const
{
    const QByteArrayView path = pathOf(request);
    const QByteArrayView whole = pathAndQueryOf(request);
    for (qsizetype i = 0; i < m_script.routes.size(); ++i) {
        const FaultRoute &route = m_script.routes.at(i);
        if ((route.method == method || route.method == "*")
            && fits(route.path, route.path.contains('?') ? whole : path))
            return i;
    }
    return -1;
}

WireActions RouteTable::answer(const ReceivedRequest &request, Persistence persistence)
{
    qsizetype index = find(request, request.method);
    if (index < 0 && request.method == "HEAD")
        index = find(request, "GET");
    if (index < 0)
        return unknownRoute(request, persistence);

    const FaultRoute &route = m_script.routes.at(index);
    State &state = m_states[index];
    const qsizetype current = state.step;
    const FaultStep &step = route.sequence.at(current);
    if (++state.used >= step.times) {
        state.used = 0;
        if (current + 1 < route.sequence.size())
            ++state.step;
        else if (route.afterLast == FaultRoute::AfterLast::Loop)
            state.step = 0;
    }

    const bool same = persistence == Persistence::Stays && step.bodyKind != FaultStep::Body::Echo
        && request.method != "HEAD" && request.version == "HTTP/1.1";
    if (!same)
        return actionsFor(step, route.delay, request, persistence);
    WireActions &prepared = state.prepared[current];
    if (prepared.isEmpty())
        prepared = actionsFor(step, route.delay, request, persistence);
    return prepared;
}

WireActions RouteTable::unknownRoute(const ReceivedRequest &request, Persistence persistence) const
{
    QJsonArray routes;
    for (const FaultRoute &route : m_script.routes)
        routes.append(QString::fromUtf8(QByteArray(route.method + ' ' + route.path)));
    const QJsonObject body{
        {u"error"_s,
         QString::fromUtf8(QByteArray("no route for " + request.method + ' ' + request.target))},
        {u"routes"_s, routes},
    };
    return actionsFor(jsonAnswer(404, QJsonDocument(body).toJson()), {}, request, persistence);
}

} // namespace Recloser
