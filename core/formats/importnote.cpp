// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/formats/importnote.h"

namespace Recloser {

using namespace Qt::StringLiterals;

QString noteKindName(ImportNote::Kind kind)
{
    switch (kind) {
    case ImportNote::Kind::UnknownOption:
        return u"unknown-option"_s;
    case ImportNote::Kind::UnsupportedOption:
        return u"unsupported-option"_s;
    case ImportNote::Kind::AnswerOption:
        return u"answer-option"_s;
    case ImportNote::Kind::VerificationStays:
        return u"verification-stays"_s;
    case ImportNote::Kind::ProxyIgnored:
        return u"proxy-ignored"_s;
    case ImportNote::Kind::OtherScheme:
        return u"other-scheme"_s;
    case ImportNote::Kind::MissingValue:
        return u"missing-value"_s;
    case ImportNote::Kind::BadValue:
        return u"bad-value"_s;
    case ImportNote::Kind::FileNotRead:
        return u"file-not-read"_s;
    case ImportNote::Kind::FileAsItIs:
        return u"file-as-it-is"_s;
    case ImportNote::Kind::FileSentAsFile:
        return u"file-sent-as-file"_s;
    case ImportNote::Kind::SeveralFiles:
        return u"several-files"_s;
    case ImportNote::Kind::PartHeaders:
        return u"part-headers"_s;
    case ImportNote::Kind::InvalidHeader:
        return u"invalid-header"_s;
    case ImportNote::Kind::RemovedHeader:
        return u"removed-header"_s;
    case ImportNote::Kind::PasswordMissing:
        return u"password-missing"_s;
    case ImportNote::Kind::RetryRules:
        return u"retry-rules"_s;
    case ImportNote::Kind::UploadIgnored:
        return u"upload-ignored"_s;
    case ImportNote::Kind::BodyOfBoth:
        return u"body-of-both"_s;
    case ImportNote::Kind::Expansion:
        return u"expansion"_s;
    case ImportNote::Kind::Redirection:
        return u"redirection"_s;
    case ImportNote::Kind::OtherCommand:
        return u"other-command"_s;
    case ImportNote::Kind::UnclosedQuote:
        return u"unclosed-quote"_s;
    case ImportNote::Kind::StrayWord:
        return u"stray-word"_s;
    case ImportNote::Kind::NoUrl:
        return u"no-url"_s;
    case ImportNote::Kind::BadGlob:
        return u"bad-glob"_s;
    case ImportNote::Kind::TooManyRequests:
        return u"too-many-requests"_s;
    }
    return {};
}

} // namespace Recloser
