// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/variables/suggestionmodel.h"
#include "ui/widgets/completionpopup.h"

namespace Recloser {

/// The list of variables under a caret: names with their values, and of the current one where it
/// comes from.
class SuggestionPopup : public CompletionPopup
{
    Q_OBJECT

public:
    explicit SuggestionPopup(const Theme &theme);

    SuggestionModel &model() { return *m_model; }

private:
    explicit SuggestionPopup(const Theme &theme, SuggestionModel *model);

    SuggestionModel *m_model;
};

} // namespace Recloser
