// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/graphql/graphqlcheck.h"

namespace Recloser {

/// "line 3, column 5: User has no field nmae; did you mean name?"
QString describeFault(QStringView document, const GraphQlSyntaxFault &fault);
QString describeFault(QStringView document, const GraphQlFault &fault);

/// The first fault of a check, and how many more there are; empty: none.
QString describeCheck(QStringView document, const GraphQlCheck &check);

} // namespace Recloser
