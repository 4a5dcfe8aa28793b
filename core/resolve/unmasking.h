// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/resolvedrequest.h"
#include "core/model/scope.h"
#include "core/model/senderror.h"

#include <expected>

namespace Recloser {

/// What may be missing from a request that is sent again as it was.
struct ReplayLeniency
{
    /// Secrets that nobody kept: the header or the value is left out.
    enum class Secrets { Required, LeftOut };
    /// Files of the body that are not what they were.
    enum class Files { AsTheyWere, AsTheyAre };

    Secrets secrets = Secrets::Required;
    Files files = Files::AsTheyWere;

    bool operator==(const ReplayLeniency &) const = default;
};

/// The names of `{{$secret name}}` that unmasked() needs.
QStringList secretsOf(const ResolvedRequest &masked);

/// The very bytes of a request that history keeps: its masks filled from `scope`. Looks at the
/// files of its body. SecretNotKept: the place as subject, and "old record" as detail where the
/// record says nothing of its masks. UnresolvedVariable: a secret or variable that is gone.
/// BodyNotKept, BodyChanged, BodyUnreadable: with the file as subject.
std::expected<ResolvedRequest, SendError>
unmasked(const ResolvedRequest &masked, const Scope &scope, const ReplayLeniency &leniency = {});

} // namespace Recloser
