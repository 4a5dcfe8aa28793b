// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

class QWidget;

namespace Recloser {

/// Puts what `container` holds where Tab comes to it when it comes to `container`: widgets that are
/// made late stand behind all others of their window. The order among them stays. Before
/// `container` gets a focus proxy, with which Qt would move it instead.
void takeTabPlace(QWidget &container);

} // namespace Recloser
