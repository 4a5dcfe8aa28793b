// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/composition/collectionplaces.h"

namespace Recloser {

using namespace Qt::StringLiterals;

CollectionPlaces collectionPlaces(const Profile &profile)
{
    CollectionPlaces places{.trashFolder = profile.data + u"/trash"_s,
                            .journalFolder = profile.state + u"/collections"_s};
    // A profile of one's own keeps what is deleted too: tests and trials leave nothing in the
    // user's trash.
    if (qEnvironmentVariableIsSet("RECLOSER_PROFILE"))
        places.systemTrash = CollectionPlaces::SystemTrash::Unused;
    return places;
}

} // namespace Recloser
