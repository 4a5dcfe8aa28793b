// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/copycommand.h"

#include "app/cli/environmentoption.h"
#include "app/cli/exchangejson.h"
#include "app/cli/sendarguments.h"
#include "core/resolve/variables.h"

#include <QJsonArray>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString formatWords()
{
    QStringList words;
    for (const CopyFormat format : allCopyFormats())
        words.append(copyFormatWord(format));
    return words.join(u", "_s);
}

} // namespace

QString CopyCommand::synopsis() const
{
    return u"FORMAT ([METHOD] URL | FILE.http [NAME] | --request TEXT)"_s;
}

QString CopyCommand::description() const
{
    return u"Prints a request as text that asks another tool for what `send` would send. FORMAT is "
           u"one of:\n"_s
        + formatWords()
        + u".\nThe request is given as to send, with the same options; --request takes a curl "
          "command or one of Fynd's forms,\n"
          "so that one notation becomes another. Placeholders stay unless --values is given, "
          "secrets are *** unless --plain is.\n"
          "What the notation has no place for is named on stderr. --json prints {\"format\", "
          "\"text\", \"lost\": []}.\n\n"
          "Example: recloser-cli copy-as curl shop.http search"_s;
}

void CopyCommand::addOptions(QCommandLineParser &parser) const
{
    addSendOptions(parser);
    parser.addOptions({
        {u"values"_s, u"Values in the place of placeholders."_s},
        {u"plain"_s, u"Secrets as they are."_s},
        {u"json"_s, u"One JSON object."_s},
    });
}

void CopyCommand::run(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    const auto format = copyFormatOf(words.value(0));
    if (!format)
        return fail(ExitCode::Usage, u"copy-as"_s,
                    words.isEmpty() ? u"no format is named"_s
                                    : u"unknown format %1"_s.arg(words.first()),
                    u"name one of: %1"_s.arg(formatWords()));
    const auto arguments = readSendArguments(parser, words.sliced(1));
    if (!arguments)
        return fail(ExitCode::Usage, arguments.error().what, arguments.error().why,
                    arguments.error().remedy);
    printNotes(*arguments);
    const CopyOptions options{
        parser.isSet(u"values"_s) ? CopyOptions::Variables::Resolve : CopyOptions::Variables::Keep,
        parser.isSet(u"plain"_s) ? CopyOptions::Secrets::Plain : CopyOptions::Secrets::Mask};
    if (options.variables == CopyOptions::Variables::Keep)
        return print(*arguments, *format, options, parser.isSet(u"json"_s));
    m_composition = std::make_unique<Composition>(Profile::standard());
    withSecrets(m_composition->secrets(), secretsNeeded(arguments->spec, arguments->scope), this,
                [this, arguments = *arguments, format = *format, options,
                 asJson = parser.isSet(u"json"_s)](const QHash<QString, QString> &secrets) mutable {
                    arguments.scope.secrets = secrets;
                    print(arguments, format, options, asJson);
                });
}

void CopyCommand::print(const SendArguments &arguments, CopyFormat format,
                        const CopyOptions &options, bool asJson)
{
    const auto copied = copyAs(format, arguments.spec, arguments.scope, options);
    if (!copied)
        return fail(ExitCode::Usage, u"copy-as"_s, explain(copied.error()));
    if (asJson) {
        printJson({{u"format"_s, copyFormatWord(format)},
                   {u"text"_s, copied->text},
                   {u"lost"_s, QJsonArray::fromStringList(copied->lost)}});
    } else {
        printBytes(copied->text.toUtf8());
        if (!copied->lost.isEmpty())
            printError(u"copy-as"_s,
                       u"%1 has no place for: %2"_s.arg(copyFormatWord(format),
                                                        copied->lost.join(u", "_s)));
    }
    Q_EMIT done(ExitCode::Done);
}

} // namespace Recloser
