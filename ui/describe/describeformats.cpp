// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describeformats.h"

#include <QObject>
#include <QStringList>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QObject::tr(text);
}

} // namespace

QString describe(const ImportNote &note)
{
    using enum ImportNote::Kind;
    const QString &option = note.option;
    const QString &text = note.text;
    const QString both = text.isEmpty() ? option : QString(option + u' ' + text);
    switch (note.kind) {
    case UnknownOption:
        return tr("curl has no option %1").arg(option);
    case UnsupportedOption:
        return tr("%1 has no meaning here").arg(both);
    case AnswerOption:
        return tr("%1 is about the answer, not the request").arg(both);
    case VerificationStays:
        return tr("certificates are verified in spite of %1: add the server's authority to the "
                  "system's certificates")
            .arg(option);
    case ProxyIgnored:
        return tr("the proxy of %1 is not used: set it for the system").arg(both);
    case OtherScheme:
        return tr("%1 is not supported: the credentials are kept on the Auth page and not sent")
            .arg(option);
    case MissingValue:
        return tr("%1 has no value").arg(option);
    case BadValue:
        return tr("%1 cannot be read").arg(both);
    case FileNotRead:
        return tr("the file %1 of %2 was not read: put its content in").arg(text, option);
    case FileAsItIs:
        return tr("%1 is sent with its line breaks, which curl takes out").arg(text);
    case FileSentAsFile:
        return tr("%1 is sent as a file, with its name").arg(both);
    case SeveralFiles:
        return tr("the files of %1 became parts of their own").arg(both);
    case PartHeaders:
        return tr("%1 of %2 was left out").arg(text, option);
    case InvalidHeader:
        return tr("“%1” is no header").arg(text);
    case RemovedHeader:
        return tr("the header %1 cannot be taken out").arg(text);
    case PasswordMissing:
        return tr("no password for %1: set it on the Auth page").arg(text);
    case RetryRules:
        return tr("%1 is kept: Breaker & retry says what is tried again").arg(both);
    case UploadIgnored:
        return tr("%1 was left out, as there is other data").arg(both);
    case BodyOfBoth:
        return tr("%1 was left out, as there is a form").arg(option);
    case Expansion:
        return tr("%1 is text here: use a variable such as {{name}}").arg(text);
    case Redirection:
        return tr("“%1” was left out").arg(text);
    case OtherCommand:
        return tr("another command was left out: %1").arg(text);
    case UnclosedQuote:
        return tr("a quote is not closed: %1").arg(text);
    case StrayWord:
        return tr("“%1” was left out; it may belong to the unknown option").arg(text);
    case NoUrl:
        return tr("a curl command has no URL");
    case BadGlob:
        return tr("braces or brackets in %1 are kept as text").arg(text);
    case TooManyRequests:
        return tr("not all requests of %1 were made").arg(text);
    }
    return {};
}

QString describe(const QList<ImportNote> &notes)
{
    QStringList sentences;
    for (const ImportNote &note : notes)
        sentences.append(describe(note));
    sentences.removeDuplicates();
    constexpr qsizetype most = 5;
    const qsizetype more = sentences.size() - most;
    if (more > 0)
        sentences = sentences.first(most) << tr("and %1 more").arg(more);
    return sentences.join(u"; "_s);
}

QString copyFormatName(CopyFormat format)
{
    switch (format) {
    case CopyFormat::CurlBash:
        return tr("cURL (bash)");
    case CopyFormat::CurlCmd:
        return tr("cURL (Windows cmd)");
    case CopyFormat::PythonRequests:
        return tr("Python requests");
    case CopyFormat::PythonAiohttp:
        return tr("Python aiohttp");
    case CopyFormat::PythonAsyncioRequests:
        return tr("Python asyncio_requests");
    case CopyFormat::Httpie:
        return tr("HTTPie");
    case CopyFormat::FyndJson:
        return tr("Fynd JSON");
    case CopyFormat::FyndDict:
        return tr("Fynd Python dict");
    case CopyFormat::FyndCall:
        return tr("Fynd call");
    }
    return {};
}

} // namespace Recloser
