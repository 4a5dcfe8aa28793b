// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/auth/challenges.h"

namespace Recloser {

namespace {

bool isTokenCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken68Character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || QByteArrayView("-._~+/").contains(c);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Reads a line from its front; every step goes ahead or says that it cannot.
class ChallengeReader
{
public:
    explicit ChallengeReader(QByteArrayView line) : m_line(line) { }

    QList<AuthChallenge> challenges()
    {
        QList<AuthChallenge> found;
        for (skipSeparators(); !atEnd(); skipSeparators()) {
            const qsizetype start = m_at;
            const QByteArray name = token();
            if (name.isEmpty()) {
                skipElement();
                continue;
            }
            const bool isSeparated = skipBlanks();
            if (next() == '=') {
                m_at = start;
                if (auto parameter = readParameter(); parameter && !found.isEmpty())
                    found.last().parameters.append(std::move(*parameter));
                continue;
            }
            found.append({name, {}, {}});
            // "Basic" alone, or the next challenge behind a comma.
            if (!isSeparated || atEnd() || next() == ',')
                continue;
            if (QByteArray value = token68(); !value.isEmpty())
                found.last().token68 = std::move(value);
            else if (auto parameter = readParameter())
                found.last().parameters.append(std::move(*parameter));
        }
        return found;
    }

    QList<RawHeader> parameters()
    {
        QList<RawHeader> found;
        for (skipSeparators(); !atEnd(); skipSeparators()) {
            if (auto parameter = readParameter())
                found.append(std::move(*parameter));
        }
        return found;
    }

private:
    bool atEnd() const { return m_at >= m_line.size(); }
    char next() const { return atEnd() ? '\0' : m_line[m_at]; }

    bool skipBlanks()
    {
        const qsizetype start = m_at;
        while (isBlank(next()))
            ++m_at;
        return m_at > start;
    }

    /// Lists may have empty elements (RFC 9110 section 5.6.1.2).
    void skipSeparators()
    {
        while (isBlank(next()) || next() == ',')
            ++m_at;
    }

    /// To the next comma outside of quotes.
    void skipElement()
    {
        while (!atEnd() && next() != ',') {
            if (next() == '"')
                quoted();
            else
                ++m_at;
        }
    }

    QByteArray token()
    {
        const qsizetype start = m_at;
        while (isTokenCharacter(next()))
            ++m_at;
        return m_line.sliced(start, m_at - start).toByteArray();
    }

    /// Empty, and nothing read, when it is the name of a parameter instead.
    QByteArray token68()
    {
        const qsizetype start = m_at;
        while (isToken68Character(next()))
            ++m_at;
        if (m_at > start) {
            while (next() == '=')
                ++m_at;
        }
        const qsizetype end = m_at;
        skipBlanks();
        if (atEnd() || next() == ',')
            return m_line.sliced(start, end - start).toByteArray();
        m_at = start;
        return {};
    }

    /// The text between quotes; one that is never closed ends with the line.
    QByteArray quoted()
    {
        QByteArray text;
        ++m_at;
        while (!atEnd() && next() != '"') {
            if (next() == '\\' && m_at + 1 < m_line.size())
                ++m_at;
            text += next();
            ++m_at;
        }
        if (!atEnd())
            ++m_at;
        return text;
    }

    /// Behind what is read stands a comma or the end, whatever stood there.
    std::optional<RawHeader> readParameter()
    {
        RawHeader parameter{token().toLower(), {}};
        skipBlanks();
        if (parameter.name.isEmpty() || next() != '=') {
            skipElement();
            return std::nullopt;
        }
        ++m_at;
        skipBlanks();
        if (next() == '"') {
            parameter.value = quoted();
        } else {
            const qsizetype start = m_at;
            while (!atEnd() && next() != ',' && !isBlank(next()))
                ++m_at;
            parameter.value = m_line.sliced(start, m_at - start).toByteArray();
        }
        skipElement();
        return parameter;
    }

    QByteArrayView m_line;
    qsizetype m_at = 0;
};

} // namespace

QList<AuthChallenge> readChallenges(QByteArrayView line)
{
    return ChallengeReader(line).challenges();
}

QList<AuthChallenge> challengesOf(const QList<RawHeader> &responseHeaders)
{
    QList<AuthChallenge> found;
    for (const RawHeader &header : responseHeaders) {
        if (isNamed(header, "www-authenticate"))
            found += readChallenges(header.value);
    }
    return found;
}

QList<RawHeader> readAuthParameters(QByteArrayView line)
{
    return ChallengeReader(line).parameters();
}

QByteArray quotedString(QByteArrayView text)
{
    QByteArray quoted("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace Recloser
