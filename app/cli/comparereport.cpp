// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/comparereport.h"

#include "app/cli/command.h"
#include "app/cli/comparejson.h"
#include "app/cli/counted.h"

#include <cstdlib>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

enum class Ink { None, Removed, Added, Changed, Faint };

QByteArray inked(QByteArrayView line, Ink ink, ReportColors colors)
{
    static constexpr QByteArrayView codes[]{"", "31", "32", "36", "2"};
    if (colors == ReportColors::Never || ink == Ink::None)
        return line.toByteArray();
    return "\x1b[" + codes[int(ink)].toByteArray() + 'm' + line.toByteArray() + "\x1b[0m";
}

void print(const QByteArray &line, Ink ink, const CompareArguments &arguments)
{
    printBytes(QByteArray(inked(line, ink, arguments.colors) + '\n'));
}

void printText(const QString &line, Ink ink, const CompareArguments &arguments)
{
    print(line.toUtf8(), ink, arguments);
}

/// What follows the last line break is no line when there is nothing; so an empty text has none.
bool isLine(const TextRows &text, qsizetype own)
{
    return own >= 0 && (own + 1 < text.count() || !text.row(own).isEmpty());
}

bool isAfterLastBreak(const AlignedRows &rows, qsizetype row)
{
    const AlignedRow at = rows.at(row);
    return !isLine(rows.left(), at.left) && !isLine(rows.right(), at.right);
}

/// "@@ -10,7 +10,8 @@": lines of both sides, counted from 1. Empty where neither side has a line.
QByteArray rangeOf(const AlignedRows &rows, qsizetype begin, qsizetype end)
{
    qsizetype first[2] = {-1, -1};
    qsizetype last[2] = {-1, -1};
    for (qsizetype row = begin; row < end; ++row) {
        const AlignedRow at = rows.at(row);
        for (const int side : {0, 1}) {
            const qsizetype own = side == 0 ? at.left : at.right;
            const TextRows &text = side == 0 ? rows.left() : rows.right();
            if (!isLine(text, own))
                continue;
            const qsizetype line = text.lineNumber(own);
            first[side] = first[side] < 0 ? line : first[side];
            last[side] = line;
        }
    }
    if (first[0] < 0 && first[1] < 0)
        return {};
    const auto part = [&](int side, char sign) -> QByteArray {
        const qsizetype count = first[side] < 0 ? 0 : last[side] - first[side] + 1;
        return sign + QByteArray::number(std::max<qsizetype>(0, first[side])) + ','
            + QByteArray::number(count);
    };
    return "@@ " + part(0, '-') + ' ' + part(1, '+') + " @@";
}

/// Rows of one stretch after another: removed lines of a run of changes come before added ones.
void printRows(const AlignedRows &rows, qsizetype begin, qsizetype end,
               const CompareArguments &arguments)
{
    for (qsizetype row = begin; row < end;) {
        const AlignedRow at = rows.at(row);
        if (isAfterLastBreak(rows, row)) {
            if (at.left < 0 || at.right < 0)
                print(at.left < 0 ? "\\ No line break at the end of the left side"
                                  : "\\ No line break at the end of the right side",
                      Ink::Faint, arguments);
            ++row;
            continue;
        }
        if (!isDifference(at.kind)) {
            const QByteArrayView text
                = at.left >= 0 ? rows.left().row(at.left) : rows.right().row(at.right);
            print(' ' + text.toByteArray(), at.kind == RowKind::Equal ? Ink::None : Ink::Faint,
                  arguments);
            ++row;
            continue;
        }
        qsizetype stop = row;
        while (stop < end && isDifference(rows.at(stop).kind) && !isAfterLastBreak(rows, stop))
            ++stop;
        for (qsizetype i = row; i < stop; ++i) {
            if (const qsizetype left = rows.at(i).left; isLine(rows.left(), left))
                print('-' + rows.left().row(left).toByteArray(), Ink::Removed, arguments);
        }
        for (qsizetype i = row; i < stop; ++i) {
            if (const qsizetype right = rows.at(i).right; isLine(rows.right(), right))
                print('+' + rows.right().row(right).toByteArray(), Ink::Added, arguments);
        }
        row = stop;
    }
}

void printHunks(const AlignedRows &rows, const CompareArguments &arguments)
{
    const std::vector<Difference> &differences = rows.differences();
    const qsizetype around = arguments.context;
    for (size_t i = 0; i < differences.size();) {
        const qsizetype begin = std::max<qsizetype>(0, differences[i].begin - around);
        qsizetype end = differences[i].end;
        // Differences that are near one another are one hunk.
        for (++i; i < differences.size() && differences[i].begin - end <= 2 * around; ++i)
            end = differences[i].end;
        end = std::min(rows.rowCount(), end + around);
        if (const QByteArray range = rangeOf(rows, begin, end); !range.isEmpty())
            print(range, Ink::Changed, arguments);
        printRows(rows, begin, end, arguments);
    }
}

void printDifferences(const BodyComparison &comparison, const CompareArguments &arguments)
{
    const auto shown = [](const QByteArray &text, bool isCut) {
        QByteArray line = text;
        line.replace('\n', ' ');
        constexpr qsizetype longest = 300;
        if (line.size() > longest || isCut)
            line = line.first(std::min(longest, line.size())) + "...";
        return line;
    };
    using Kind = JsonDifference::Kind;
    for (const JsonDifference &difference : comparison.differences) {
        const QByteArray path = difference.path.toUtf8()
            + (difference.rightPath.isEmpty() ? QByteArray()
                                              : " (" + difference.rightPath.toUtf8() + ')');
        const QByteArray left = shown(difference.left, difference.isLeftCut);
        const QByteArray right = shown(difference.right, difference.isRightCut);
        switch (difference.kind) {
        case Kind::Removed:
            print("- " + path + ": " + left, Ink::Removed, arguments);
            break;
        case Kind::Added:
            print("+ " + path + ": " + right, Ink::Added, arguments);
            break;
        case Kind::Changed:
            print("~ " + path + ": " + left + " -> " + right, Ink::Changed, arguments);
            break;
        case Kind::TypeChanged:
            print("! " + path + ": " + left + " -> " + right + " (another type)", Ink::Changed,
                  arguments);
            break;
        case Kind::Rewritten:
            print("= " + path + ": " + left + " -> " + right + " (the same value)", Ink::Faint,
                  arguments);
            break;
        }
    }
    qint64 total = 0;
    for (const qint64 count : comparison.counts)
        total += count;
    if (const qint64 more = total - qint64(comparison.differences.size()); more > 0)
        printText(u"... and %1 more"_s.arg(more), Ink::Faint, arguments);
}

QString plain(const FieldValue &value)
{
    const QJsonValue is = fieldValueJson(value);
    return is.isNull() ? u"-"_s : is.toVariant().toString();
}

void printHeaders(const QString &title, const QList<ComparedHeader> &pairs,
                  const QList<RawHeader> &left, const QList<RawHeader> &right,
                  const CompareArguments &arguments)
{
    bool isTitled = false;
    for (const ComparedHeader &pair : pairs) {
        if (!isDifference(pair.verdict))
            continue;
        if (!std::exchange(isTitled, true))
            printText(title, Ink::Faint, arguments);
        const auto line = [](const RawHeader &header) -> QByteArray {
            return header.name + ": " + header.value;
        };
        if (pair.verdict == Verdict::Moved) {
            print("  (moved) " + line(left[pair.left]), Ink::Faint, arguments);
            continue;
        }
        if (pair.left >= 0)
            print("- " + line(left[pair.left]), Ink::Removed, arguments);
        if (pair.right >= 0)
            print("+ " + line(right[pair.right]), Ink::Added, arguments);
    }
}

} // namespace

void addCompareOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"structural"_s, u"JSON by its values, keys in any order."_s},
        {u"text"_s, u"As text, line by line."_s},
        {u"laid-out"_s, u"JSON and XML laid out over lines, then as text."_s},
        {u"bytes"_s, u"Byte by byte."_s},
        {u"ignore"_s,
         u"JSON paths ($.items[*].id, $..time) and headers (Date, X-*) that may differ; more than "
         u"once, or with commas."_s,
         u"LIST"_s},
        {u"context"_s, u"Equal lines around a difference."_s, u"N"_s, u"3"_s},
        {u"color"_s, u"auto (on a terminal), always, never."_s, u"WHEN"_s, u"auto"_s},
    });
}

std::expected<CompareArguments, QString> readCompareArguments(const QCommandLineParser &parser)
{
    CompareArguments arguments;
    const std::pair<QString, BodyMethod> methods[]{{u"structural"_s, BodyMethod::Structure},
                                                   {u"laid-out"_s, BodyMethod::LaidOut},
                                                   {u"text"_s, BodyMethod::Text},
                                                   {u"bytes"_s, BodyMethod::Bytes}};
    for (const auto &[option, method] : methods) {
        if (!parser.isSet(option))
            continue;
        if (arguments.options.method)
            return std::unexpected(u"only one of --structural, --laid-out, --text, --bytes"_s);
        arguments.options.method = method;
    }
    const auto ignoring = Ignoring::parse(parser.values(u"ignore"_s).join(u'\n'));
    if (!ignoring)
        return std::unexpected(
            u"--ignore: neither a JSON path nor a header: %1"_s.arg(ignoring.error()));
    arguments.options.ignoring = *ignoring;
    bool isNumber = false;
    arguments.context = parser.value(u"context"_s).toInt(&isNumber);
    if (!isNumber || arguments.context < 0)
        return std::unexpected(u"--context wants a whole number from 0"_s);
    const QString when = parser.value(u"color"_s);
    if (when != "auto"_L1 && when != "always"_L1 && when != "never"_L1)
        return std::unexpected(u"--color wants auto, always or never"_s);
    // https://no-color.org: whatever it is set to.
    const bool isTerminal = isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR");
    if (when == "always"_L1 || (when == "auto"_L1 && isTerminal))
        arguments.colors = ReportColors::Always;
    return arguments;
}

void printBodyComparison(const BodyComparison &comparison, const CompareArguments &arguments,
                         const QString &leftName, const QString &rightName)
{
    using NoStructure = BodyComparison::NoStructure;
    const auto note
        = [&](const QString &text) { printText(u"# "_s + text, Ink::Faint, arguments); };
    const auto fault = [&](const QString &name, const BodySideNotes &side) {
        if (side.fault)
            note(u"%1: not well-formed at line %2, column %3"_s.arg(name)
                     .arg(side.fault->place.line)
                     .arg(side.fault->place.column));
    };
    if (comparison.noStructure != NoStructure::None) {
        note(comparison.noStructure == NoStructure::TooDeep
                 ? u"compared as text: nested too deeply"_s
                 : comparison.noStructure == NoStructure::TooLarge
                 ? u"compared as text: too many values"_s
                 : u"compared as text: not both are well-formed JSON"_s);
    }
    fault(leftName, comparison.left);
    fault(rightName, comparison.right);
    if (comparison.rows.isApproximate)
        note(u"approximate: the two are too different for the shortest list"_s);
    if (comparison.ignored > 0)
        note(u"ignored: "_s
             + counted(comparison.ignored, u"%1 value that differs"_s, u"%1 values that differ"_s));
    if (comparison.isEqual())
        return;
    printText(u"--- "_s + leftName, Ink::Removed, arguments);
    printText(u"+++ "_s + rightName, Ink::Added, arguments);
    if (comparison.method == BodyMethod::Structure)
        return printDifferences(comparison, arguments);
    if (comparison.method == BodyMethod::Bytes)
        note(u"%1 and %2 bytes, the first difference at %3, %4"_s.arg(comparison.left.size)
                 .arg(comparison.right.size)
                 .arg(comparison.firstDifference.value_or(0))
                 .arg(counted(comparison.differingBytes, u"%1 byte differs"_s,
                              u"%1 bytes differ"_s)));
    printHunks(comparison.rows, arguments);
}

void printExchangeComparison(const ExchangeComparison &comparison, const Exchange &left,
                             const Exchange &right, const CompareArguments &arguments)
{
    for (const ComparedField &field : comparison.fields) {
        if (!isDifference(field.verdict))
            continue;
        printText(u"%1 %2: %3 -> %4"_s.arg(field.isTime() ? u"."_s : u"~"_s, fieldName(field),
                                           plain(field.left), plain(field.right)),
                  field.isTime() ? Ink::Faint : Ink::Changed, arguments);
    }
    printHeaders(u"request headers"_s, comparison.requestHeaders, left.request.headers,
                 right.request.headers, arguments);
    printHeaders(u"response headers"_s, comparison.responseHeaders, responseHeadersOf(left),
                 responseHeadersOf(right), arguments);
}

} // namespace Recloser
