// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

namespace Recloser {

class RequestTab;

/// Gives the page of messages of a tab what it needs of the rest: placeholders, the layout of JSON,
/// and Connect. Each time the tab has made its widgets.
void aidMessages(RequestTab &tab);

} // namespace Recloser
