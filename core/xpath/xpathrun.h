// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/structurewalk.h"
#include "core/xpath/xpathsyntax.h"

#include <functional>
#include <memory>
#include <optional>
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
    static constexpr size_t mostNodes = 500'000;

    XPathRun(QByteArrayView xml, qint64 bytes, int depth, std::stop_token stop)
        : m_xml(xml)
        , m_bytesLeft(bytes)
        , m_depthLeft(depth)
        , m_stop(std::move(stop))
    {
    }

    Node document() const { return m_document; }
    bool isTooMuch() const { return m_isTooMuch; }
    /// Hands over the nodes of an expression as they are found; see isInOrder().
    bool eachNode(const XPathExpression &expression, const XPathContext &context, const Take &take);
    /// Nodes in the order of the document, each once.
    Value evaluate(const XPathExpression &expression, const XPathContext &context);
    QString text(const Value &value);

private:
    using TakeNode = std::function<bool(const Node &)>;

    /// How many nodes of a step came to each of its predicates, and how many there are (-1 where
    /// nobody asked).
    struct Counts
    {
        explicit Counts(const XPathStep &step)
            : positions(step.predicates.size(), 0)
            , sizes(step.predicates.size(), -1)
        {
        }
        std::vector<qint64> positions;
        std::vector<qint64> sizes;
    };

    bool walkSteps(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                   const TakeNode &take);
    bool walkDeep(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                  const TakeNode &take);
    bool walkBoth(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                  const TakeNode &take);
    bool walkStep(const std::vector<XPathStep> &steps, size_t at, const Node &node,
                  const TakeNode &take);
    bool passes(const XPathStep &step, Counts &counts, const Node &found, const Node &node);
    bool isTrueFor(const XPathExpression &predicate, const XPathContext &context);
    bool takeNth(const XPathExpression &path, double number, const XPathContext &context,
                 const TakeNode &take);
    bool filtered(const XPathExpression &filter, const XPathContext &context, const TakeNode &take);
    bool canGoOn();
    bool add(Nodes &nodes, const Node &node);

    // xpathaxes.cpp
    bool eachOnAxis(const XPathStep &step, const Node &node, const TakeNode &take);
    bool eachNodeOn(XPathStep::Axis axis, const Node &node, const TakeNode &take);
    bool eachItem(const Node &parent, StructureWalk walk, qint64 ordinal, const TakeNode &take);
    bool eachChild(const Node &node, const TakeNode &take);
    bool eachBelow(const Node &node, const TakeNode &take);
    bool eachSiblingAfter(const Node &node, const TakeNode &take);
    bool eachSiblingBefore(const Node &node, const TakeNode &take);
    bool eachAfter(const Node &node, const TakeNode &take);
    bool eachBefore(const Node &node, const TakeNode &take);
    bool fits(const XPathNodeTest &test, XPathStep::Axis axis, const StructureItem &item) const;

    // xpathvalues.cpp
    Value call(const XPathExpression &expression, const XPathContext &context);
    Value textFunction(const QString &name, const std::vector<QString> &texts);
    Value compared(XPathExpression::Kind kind, const Value &left, const Value &right);
    bool yes(const Value &value) const;
    double number(const Value &value);
    QString textOf(const XPathNode &node);
    QByteArrayView nameOf(const StructureItem &item) const;
    std::optional<QString> attributeOf(const Node &node, const QByteArray &name);
    QString namespaceOf(const Node &node);
    bool isLanguage(Node node, const QString &language);

    QByteArrayView m_xml;
    Node m_document = std::make_shared<const XPathNode>();
    qint64 m_bytesLeft;
    int m_depthLeft;
    std::stop_token m_stop;
    bool m_isTooMuch = false;
};

/// Whether a path finds its nodes in the order of the document, each once, as it goes through it.
bool isInOrder(const XPathExpression &path);

/// The characters of XML text: references to the predefined entities and to characters resolved,
/// others as they are written.
QString xmlCharacters(QByteArrayView written);

} // namespace Recloser
