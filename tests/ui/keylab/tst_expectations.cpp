// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/expectations.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestExpectations : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init() { QTest::failOnWarning(); }

    void whatIsExpectedComesBackFromItsFile()
    {
        const QString path = m_folder.filePath(u"circuits.keys"_s);
        Expectations kept;
        QSignalSpy saved(&kept, &Expectations::saved);
        QVERIFY(!kept.wanted());
        kept.set(u"http://a/"_s, u"a"_s);
        kept.set(u"http://b/"_s, {});
        kept.set(u"http://a/"_s, u"http://a"_s);
        QVERIFY(kept.isModified());
        kept.save(path, u"^http://a"_s, PythonVersion::Py313);
        QTRY_COMPARE(saved.count(), 1);
        QVERIFY(!kept.isModified());

        Expectations read;
        QSignalSpy opened(&read, &Expectations::opened);
        read.open(path);
        QTRY_COMPARE(opened.count(), 1);
        QCOMPARE(opened.first().at(0).toString(), u"^http://a"_s);
        QCOMPARE(opened.first().at(1).toString(), u"3.13"_s);
        QCOMPARE(read.wanted()->size(), 2);
        QCOMPARE(read.wanted()->value(u"http://a/"_s), WantedKey(u"http://a"_s));
        QCOMPARE(read.wanted()->value(u"http://b/"_s), WantedKey());
        read.forget(u"http://b/"_s);
        QCOMPARE(read.urls(), QStringList{u"http://a/"_s});
    }

    void whatIsWrongInAFileHasItsLine()
    {
        const QString path = m_folder.filePath(u"broken.keys"_s);
        write(path, "pattern: a\n\n\"broken\thttp://a/\n");
        Expectations expectations;
        QSignalSpy failed(&expectations, &Expectations::failed);
        expectations.open(path);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().at(1).toInt(), 3);
        QVERIFY(!failed.first().at(2).toString().isEmpty());
        QVERIFY(expectations.isEmpty());
        expectations.open(m_folder.filePath(u"nowhere"_s));
        QTRY_COMPARE(failed.count(), 2);
        QCOMPARE(failed.last().at(1).toInt(), 0);
    }

    void whatOthersWroteIsNotOverwritten()
    {
        const QString path = m_folder.filePath(u"shared.keys"_s);
        Expectations expectations;
        expectations.set(u"http://a/"_s, u"a"_s);
        QSignalSpy saved(&expectations, &Expectations::saved);
        QSignalSpy failed(&expectations, &Expectations::failed);
        expectations.save(path, u"a"_s, PythonVersion::Py311);
        QTRY_COMPARE(saved.count(), 1);
        write(path, "pattern: theirs\n");
        expectations.set(u"http://b/"_s, {});
        expectations.save(path, u"a"_s, PythonVersion::Py311);
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<StoreError>().kind, StoreError::Kind::ChangedOutside);
        QCOMPARE(contentOf(path), "pattern: theirs\n");
        QVERIFY(expectations.isModified());
    }

    void aSessionKeepsWhatIsInNoFile()
    {
        Expectations before;
        before.set(u"http://a/"_s, u"a"_s);
        Expectations after;
        after.restore(before.content(), {}, true);
        QCOMPARE(after.wanted()->value(u"http://a/"_s), WantedKey(u"a"_s));
        QVERIFY(after.isModified());
        after.restore("nonsense \"", {}, true);
        QCOMPARE(after.rows().size(), 1);
        after.clear();
        QVERIFY(after.isEmpty() && after.content().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestExpectations)
#include "tst_expectations.moc"
