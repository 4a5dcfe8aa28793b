// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

// What the decoders have in common.

#include "core/redis/layouts/circuitlayout.h"

namespace Recloser::Drafting {

using std::chrono::milliseconds;
using Text = LayoutAnswers::Text;
using Part = LayoutAnswers::Part;
using Questions = QList<QByteArrayList>;
using Actions = QList<LayoutAction>;

/// A key template whose prefix may be any.
KeyTemplate keyed(const char *head, const char *tail = "");

/// Notes why a part cannot be read; the first reason stands.
void markUnreadable(Circuit &circuit, const QString &part, const QString &why);
/// Why a part that is neither Missing nor Present cannot be used.
QString whyNot(Part part);
/// Notes it where `text` is neither Missing nor Present.
void noteUnusable(Circuit &circuit, const QString &part, const Text &text);
/// One whose state cannot be told.
Circuit unreadable(const QString &part, const QString &why);

/// Open, and gone with its key: `timeLeft` as of PTTL, nothing where that was refused; -1 is the
/// fault "never expires".
void openWithKey(Circuit &circuit, const LayoutAnswers &answers,
                 std::optional<milliseconds> timeLeft);
/// Counts down to a moment by the server's clock; elapsed when that is over, of unknown duration
/// without it.
void countDownTo(Circuit &circuit, const LayoutAnswers &answers, std::optional<milliseconds> until);
/// The same from the moment of opening, for as long as `reset` says.
void countDownFrom(Circuit &circuit, const LayoutAnswers &answers,
                   std::optional<milliseconds> openedAt, std::optional<milliseconds> reset);
void setOpenedAt(Circuit &circuit, std::optional<milliseconds> moment);
/// Forced by hand; an end of its own comes from `timeLeft`.
void force(Circuit &circuit, const LayoutAnswers &answers, CircuitOverride::Kind forcing,
           std::optional<milliseconds> timeLeft = {});

/// Moment of an epoch in seconds that is `part` of the circuit; notes it when it is malformed.
std::optional<milliseconds> epochIn(Circuit &circuit, const QString &part, const Text &text);
/// The count that is `part` of the circuit.
void countFailures(Circuit &circuit, const QString &part, const Text &text);

/// Whether PTTL says that the key is there; nothing where it was refused.
std::optional<bool> isThere(std::optional<milliseconds> timeLeft);

LayoutAction safe(LayoutAction::Kind kind, QList<QByteArrayList> commands);
LayoutAction copyOnly(LayoutAction::Kind kind, QList<QByteArrayList> commands);
/// Close by DEL of `keys`, and a time to live for a first one that has none.
QList<LayoutAction> deleting(const QByteArrayList &keys, const LayoutActing &acting,
                             const std::optional<milliseconds> &usualReset);

} // namespace Recloser::Drafting
