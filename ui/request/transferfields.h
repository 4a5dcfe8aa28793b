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

/// Redirects, HTTP version, cookies and way to the server of a request, as rows of a grid. They
/// show what the request itself says. Owned by the page.
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
    QLineEdit *m_connectTo;
    QLineEdit *m_largestMessage;
    QLineEdit *m_address;
};

} // namespace Recloser
