// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/digest.h"

#include <QList>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

void keep(bool promise, const char *words)
{
    if (promise)
        return;
    std::fprintf(stderr, "%s\n", words);
    std::abort();
}

void checkParameter(const RawHeader &parameter)
{
    keep(!parameter.name.isEmpty() && parameter.name == parameter.name.toLower(),
         "a parameter has a name in lower case");
    const QList<RawHeader> readBack
        = readAuthParameters(QByteArray(parameter.name + '=' + quotedString(parameter.value)));
    keep(readBack.size() == 1 && readBack.first() == parameter,
         "a parameter that is quoted is the same when read");
}

void checkAnswer(const DigestChallenge &challenge)
{
    const QByteArray answer = digestAuthorization(challenge, {u"m\"u, f\\asa"_s, u"p"_s},
                                                  {"GET"_ba, "/a?b=\"c\""_ba, "cn"_ba, 7, "00"_ba});
    const QList<AuthChallenge> read = readChallenges(answer);
    keep(read.size() == 1 && read.first().scheme == "Digest",
         "an answer is one set of credentials");
    bool hasNonce = false;
    for (const RawHeader &parameter : read.first().parameters)
        hasNonce = hasNonce || (parameter.name == "nonce" && parameter.value == challenge.nonce);
    keep(hasNonce, "an answer says which nonce it is for");
}

} // namespace

/// What libFuzzer calls; anything but a kept promise ends the program.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray line(reinterpret_cast<const char *>(data), qsizetype(size));
    const QList<AuthChallenge> challenges = readChallenges(line);
    for (const AuthChallenge &challenge : challenges) {
        keep(!challenge.scheme.isEmpty() && !challenge.scheme.contains(' ')
                 && !challenge.scheme.contains('"'),
             "a scheme is a token");
        for (const RawHeader &parameter : challenge.parameters)
            checkParameter(parameter);
        if (const auto digest = digestChallenge(challenge))
            checkAnswer(*digest);
    }
    for (const QList<RawHeader> parameters = readAuthParameters(line);
         const RawHeader &parameter : parameters)
        checkParameter(parameter);
    return 0;
}
