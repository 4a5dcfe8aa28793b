// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqldocument.h"

#include "core/graphql/graphqlparser.h"

#include <QStringList>

namespace Recloser {

using namespace Qt::StringLiterals;

GraphQlDocument graphQlDocument(QStringView text)
{
    return GraphQlParser(text, graphQlTokens(text)).parse();
}

QStringList graphQlOperationNames(QStringView text)
{
    using Kind = GraphQlToken::Kind;
    QList<GraphQlToken> tokens = graphQlTokens(text);
    tokens.removeIf([](const GraphQlToken &token) { return token.kind == Kind::Comment; });
    const auto textOf = [text](const GraphQlToken &token) {
        return text.sliced(token.begin, token.end - token.begin);
    };
    QStringList names;
    int depth = 0;
    bool isNamed = false; // what is in front of the next brace has been counted
    for (qsizetype i = 0; i + 1 < tokens.size(); ++i) {
        const QStringView word = textOf(tokens[i]);
        if (tokens[i].kind == Kind::Punctuator) {
            const bool opens = word == u"{" || word == u"(" || word == u"[";
            if (opens && depth == 0 && word == u"{" && !std::exchange(isNamed, false))
                names.append(QString());
            depth += opens ? 1 : 0;
            depth -= depth > 0 && (word == u"}" || word == u")" || word == u"]") ? 1 : 0;
        } else if (tokens[i].kind == Kind::Name && depth == 0 && !isNamed) {
            isNamed = true;
            if (word == u"query" || word == u"mutation" || word == u"subscription")
                names.append(tokens[i + 1].kind == Kind::Name ? textOf(tokens[i + 1]).toString()
                                                              : QString());
        }
    }
    return names;
}

} // namespace Recloser
