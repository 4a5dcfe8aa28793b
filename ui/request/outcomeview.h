// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"
#include "ui/request/outcomemodel.h"
#include "ui/theme/theme.h"

#include <QTableView>

namespace Recloser {

/// The outcome table of a document: what each way to end means for the breaker and for the retries.
/// Enter edits a cell, or makes a row of one's own of an inherited one; Delete removes, Alt+Up and
/// Alt+Down move. As high as its rows. GUI thread.
class OutcomeView : public QTableView
{
    Q_OBJECT

public:
    OutcomeView(RequestDocument &document, const Theme &theme, QWidget *parent = nullptr);

    /// Shows what the document says over `layers`.
    void take(const QList<PolicyLayer> &layers);
    OutcomeModel &outcomes() { return m_model; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void editOrOverride(const QModelIndex &index);
    void removeCurrent();
    void moveCurrent(int by);
    void fitHeight();

    RequestDocument &m_document;
    OutcomeModel m_model;
};

} // namespace Recloser
