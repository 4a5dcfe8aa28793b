// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/keylab/pythonrun.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

class TestPythonRun : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static constexpr int patience = 30'000;

    PythonAnswer answerOf(PythonRun &run, const QString &program, const QString &pattern,
                          const QStringList &urls)
    {
        QSignalSpy answered(&run, &PythonRun::answered);
        run.ask(program, pattern, urls);
        return answered.wait(patience) ? answered.first().first().value<PythonAnswer>()
                                       : PythonAnswer{.trouble = u"no answer"_s};
    }
    QString scriptFile(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"python%1"_s.arg(QRandomGenerator::global()->generate())));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init() { QTest::failOnWarning(); }

    void pythonIsFound()
    {
        const QStringList found = pythonsOnPath();
        QVERIFY(!found.isEmpty());
        QVERIFY(found.first().contains(u"python3"_s));
        QCOMPARE(QSet<QString>(found.begin(), found.end()).size(), found.size());
    }

    void itSaysWhatItFinds()
    {
        PythonRun run;
        const PythonAnswer answer
            = answerOf(run, pythonsOnPath().first(), u"[w].+(?=/)"_s,
                       {u"http://www.store1.com:8001/a"_s, u"https://reqres.in/"_s});
        QCOMPARE(answer.end, PythonAnswer::End::Answered);
        QVERIFY(answer.version.startsWith(u"3."_s));
        QVERIFY(answer.error.isEmpty());
        QCOMPARE(answer.keys, (QList<WantedKey>{u"www.store1.com:8001"_s, std::nullopt}));
        QVERIFY(!run.isRunning());
    }

    void anyTextArrivesAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("quotes and backslashes") << u"'\"\\ $(x) `y` ;"_s;
        QTest::newRow("beyond the basic plane") << u"ä😀"_s;
        QTest::newRow("half a surrogate pair") << QString(u"a") + QChar(0xd800);
        QTest::newRow("control characters") << u"a\n\t\x01"_s;
        QTest::newRow("empty") << u""_s;
    }
    void anyTextArrivesAsItIs()
    {
        QFETCH(QString, text);
        PythonRun run;
        const PythonAnswer answer = answerOf(run, pythonsOnPath().first(), u"(?s).*"_s, {text});
        QCOMPARE(answer.keys, QList<WantedKey>{text});
    }

    void itsErrorsAreItsOwnWords()
    {
        PythonRun run;
        const PythonAnswer answer = answerOf(run, pythonsOnPath().first(), u"a(b"_s, {u"x"_s});
        QCOMPARE(answer.end, PythonAnswer::End::Answered);
        QVERIFY2(answer.error.endsWith(u": missing ), unterminated subpattern at position 1"_s),
                 qPrintable(answer.error));
        QVERIFY(answer.error.startsWith(u"re."_s));
        QVERIFY(answer.keys.isEmpty());
    }

    void warningsAreTold()
    {
        PythonRun run;
        const PythonAnswer answer = answerOf(run, pythonsOnPath().first(), u"[[a]"_s, {u"a"_s});
        QCOMPARE(answer.warnings,
                 QStringList{u"FutureWarning: Possible nested set at position 1"_s});
    }

    void whatNeverEndsIsKilled()
    {
        PythonRun run;
        QElapsedTimer timer;
        timer.start();
        const PythonAnswer answer = answerOf(run, pythonsOnPath().first(), u"(a|a?)+$"_s,
                                             {u"a"_s, QString(60, u'a') + u'!', u"b"_s});
        QCOMPARE(answer.end, PythonAnswer::End::TimedOut);
        QVERIFY(timer.elapsed() >= PythonRun::limit.count() - 50);
        // What it said before counts, unless the machine was too busy for even that.
        QVERIFY(answer.keys.isEmpty() || answer.keys == QList<WantedKey>{u"a"_s});
        QVERIFY(!run.isRunning());
    }

    void whatIsNoPythonIsNamed_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("end");
        QTest::newRow("not there") << QByteArray() << int(PythonAnswer::End::NotStarted);
        QTest::newRow("says something else")
            << "#!/bin/sh\necho hello\n"_ba << int(PythonAnswer::End::Broken);
        QTest::newRow("fails") << "#!/bin/sh\necho no such option >&2\nexit 2\n"_ba
                               << int(PythonAnswer::End::Broken);
    }
    void whatIsNoPythonIsNamed()
    {
        QFETCH(QByteArray, script);
        PythonRun run;
        const QString program = script.isEmpty() ? u"/nowhere/python3"_s : scriptFile(script);
        const PythonAnswer answer = answerOf(run, program, u"a"_s, {u"a"_s});
        QTEST(int(answer.end), "end");
        if (script.contains("no such"))
            QCOMPARE(answer.trouble, u"no such option"_s);
    }

    void destroyingItIsSilent()
    {
        auto run = std::make_unique<PythonRun>();
        bool heard = false;
        connect(run.get(), &PythonRun::answered, this, [&] { heard = true; });
        run->ask(pythonsOnPath().first(), u"(a|a?)+$"_s, {QString(60, u'a') + u'!'});
        QTest::qWait(50);
        run.reset();
        QTest::qWait(200);
        QVERIFY(!heard);
    }
};

QTEST_GUILESS_MAIN(TestPythonRun)
#include "tst_pythonrun.moc"
