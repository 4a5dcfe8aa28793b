// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QApplication>
#include <QByteArray>
#include <QLineEdit>
#include <QPointer>
#include <QTableView>
#include <QTest>

namespace Recloser {

/// Quotes are written ' here: raw strings with the other ones are too much for moc.
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

inline const QByteArray twoEnvironments = json("{\n"
                                               "  '$shared': {\n"
                                               "    'path': '/m_search'\n"
                                               "  },\n"
                                               "  'staging': {\n"
                                               "    'host': 'staging.example.com',\n"
                                               "    'url': 'https://{{host}}{{path}}'\n"
                                               "  },\n"
                                               "  'production': {\n"
                                               "    'host': 'example.com'\n"
                                               "  }\n"
                                               "}\n");

/// Types into the cell, which need not be seen.
inline void type(QTableView &table, int row, int column, const QString &text)
{
    table.setFocus();
    table.setCurrentIndex(table.model()->index(row, column));
    table.edit(table.currentIndex());
    const QPointer cell = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(cell);
    cell->selectAll();
    QTest::keyClicks(cell, text);
    QTest::keyClick(cell, Qt::Key_Return);
    // What was typed is taken by the loop of events.
    QTRY_VERIFY(!cell || QApplication::focusWidget() != cell);
}

} // namespace Recloser
