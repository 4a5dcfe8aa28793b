// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/bodyviewer.h"

#include "ui/response/responsebodypage.h"

namespace Recloser {

std::function<QWidget *(const ResponseBody &body, const QByteArray &contentType)>
bodyViewers(const Theme &theme, SyntaxRepository &syntax)
{
    return [&theme, &syntax](const ResponseBody &body, const QByteArray &contentType) {
        auto *page = new ResponseBodyPage(theme, syntax, ResponseBodyPage::tr("Request body"));
        page->hideSave();
        page->showBody(body, contentType);
        return page;
    };
}

} // namespace Recloser
