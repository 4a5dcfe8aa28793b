// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/collections/collectionshelf.h"

namespace Recloser {

/// What a row is called: a request without a name by its address, a collection by its folder.
QString titleOf(const CollectionItem &item);
/// Everything that is known, a line each, for the tool tip.
QString detailsOf(const CollectionItem &item);
/// One sentence for screen readers.
QString spokenText(const CollectionItem &item);
/// For a place where it is alone: "shop / store.http".
QString placeOf(const CollectionItem &item);

} // namespace Recloser
