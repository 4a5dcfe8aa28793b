// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"

#include <QObject>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace Recloser {

class UndoRouter;

/// Redirects, HTTP version and cookies of a request, as rows of a grid. They have no layers: what a
/// request does not say is as the program does it. Owned by the page.
class TransferFields : public QObject
{
    Q_OBJECT

public:
    TransferFields(RequestDocument &document, UndoRouter &router, QGridLayout &grid,
                   QObject *parent);

private:
    void take();
    void edit(const QString &what, RequestPart part,
              const std::function<void(RequestSpec &)> &change);

    RequestDocument &m_document;
    QComboBox *m_redirects;
    QLineEdit *m_maxHops;
    QComboBox *m_httpVersion;
    QComboBox *m_cookies;
};

} // namespace Recloser
