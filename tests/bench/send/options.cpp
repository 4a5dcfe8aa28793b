// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "tests/bench/send/options.h"

#include <QCommandLineParser>

namespace Recloser::Bench {

using namespace Qt::StringLiterals;

namespace {

std::expected<int, QString> numberOf(const QCommandLineParser &parser, const QString &name,
                                     int otherwise, int least)
{
    if (!parser.isSet(name))
        return otherwise;
    bool isNumber = false;
    const int number = parser.value(name).toInt(&isNumber);
    if (!isNumber || number < least)
        return std::unexpected(u"--%1 takes a number from %2"_s.arg(name).arg(least));
    return number;
}

} // namespace

std::expected<Options, QString> optionsFrom(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"What one request costs on the whole path, beside others"_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"requests"_s, u"Requests of each contestant at each concurrency in each round"_s, u"N"_s},
        {u"rounds"_s, u"Rounds; medians are told"_s, u"N"_s},
        {u"concurrency"_s, u"Only this many at once, instead of 1, 8 and 64"_s, u"N"_s},
        {u"only"_s, u"Only contestants whose title holds this; may be repeated"_s, u"TEXT"_s},
        {u"body-bytes"_s, u"Size of the body of an answer"_s, u"N"_s},
        {u"header-bytes"_s, u"Least size of the head of an answer"_s, u"N"_s},
        {u"spread"_s, u"Let the history's thread run on the servers' processor"_s},
        {u"json"_s, u"One JSON object instead of a table"_s},
        {u"quick"_s, u"One short round: does everything work?"_s},
        {u"require-all"_s, u"A missing peer is a failure"_s},
    });
    if (!parser.parse(arguments))
        return std::unexpected(parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (!parser.positionalArguments().isEmpty())
        return std::unexpected(u"unexpected: "_s + parser.positionalArguments().first());

    Options options;
    if (parser.isSet(u"quick"_s)) {
        options.requests = 100;
        options.rounds = 1;
    }
    const auto requests = numberOf(parser, u"requests"_s, options.requests, 1);
    const auto rounds = numberOf(parser, u"rounds"_s, options.rounds, 1);
    const auto concurrency = numberOf(parser, u"concurrency"_s, 0, 1);
    const auto bodyBytes = numberOf(parser, u"body-bytes"_s, int(options.bodyBytes), 0);
    const auto headerBytes = numberOf(parser, u"header-bytes"_s, int(options.headerBytes), 0);
    for (const auto *number : {&requests, &rounds, &concurrency, &bodyBytes, &headerBytes}) {
        if (!*number)
            return std::unexpected(number->error());
    }
    options.requests = *requests;
    options.rounds = *rounds;
    if (*concurrency > 0)
        options.concurrencies = {*concurrency};
    options.bodyBytes = *bodyBytes;
    options.headerBytes = *headerBytes;
    options.only = parser.values(u"only"_s);
    options.cores = parser.isSet(u"spread"_s) ? Options::Cores::Spread : Options::Cores::One;
    options.format = parser.isSet(u"json"_s) ? Options::Format::Json : Options::Format::Table;
    options.missingPeer
        = parser.isSet(u"require-all"_s) ? Options::Missing::Fails : Options::Missing::LeftOut;
    return options;
}

} // namespace Recloser::Bench
