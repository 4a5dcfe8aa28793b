// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "ui/editor/syntaxrepository.h"
#include "ui/theme/theme.h"

#include <functional>

class QWidget;

namespace Recloser {

/// Makes viewers of bodies for places that know nothing of responses; both references outlive them.
std::function<QWidget *(const ResponseBody &body, const QByteArray &contentType)>
bodyViewers(const Theme &theme, SyntaxRepository &syntax);

} // namespace Recloser
