// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/introspection.h"

#include "core/graphql/graphqlschema.h"

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

RequestSpec introspectionOf(const RequestSpec &spec)
{
    RequestSpec question = spec;
    question.method = u"POST"_s;
    question.body = {.kind = Body::Kind::GraphQl, .text = GraphQlSchema::introspectionQuery()};
    question.history = HistoryUse::NotKept;
    return question;
}

QString graphQlEndpoint(const QString &url)
{
    const qsizetype end
        = std::ranges::find_if(url, [](QChar c) { return c == u'?' || c == u'#'; }) - url.begin();
    return url.first(end);
}

} // namespace Recloser
