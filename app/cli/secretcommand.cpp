// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/secretcommand.h"

#include "app/cli/passphrase.h"

#include <QFile>

#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Done = std::expected<void, StoreError>;
using Availability = SecretStore::Availability;

QString placeWord(SecretStore::Place place)
{
    switch (place) {
    case SecretStore::Place::Environment:
        return u"environment"_s;
    case SecretStore::Place::Keychain:
        return u"keychain"_s;
    case SecretStore::Place::SealedFile:
        return u"sealed-file"_s;
    case SecretStore::Place::ThisRun:
        return u"this-run"_s;
    }
    return {};
}

/// The value from the terminal, or all of standard input without a line break at its end.
std::optional<QString> givenValue(const QString &name)
{
    if (::isatty(STDIN_FILENO))
        return askHidden(u"Value of %1: "_s.arg(name));
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return std::nullopt;
    QByteArray bytes = input.readAll();
    if (bytes.endsWith('\n'))
        bytes.chop(1);
    if (bytes.endsWith('\r'))
        bytes.chop(1);
    return QString::fromUtf8(bytes);
}

} // namespace

QString SecretCommand::synopsis() const
{
    return u"set NAME | list | remove NAME | passphrase"_s;
}

QString SecretCommand::description() const
{
    return u"Secrets, which requests and environments name as {{$secret NAME}} and no file of "
           u"theirs "
           "holds. They are kept in the system's\n"
           "keychain; where there is none, in a file that a pass phrase encrypts, which the window "
           "opens too. set reads the value from stdin,\n"
           "or asks for it on the terminal; there is no option for it, since other users see "
           "arguments. list prints names and where each is kept,\n"
           "never values. passphrase gives the file another pass phrase, asked for on the "
           "terminal.\n"
           "The pass phrase comes from RECLOSER_PASSPHRASE, from the first line of the file that "
           "RECLOSER_PASSPHRASE_FILE names, or from the terminal.\n"
           "RECLOSER_SECRET_<NAME> (upper case, other characters as _) gives a value without "
           "either.\n"
           "--json prints {\"name\", \"kept_in\": \"keychain|sealed-file|environment\"} a line. "
           "Exit "
           "code 5: there is no place to keep it.\n\n"
           "Example: pass show shop/token | recloser-cli secret set shop-token"_s;
}

void SecretCommand::addOptions(QCommandLineParser &parser) const
{
    parser.addOptions({{u"json"_s, u"One JSON object a line."_s}});
}

void SecretCommand::run(const QCommandLineParser &parser)
{
    m_json = parser.isSet(u"json"_s);
    const QStringList words = parser.positionalArguments();
    const QString verb = words.value(0);
    const bool wantsName = verb == "set"_L1 || verb == "remove"_L1;
    if (verb.isEmpty() || (!wantsName && verb != "list"_L1 && verb != "passphrase"_L1))
        return fail(ExitCode::Usage, u"secret"_s,
                    verb.isEmpty() ? u"nothing to do"_s : u"unknown word %1"_s.arg(verb),
                    u"give one of: set, list, remove, passphrase"_s);
    if (words.size() != (wantsName ? 2 : 1))
        return fail(ExitCode::Usage, u"secret "_s + verb,
                    words.size() > 2 ? u"a value is no argument: other users would see it"_s
                                     : u"no secret is named"_s,
                    verb == "set"_L1
                        ? u"write secret set NAME < FILE"_s
                        : u"write secret %1%2"_s.arg(verb, wantsName ? u" NAME"_s : QString()));
    const QString name = words.value(1).trimmed();
    if (wantsName && (name.isEmpty() || name.contains(u'{') || name.contains(u'}')))
        return fail(ExitCode::Usage, u"secret "_s + verb, u"no name for a secret: %1"_s.arg(name),
                    u"use letters, digits and dashes"_s);
    m_composition = std::make_unique<Composition>(Profile::standard());
    if (verb == "set"_L1)
        set(name);
    else if (verb == "remove"_L1)
        remove(name);
    else if (verb == "list"_L1)
        list();
    else
        changePassPhrase();
}

void SecretCommand::whenKept(const std::function<void()> &then)
{
    whenSecretsAreKept(m_composition->secrets(), this, [this, then](bool areKept) {
        if (areKept)
            return then();
        Q_EMIT done(ExitCode::StoreUnavailable);
    });
}

void SecretCommand::failWith(const QString &name, const StoreError &error)
{
    fail(ExitCode::StoreUnavailable, name, error.subject + u' ' + error.detail);
}

void SecretCommand::set(const QString &name)
{
    const auto value = givenValue(name);
    if (!value || value->isEmpty())
        return fail(ExitCode::Usage, name, u"the value is empty"_s,
                    u"give it on stdin, or type it"_s);
    whenKept([this, name, value] {
        m_composition->secrets().write(name, *value).then(this, [this, name](const Done &written) {
            if (!written)
                return failWith(name, written.error());
            if (m_json)
                printJson({{u"name"_s, name},
                           {u"kept_in"_s,
                            m_composition->secrets().availability() == Availability::Keychain
                                ? u"keychain"_s
                                : u"sealed-file"_s}});
            Q_EMIT done(ExitCode::Done);
        });
    });
}

void SecretCommand::list()
{
    SecretStore &store = m_composition->secrets();
    const auto print = [this, &store] {
        store.entries().then(
            this, [this](const std::expected<QList<SecretStore::Entry>, StoreError> &entries) {
                if (!entries)
                    return failWith(u"secrets"_s, entries.error());
                for (const SecretStore::Entry &entry : *entries) {
                    if (m_json)
                        printJson(
                            {{u"name"_s, entry.name}, {u"kept_in"_s, placeWord(entry.place)}});
                    else
                        printLine(u"%1  %2"_s.arg(entry.name, -32).arg(placeWord(entry.place)));
                }
                Q_EMIT done(ExitCode::Done);
            });
    };
    store.read(u"recloser"_s)
        .then(this, [this, &store, print](const std::expected<QString, StoreError> &) {
            if (store.availability() != Availability::SealedFileLocked)
                return print();
            unlockSealed(store, this, [this, print](bool isOpen) {
                if (isOpen)
                    return print();
                Q_EMIT done(ExitCode::StoreUnavailable);
            });
        });
}

void SecretCommand::remove(const QString &name)
{
    whenKept([this, name] {
        m_composition->secrets().remove(name).then(this, [this, name](const Done &removed) {
            if (!removed)
                return failWith(name, removed.error());
            Q_EMIT done(ExitCode::Done);
        });
    });
}

void SecretCommand::changePassPhrase()
{
    SecretStore &store = m_composition->secrets();
    if (!QFile::exists(store.sealedPath()))
        return fail(ExitCode::Usage, store.sealedPath(), u"there is no such file yet"_s,
                    u"secret set makes it where there is no keychain"_s);
    unlockSealed(store, this, [this, &store](bool isOpen) {
        if (!isOpen)
            return Q_EMIT done(ExitCode::StoreUnavailable);
        const auto phrase = askHidden(u"New pass phrase: "_s);
        if (!phrase || phrase->isEmpty())
            return fail(ExitCode::Usage, u"secret passphrase"_s, u"no new pass phrase was typed"_s,
                        u"run it in a terminal"_s);
        if (askHidden(u"The same again: "_s) != phrase)
            return fail(ExitCode::Usage, u"secret passphrase"_s, u"the two differ"_s,
                        u"try again"_s);
        store.changePassPhrase(*phrase).then(this, [this](const Done &changed) {
            if (!changed)
                return failWith(u"secrets"_s, changed.error());
            Q_EMIT done(ExitCode::Done);
        });
    });
}

} // namespace Recloser
