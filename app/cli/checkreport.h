// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpfile.h"

#include <QJsonObject>

namespace Recloser {

/// What `check --json` prints of one file: its requests, variables, problems and `round_trip`,
/// which is "same" when writing gives `bytes` again.
QJsonObject checkJson(const QString &path, const HttpFile &file, const QByteArray &bytes);

/// "same" or "different".
QString roundTrip(const HttpFile &file, const QByteArray &bytes);

/// A problem in words, without place and subject.
QString problemWords(HttpFileProblem::Kind kind);

/// Why a construct has no effect.
QString unusedWords(HttpFileUnused::Why why);

} // namespace Recloser
