// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/keylabmodel.h"
#include "ui/keylab/keylabpanel.h"

#include <QToolButton>

namespace Recloser {

/// Enough for a machine that is busy, under a sanitizer.
inline constexpr int patience = 60'000;

inline QStringList exampleUrls()
{
    return {QStringLiteral("http://www.store1.com:8001/m_search?productId=11211"),
            QStringLiteral("http://www.store1.com:8001/store_add"),
            QStringLiteral("http://www.store1.com:8001/comment/postID/11211"),
            QStringLiteral("https://reqres.in/api/users/1")};
}

inline QStringList manyUrls(int count, int from = 0)
{
    QStringList urls;
    urls.reserve(count);
    for (int i = from; i < from + count; ++i)
        urls.append(QStringLiteral("http://www.store%1.com:8001/comment/%2/reply?page=%3")
                        .arg(i % 500)
                        .arg(i)
                        .arg(i % 7));
    return urls;
}

inline QStringList linesOf(const KeyLabPanel &panel)
{
    QStringList lines;
    for (int row = 0; row < panel.model().rowCount(); ++row)
        lines.append(panel.model().index(row, 0).data().toString());
    return lines;
}

inline bool isDone(const KeyLabPanel &panel, const QString &pattern)
{
    const KeyGroupsPtr &groups = panel.model().groups();
    return groups && groups->isComplete() && groups->question.policy.keyPattern == pattern;
}

/// The findings are those of this pattern.
inline bool isDiagnosed(const KeyLabPanel &panel, const QString &pattern)
{
    return panel.diagnosis() && panel.diagnosis()->question.policy.keyPattern == pattern;
}

template<typename Button = QToolButton>
Button *buttonWith(const QWidget &panel, const QString &text)
{
    for (Button *button : panel.findChildren<Button *>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

} // namespace Recloser
