// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/describe/describeformats.h"

#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestDescribeFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void everyNoteNamesWhatItIsAbout()
    {
        const auto last = int(ImportNote::Kind::TooManyRequests);
        QStringList told;
        for (int kind = 0; kind <= last; ++kind) {
            const ImportNote note{ImportNote::Kind(kind), u"--option"_s, u"TEXT"_s};
            const QString text = describe(note);
            QVERIFY2(text.contains("--option"_L1) || text.contains("TEXT"_L1)
                         || note.kind == ImportNote::Kind::NoUrl,
                     qPrintable(noteKindName(note.kind)));
            told.append(text);
            told.append(noteKindName(note.kind));
        }
        QCOMPARE(told.removeDuplicates(), 0);
        QVERIFY(!told.contains(QString()));
    }

    void manyNotesAreCounted()
    {
        QList<ImportNote> notes;
        for (int i = 0; i < 8; ++i) {
            const QString option = u"--o%1"_s.arg(i);
            notes.append({ImportNote::Kind::UnknownOption, option, {}});
            notes.append({ImportNote::Kind::UnknownOption, option, {}});
        }
        const QString text = describe(notes);
        QCOMPARE(text.count(u';'), 5);
        QVERIFY2(text.endsWith("and 3 more"_L1), qPrintable(text));
    }

    void formatsHaveNames()
    {
        QStringList names;
        for (const CopyFormat format : allCopyFormats())
            names.append(copyFormatName(format));
        QCOMPARE(names.removeDuplicates(), 0);
        QVERIFY(!names.contains(QString()));
    }
};

QTEST_GUILESS_MAIN(TestDescribeFormats)
#include "tst_describeformats.moc"
