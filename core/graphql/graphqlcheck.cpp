// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/graphql/graphqlcheck.h"

#include "core/graphql/graphqlvalidator.h"

namespace Recloser {

GraphQlCheck checkedGraphQl(QStringView document, const GraphQlSchema *schema)
{
    const GraphQlDocument read = graphQlDocument(document);
    GraphQlCheck check{read.fault, {}};
    if (!check.syntax && schema)
        check.faults = GraphQlValidator(document, read, *schema).validate();
    return check;
}

} // namespace Recloser
