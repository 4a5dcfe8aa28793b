// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#include "tests/fuzz/answertext.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

/// Replays what was recorded of CPython (tests/fuzz/facts.py says how a fact is written).
class TestFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(); }

    void pythonSays_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("subject");
        QTest::addColumn<QByteArrayList>("answers");
        const QDir folder(qEnvironmentVariable("RECLOSER_SOURCE_DIR") + u"/tests/data/regex"_s);
        const QStringList names = folder.entryList({u"facts*.txt"_s}, QDir::Files, QDir::Name);
        QVERIFY(names.size() >= 2);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QFile::ReadOnly));
            int number = 0;
            while (!file.atEnd()) {
                ++number;
                const QByteArrayList fields = file.readLine().chopped(1).split('\t');
                if (fields.size() < 3)
                    continue;
                QTest::addRow("%s:%d, %s in %s", qPrintable(name), number,
                              fields.at(0).left(60).constData(), fields.at(1).constData())
                    << fields.at(0) << fields.at(1) << fields.sliced(2);
            }
        }
    }

    void pythonSays()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, subject);
        QFETCH(QByteArrayList, answers);
        const auto source = Fuzz::unescaped(pattern.toStdString());
        const auto text = Fuzz::unescaped(subject.toStdString());
        QVERIFY(source && text);
        for (const QByteArray &answer : answers) {
            const qsizetype blank = answer.indexOf(' ');
            const QByteArrayList range = answer.first(blank).split('-');
            const auto first = Fuzz::versionOf(range.first().toStdString());
            const auto last = Fuzz::versionOf(range.last().toStdString());
            QVERIFY(first && last && *first <= *last);
            for (int minor = int(*first); minor <= int(*last); ++minor) {
                const auto version = PythonVersion(minor);
                const std::string ours
                    = Fuzz::answerText(parse(*source, version), *source, version, *text);
                if (ours != answer.sliced(blank + 1).toStdString())
                    QFAIL(qPrintable(u"Python 3.%1: %2; here: %3"_s.arg(minor + 8).arg(
                        QString::fromUtf8(answer.sliced(blank + 1)),
                        QString::fromStdString(ours))));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestFacts)
#include "tst_facts.moc"
