// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/structurewalk.h"
#include "core/xpath/xpathsyntax.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <variant>

namespace Recloser {

/// A node that was walked to, and those it is in.
struct XPathNode
{
    StructureItem item;
    std::shared_ptr<const XPathNode> parent;
    /// Among the items of its container.
    qint64 ordinal = 0;
};

/// What an expression is evaluated for.
struct XPathContext
{
    std::shared_ptr<const XPathNode> node;
    qint64 position = 1;
    qint64 size = 1;
};

/// One evaluation over one text.
class XPathRun
{
public:
    using Node = std::shared_ptr<const XPathNode>;
    using Nodes = std::vector<Node>;
    using Value = std::variant<bool, double, QString, Nodes>;
    /// False if no more are wanted.
    using Take = std::function<bool(const XPathNode &)>;
    /// Of a set of nodes within a larger expression.
    static constexpr size_t mostNodes = 100'000;

    XPathRun(QByteArrayView xml, qint64 bytes, int depth, std::stop_token stop)
        : m_xml(xml)
        , m_bytesLeft(bytes)
        , m_depthLeft(depth)
        , m_stop(std::move(stop))
    {
    }

    Node document() const { return m_document; }
    bool isTooMuch() const { return m_isTooMuch; }
    bool eachNode(const XPathExpression &expression, const XPathContext &context, const Take &take);
    Value evaluate(const XPathExpression &expression, const XPathContext &context);
    QString text(const Value &value);

private:
    using TakeNode = std::function<bool(const Node &)>;

    bool walkSteps(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                   const TakeNode &take);
    bool walkDeep(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                  const TakeNode &take);
    bool walkStep(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                  const TakeNode &take);
    bool eachOnAxis(const XPathStep &step, const Node &node, const TakeNode &take);
    bool eachChild(const Node &node, const TakeNode &take);
    qint64 sizeFor(const XPathStep &step, size_t predicate, const Node &node);
    bool fits(const XPathNodeTest &test, XPathStep::Axis axis, const StructureItem &item) const;
    bool canGoOn();

    Value call(const XPathExpression &expression, const XPathContext &context);
    Value textFunction(const QString &name, const std::vector<QString> &texts);
    Value compared(XPathExpression::Kind kind, const Value &left, const Value &right);
    bool yes(const Value &value) const;
    double number(const Value &value);
    QString textOf(const XPathNode &node);
    QString nameOf(const XPathNode &node) const;

    QByteArrayView m_xml;
    Node m_document = std::make_shared<const XPathNode>();
    qint64 m_bytesLeft;
    int m_depthLeft;
    std::stop_token m_stop;
    bool m_isTooMuch = false;
};

/// The characters of XML text: references to the predefined entities and to characters resolved,
/// others as they are written.
QString xmlCharacters(QByteArrayView written);

} // namespace Recloser
