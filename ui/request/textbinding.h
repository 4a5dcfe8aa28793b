// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"
#include "ui/request/undorouter.h"

#include <functional>

class QLineEdit;

namespace Recloser {

/// The text of a request that a field shows.
using TextOf = std::function<QString &(RequestSpec &spec)>;

/// Keeps a line edit and one text of a document in step both ways. The field is only ever set when
/// it shows something else, and then its cursor goes to the place that changed. All of them outlive
/// the field or die with it. Placeholders in it are helped with.
void bindText(QLineEdit &field, RequestDocument &document, UndoRouter &router, EditField place,
              const QString &what, const TextOf &text);

/// Shows `text` with the cursor behind what is different; nothing when it is shown already.
void showText(QLineEdit &field, const QString &text);

} // namespace Recloser
