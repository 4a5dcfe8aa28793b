// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/collections/fileconflict.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLabel;

namespace Recloser {

class DiffView;

/// A request as it was edited here beside what another program made of it in its file, and the
/// choice between them. Blocks nothing: both can still change. GUI thread.
class ConflictDialog : public QDialog
{
    Q_OBJECT

public:
    ConflictDialog(const Theme &theme, QWidget *parent);

    void setTexts(const QString &request, const QString &fileName, const QString &mine,
                  const QString &theirs);
    DiffView *view() const { return m_view; }

Q_SIGNALS:
    void chosen(Recloser::ConflictChoice choice);

private:
    QLabel *m_headline;
    DiffView *m_view;
};

} // namespace Recloser
