// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/graphqlwords.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    QLatin1StringView kind;
    /// %1 is the subject, %2 what it is of.
    QLatin1StringView message;
};

Words wordsOf(GraphQlFault::Kind kind)
{
    using enum GraphQlFault::Kind;
    switch (kind) {
    case Syntax:
        break;
    case DuplicateOperation:
        return {"duplicate-operation"_L1, "another operation is called %1"_L1};
    case NotAlone:
        return {"not-alone"_L1, "an operation without a name must be the only one"_L1};
    case NoSuchOperations:
        return {"no-such-operations"_L1, "the server has no operations of the kind %1"_L1};
    case UnknownType:
        return {"unknown-type"_L1, "there is no type %1"_L1};
    case UnknownField:
        return {"unknown-field"_L1, "%2 has no field %1"_L1};
    case UnknownArgument:
        return {"unknown-argument"_L1, "%2 takes no argument %1"_L1};
    case UnknownInputField:
        return {"unknown-input-field"_L1, "%2 has no field %1"_L1};
    case UnknownDirective:
        return {"unknown-directive"_L1, "there is no directive @%1"_L1};
    case UnknownFragment:
        return {"unknown-fragment"_L1, "there is no fragment %1"_L1};
    case UnknownVariable:
        return {"unknown-variable"_L1, "variable $%1 is not declared"_L1};
    case MissingArgument:
        return {"missing-argument"_L1, "%2 needs its argument %1"_L1};
    case MissingInputField:
        return {"missing-input-field"_L1, "%2 needs its field %1"_L1};
    case NeedsSelection:
        return {"needs-selection"_L1,
                "%1 is of the type %2 and needs a selection of its fields"_L1};
    case HasNoFields:
        return {"has-no-fields"_L1, "%1 is of the type %2, which has no fields"_L1};
    case WrongValue:
        return {"wrong-value"_L1, "%1 is no value of the type %2"_L1};
    case WrongVariableType:
        return {"wrong-variable-type"_L1, "variable $%1 is not of the type %2"_L1};
    case NotInputType:
        return {"not-input-type"_L1, "%1 is no type of variables"_L1};
    case FragmentNeverFits:
        return {"fragment-never-fits"_L1, "nothing of the type %2 can be a %1"_L1};
    case FragmentInItself:
        return {"fragment-in-itself"_L1, "fragment %1 contains itself"_L1};
    case UnusedVariable:
        return {"unused-variable"_L1, "variable $%1 is not used"_L1};
    case UnusedFragment:
        return {"unused-fragment"_L1, "fragment %1 is not used"_L1};
    }
    return {"syntax"_L1, {}};
}

QString messageOf(QStringView document, const GraphQlSyntaxFault &fault)
{
    const QString found = fault.span.in(document).toString();
    switch (fault.kind) {
    case GraphQlSyntaxFault::Kind::UnexpectedEnd:
        return fault.expected.isEmpty()
            ? u"the query ends here"_s
            : u"the query ends here, %1 is missing"_s.arg(fault.expected);
    case GraphQlSyntaxFault::Kind::TooDeep:
        return u"more than %1 levels within each other"_s.arg(GraphQlDocument::deepest);
    case GraphQlSyntaxFault::Kind::NotExecutable:
        return u"a definition of types cannot be executed"_s;
    default:
        return u"expected %1, found %2"_s.arg(fault.expected, found);
    }
}

GraphQlReport placed(QStringView document, const GraphQlSpan &span)
{
    const QStringView before = document.first(span.begin);
    GraphQlReport report;
    report.line = int(before.count(u'\n')) + 1;
    report.column = int(before.sliced(before.lastIndexOf(u'\n') + 1).toUcs4().size()) + 1;
    return report;
}

} // namespace

QList<GraphQlReport> graphQlReports(QStringView document, const GraphQlCheck &check)
{
    QList<GraphQlReport> reports;
    if (check.syntax) {
        GraphQlReport report = placed(document, check.syntax->span);
        report.kind = u"syntax"_s;
        report.subject = check.syntax->span.in(document).toString();
        report.message = messageOf(document, *check.syntax);
        reports.append(report);
    }
    for (const GraphQlFault &fault : check.faults) {
        const Words words = wordsOf(fault.kind);
        GraphQlReport report = placed(document, fault.span);
        report.kind = words.kind;
        report.subject = fault.subject;
        report.of = fault.of;
        report.nearest = fault.nearest;
        report.message
            = QString(words.message).replace("%1"_L1, fault.subject).replace("%2"_L1, fault.of);
        if (!fault.nearest.isEmpty())
            report.message += u"; nearest: "_s + fault.nearest;
        reports.append(report);
    }
    return reports;
}

QJsonObject toJson(const GraphQlReport &report, int firstLine)
{
    return {{u"kind"_s, report.kind},
            {u"line"_s, report.line + firstLine - 1},
            {u"column"_s, report.column},
            {u"subject"_s, report.subject},
            {u"of"_s, report.of},
            {u"nearest"_s, report.nearest.isEmpty() ? QJsonValue() : QJsonValue(report.nearest)},
            {u"message"_s, report.message}};
}

QJsonObject toJson(const GraphQlSuggestion &suggestion)
{
    static constexpr const char16_t *kinds[]
        = {u"keyword", u"field",    u"argument", u"input-field", u"enum-value",
           u"type",    u"fragment", u"variable", u"directive",   u"literal"};
    return {{u"kind"_s, QString::fromUtf16(kinds[int(suggestion.kind)])},
            {u"text"_s, suggestion.text},
            {u"type"_s, suggestion.type},
            {u"description"_s, suggestion.description},
            {u"required"_s, suggestion.isRequired},
            {u"deprecated"_s, suggestion.isDeprecated}};
}

} // namespace Recloser
