// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/bodycommand.h"

#include "app/cli/bodyfilter.h"
#include "app/cli/bodytable.h"
#include "app/cli/bodyxpath.h"
#include "app/cli/jsonquerywords.h"
#include "core/text/duplicatekeys.h"
#include "core/text/utf8text.h"

#include <QFile>
#include <QJsonArray>

#include <cstdio>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 step = 16 * 1024 * 1024;

std::expected<HeldBytes, StoreError> bytesOf(const QString &path)
{
    if (path != "-"_L1)
        return HeldBytes::ofFile(path);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return std::unexpected(StoreError{StoreError::Kind::Unreadable, path, input.errorString()});
    return HeldBytes(input.readAll());
}

QJsonValue placeJson(const std::optional<SyntaxFault> &fault)
{
    if (!fault)
        return QJsonValue::Null;
    return QJsonObject{{u"line"_s, fault->place.line},
                       {u"column"_s, fault->place.column},
                       {u"offset"_s, fault->place.offset}};
}

/// Characters of `bytes`; of those that are no UTF-8, each byte one.
qint64 characters(QByteArrayView bytes)
{
    qint64 count = 0;
    for (qsizetype at = 0; at < bytes.size(); ++count)
        at += firstCharacter(bytes.sliced(at)).length;
    return count;
}

/// Places of keys in JSON that their object has more than once.
qint64 doubledKeys(const BodyTextState &state)
{
    const auto language = structureOf(state.kind);
    if (!language || *language == StructureLanguage::Xml)
        return 0;
    DuplicateKeyFinder finder;
    const QByteArrayView text = state.text.view();
    for (qint64 at = 0; at < state.sound; at += step) {
        finder.read(text, std::min(state.sound, at + step));
        state.text.release(at, std::min(state.sound, at + step));
    }
    finder.finish(text);
    return finder.total();
}

} // namespace

QString BodyCommand::synopsis() const
{
    return u"FILE [--pretty] [--find TEXT|--filter JSONPATH|--xpath XPATH|--table|--parts|--type]"_s;
}

QString BodyCommand::description() const
{
    return u"Does with a file what the window does with a body, whatever its size: decodes it to "
           "UTF-8 and prints it; with --pretty JSON and XML\n"
           "are laid out, with nothing but white space changed. A file - is stdin. What is no text "
           "is printed as it is.\n"
           "--find prints every place as LINE:COLUMN:ROW, counted from 1, of the text as it would "
           "be printed (rows of more than 1 kB are cut).\n"
           "--filter prints the values that a JSONPath query (RFC 9535) finds, as they were sent, "
           "one "
           "after the other. Numbers are compared by their exact values;\n"
           "of a name that an object has twice the last one counts. JSON Lines are an array. With "
           "--json: {\"path\", \"offset\", \"length\", \"value\"}, a line each.\n"
           "--xpath does so for XML with an XPath 1.0 expression (a name without a prefix stands "
           "for any prefix; no namespace axis, no variables; entities are\n"
           "not expanded); one that gives a number or a text prints that. \"value\" is a text.\n"
           "--table prints the rows of CSV (its delimiter is found out) as arrays of their fields, "
           "and those of JSON Lines as they are; --parts what the parts of a\n"
           "multipart body are, by the boundary of --content-type. What is wrong goes to stderr. "
           "With --json: {\"row\", \"fields\" | \"value\"} or\n"
           "{\"fault\", \"row\", \"line\", \"column\", \"offset\"}; {\"part\", \"name\", "
           "\"filename\", \"type\", \"offset\", \"length\", \"headers\"}.\n"
           "--type prints what the file is taken for. With --json: {\"type\", \"binary\", "
           "\"charset\", \"bytes\", \"lines\", \"bad_bytes\", \"first_bad_byte\",\n"
           "\"doubled_keys\" (places of keys that their object has more than once), \"fault\": "
           "null | {\"line\", \"column\", \"offset\"}}, and for each place {\"line\", "
           "\"column\", \"offset\", \"length\"}, all in bytes but the column.\n\n"
           "Exit codes: 0 done, or found; 1 broken JSON or XML with --pretty or --type, or nothing "
           "found; 2 a file cannot be read.\n\n"
           "Examples: recloser-cli body big.json --pretty --find '\"id\": 7,'\n"
           "          recloser-cli body big.json --filter '$.orders[?@.total > 100].id'"_s;
}

void BodyCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOption({u"pretty"_s, u"Lays JSON and XML out."_s});
    parser.addOption({u"content-type"_s, u"As a server would declare it."_s, u"TYPE"_s});
    parser.addOption({u"type"_s, u"Prints what it is."_s});
    parser.addOption({u"find"_s, u"Prints where it says TEXT."_s, u"TEXT"_s});
    parser.addOption({u"filter"_s, u"Prints the values that JSONPATH finds."_s, u"JSONPATH"_s});
    parser.addOption({u"xpath"_s, u"Prints the nodes of XML that XPATH finds."_s, u"XPATH"_s});
    parser.addOption({u"table"_s, u"Prints the rows of CSV or JSON Lines."_s});
    parser.addOption({u"parts"_s, u"Lists the parts of a multipart body."_s});
    parser.addOption({u"case"_s, u"Capitals are told from small letters."_s});
    parser.addOption({u"words"_s, u"Whole words only."_s});
    parser.addOption({u"regex"_s, u"TEXT is a regular expression (Perl's)."_s});
    parser.addOption({u"json"_s, u"JSON lines in place of words."_s});
}

void BodyCommand::run(const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    if (names.size() != 1)
        return fail(ExitCode::Usage, u"body"_s, u"one file is read at a time"_s,
                    u"write body FILE"_s);
    std::optional<TextFinder> finder;
    if (parser.isSet(u"find"_s)) {
        const FindQuery query{
            parser.value(u"find"_s),
            parser.isSet(u"regex"_s) ? FindQuery::Kind::Regex : FindQuery::Kind::Plain,
            parser.isSet(u"words"_s) ? FindQuery::Words::Whole : FindQuery::Words::Any,
            parser.isSet(u"case"_s) ? Qt::CaseSensitive : Qt::CaseInsensitive};
        if (query.text.isEmpty())
            return fail(ExitCode::Usage, u"body"_s, u"--find without a text"_s);
        auto made = TextFinder::make(query);
        if (!made)
            return fail(ExitCode::Usage, u"body"_s,
                        u"%1 at character %2"_s.arg(made.error().detail).arg(made.error().at + 1));
        finder = *std::move(made);
    }
    std::optional<JsonQuery> query;
    if (parser.isSet(u"filter"_s)) {
        const auto compiled = JsonQuery::compile(parser.value(u"filter"_s));
        if (!compiled)
            return fail(ExitCode::Usage, u"body"_s, wordsOf(compiled.error()));
        query = *compiled;
    }
    std::optional<XPathQuery> xpath;
    if (parser.isSet(u"xpath"_s)) {
        const auto compiled = XPathQuery::compile(parser.value(u"xpath"_s));
        if (!compiled)
            return fail(ExitCode::Usage, u"body"_s, wordsOf(compiled.error()));
        xpath = *compiled;
    }
    const auto bytes = bytesOf(names[0]);
    if (!bytes)
        return fail(ExitCode::Usage, names[0], bytes.error().detail,
                    u"name a file that can be read"_s);
    const bool isType = parser.isSet(u"type"_s);
    // Nothing else happens in this process, and a signal ends it right away.
    const MediaType declared = parseMediaType(parser.value(u"content-type"_s));
    const BodyReport report = parser.isSet(u"json"_s) ? BodyReport::Json : BodyReport::Words;
    const auto endWith = [this](const std::optional<bool> &isSound) {
        if (isSound)
            Q_EMIT done(*isSound ? ExitCode::Done : ExitCode::RequestFailed);
    };
    if (parser.isSet(u"parts"_s))
        return endWith(printParts(bytes->view(), declared, report));
    const bool isTable = parser.isSet(u"table"_s);
    const bool isPrinted = !finder && !isType && !query && !xpath && !isTable;
    const auto made = make(*bytes, parser, isPrinted);
    if (!made)
        return;
    if (isTable)
        return endWith(printTable(made->last.text.view(), made->last.kind.type, report));
    if (query)
        return reportMatches(names[0], *made, *query, parser);
    if (xpath)
        return reportNodes(names[0], *made, *xpath, parser.isSet(u"json"_s));
    if (isType)
        return reportType(names[0], *made, parser.isSet(u"json"_s));
    if (finder)
        return reportPlaces(*made, *finder, parser.isSet(u"json"_s));
    if (made->last.kind.isBinary && !printBytes(bytes->view()))
        return;
    if (made->last.fault)
        printError(names[0],
                   u"broken at line %1, column %2 (byte %3); from there on it is as it was"_s
                       .arg(made->last.fault->place.line)
                       .arg(made->last.fault->place.column)
                       .arg(made->last.fault->place.offset));
    Q_EMIT done(made->last.fault ? ExitCode::RequestFailed : ExitCode::Done);
}

std::optional<BodyCommand::Made> BodyCommand::make(const HeldBytes &bytes,
                                                   const QCommandLineParser &parser, bool isPrinted)
{
    // What a type says is told of the laid out text only.
    const bool isPretty
        = (parser.isSet(u"pretty"_s) && !parser.isSet(u"filter"_s) && !parser.isSet(u"table"_s))
        || parser.isSet(u"type"_s);
    BodyTextMaker maker(bytes, parser.value(u"content-type"_s).toLatin1(),
                        parser.isSet(u"xpath"_s) ? BodyForm::Checked
                            : isPretty           ? BodyForm::Pretty
                                                 : BodyForm::Raw);
    Made made;
    qint64 printed = 0;
    while (!made.last.isLast) {
        auto state = maker.next(step);
        if (!state) {
            fail(ExitCode::StoreUnavailable, state.error().subject, state.error().detail,
                 u"make room in the folder for temporary files"_s);
            return {};
        }
        made.lines.add(std::move(state->lines));
        made.last = *std::move(state);
        if (!isPrinted || made.last.kind.isBinary)
            continue;
        const qint64 known = made.last.isLast ? made.last.text.size() : made.lines.bytes();
        if (!printBytes(made.last.text.view().sliced(printed, known - printed)))
            return {};
        made.last.text.release(printed, known);
        printed = known;
    }
    return made;
}

void BodyCommand::reportType(const QString &path, const Made &made, bool isJson)
{
    const BodyTextState &state = made.last;
    const QString charset = state.kind.isBinary ? QString()
        : state.notes.charset.isEmpty()         ? u"UTF-8"_s
                                                : state.notes.charset;
    const qint64 doubled = doubledKeys(state);
    if (isJson) {
        const auto &bad = state.notes.firstBadByte;
        printJson({{u"file"_s, path},
                   {u"type"_s, state.kind.type.essence()},
                   {u"binary"_s, state.kind.isBinary},
                   {u"charset"_s, charset},
                   {u"bytes"_s, state.readSoFar},
                   {u"lines"_s, made.lines.lineCount()},
                   {u"bad_bytes"_s, state.notes.badBytes},
                   {u"first_bad_byte"_s, bad ? QJsonValue(*bad) : QJsonValue::Null},
                   {u"doubled_keys"_s, doubled},
                   {u"fault"_s, placeJson(state.fault)}});
    } else {
        QStringList words{state.kind.type.essence()};
        if (!charset.isEmpty())
            words += charset;
        if (state.notes.badBytes > 0)
            words += u"%1 bytes that are no UTF-8, the first at %2"_s.arg(state.notes.badBytes)
                         .arg(state.notes.firstBadByte.value_or(0));
        if (doubled > 0)
            words += u"%1 places of keys that their object has more than once"_s.arg(doubled);
        if (state.fault)
            words += u"broken at line %1, column %2"_s.arg(state.fault->place.line)
                         .arg(state.fault->place.column);
        printLine(words.join(u"; "_s));
    }
    Q_EMIT done(state.fault ? ExitCode::RequestFailed : ExitCode::Done);
}

void BodyCommand::reportPlaces(const Made &made, const TextFinder &finder, bool isJson)
{
    const QByteArrayView text = made.last.text.view();
    bool isAny = false;
    // Places come in order, so that columns are counted on from one to the next.
    qint64 lineBegin = -1;
    qint64 counted = 0;
    qint64 column = 1;
    const auto ending = finder.find(text, 0, text.size(), [&](const FoundPlace &place) {
        isAny = true;
        const TextRow row = made.lines.rowAt(text, place.begin);
        const qint64 begin
            = row.startsLine ? row.begin : made.lines.rowOfLine(text, row.line).begin;
        if (begin != lineBegin) {
            lineBegin = counted = begin;
            column = 1;
        }
        column += characters(text.sliced(counted, place.begin - counted));
        counted = place.begin;
        if (isJson)
            printJson({{u"line"_s, row.line},
                       {u"column"_s, column},
                       {u"offset"_s, place.begin},
                       {u"length"_s, place.length}});
        else
            printLine(u"%1:%2:%3"_s.arg(row.line).arg(column).arg(
                QString::fromUtf8(text.sliced(row.begin, row.end - row.begin))));
        return !std::ferror(stdout);
    });
    if (ending == TextFinder::Ending::TooSlow)
        return fail(ExitCode::Usage, u"body"_s, u"the regular expression takes too long"_s,
                    u"write it with fewer ways to match the same text"_s);
    Q_EMIT done(isAny ? ExitCode::Done : ExitCode::RequestFailed);
}

void BodyCommand::reportMatches(const QString &path, const Made &made, const JsonQuery &query,
                                const QCommandLineParser &parser)
{
    const bool isLines = isJsonLines(made.last.kind.type);
    const auto outline = JsonOutline::make(
        made.last.text, isLines ? JsonOutline::Values::Many : JsonOutline::Values::One);
    if (!outline) {
        const auto &fault = outline.error().fault;
        return fail(
            ExitCode::RequestFailed, path,
            fault ? u"no JSON: broken at line %1, column %2 (byte %3)"_s.arg(fault->place.line)
                        .arg(fault->place.column)
                        .arg(fault->place.offset)
                  : u"nested deeper than %1 levels"_s.arg(JsonOutline::deepest));
    }
    qint64 count = 0;
    const auto isWhole = printMatches(query, *outline,
                                      {parser.isSet(u"json"_s), parser.isSet(u"pretty"_s)}, count);
    if (!isWhole)
        return;
    if (!*isWhole)
        return fail(ExitCode::Usage, u"body"_s, u"the query looks at too many values"_s,
                    u"write it with fewer filters within filters"_s);
    Q_EMIT done(count > 0 ? ExitCode::Done : ExitCode::RequestFailed);
}

} // namespace Recloser
