// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/tablerows.h"
#include "tests/fuzz/fuzzpieces.h"

using namespace Recloser;

namespace {

TableIndex indexed(QByteArrayView text, const TableFormat &format, qint64 step)
{
    TableScanner scanner(format);
    TableIndex index(format);
    for (qint64 at = step; !index.isComplete(); at += step) {
        const QByteArrayView known = text.first(std::min<qint64>(at, text.size()));
        index.add(scanner.scan(known, known.size(), known.size() == text.size()));
    }
    return index;
}

void check(QByteArrayView text, const TableFormat &format)
{
    const TableIndex whole = indexed(text, format, text.size() + 1);
    const TableIndex bytewise = indexed(text, format, 1);
    keep(whole.rowCount() == bytewise.rowCount() && whole.faultCount() == bytewise.faultCount()
             && whole.mostFields() == bytewise.mostFields() && whole.faults() == bytewise.faults(),
         "how the text comes changes nothing");
    qint64 end = 0;
    qint64 most = 0;
    for (qint64 i = 0; i < whole.rowCount(); ++i) {
        const TableRow row = whole.row(text, i);
        keep(row.begin >= end && row.begin < row.end && row.end <= text.size(),
             "rows stand one behind the other");
        end = row.end;
        if (format.kind == TableFormat::Kind::JsonLines)
            continue;
        const QByteArrayView bytes = text.sliced(row.begin, row.end - row.begin);
        const auto fields = csvFields(bytes, format.delimiter);
        most = std::max<qint64>(most, qint64(fields.size()));
        qint64 length = qint64(fields.size()) - 1;
        for (const QByteArrayView field : fields) {
            length += field.size();
            keep(csvFieldText(field).size() <= field.size(), "a field says no more than it has");
        }
        keep(length == bytes.size(), "fields and delimiters are the row");
    }
    keep(most == whole.mostFields(), "fields are counted as they are read");
}

} // namespace

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        ",",       ";",
        "\t",      "|",
        "\"",      "\"\"",
        "\"a,b\"", "\"a\nb\"",
        "\n",      "\r\n",
        "\r",      "a",
        "word",    "1,2,3\n",
        "a;b\n",   " ",
        "\x1e",    "{\"a\":1}\n",
        "[1]\n",   "{}",
        "tru\n",   "\xef\xbb\xbf",
        "\xff",    QByteArray("\0", 1),
    };
    return all;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char *>(data), qsizetype(size));
    check(text, sniffCsv(text));
    check(text, {.delimiter = ','});
    check(text, {.kind = TableFormat::Kind::JsonLines});
    return 0;
}
