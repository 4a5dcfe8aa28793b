// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/bodytable.h"

#include "app/cli/command.h"
#include "core/text/multipart.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 step = 4 * 1024 * 1024;

QString nameOf(TableFault::Kind kind)
{
    const QString names[] = {u"quote-in-field"_s, u"text-after-quote"_s, u"open-quote"_s,
                             u"field-count"_s, u"broken-json"_s};
    return names[size_t(kind)];
}

QString nameOf(MultipartFault::Kind kind)
{
    const QString names[] = {u"no-boundary"_s, u"no-delimiter"_s,  u"not-closed"_s,
                             u"bad-header"_s,  u"no-blank-line"_s, u"too-many-parts"_s};
    return names[size_t(kind)];
}

QJsonArray fieldsOf(QByteArrayView row, char delimiter)
{
    QJsonArray fields;
    for (const QByteArrayView field : csvFields(row, delimiter))
        fields.append(QString::fromUtf8(csvFieldText(field)));
    return fields;
}

void printFault(const TableFault &fault, BodyReport report)
{
    if (report == BodyReport::Json)
        printJson({{u"fault"_s, nameOf(fault.kind)},
                   {u"row"_s, fault.row},
                   {u"line"_s, fault.place.line},
                   {u"column"_s, fault.place.column},
                   {u"offset"_s, fault.place.offset}});
    else
        printError(u"row %1"_s.arg(fault.row + 1),
                   u"%1 at line %2, column %3"_s.arg(nameOf(fault.kind))
                       .arg(fault.place.line)
                       .arg(fault.place.column));
}

bool printRow(QByteArrayView row, qint64 number, const TableFormat &format, BodyReport report)
{
    QByteArray line;
    if (format.kind == TableFormat::Kind::JsonLines) {
        if (report == BodyReport::Words)
            line = row + '\n';
        else
            line = "{\"row\":" + QByteArray::number(number) + ",\"value\":" + row + "}\n";
        return printBytes(line);
    }
    const QJsonArray fields = fieldsOf(row, format.delimiter);
    line = report == BodyReport::Words
        ? QJsonDocument(fields).toJson(QJsonDocument::Compact)
        : QJsonDocument(QJsonObject{{u"row"_s, number}, {u"fields"_s, fields}})
              .toJson(QJsonDocument::Compact);
    line += '\n';
    return printBytes(line);
}

bool isTabbed(const MediaType &type)
{
    return type.essence() == "text/tab-separated-values"_L1;
}

} // namespace

std::optional<bool> printTable(QByteArrayView text, const MediaType &type, BodyReport report)
{
    constexpr qsizetype head = 64 * 1024;
    const TableFormat format = isJsonLines(type)
        ? TableFormat{.kind = TableFormat::Kind::JsonLines}
        : sniffCsv(text.first(std::min(head, text.size())), isTabbed(type));
    TableScanner scanner(format);
    TableIndex index(format);
    qint64 printed = 0;
    qint64 at = 0;
    size_t told = 0;
    for (qint64 until = step; !index.isComplete(); until += step) {
        index.add(scanner.scan(text, until, true));
        for (; printed < index.rowCount(); ++printed) {
            const TableRow row = printed == 0 ? index.row(text, 0) : tableRowAt(text, at, format);
            at = row.end;
            const auto &faults = index.faults();
            const bool isBroken = format.kind == TableFormat::Kind::JsonLines
                && told < faults.size() && faults[told].row == printed;
            // A broken value would break a line of JSON, too.
            if ((!isBroken || report == BodyReport::Words)
                && !printRow(text.sliced(row.begin, row.end - row.begin), printed, format, report))
                return {};
            for (; told < faults.size() && faults[told].row <= printed; ++told)
                printFault(faults[told], report);
        }
    }
    if (const qint64 more = index.faultCount() - qint64(index.faults().size()); more > 0)
        printError(u"table"_s, u"%1 more faults"_s.arg(more));
    return index.faultCount() == 0;
}

std::optional<bool> printParts(QByteArrayView body, const MediaType &type, BodyReport report)
{
    const MultipartBody read = readMultipart(body, type).value_or(MultipartBody{});
    qint64 number = 0;
    for (const MultipartSection &part : read.parts) {
        const qint64 length = part.end - part.contentBegin;
        if (report == BodyReport::Json) {
            QJsonArray headers;
            for (const RawHeader &header : part.headers)
                headers.append(
                    QJsonArray{QString::fromUtf8(header.name), QString::fromUtf8(header.value)});
            printJson({{u"part"_s, number},
                       {u"name"_s, part.name()},
                       {u"filename"_s, part.fileName()},
                       {u"type"_s, part.type().essence()},
                       {u"offset"_s, part.contentBegin},
                       {u"length"_s, length},
                       {u"headers"_s, headers}});
        } else {
            printLine(u"%1\t%2\t%3\t%4 bytes from %5"_s
                          .arg(part.name(), part.fileName(), part.type().essence())
                          .arg(length)
                          .arg(part.contentBegin));
        }
        ++number;
    }
    for (const MultipartFault &fault : read.faults)
        printError(u"part %1"_s.arg(fault.part + 1),
                   u"%1 at byte %2"_s.arg(nameOf(fault.kind)).arg(fault.at));
    if (std::ferror(stdout))
        return {};
    return read.faults.empty();
}

} // namespace Recloser
