// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/keylab/uniformlistview.h"
#include "ui/theme/theme.h"

namespace Recloser {

class KeyLabModel;

/// The keys and their URLs, with what one can do with a line: copy it, take its URL off the list.
/// Theme and model outlive it. GUI thread.
class KeyLabView : public UniformListView
{
    Q_OBJECT

public:
    KeyLabView(const Theme &theme, KeyLabModel &model, QWidget *parent = nullptr);

    /// Whether URLs may be taken off the list.
    enum class Removal { Offered, NotOffered };
    void setRemoval(Removal removal) { m_removal = removal; }

Q_SIGNALS:
    void removeRequested(const QString &url);

private:
    void copySelection();
    void showMenu(const QPoint &position);

    KeyLabModel &m_model;
    Removal m_removal = Removal::NotOffered;
};

} // namespace Recloser
