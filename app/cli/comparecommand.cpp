// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/comparecommand.h"

#include "app/cli/comparejson.h"

namespace Recloser {

using namespace Qt::StringLiterals;

QString CompareCommand::synopsis() const
{
    return u"LEFT RIGHT [--structural|--text|--bytes] [--ignore LIST]"_s;
}

QString CompareCommand::description() const
{
    return u"Compares two files as the window compares two bodies: JSON by its values, whatever "
           "the order of keys (numbers are never rounded; 1.0 and\n"
           "1 are told as the same value written differently), XML laid out, other text line by "
           "line, anything else byte by byte. Exit code 0:\n"
           "nothing differs, 1: something does, 2: a file cannot be read.\n"
           "--json prints one object: {\"equal\", \"identical\", \"method\": "
           "structure|laid-out|text|bytes, \"differences\": [...], \"difference_count\",\n"
           "\"ignored\", \"reordered\", \"approximate\", \"left_size\", \"right_size\", "
           "\"left_fault\", \"right_fault\": null | {\"line\", \"column\", \"offset\"}}. By\n"
           "structure a difference is {\"kind\": "
           "removed|added|changed|type-changed|rewritten, \"path\", \"right_path\", \"left\", "
           "\"right\"}, values as they are\n"
           "written; by text {\"left_line\", \"right_line\", \"left\": [...], \"right\": "
           "[...]}.\n\n"
           "Example: recloser-cli compare before.json after.json --ignore '$..updatedAt,$.id'"_s;
}

void CompareCommand::addOptions(QCommandLineParser &parser) const
{
    addCompareOptions(parser);
    parser.addOption({u"json"_s, u"One JSON object."_s});
}

void CompareCommand::run(const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    if (names.size() != 2)
        return fail(ExitCode::Usage, u"compare"_s, u"two files are compared"_s,
                    u"write compare LEFT RIGHT"_s);
    const auto arguments = readCompareArguments(parser);
    if (!arguments)
        return fail(ExitCode::Usage, u"compare"_s, arguments.error(),
                    u"see recloser-cli compare --help"_s);
    ComparedBody bodies[2];
    for (const int side : {0, 1}) {
        auto bytes = HeldBytes::ofFile(names[side]);
        if (!bytes)
            return fail(ExitCode::Usage, names[side], bytes.error().detail,
                        u"name a file that can be read"_s);
        bodies[side].bytes = *std::move(bytes);
    }
    // Nothing else happens in this process, and a signal ends it right away.
    const auto compared = compareBodies(bodies[0], bodies[1], arguments->options);
    if (!compared)
        return fail(ExitCode::StoreUnavailable, compared.error().subject, compared.error().detail,
                    u"make room in the folder for temporary files"_s);
    if (parser.isSet(u"json"_s))
        printJson(bodyComparisonJson(**compared));
    else
        printBodyComparison(**compared, *arguments, names[0], names[1]);
    Q_EMIT done((*compared)->isEqual() ? ExitCode::Done : ExitCode::RequestFailed);
}

} // namespace Recloser
