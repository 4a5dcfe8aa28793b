// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/jsonpath/jsonquery.h"
#include "core/text/jsonprinter.h"
#include "tests/fuzz/fuzzpieces.h"

using namespace Recloser;

namespace {

bool isJson(const QByteArray &text)
{
    QByteArray printed;
    JsonPrinter printer;
    printer.print(text, printed);
    return !printer.finish();
}

void checkMatches(const JsonQuery &query, const JsonOutline &outline)
{
    qint64 matches = 0;
    query.evaluate(
        outline,
        [&](const JsonSpan &value, std::span<const JsonStep> steps) {
            keep(value.begin >= 0 && value.begin < value.end && value.end <= outline.text().size(),
                 "a match is a stretch of the text");
            if (++matches > 20)
                return false;
            keep(isJson(outline.text(value).toByteArray()), "a match is a value");
            const auto path = JsonQuery::compile(QString::fromUtf8(normalizedJsonPath(steps)));
            keep(path.has_value(), "a normalized path is a query");
            int again = 0;
            path->evaluate(outline, [&again](const JsonSpan &, std::span<const JsonStep>) {
                ++again;
                return true;
            });
            // Keys that are no UTF-8 cannot be written in a query.
            keep(again <= 1, "a normalized path leads to one value at most");
            return true;
        },
        {.steps = 20'000});
}

} // namespace

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{
        "$",
        "@",
        ".a",
        "..a",
        "..*",
        ".*",
        "['a']",
        "[\"b\"]",
        "[0]",
        "[-1]",
        "[::2]",
        "[::-1]",
        "[1:",
        "[?@.a",
        "[?@",
        "==1",
        "!='x'",
        "<=null",
        "&&",
        "||",
        "!",
        "(",
        ")",
        "]",
        ",",
        ":",
        " ",
        "length(",
        "count(",
        "match(@.a,'[a-z]+')",
        "search(@,'(a|b)*\\\\p{Lu}')",
        "value(@..a)",
        "\\u0061",
        "\\ud83d\\ude00",
        "\n",
        "{\"a\":",
        "[1,2,[3]]",
        "{\"a\":[{\"b\":1e400}],\"b\":\"x\\u00e9\"}",
        "[",
        "}",
        "true",
        "null",
        "\"a\"",
        "-0.5e-7",
        "1",
        "\xff",
    };
    return all;
}

/// The first line is a query, the rest a text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype feed = input.indexOf('\n');
    const QByteArrayView first = feed < 0 ? input : input.first(feed);
    const QString text = QString::fromUtf8(first);
    const auto query = JsonQuery::compile(text);
    if (!query) {
        keep(query.error().at >= 0 && query.error().at <= qsizetype(text.toStdU32String().size()),
             "an error is in the query or at its end");
    }
    static const QByteArray usual(
        "{\"a\":[1,{\"b\":\"x\",\"a\":[[],{}]},1.0],\"b\":{\"a\":\"abc\"}}");
    const QByteArray json = feed < 0 ? usual : input.sliced(feed + 1).toByteArray();
    const auto outline = JsonOutline::make(HeldBytes(json));
    keep(outline.has_value() == isJson(json.startsWith("\xef\xbb\xbf") ? json.sliced(3) : json)
             || outline.error().kind == JsonOutline::Failure::Kind::TooDeep,
         "printer and outline take the same texts");
    if (query && outline)
        checkMatches(*query, *outline);
    return 0;
}
