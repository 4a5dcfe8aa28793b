// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keychanges.h"
#include "ui/theme/theme.h"

#include <QDialog>

namespace Recloser {

/// Where a pattern can be written.
struct ApplyTarget
{
    enum class Kind { Request, File, Folder, AllRequests };

    Kind kind = Kind::Request;
    QString path; ///< of File and Folder
    QString label; ///< "This request", "All requests of store.http"

    bool operator==(const ApplyTarget &) const = default;
};

/// Says which circuits split or merge before a pattern is written. Blocks nothing: open() it, and
/// wait for accepted(). The theme outlives it.
class ApplySheet : public QDialog
{
    Q_OBJECT

public:
    ApplySheet(const Theme &theme, const KeyChanges &changes, const ApplyTarget &target,
               QWidget *parent = nullptr);
};

/// "2 circuits split, 1 merges: 12 of 100 URLs get another circuit."
QString changesSummary(const KeyChanges &changes);

} // namespace Recloser
