// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/variables/suggestionpopup.h"

namespace Recloser {

SuggestionPopup::SuggestionPopup(const Theme &theme) : SuggestionPopup(theme, new SuggestionModel)
{
}

SuggestionPopup::SuggestionPopup(const Theme &theme, SuggestionModel *model)
    : CompletionPopup(theme, *model, tr("Variables"))
    , m_model(model)
{
    m_model->setParent(this);
}

} // namespace Recloser
