// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describegraphql.h"

#include <QCoreApplication>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recloser::DescribeGraphQl", text);
}

QString placed(QStringView document, const GraphQlSpan &span, const QString &reason)
{
    const QStringView before = document.first(std::min(span.begin, document.size()));
    const QStringView line = before.sliced(before.lastIndexOf(u'\n') + 1);
    return tr("line %1, column %2: %3")
        .arg(QString::number(before.count(u'\n') + 1), QString::number(line.toUcs4().size() + 1),
             reason);
}

QString reasonOf(const GraphQlFault &fault)
{
    using enum GraphQlFault::Kind;
    switch (fault.kind) {
    case Syntax:
        return {};
    case DuplicateOperation:
        return tr("there is another operation called %1").arg(fault.subject);
    case NotAlone:
        return tr("an operation without a name must be the only one; give it a name");
    case NoSuchOperations:
        return tr("this server has no operations of the kind %1").arg(fault.subject);
    case UnknownType:
        return tr("no type of this server is called %1").arg(fault.subject);
    case UnknownField:
        return tr("%1 has no field %2").arg(fault.of, fault.subject);
    case UnknownArgument:
        return tr("%1 takes no argument %2").arg(fault.of, fault.subject);
    case UnknownInputField:
        return tr("%1 has no field %2").arg(fault.of, fault.subject);
    case UnknownDirective:
        return tr("this server knows no directive @%1").arg(fault.subject);
    case UnknownFragment:
        return tr("there is no fragment %1").arg(fault.subject);
    case UnknownVariable:
        return tr("variable $%1 is not declared").arg(fault.subject);
    case MissingArgument:
        return tr("%1 needs its argument %2").arg(fault.of, fault.subject);
    case MissingInputField:
        return tr("%1 needs its field %2").arg(fault.of, fault.subject);
    case NeedsSelection:
        return tr("%1 is of the type %2: say which of its fields, in braces")
            .arg(fault.subject, fault.of);
    case HasNoFields:
        return tr("%1 is of the type %2, which has no fields").arg(fault.subject, fault.of);
    case WrongValue:
        return tr("%1 is no value of the type %2").arg(fault.subject, fault.of);
    case WrongVariableType:
        return tr("variable $%1 is not of the type %2, which is wanted here")
            .arg(fault.subject, fault.of);
    case NotInputType:
        return tr("%1 is no type of variables: it can only be asked for").arg(fault.subject);
    case FragmentNeverFits:
        return tr("nothing of the type %1 can be a %2").arg(fault.of, fault.subject);
    case FragmentInItself:
        return tr("fragment %1 contains itself").arg(fault.subject);
    case UnusedVariable:
        return tr("variable $%1 is not used").arg(fault.subject);
    case UnusedFragment:
        return tr("fragment %1 is not used").arg(fault.subject);
    }
    return {};
}

QString reasonOf(QStringView document, const GraphQlSyntaxFault &fault)
{
    const QString found = fault.span.in(document).toString();
    using enum GraphQlSyntaxFault::Kind;
    switch (fault.kind) {
    case Unexpected:
        return tr("%1 should stand here, not %2").arg(fault.expected, found);
    case UnexpectedEnd:
        return fault.expected.isEmpty()
            ? tr("the query ends here, in the middle")
            : tr("the query ends here, %1 is missing").arg(fault.expected);
    case BadToken:
        return found.startsWith(u'"') ? tr("this text is never closed")
                                      : tr("%1 means nothing in a query").arg(found);
    case TooDeep:
        return tr("more than %1 levels within each other").arg(GraphQlDocument::deepest);
    case NotExecutable:
        return tr("a definition of types cannot be executed");
    }
    return {};
}

} // namespace

QString describeFault(QStringView document, const GraphQlSyntaxFault &fault)
{
    return placed(document, fault.span, reasonOf(document, fault));
}

QString describeFault(QStringView document, const GraphQlFault &fault)
{
    QString reason = reasonOf(fault);
    if (!fault.nearest.isEmpty())
        reason = tr("%1; did you mean %2?").arg(reason, fault.nearest);
    return placed(document, fault.span, reason);
}

QString describeCheck(QStringView document, const GraphQlCheck &check)
{
    if (check.syntax)
        return describeFault(document, *check.syntax);
    if (check.faults.isEmpty())
        return {};
    const QString first = describeFault(document, check.faults.first());
    const int more = int(check.faults.size()) - 1;
    if (more == 0)
        return first;
    return more == 1 ? tr("%1 (and one more)").arg(first)
                     : tr("%1 (and %2 more)").arg(first).arg(more);
}

} // namespace Recloser
