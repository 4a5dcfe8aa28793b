// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/importwords.h"

#include "app/cli/command.h"

namespace Recloser {

using namespace Qt::StringLiterals;

NoteWords explain(const ImportNote &note)
{
    using Kind = ImportNote::Kind;
    const QString &option = note.option;
    const QString &text = note.text;
    const QString both = text.isEmpty() ? option : QString(option + u' ' + text);
    switch (note.kind) {
    case Kind::UnknownOption:
        return {u"curl has no option %1; it was left out"_s.arg(option), {}};
    case Kind::UnsupportedOption:
        return {u"%1 has no meaning here and was left out"_s.arg(both), {}};
    case Kind::AnswerOption:
        return {u"%1 is about the answer, not the request, and was left out"_s.arg(both), {}};
    case Kind::VerificationStays:
        return {u"certificates are verified in spite of %1"_s.arg(option),
                u"add the server's authority to the system's certificates"_s};
    case Kind::ProxyIgnored:
        return {u"the proxy of %1 was left out"_s.arg(both),
                u"set it for the system or in the environment"_s};
    case Kind::OtherScheme:
        return {u"%1 is not supported; the credentials are kept and not sent"_s.arg(option),
                u"choose Basic where that will do"_s};
    case Kind::MissingValue:
        return {u"%1 has no value"_s.arg(option), {}};
    case Kind::BadValue:
        return {u"%1 cannot be read and was left out"_s.arg(both), {}};
    case Kind::FileNotRead:
        return {u"the file %1 of %2 was not read"_s.arg(text, option), u"put its content in"_s};
    case Kind::FileAsItIs:
        return {u"the file %1 is sent as it is; curl would take its line breaks out"_s.arg(text),
                {}};
    case Kind::FileSentAsFile:
        return {u"%1 is sent as a file, with its name"_s.arg(both), {}};
    case Kind::SeveralFiles:
        return {u"the files of %1 became parts of their own"_s.arg(both), {}};
    case Kind::PartHeaders:
        return {u"%1 of %2 was left out"_s.arg(text, option), {}};
    case Kind::InvalidHeader:
        return {u"\"%1\" is no header"_s.arg(text), u"write Name: value"_s};
    case Kind::RemovedHeader:
        return {u"the header %1 cannot be taken out"_s.arg(text), {}};
    case Kind::PasswordMissing:
        return {u"there is no password for %1"_s.arg(text), u"add it to the request"_s};
    case Kind::RetryRules:
        return {u"%1 is kept; the request's outcomes say what is tried again"_s.arg(both), {}};
    case Kind::UploadIgnored:
        return {u"%1 was left out, as there is other data"_s.arg(both), {}};
    case Kind::BodyOfBoth:
        return {u"%1 was left out, as there is a form"_s.arg(option), {}};
    case Kind::Expansion:
        return {u"%1 is text here and was not expanded"_s.arg(text),
                u"use a variable such as {{name}} or {{$processEnv NAME}}"_s};
    case Kind::Redirection:
        return {u"\"%1\" was left out"_s.arg(text), {}};
    case Kind::OtherCommand:
        return {u"another command was left out: %1"_s.arg(text), {}};
    case Kind::UnclosedQuote:
        return {u"a quote is not closed: %1"_s.arg(text), u"copy the whole command"_s};
    case Kind::StrayWord:
        return {u"\"%1\" was left out, it may belong to the unknown option"_s.arg(text), {}};
    case Kind::NoUrl:
        return {u"a curl command has no URL"_s, u"add one"_s};
    case Kind::BadGlob:
        return {u"the braces or brackets in %1 are kept as text"_s.arg(text), {}};
    case Kind::TooManyRequests:
        return {u"not all requests of %1 were made"_s.arg(text), {}};
    }
    return {};
}

void printNote(const QString &where, const ImportNote &note)
{
    const auto [what, remedy] = explain(note);
    printError(where, what, remedy);
}

} // namespace Recloser
