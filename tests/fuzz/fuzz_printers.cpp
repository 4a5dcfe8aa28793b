// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/text/jsonprinter.h"
#include "core/text/xmlprinter.h"
#include "tests/fuzz/fuzzpieces.h"

using namespace Recloser;

namespace {

struct Printed
{
    QByteArray text;
    std::optional<SyntaxFault> fault;

    bool operator==(const Printed &) const = default;
};

Printed json(QByteArrayView input, qsizetype step, JsonPrinter::Values values)
{
    Printed printed;
    JsonPrinter printer(values);
    for (qsizetype at = 0; at < input.size(); at += step)
        printer.print(input.sliced(at, std::min(step, input.size() - at)), printed.text);
    printed.fault = printer.finish();
    return printed;
}

Printed xml(QByteArrayView input, qsizetype step)
{
    Printed printed;
    XmlPrinter printer;
    for (qsizetype at = 0; at < input.size(); at += step)
        printer.print(input.sliced(at, std::min(step, input.size() - at)), printed.text);
    printed.fault = printer.finish(printed.text);
    return printed;
}

QByteArray bare(QByteArray text)
{
    text.removeIf([](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; });
    return text;
}

void checkJson(QByteArrayView input, JsonPrinter::Values values)
{
    const Printed whole = json(input, input.size() + 1, values);
    keep(json(input, 1, values) == whole && json(input, 7, values) == whole,
         "how the text comes changes nothing");
    keep(values == JsonPrinter::Values::Many || bare(whole.text) == bare(input.toByteArray()),
         "nothing but white space changes");
    if (whole.fault)
        keep(whole.fault->place.offset <= input.size(), "a fault is in the text or at its end");
    else
        keep(json(whole.text, 64, values).text == whole.text, "what is laid out stays as it is");
}

} // namespace

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"\\u00e9\\n\"",
        "1",
        "-0.5e+7",
        "true",
        "null",
        " ",
        "\n",
        "\x1e",
        "{\"a\":[1,{}]}",
        "<a>",
        "</a>",
        "<b c=\"d\" e='f'/>",
        "text",
        "<!--c-->",
        "<![CDATA[]]>",
        "<?xml version=\"1.0\"?>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "&amp;",
        "&#x41;",
        "<",
        ">",
        "&",
        "\"",
        "xml:space=\"preserve\"",
        "\xff",
        QByteArray("\0", 1),
    };
    return all;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(reinterpret_cast<const char *>(data), qsizetype(size));
    checkJson(input, JsonPrinter::Values::One);
    checkJson(input, JsonPrinter::Values::Many);
    const Printed whole = xml(input, input.size() + 1);
    keep(xml(input, 1) == whole && xml(input, 7) == whole, "how XML comes changes nothing");
    keep(bare(whole.text) == bare(input.toByteArray()), "nothing but white space of XML changes");
    return 0;
}
