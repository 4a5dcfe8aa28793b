// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// What the tree, the search for doubled keys and XPath promise of any text. The first line of an
// input is the expression.

#include "core/text/duplicatekeys.h"
#include "core/text/jsonprinter.h"
#include "core/text/structurepath.h"
#include "core/xpath/xpathquery.h"
#include "tests/fuzz/fuzzpieces.h"

#include <functional>

using namespace Recloser;

namespace {

/// Items lie within what they are in, one behind the other, and are found again by their places.
void checkNode(StructureLanguage language, QByteArrayView text, const StructureNode &node)
{
    StructureWalk walk(language, node.item);
    StructureItem item;
    qint64 end = node.item.valueBegin;
    for (qint64 ordinal = 0; ordinal < node.index.count(); ++ordinal) {
        keep(walk.next(text, item) == StructureWalk::Step::Item, "what was counted is there");
        keep(item.begin >= end && item.nameBegin <= item.nameEnd && item.begin <= item.valueBegin
                 && item.valueBegin <= text.size(),
             "items stand one behind the other");
        end = std::max(item.valueBegin, endOfItem(language, item, text));
        keep(end <= text.size(), "an item ends within the text");
        StructureItem again;
        StructureWalk direct = node.index.walkTo(language, node.item, text, ordinal);
        keep(direct.next(text, again) == StructureWalk::Step::Item && again == item,
             "an item is found by its number");
    }
    for (const auto &inner : node.open)
        checkNode(language, text, *inner);
}

void checkTree(StructureLanguage language, const QByteArray &text)
{
    const auto top = openedBelow(language, HeldBytes(text), {}, {200, 1 << 20});
    keep(top->rows >= 0 && top->rows <= text.size(), "there are no more rows than bytes");
    checkNode(language, text, *top);
    for (qint64 byte = 0; byte < text.size(); byte += 7) {
        const auto steps = stepsTo(language, text, byte);
        for (const StructureStep &step : steps)
            keep(step.item.begin <= byte, "the way to a byte leads to what it is in");
        if (language == StructureLanguage::Xml)
            xmlPathOf(text, steps);
        else
            jsonPathOf(language, text, steps, PathStyle::Normalized);
    }
}

void checkKeys(const QByteArray &text)
{
    QByteArray unused;
    JsonPrinter printer;
    printer.print(text, unused);
    const auto fault = printer.finish();
    const qint64 sound = fault ? fault->place.offset : text.size();
    const auto found = [&](qint64 step) {
        DuplicateKeyFinder finder;
        for (qint64 at = 0; at < sound; at += step)
            finder.read(text, std::min(sound, at + step));
        finder.finish(text);
        return finder.take();
    };
    const std::vector<DuplicateKey> all = found(1 << 20);
    keep(all == found(3), "doubled keys do not depend on how a text is split");
    for (const DuplicateKey &key : all)
        keep(key.count > 1 && key.begin < key.end && key.end <= text.size()
                 && text[key.begin] == '"',
             "a doubled key is a string");
}

} // namespace

const QByteArrayList &Recloser::fuzzPieces()
{
    static const QByteArrayList all{"//",
                                    "/",
                                    "a",
                                    "*",
                                    "[",
                                    "]",
                                    "@",
                                    "n",
                                    "=",
                                    "'x'",
                                    "1",
                                    "(",
                                    ")",
                                    "count(",
                                    "last()",
                                    ".",
                                    "..",
                                    "|",
                                    " and ",
                                    "text()",
                                    "contains(.,'t')",
                                    "\n",
                                    "<a>",
                                    "</a>",
                                    "<b n=\"1\">",
                                    "<c/>",
                                    "<!-- -->",
                                    "<![CDATA[x]]>",
                                    "<?p i?>",
                                    "&lt;",
                                    "t",
                                    "<!DOCTYPE a [",
                                    "]>",
                                    "{\"a\":",
                                    "{",
                                    "}",
                                    ",",
                                    "\"a\"",
                                    "\"\\u0061\"",
                                    ":",
                                    "[1,2]",
                                    "\"\\\"\"",
                                    "null",
                                    "-1.5e3",
                                    " ",
                                    "\xff",
                                    "\x1e",
                                    "\\",
                                    "\""};
    return all;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype feed = input.indexOf('\n');
    const QByteArray text = input.sliced(feed + 1);
    checkTree(StructureLanguage::Json, text);
    checkTree(StructureLanguage::JsonLines, text);
    checkTree(StructureLanguage::Xml, text);
    checkKeys(text);
    const QString expression = QString::fromUtf8(input.first(std::max<qsizetype>(0, feed)));
    const auto query = XPathQuery::compile(expression);
    if (!query) {
        keep(query.error().at >= 0 && query.error().at <= expression.size(),
             "a fault has its place");
        return 0;
    }
    QString value;
    query->evaluate(text,
                    [&](const std::vector<StructureStep> &steps) {
                        for (const StructureStep &step : steps)
                            keep(step.item.valueBegin <= text.size(),
                                 "a node is a stretch of the text");
                        return true;
                    },
                    value, {200'000, 100});
    return 0;
}
