// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/models/pastedrows.h"

#include <QLineEdit>

namespace Recloser {

/// The line edit of a table cell: pasted rows are handed on, Ctrl+Return is left to the composer.
class CellEdit : public QLineEdit
{
    Q_OBJECT

public:
    /// Where the cell stands: a name takes a single pasted row, a value only several.
    enum class Place { Name, Value };

    CellEdit(FieldStyle style, Place place, QWidget *parent);

Q_SIGNALS:
    void rowsPasted(const QList<Recloser::FieldRow> &rows);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void pasteFrom(const QString &text);

    FieldStyle m_style;
    Place m_place;
};

} // namespace Recloser
