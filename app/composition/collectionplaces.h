// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/composition/profile.h"
#include "core/collections/collection.h"

namespace Recloser {

/// Where the collections of a profile keep what was deleted and what can be undone. The window and
/// the command line share them, so that one takes back what the other did.
CollectionPlaces collectionPlaces(const Profile &profile);

} // namespace Recloser
