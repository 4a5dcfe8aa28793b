// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "core/faultserver/scriptreader.h"

#include <QJsonArray>

#include <limits>

using namespace Qt::StringLiterals;

namespace Recloser {

namespace {

constexpr qint64 oneDay = 24LL * 60 * 60 * 1000;

/// One reference token of a JSON pointer (RFC 6901, 3).
QString pointerToken(QString key)
{
    return key.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

QString typeName(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return u"null"_s;
    case QJsonValue::Bool:
        return u"true or false"_s;
    case QJsonValue::Double:
        return u"a number"_s;
    case QJsonValue::String:
        return u"a string"_s;
    case QJsonValue::Array:
        return u"a list"_s;
    case QJsonValue::Object:
        return u"an object"_s;
    case QJsonValue::Undefined:
        break;
    }
    return u"nothing"_s;
}

/// Blanks and letters beyond ASCII as they arrive in a request line.
QByteArray encodedPath(const QString &path)
{
    QByteArray encoded;
    const QByteArray utf8 = path.toUtf8();
    for (const char c : utf8) {
        if (c > ' ' && c < '\x7f')
            encoded.append(c);
        else
            encoded.append('%').append(QByteArray(1, c).toHex().toUpper());
    }
    return encoded;
}

} // namespace

QString ScriptReader::Node::at(const QString &key) const
{
    return place + u'/' + pointerToken(key);
}

void ScriptReader::fail(const QString &place, const QString &message)
{
    if (!m_error)
        m_error = FaultScriptError{message, place};
}

std::optional<ScriptReader::Node>
ScriptReader::object(const QJsonValue &value, const QString &place, const QStringList &allowed)
{
    if (!value.isObject()) {
        fail(place, u"an object is needed here, not "_s + typeName(value));
        return std::nullopt;
    }
    const Node node{value.toObject(), place};
    const QStringList keys = node.object.keys();
    for (const QString &key : keys) {
        if (!allowed.contains(key))
            fail(node.at(key), u"unknown key \"%1\"; one of %2"_s.arg(key, allowed.join(u", "_s)));
    }
    return node;
}

QJsonArray ScriptReader::array(const Node &node, const QString &key)
{
    const QJsonValue value = node.object.value(key);
    if (value.isUndefined())
        fail(node.place, u"\"%1\" is missing"_s.arg(key));
    else if (!value.isArray())
        fail(node.at(key), u"a list is needed here, not "_s + typeName(value));
    return value.toArray();
}

qint64 ScriptReader::integer(const Node &node, const QString &key, qint64 least, qint64 most,
                             qint64 otherwise)
{
    const QJsonValue value = node.object.value(key);
    if (value.isUndefined())
        return otherwise;
    const qint64 number = value.toInteger(std::numeric_limits<qint64>::min());
    if (value.isDouble() && number >= least && number <= most)
        return number;
    const QString found
        = value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : typeName(value);
    fail(node.at(key),
         u"a whole number from %1 to %2 is needed here, not %3"_s.arg(least).arg(most).arg(found));
    return otherwise;
}

QString ScriptReader::text(const Node &node, const QString &key)
{
    const QJsonValue value = node.object.value(key);
    if (!value.isUndefined() && !value.isString())
        fail(node.at(key), u"a string is needed here, not "_s + typeName(value));
    return value.toString();
}

bool ScriptReader::flag(const Node &node, const QString &key, bool otherwise)
{
    const QJsonValue value = node.object.value(key);
    if (!value.isUndefined() && !value.isBool())
        fail(node.at(key), u"true or false is needed here, not "_s + typeName(value));
    return value.toBool(otherwise);
}

qsizetype ScriptReader::choice(const Node &node, const QString &key, const QStringList &choices,
                               const QString &what)
{
    if (!node.has(key))
        return -1;
    const QString chosen = text(node, key);
    const qsizetype index = choices.indexOf(chosen);
    if (index < 0)
        fail(node.at(key),
             u"unknown %1 \"%2\"; one of %3"_s.arg(what, chosen, choices.join(u", "_s)));
    return index;
}

std::expected<FaultScript, FaultScriptError> ScriptReader::read(const QJsonValue &root)
{
    FaultScript script;
    if (const auto node = object(root, {}, {u"routes"_s, u"log"_s})) {
        script.log = flag(*node, u"log"_s, true);
        const QJsonArray routes = array(*node, u"routes"_s);
        for (qsizetype i = 0; i < routes.size(); ++i)
            script.routes.append(readRoute(routes.at(i), u"/routes/%1"_s.arg(i)));
    }
    if (m_error)
        return std::unexpected(*m_error);
    return script;
}

FaultRoute ScriptReader::readRoute(const QJsonValue &value, const QString &place)
{
    FaultRoute route;
    const auto node
        = object(value, place, {u"method"_s, u"path"_s, u"sequence"_s, u"then"_s, u"delay_ms"_s});
    if (!node)
        return route;

    if (node->has(u"method"_s))
        route.method = text(*node, u"method"_s).toUpper().toUtf8();
    if (route.method.isEmpty() || route.method.contains(' '))
        fail(node->at(u"method"_s), u"a method such as GET is needed here, or * for any"_s);

    const QString path = text(*node, u"path"_s);
    route.path = encodedPath(path);
    if (!node->has(u"path"_s))
        fail(place, u"\"path\" is missing"_s);
    else if (!path.startsWith(u'/') && path != u"*"_s)
        fail(node->at(u"path"_s), u"a path starts with /, or is * for any"_s);
    else if (path.chopped(1).contains(u'*'))
        fail(node->at(u"path"_s), u"a * may stand at the end of a path only"_s);

    route.delay = std::chrono::milliseconds(integer(*node, u"delay_ms"_s, 0, oneDay, 0));
    if (choice(*node, u"then"_s, {u"repeat-last"_s, u"loop"_s}, u"way to go on"_s) == 1)
        route.afterLast = FaultRoute::AfterLast::Loop;

    const QJsonArray sequence = array(*node, u"sequence"_s);
    if (sequence.isEmpty())
        fail(node->at(u"sequence"_s), u"at least one answer or fault is needed here"_s);
    for (qsizetype i = 0; i < sequence.size(); ++i)
        route.sequence.append(readStep(sequence.at(i), u"%1/sequence/%2"_s.arg(place).arg(i)));
    return route;
}

} // namespace Recloser
