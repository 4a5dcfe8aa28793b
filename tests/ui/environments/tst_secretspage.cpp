// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/memorysecrets.h"
#include "ui/environments/passphrasedialog.h"
#include "ui/environments/secretspage.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>

using namespace Recloser;
using namespace Qt::StringLiterals;

namespace {

/// A store with a sealed file that "open sesame" opens.
class SealedStore : public SecretStore
{
public:
    QFuture<std::expected<QString, StoreError>> read(const QString &name) override
    {
        return m_values.read(name);
    }
    QFuture<std::expected<void, StoreError>> write(const QString &name,
                                                   const QString &value) override
    {
        return m_values.write(name, value);
    }
    QFuture<std::expected<void, StoreError>> remove(const QString &name) override
    {
        return m_values.remove(name);
    }
    Availability availability() const override { return state; }
    QFuture<std::expected<QList<Entry>, StoreError>> entries() override
    {
        QList<Entry> entries;
        QStringList names = m_values.values.keys();
        names.sort();
        for (const QString &name : std::as_const(names))
            entries.append({name, Place::SealedFile});
        return QtFuture::makeReadyValueFuture(
            std::expected<QList<Entry>, StoreError>(std::move(entries)));
    }
    QFuture<std::expected<void, StoreError>> unlock(const QString &passPhrase) override
    {
        if (state == Availability::SealedFileLocked && passPhrase != "open sesame"_L1)
            return QtFuture::makeReadyValueFuture(std::expected<void, StoreError>(
                std::unexpected(StoreError{StoreError::Kind::Refused, sealedPath(), {}})));
        phrase = passPhrase;
        state = Availability::SealedFile;
        Q_EMIT availabilityChanged(state);
        return QtFuture::makeReadyValueFuture(std::expected<void, StoreError>());
    }
    QString sealedPath() const override { return u"/home/me/secrets.sealed"_s; }

    Availability state = Availability::SealedFileLocked;
    QString phrase;

private:
    MemorySecrets m_values;
};

QPushButton *button(QWidget &parent, const QString &text)
{
    const QList<QPushButton *> buttons = parent.findChildren<QPushButton *>();
    for (QPushButton *found : buttons) {
        QString label = found->text();
        if (label.remove(u'&') == text)
            return found;
    }
    return nullptr;
}

} // namespace

/// Secrets by name, never by value; the pass phrase where there is no keychain.
class SecretsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void aSecretIsSetShownAndRemoved();
    void whatIsSaidOfThePlace_data();
    void whatIsSaidOfThePlace();
    void thePassPhraseOpens();
    void aWrongOneIsTold();
    void aNewFileWantsItTwice();
};

void SecretsPageTest::aSecretIsSetShownAndRemoved()
{
    Theme theme(*qApp);
    SealedStore store;
    store.state = SecretStore::Availability::SealedFile;
    QStringList told;
    const EnvironmentServices services{
        .theme = theme,
        .secrets = store,
        .secretSet =
            [&](const QString &name, const std::optional<QString> &value) {
                told.append(name + u'=' + value.value_or(u"none"_s));
            },
        .usersOf = [](const QString &) { return QStringList{u"Search"_s}; }};
    SecretsPage page(services);
    page.resize(700, 400);
    page.show();
    QVERIFY(!page.setButton().isEnabled());
    QTest::keyClicks(&page.nameField(), u"api"_s);
    QTest::keyClicks(&page.valueField(), u"PLANTED-4711"_s);
    QCOMPARE(page.valueField().echoMode(), QLineEdit::Password);
    QTest::keyClick(&page.valueField(), Qt::Key_Return);
    QTRY_COMPARE(page.table().rowCount(), 1);
    QCOMPARE(told, QStringList{u"api=PLANTED-4711"_s});
    QVERIFY(page.valueField().text().isEmpty());
    for (int column = 0; column < 3; ++column)
        QVERIFY(!page.table().item(0, column)->text().contains("PLANTED"_L1));
    QCOMPARE(page.table().item(0, 2)->text(), u"Search"_s);

    QTRY_VERIFY(page.table().item(0, 0)->isSelected());
    button(page, u"Show"_s)->click();
    QTRY_COMPARE(page.valueField().text(), u"PLANTED-4711"_s);
    QCOMPARE(page.valueField().echoMode(), QLineEdit::Normal);
    button(page, u"Hide"_s)->click();
    QCOMPARE(page.valueField().echoMode(), QLineEdit::Password);

    button(page, u"Remove"_s)->click();
    QTRY_COMPARE(page.table().rowCount(), 0);
    QCOMPARE(told.last(), u"api=none"_s);
}

void SecretsPageTest::whatIsSaidOfThePlace_data()
{
    QTest::addColumn<SecretStore::Availability>("availability");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("buttonText");
    using enum SecretStore::Availability;
    QTest::newRow("a keychain") << Keychain << u"system's keychain"_s << QString();
    QTest::newRow("nothing but memory")
        << ThisRunOnly << u"forgotten when you quit"_s << u"Keep them in a sealed file…"_s;
    QTest::newRow("a sealed file") << SealedFile << u"encrypted"_s << u"Change pass phrase…"_s;
    QTest::newRow("a locked one") << SealedFileLocked << u"/home/me/secrets.sealed"_s
                                  << u"Unlock…"_s;
}

void SecretsPageTest::whatIsSaidOfThePlace()
{
    QFETCH(const SecretStore::Availability, availability);
    QFETCH(const QString, says);
    QFETCH(const QString, buttonText);
    Theme theme(*qApp);
    SealedStore store;
    store.state = availability;
    const EnvironmentServices services{.theme = theme, .secrets = store};
    SecretsPage page(services);
    page.show();
    QVERIFY2(page.placeText().contains(says), qPrintable(page.placeText()));
    if (buttonText.isEmpty())
        return;
    QSignalSpy wanted(&page, &SecretsPage::unlockRequested);
    QPushButton *unlock = button(page, buttonText);
    QVERIFY(unlock);
    QVERIFY(unlock->isVisible());
    unlock->click();
    QCOMPARE(wanted.count(), 1);
}

void SecretsPageTest::thePassPhraseOpens()
{
    SealedStore store;
    auto *dialog = new PassPhraseDialog(store);
    QSignalSpy unlocked(dialog, &PassPhraseDialog::unlocked);
    dialog->show();
    QVERIFY(!dialog->isModal());
    QTest::keyClicks(&dialog->phraseField(), u"open sesame"_s);
    QCOMPARE(dialog->phraseField().echoMode(), QLineEdit::Password);
    QTest::keyClick(&dialog->phraseField(), Qt::Key_Return);
    QTRY_COMPARE(unlocked.count(), 1);
    QCOMPARE(store.state, SecretStore::Availability::SealedFile);
}

void SecretsPageTest::aWrongOneIsTold()
{
    SealedStore store;
    PassPhraseDialog dialog(store);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTest::keyClicks(&dialog.phraseField(), u"sesame"_s);
    QTest::keyClick(&dialog.phraseField(), Qt::Key_Return);
    QTRY_COMPARE(dialog.note(), u"That is not the pass phrase of this file."_s);
    QVERIFY(dialog.isVisible());
    QCOMPARE(store.state, SecretStore::Availability::SealedFileLocked);
}

void SecretsPageTest::aNewFileWantsItTwice()
{
    SealedStore store;
    store.state = SecretStore::Availability::ThisRunOnly;
    PassPhraseDialog dialog(store);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QTest::keyClicks(&dialog.phraseField(), u"four words or more"_s);
    QTest::keyClick(&dialog.phraseField(), Qt::Key_Return);
    QVERIFY(store.phrase.isEmpty());
    QTest::keyClicks(&dialog.repeatField(), u"four words or less"_s);
    QVERIFY(dialog.note().contains("not the same"_L1));
    QTest::keyClick(&dialog.repeatField(), Qt::Key_Return);
    QVERIFY(store.phrase.isEmpty());
    dialog.repeatField().setText(dialog.phraseField().text());
    QTest::keyClick(&dialog.repeatField(), Qt::Key_Return);
    QTRY_COMPARE(store.phrase, u"four words or more"_s);
}

QTEST_MAIN(SecretsPageTest)
#include "tst_secretspage.moc"
