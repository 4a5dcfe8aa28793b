// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/querywords.h"

#include <QCoreApplication>

namespace Recloser {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("QueryWords", text);
}

} // namespace

QString describe(const XPathError &error)
{
    using Kind = XPathError::Kind;
    using Expected = XPathError::Expected;
    switch (error.kind) {
    case Kind::UnknownAxis:
        return tr("the axis “%1” is not understood here").arg(error.subject);
    case Kind::UnknownFunction:
        return tr("there is no function “%1”").arg(error.subject);
    case Kind::ArgumentCount:
        return tr("“%1” takes another number of arguments").arg(error.subject);
    case Kind::TooDeep:
        return tr("nested too deep");
    case Kind::Unexpected:
        break;
    }
    switch (error.expected) {
    case Expected::Step:
        return tr("a name, @, * or . was expected");
    case Expected::Operand:
        return tr("a number was expected");
    case Expected::PredicateEnd:
        return tr("] was expected");
    case Expected::ClosingParenthesis:
        return tr(") was expected");
    case Expected::StringEnd:
        return tr("the closing quote is missing");
    case Expected::Name:
        return tr("a name or * was expected");
    case Expected::End:
    case Expected::Nothing:
        break;
    }
    return tr("the end was expected");
}

} // namespace Recloser
