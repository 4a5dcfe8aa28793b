// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace Recloser {

/// Something in a command that the request made from it does not hold, or not quite.
struct ImportNote
{
    enum class Kind {
        UnknownOption, ///< curl has none of that name
        UnsupportedOption, ///< curl's, and nothing like it here
        AnswerOption, ///< about what becomes of the answer, which is no part of a request
        VerificationStays, ///< `--insecure`: certificates are verified all the same
        ProxyIgnored, ///< `--proxy`
        OtherScheme, ///< authentication other than Basic: the user name is kept, not sent
        MissingValue, ///< the option is the last word
        BadValue, ///< not a number
        FileNotRead, ///< a file whose content would be part of a text: its name stands there
        FileAsItIs, ///< `--data @file`: line breaks stay in
        FileSentAsFile, ///< `--form name=<file`: the part gets a file name
        SeveralFiles, ///< `--form name=@a,b`: parts of their own
        PartHeaders, ///< `;headers=` or `;encoder=` of `--form`
        InvalidHeader, ///< neither a colon nor a semicolon
        RemovedHeader, ///< `--header Name:` for a header that is sent here all the same
        PasswordMissing, ///< `--user name`: curl would ask
        RetryRules, ///< `--retry`: what is tried again is this program's to say
        UploadIgnored, ///< `--upload-file` beside `--data`
        BodyOfBoth, ///< `--form` beside `--data`
        Expansion, ///< a variable or command of the shell: kept as text
        Redirection, ///< output to a file
        OtherCommand, ///< a command beside curl
        UnclosedQuote,
        StrayWord, ///< a word behind an unknown option, which may have been its value
        NoUrl, ///< a curl command without one
        BadGlob, ///< `{` or `[` in a URL that curl could not expand
        TooManyRequests, ///< the rest was left out
    };

    Kind kind = Kind::UnknownOption;
    /// As written (`-x`, `--proxy`); empty where no option is concerned.
    QString option;
    /// Its value, or the text in question. Of credentials nothing.
    QString text;

    bool operator==(const ImportNote &) const = default;
};

/// The kind as JSON and scripts read it: "unknown-option".
QString noteKindName(ImportNote::Kind kind);

} // namespace Recloser
