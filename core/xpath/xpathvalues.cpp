// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of XPathRun that knows values: what they say, how they compare, what functions make of
// them.

#include "core/xpath/xpathrun.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = XPathExpression::Kind;

namespace {

/// Of the text of a node; what is compared is shorter.
constexpr qsizetype longestText = 1'000'000;

/// Section 4.4: digits with a point and a minus, nothing else.
double numberIn(const QString &text)
{
    const QString trimmed = text.trimmed();
    const bool isPlain = std::ranges::all_of(
        trimmed, [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'.' || c == u'-'; });
    bool isNumber = false;
    const double number = trimmed.toDouble(&isNumber);
    return isPlain && isNumber ? number : std::numeric_limits<double>::quiet_NaN();
}

/// Section 4.2: in decimals, whatever its size.
QString numberText(double number)
{
    if (std::isnan(number))
        return u"NaN"_s;
    if (std::isinf(number))
        return number < 0 ? u"-Infinity"_s : u"Infinity"_s;
    return number == 0 ? u"0"_s : QString::number(number, 'f', QLocale::FloatingPointShortest);
}

/// XML's blanks only.
QString normalized(const QString &text)
{
    QString made;
    for (const QChar c : text) {
        const bool isBlank = c == u' ' || c == u'\t' || c == u'\r' || c == u'\n';
        if (!isBlank)
            made += c;
        else if (!made.isEmpty() && !made.endsWith(u' '))
            made += u' ';
    }
    if (made.endsWith(u' '))
        made.chop(1);
    return made;
}

template<typename T> bool holds(Kind kind, const T &left, const T &right)
{
    switch (kind) {
    case Kind::Equal:
        return left == right;
    case Kind::NotEqual:
        return left != right;
    case Kind::Less:
        return left < right;
    case Kind::LessOrEqual:
        return left <= right;
    case Kind::Greater:
        return left > right;
    default:
        return left >= right;
    }
}

Kind turned(Kind kind)
{
    switch (kind) {
    case Kind::Less:
        return Kind::Greater;
    case Kind::LessOrEqual:
        return Kind::GreaterOrEqual;
    case Kind::Greater:
        return Kind::Less;
    case Kind::GreaterOrEqual:
        return Kind::LessOrEqual;
    default:
        return kind;
    }
}

char32_t referenced(QByteArrayView name)
{
    if (name == "lt")
        return '<';
    if (name == "gt")
        return '>';
    if (name == "amp")
        return '&';
    if (name == "quot")
        return '"';
    if (name == "apos")
        return '\'';
    if (!name.startsWith('#'))
        return 0;
    const bool isHex = name.startsWith("#x");
    bool isNumber = false;
    const uint code = name.sliced(isHex ? 2 : 1).toUInt(&isNumber, isHex ? 16 : 10);
    return isNumber && code <= 0x10ffff ? char32_t(code) : 0;
}

} // namespace

QString xmlCharacters(QByteArrayView written)
{
    QString text;
    for (qsizetype at = 0; at < written.size();) {
        const qsizetype mark = written.indexOf('&', at);
        text += QString::fromUtf8(written.sliced(at, (mark < 0 ? written.size() : mark) - at));
        if (mark < 0)
            break;
        const qsizetype end = written.indexOf(';', mark);
        const char32_t code = end < 0 ? 0 : referenced(written.sliced(mark + 1, end - mark - 1));
        if (code == 0) {
            text += u'&';
            at = mark + 1;
        } else {
            text += QChar::fromUcs4(code);
            at = end + 1;
        }
    }
    return text;
}

QString XPathRun::textOf(const XPathNode &node)
{
    const StructureItem &item = node.item;
    if (!item.isContainer()) {
        const QByteArrayView written = m_xml.sliced(
            item.valueBegin, std::min<qint64>(item.valueEnd - item.valueBegin, longestText));
        // Section 5.5: what follows the target.
        if (item.kind == ItemKind::Instruction)
            return QString::fromUtf8(written.sliced(nameOf(item).size())).trimmed();
        const bool isAsWritten = item.kind == ItemKind::CData || item.kind == ItemKind::Comment;
        return isAsWritten ? QString::fromUtf8(written) : xmlCharacters(written);
    }
    QString text;
    if (--m_depthLeft < 0)
        m_isTooMuch = true;
    eachChild(std::make_shared<const XPathNode>(node), [&](const Node &child) {
        const ItemKind kind = child->item.kind;
        if (kind == ItemKind::Text || kind == ItemKind::CData || kind == ItemKind::Element)
            text += textOf(*child);
        return text.size() < longestText;
    });
    ++m_depthLeft;
    return text;
}

/// Of an instruction its target.
QByteArrayView XPathRun::nameOf(const StructureItem &item) const
{
    if (item.kind != ItemKind::Instruction)
        return m_xml.sliced(item.nameBegin, item.nameEnd - item.nameBegin);
    const QByteArrayView written = m_xml.sliced(item.valueBegin, item.valueEnd - item.valueBegin);
    const auto end = std::ranges::find_if(
        written, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return written.first(end - written.begin());
}

std::optional<QString> XPathRun::attributeOf(const Node &node, const QByteArray &name)
{
    std::optional<QString> value;
    eachNodeOn(XPathStep::Axis::Attribute, node, [&](const Node &attribute) {
        if (nameOf(attribute->item) == name)
            value = textOf(*attribute);
        return !value;
    });
    return value;
}

/// Namespaces in XML 1.0, section 6: of an element without a prefix the default one, of an
/// attribute without none.
QString XPathRun::namespaceOf(const Node &node)
{
    const QByteArrayView name = nameOf(node->item);
    const qsizetype colon = name.indexOf(':');
    const bool isElement = node->item.kind == ItemKind::Element;
    if (!isElement && (colon < 0 || node->item.kind != ItemKind::Attribute))
        return {};
    const QByteArray prefix = colon < 0 ? QByteArray() : name.first(colon).toByteArray();
    if (prefix == "xml")
        return u"http://www.w3.org/XML/1998/namespace"_s;
    const QByteArray declaration = prefix.isEmpty() ? "xmlns"_ba : "xmlns:" + prefix;
    for (Node at = isElement ? node : node->parent; at && at->parent; at = at->parent) {
        if (const auto declared = attributeOf(at, declaration))
            return *declared;
    }
    return {};
}

/// Section 4.3: by the nearest xml:lang, of a language or a part of it.
bool XPathRun::isLanguage(Node node, const QString &language)
{
    for (; node && node->parent; node = node->parent) {
        if (const auto given = attributeOf(node, "xml:lang"_ba))
            return given->compare(language, Qt::CaseInsensitive) == 0
                || given->startsWith(language + u'-', Qt::CaseInsensitive);
    }
    return false;
}

bool XPathRun::yes(const Value &value) const
{
    if (const auto *number = std::get_if<double>(&value))
        return *number != 0 && !std::isnan(*number);
    if (const auto *text = std::get_if<QString>(&value))
        return !text->isEmpty();
    if (const auto *nodes = std::get_if<Nodes>(&value))
        return !nodes->empty();
    return std::get<bool>(value);
}

double XPathRun::number(const Value &value)
{
    if (const auto *number = std::get_if<double>(&value))
        return *number;
    if (const auto *isTrue = std::get_if<bool>(&value))
        return *isTrue ? 1 : 0;
    return numberIn(text(value));
}

QString XPathRun::text(const Value &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return *text;
    if (const auto *number = std::get_if<double>(&value))
        return numberText(*number);
    if (const auto *nodes = std::get_if<Nodes>(&value))
        return nodes->empty() ? QString() : textOf(*nodes->front());
    return std::get<bool>(value) ? u"true"_s : u"false"_s;
}

/// Section 3.4: sets of nodes compare if any of their nodes do.
XPathRun::Value XPathRun::compared(Kind kind, const Value &left, const Value &right)
{
    const auto *nodes = std::get_if<Nodes>(&left);
    if (!nodes && std::holds_alternative<Nodes>(right))
        return compared(turned(kind), right, left);
    const bool isOrder = kind != Kind::Equal && kind != Kind::NotEqual;
    if (nodes) {
        if (const auto *isTrue = std::get_if<bool>(&right))
            return holds(kind, double(!nodes->empty()), double(*isTrue));
        return std::ranges::any_of(*nodes, [&](const Node &node) {
            const QString text = textOf(*node);
            if (const auto *others = std::get_if<Nodes>(&right))
                return std::ranges::any_of(*others, [&](const Node &other) {
                    return isOrder ? holds(kind, numberIn(text), numberIn(textOf(*other)))
                                   : holds(kind, text, textOf(*other));
                });
            return isOrder || std::holds_alternative<double>(right)
                ? holds(kind, numberIn(text), number(right))
                : holds(kind, text, this->text(right));
        });
    }
    if (!isOrder && (std::holds_alternative<bool>(left) || std::holds_alternative<bool>(right)))
        return holds(kind, yes(left), yes(right));
    if (isOrder || std::holds_alternative<double>(left) || std::holds_alternative<double>(right))
        return holds(kind, number(left), number(right));
    return holds(kind, text(left), text(right));
}

XPathRun::Value XPathRun::call(const XPathExpression &expression, const XPathContext &context)
{
    const QString &name = expression.text;
    if (name == "last"_L1)
        return double(context.size);
    if (name == "position"_L1)
        return double(context.position);
    if (name == "true"_L1 || name == "false"_L1)
        return name == "true"_L1;
    // As many as there are, without keeping them.
    if (name == "count"_L1 && isInOrder(expression.operands[0])) {
        qint64 count = 0;
        eachNode(expression.operands[0], context, [&](const XPathNode &) {
            ++count;
            return true;
        });
        return double(count);
    }
    // Functions of one argument take the node at hand where there is none.
    Value first = expression.operands.empty() ? Value(Nodes{context.node})
                                              : evaluate(expression.operands[0], context);
    const auto *nodes = std::get_if<Nodes>(&first);
    if (name == "count"_L1)
        return nodes ? double(nodes->size()) : std::numeric_limits<double>::quiet_NaN();
    if (name == "sum"_L1) {
        double sum = 0;
        for (const Node &node : nodes ? *nodes : Nodes())
            sum += numberIn(textOf(*node));
        return sum;
    }
    const Node node = nodes && !nodes->empty() ? nodes->front() : nullptr;
    if (name == "name"_L1 || name == "local-name"_L1) {
        const QString full = node ? QString::fromUtf8(nameOf(node->item)) : QString();
        return name == "name"_L1 ? full : full.section(u':', -1);
    }
    if (name == "namespace-uri"_L1)
        return node ? namespaceOf(node) : QString();
    if (name == "lang"_L1)
        return isLanguage(context.node, text(first));
    if (name == "boolean"_L1 || name == "not"_L1)
        return yes(first) == (name == "boolean"_L1);
    if (name == "number"_L1)
        return number(first);
    if (name == "floor"_L1)
        return std::floor(number(first));
    if (name == "ceiling"_L1)
        return std::ceil(number(first));
    if (name == "round"_L1)
        return std::floor(number(first) + 0.5);
    std::vector<QString> texts{text(first)};
    for (size_t i = 1; i < expression.operands.size(); ++i)
        texts.push_back(text(evaluate(expression.operands[i], context)));
    return textFunction(name, texts);
}

XPathRun::Value XPathRun::textFunction(const QString &name, const std::vector<QString> &texts)
{
    const QString &text = texts[0];
    if (name == "string"_L1)
        return text;
    if (name == "string-length"_L1)
        return double(text.toUcs4().size());
    if (name == "normalize-space"_L1)
        return normalized(text);
    if (name == "starts-with"_L1)
        return text.startsWith(texts[1]);
    if (name == "contains"_L1)
        return text.contains(texts[1]);
    if (name == "concat"_L1) {
        QString whole;
        for (const QString &part : texts)
            whole += part;
        return whole;
    }
    if (name == "substring-before"_L1)
        return text.first(std::max<qsizetype>(0, text.indexOf(texts[1])));
    if (name == "substring-after"_L1) {
        const qsizetype at = text.indexOf(texts[1]);
        return at < 0 ? QString() : text.sliced(at + texts[1].size());
    }
    if (name == "translate"_L1) {
        QString made;
        for (const QChar c : text) {
            const qsizetype at = texts[1].indexOf(c);
            if (at < 0)
                made += c;
            else if (at < texts[2].size())
                made += texts[2][at];
        }
        return made;
    }
    // substring: characters whose place, from 1, lies within the rounded bounds.
    const double begin = std::floor(numberIn(texts[1]) + 0.5);
    const double end = texts.size() > 2 ? begin + std::floor(numberIn(texts[2]) + 0.5)
                                        : std::numeric_limits<double>::infinity();
    const QList<uint> characters = text.toUcs4();
    QString part;
    for (qsizetype i = 0; i < characters.size(); ++i) {
        if (double(i + 1) >= begin && double(i + 1) < end)
            part += QChar::fromUcs4(char32_t(characters[i]));
    }
    return part;
}

} // namespace Recloser
