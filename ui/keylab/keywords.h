// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/regex/lint/diagnosis.h"
#include "core/regex/pattern.h"
#include "ui/keylab/keychanges.h"
#include "ui/keylab/keygroups.h"
#include "ui/widgets/chip.h"

namespace Recloser {

// The words of Key Lab that are neither Python's nor the engine's.

/// "1 URL", "12 URLs".
QString urlCount(qsizetype count);

/// Heading of a group: the key, the host, or why there is no key.
QString titleOf(const KeyGroup &group, const BreakerPolicy &policy);
ChipTone toneOfGroup(const KeyGroup &group);
/// "3 circuits · 100 000 URLs", and how far it is while it runs.
QString summaryOf(const KeyGroups &groups);
/// The key of a circuit, or that there is no breaker.
QString circuitName(const QString &key);

/// "Python 3.11".
QString versionName(PythonVersion version);
/// "3.11", and back; nothing for what is no version that is followed.
QString versionNumber(PythonVersion version);
std::optional<PythonVersion> versionOf(QStringView number);
QList<PythonVersion> allVersions();

/// The error as the Python of that version prints it: "re.error: ... at position 3", from 3.13 on
/// "re.PatternError: ...".
QString pythonErrorText(const PatternError &error, std::u32string_view source,
                        PythonVersion version);

ChipTone toneOf(Severity severity);
/// "Error", for who cannot see the tone.
QString severityWord(Severity severity);
/// What becomes of a key: a word, and a mark that tells it without colour.
QString changeWord(KeyChange change);
QString changeMark(KeyChange change);
ChipTone toneOf(KeyChange change);

} // namespace Recloser
