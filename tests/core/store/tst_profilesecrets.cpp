// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/profilesecrets.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Recloser;

using Availability = SecretStore::Availability;

namespace {

template<typename Value> Value valueOf(QFuture<Value> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000))
        qFatal("no answer");
    return future.takeResult();
}

/// The least that libsodium takes: these tests are not about the cost.
constexpr SealCosts cheap{1, 8192};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

/// The sealed file, and what chooses among keychain, file and memory.
class TestProfileSecrets : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ProfileSecrets> store()
    {
        return std::make_unique<ProfileSecrets>(
            ProfileSecrets::Places{path(), m_folder->filePath(u"names.json"_s)}, cheap);
    }
    QString path() const { return m_folder->filePath(u"secrets.sealed"_s); }
    std::unique_ptr<QTemporaryDir> m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        // No keychain here, whatever the machine has.
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("XDG_RUNTIME_DIR", "/nonexistent");
    }
    void init()
    {
        QTest::failOnWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void whatIsSealedOpensWithItsPassPhraseAlone()
    {
        const SecretMap secrets{{u"token"_s, u"pl\u00e4nted-s3cret"_s},
                                {u"other"_s, u"{\"a\": 1}"_s}};
        const auto key = newSealKey(u"Pass phr\u00e4se"_s, cheap);
        QVERIFY(key);
        const QByteArray file = *sealed(secrets, *key);
        QVERIFY(!file.contains("s3cret"));
        QVERIFY(!file.contains("token"));
        QCOMPARE(*unsealed(file, *key), secrets);
        // The same letters, composed otherwise.
        const auto again = sealKeyOf(file, u"Pass phra\u0308se"_s);
        QVERIFY(again);
        QCOMPARE(*unsealed(file, *again), secrets);
        const auto wrong = sealKeyOf(file, u"pass phr\u00e4se"_s);
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().kind, StoreError::Kind::Refused);
        // Two files of the same content have nothing in common.
        QVERIFY(*sealed(secrets, *key) != file);
        const auto other = newSealKey(u"Pass phr\u00e4se"_s, cheap);
        QCOMPARE(unsealed(file, *other).error().kind, StoreError::Kind::Refused);
    }

    void theLengthOfASecretDoesNotShow()
    {
        const auto key = newSealKey(u"p"_s, cheap);
        QCOMPARE(sealed({{u"a"_s, u"x"_s}}, *key)->size(),
                 sealed({{u"a"_s, QString(100, u'x')}}, *key)->size());
    }

    void damageIsToldFromAWrongPassPhrase_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const QByteArray name :
             {"salt", "verifier", "nonce", "box", "checksum", "passes", "memory"})
            QTest::newRow(name.constData()) << name;
    }
    void damageIsToldFromAWrongPassPhrase()
    {
        QFETCH(QByteArray, name);
        const auto key = newSealKey(u"p"_s, cheap);
        QJsonObject object = QJsonDocument::fromJson(*sealed({{u"a"_s, u"b"_s}}, *key)).object();
        const QString member = QString::fromLatin1(name);
        if (object.value(member).isString()) {
            QString text = object.value(member).toString();
            text[2] = text[2] == u'A' ? u'B' : u'A';
            object.insert(member, text);
        } else {
            object.insert(member, object.value(member).toInt() + 1);
        }
        const QByteArray damaged = QJsonDocument(object).toJson();
        QCOMPARE(sealKeyOf(damaged, u"p"_s).error().kind, StoreError::Kind::Corrupt);
        QCOMPARE(unsealed(damaged, *key).error().kind, StoreError::Kind::Corrupt);
    }

    void anyLostByteIsNoticed()
    {
        const auto key = newSealKey(u"p"_s, cheap);
        const QByteArray file = *sealed({{u"a"_s, u"b"_s}}, *key);
        for (qsizetype size = 0; size < file.size() - 2; size += 7)
            QCOMPARE(sealKeyOf(file.first(size), u"p"_s).error().kind, StoreError::Kind::Corrupt);
        QByteArray newer = file;
        newer.replace("\"version\": 1", "\"version\": 2");
        QCOMPARE(sealKeyOf(newer, u"p"_s).error().kind, StoreError::Kind::TooNew);
    }

    void withoutAPassPhraseSecretsLastForThisRun()
    {
        const auto first = store();
        QCOMPARE(first->availability(), Availability::ThisRunOnly);
        QVERIFY(valueOf(first->write(u"a"_s, u"planted"_s)));
        QCOMPARE(*valueOf(first->read(u"a"_s)), u"planted"_s);
        QVERIFY(!QFile::exists(path()));
        QCOMPARE(valueOf(store()->read(u"a"_s)).error().kind, StoreError::Kind::NotFound);
    }

    void thePassPhraseKeepsWhatWasWrittenBefore()
    {
        const auto first = store();
        QSignalSpy told(first.get(), &SecretStore::availabilityChanged);
        QVERIFY(valueOf(first->write(u"early"_s, u"planted 1"_s)));
        QVERIFY(valueOf(first->unlock(u"pw"_s)));
        QCOMPARE(told.size(), 1);
        QCOMPARE(first->availability(), Availability::SealedFile);
        QVERIFY(valueOf(first->write(u"late"_s, u"planted 2"_s)));
        QVERIFY(!contentOf(path()).contains("planted"));
        QVERIFY(!(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther)));

        const auto second = store();
        QCOMPARE(second->availability(), Availability::SealedFileLocked);
        QCOMPARE(valueOf(second->read(u"early"_s)).error().kind, StoreError::Kind::NotFound);
        QCOMPARE(valueOf(second->unlock(u"PW"_s)).error().kind, StoreError::Kind::Refused);
        QCOMPARE(second->availability(), Availability::SealedFileLocked);
        QVERIFY(valueOf(second->unlock(u"pw"_s)));
        QCOMPARE(*valueOf(second->read(u"early"_s)), u"planted 1"_s);
        QCOMPARE(*valueOf(second->read(u"late"_s)), u"planted 2"_s);
        const auto entries = *valueOf(second->entries());
        QCOMPARE(entries,
                 (QList<SecretStore::Entry>{{u"early"_s, SecretStore::Place::SealedFile},
                                            {u"late"_s, SecretStore::Place::SealedFile}}));
        second->lock();
        QCOMPARE(second->availability(), Availability::SealedFileLocked);
        QCOMPARE(valueOf(second->read(u"late"_s)).error().kind, StoreError::Kind::NotFound);
    }

    void bothProgramsSeeEachOthersChanges()
    {
        const auto window = store();
        QVERIFY(valueOf(window->unlock(u"pw"_s)));
        const auto commandLine = store();
        QVERIFY(valueOf(commandLine->unlock(u"pw"_s)));
        QVERIFY(valueOf(commandLine->write(u"a"_s, u"1"_s)));
        QVERIFY(valueOf(window->write(u"b"_s, u"2"_s)));
        QCOMPARE(*valueOf(window->read(u"a"_s)), u"1"_s);
        QVERIFY(valueOf(window->remove(u"a"_s)));
        const auto third = store();
        QVERIFY(valueOf(third->unlock(u"pw"_s)));
        QCOMPARE(valueOf(third->read(u"a"_s)).error().kind, StoreError::Kind::NotFound);
        QCOMPARE(*valueOf(third->read(u"b"_s)), u"2"_s);
    }

    void anotherPassPhraseClosesTheFileToOthers()
    {
        const auto first = store();
        QVERIFY(valueOf(first->unlock(u"old"_s)));
        QVERIFY(valueOf(first->write(u"a"_s, u"1"_s)));
        const auto second = store();
        QVERIFY(valueOf(second->unlock(u"old"_s)));
        QVERIFY(valueOf(first->changePassPhrase(u"new"_s)));
        QCOMPARE(*valueOf(first->read(u"a"_s)), u"1"_s);
        QCOMPARE(valueOf(second->read(u"a"_s)).error().kind, StoreError::Kind::Refused);
        QCOMPARE(valueOf(store()->unlock(u"old"_s)).error().kind, StoreError::Kind::Refused);
        QVERIFY(valueOf(store()->unlock(u"new"_s)));
    }

    void aDamagedFileIsNeverWrittenOver()
    {
        {
            const auto first = store();
            QVERIFY(valueOf(first->unlock(u"pw"_s)));
            QVERIFY(valueOf(first->write(u"a"_s, u"1"_s)));
            write(path(), "damaged");
            QCOMPARE(valueOf(first->write(u"b"_s, u"2"_s)).error().kind, StoreError::Kind::Corrupt);
        }
        QCOMPARE(valueOf(store()->unlock(u"pw"_s)).error().kind, StoreError::Kind::Corrupt);
        QCOMPARE(contentOf(path()), "damaged"_ba);
    }

    void theEnvironmentWinsAndIsListed()
    {
        qputenv("RECLOSER_SECRET_API_KEY", "from outside");
        const auto first = store();
        QVERIFY(valueOf(first->unlock(u"pw"_s)));
        QVERIFY(valueOf(first->write(u"api-key"_s, u"kept"_s)));
        QCOMPARE(*valueOf(first->read(u"api-key"_s)), u"from outside"_s);
        QCOMPARE(*valueOf(first->entries()),
                 (QList<SecretStore::Entry>{{u"api-key"_s, SecretStore::Place::Environment}}));
        qunsetenv("RECLOSER_SECRET_API_KEY");
        QCOMPARE(*valueOf(first->read(u"api-key"_s)), u"kept"_s);
    }

    void aStoreThatEndsStillAnswers()
    {
        QFuture<std::expected<void, StoreError>> unlocked;
        {
            const auto first = store();
            unlocked = first->unlock(u"pw"_s);
        }
        QVERIFY(QTest::qWaitFor([&] { return unlocked.isFinished(); }, 30'000));
        QCOMPARE(unlocked.resultCount(), 1);
    }
};

QTEST_GUILESS_MAIN(TestProfileSecrets)
#include "tst_profilesecrets.moc"
