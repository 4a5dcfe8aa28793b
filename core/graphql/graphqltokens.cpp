// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqltokens.h"

namespace Recloser {

namespace {

using Kind = GraphQlToken::Kind;

bool isNameStart(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r';
}

class Lexer
{
public:
    explicit Lexer(QStringView text) : m_text(text) { }

    GraphQlToken next()
    {
        skipIgnored();
        GraphQlToken token{Kind::End, m_at, m_at};
        if (m_at < m_text.size())
            token.kind = take();
        token.end = m_at;
        return token;
    }

private:
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    bool startsWith(QStringView what) const { return m_text.sliced(m_at).startsWith(what); }

    void skipIgnored()
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            if (c != u' ' && c != u'\t' && c != u',' && c != QChar::ByteOrderMark && !isLineEnd(c))
                return;
            ++m_at;
        }
    }

    Kind take()
    {
        const QChar c = m_text[m_at];
        if (isNameStart(c)) {
            while (isNameStart(peek()) || isDigit(peek()))
                ++m_at;
            return Kind::Name;
        }
        if (isDigit(c) || c == u'-')
            return takeNumber();
        if (startsWith(u"\"\"\""))
            return takeBlockString();
        if (c == u'"')
            return takeString();
        if (c == u'#') {
            while (m_at < m_text.size() && !isLineEnd(m_text[m_at]))
                ++m_at;
            return Kind::Comment;
        }
        if (startsWith(u"{{")) {
            const qsizetype close = m_text.indexOf(u"}}", m_at);
            const QStringView inner
                = close < 0 ? QStringView() : m_text.sliced(m_at + 2, close - m_at - 2);
            if (close >= 0 && !inner.contains(u'{') && !inner.contains(u'\n')) {
                m_at = close + 2;
                return Kind::Placeholder;
            }
        }
        if (startsWith(u"...")) {
            m_at += 3;
            return Kind::Punctuator;
        }
        ++m_at;
        return QStringView(u"!$&():=@[]{|}").contains(c) ? Kind::Punctuator : Kind::Bad;
    }

    Kind takeNumber()
    {
        const auto takeDigits = [this] {
            const qsizetype from = m_at;
            while (isDigit(peek()))
                ++m_at;
            return m_at > from;
        };
        if (peek() == u'-')
            ++m_at;
        const bool isZero = peek() == u'0';
        const qsizetype from = m_at;
        bool isGood = takeDigits() && (!isZero || m_at == from + 1);
        Kind kind = Kind::Int;
        if (peek() == u'.' && isDigit(peek(1))) {
            kind = Kind::Float;
            ++m_at;
            takeDigits();
        }
        if (peek() == u'e' || peek() == u'E') {
            kind = Kind::Float;
            ++m_at;
            if (peek() == u'+' || peek() == u'-')
                ++m_at;
            isGood = takeDigits() && isGood;
        }
        // Section 2.9.1: neither a name nor another point may stand right behind.
        if (isNameStart(peek()) || (peek() == u'.' && peek(1) != u'.')) {
            isGood = false;
            while (isNameStart(peek()) || isDigit(peek()) || (peek() == u'.' && peek(1) != u'.'))
                ++m_at;
        }
        return isGood ? kind : Kind::Bad;
    }

    Kind takeString()
    {
        for (++m_at; m_at < m_text.size() && !isLineEnd(m_text[m_at]); ++m_at) {
            if (m_text[m_at] == u'"') {
                ++m_at;
                return Kind::String;
            }
            if (m_text[m_at] == u'\\' && !isLineEnd(peek(1)) && m_at + 1 < m_text.size())
                ++m_at;
        }
        return Kind::Bad;
    }

    Kind takeBlockString()
    {
        for (m_at += 3; m_at < m_text.size(); ++m_at) {
            if (startsWith(u"\\\"\"\"")) {
                m_at += 3;
            } else if (startsWith(u"\"\"\"")) {
                m_at += 3;
                return Kind::BlockString;
            }
        }
        return Kind::Bad;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

QList<GraphQlToken> graphQlTokens(QStringView document)
{
    Lexer lexer(document);
    QList<GraphQlToken> tokens;
    do
        tokens.append(lexer.next());
    while (tokens.last().kind != Kind::End);
    return tokens;
}

} // namespace Recloser
