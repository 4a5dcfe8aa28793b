// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace Recloser {

struct XPathExpression;

/// What the nodes of a step are.
struct XPathNodeTest
{
    enum class Kind { Name, AnyName, Text, Comment, Instruction, Node };
    Kind kind = Kind::Name;
    /// With its prefix as it is written; "p:*" stands for all names of that prefix. Of an
    /// instruction its target, empty for any.
    QByteArray name;
};

/// A step of a location path (XPath 1.0 section 2.1).
struct XPathStep
{
    enum class Axis {
        Child,
        Attribute,
        Self,
        Parent,
        Descendant,
        DescendantOrSelf,
        Ancestor,
        AncestorOrSelf,
        FollowingSibling,
        PrecedingSibling,
        Following,
        Preceding,
    };
    Axis axis = Axis::Child;
    /// Behind //: of the node and of all that is below it.
    bool isDeep = false;
    XPathNodeTest test;
    std::vector<XPathExpression> predicates;
};

/// An expression (XPath 1.0 section 3).
struct XPathExpression
{
    enum class Kind {
        Or,
        And,
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Add,
        Subtract,
        Multiply,
        Divide,
        Modulo,
        Negate,
        Union,
        Number,
        String,
        Path,
        Filter, ///< the first operand's nodes for which the others, its predicates, hold
        Call,
    };
    Kind kind = Kind::Path;
    std::vector<XPathExpression> operands;
    double number = 0;
    /// Of a string; the name of a function.
    QString text;
    /// From the document, not from the node at hand. A path with an operand begins at its nodes.
    bool isAbsolute = false;
    std::vector<XPathStep> steps;
};

/// Why a text is no expression that is understood, and where.
struct XPathError
{
    enum class Kind {
        Unexpected, ///< `expected` had to come
        UnknownAxis, ///< or one that is not understood here: `subject`
        UnknownFunction, ///< `subject`
        ArgumentCount, ///< of the function `subject`
        TooDeep,
    };
    enum class Expected {
        Nothing,
        Step,
        Operand,
        PredicateEnd, ///< ]
        ClosingParenthesis,
        StringEnd,
        Name,
        End,
    };

    Kind kind = Kind::Unexpected;
    /// UTF-16 units from the start.
    qsizetype at = 0;
    Expected expected = Expected::Nothing;
    QString subject;

    bool operator==(const XPathError &) const = default;
};

} // namespace Recloser
