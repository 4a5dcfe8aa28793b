// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/passphrase.h"

#include "app/cli/command.h"

#include <QFile>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;

std::optional<QString> askHidden(const QString &question)
{
    // Standard input and output may be somebody's pipe; the terminal is asked itself.
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0)
        return std::nullopt;
    termios before{};
    if (::tcgetattr(terminal, &before) != 0) {
        ::close(terminal);
        return std::nullopt;
    }
    termios silent = before;
    silent.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(terminal, TCSAFLUSH, &silent);
    const QByteArray shown = question.toLocal8Bit();
    bool isLine = ::write(terminal, shown.constData(), size_t(shown.size())) == shown.size();
    QByteArray line;
    char c = 0;
    while (isLine && line.size() < 4096) {
        isLine = ::read(terminal, &c, 1) == 1;
        if (!isLine || c == '\n')
            break;
        line += c;
    }
    ::tcsetattr(terminal, TCSAFLUSH, &before);
    [[maybe_unused]] const auto written = ::write(terminal, "\n", 1);
    ::close(terminal);
    const QString text = QString::fromLocal8Bit(line);
    line.fill('\0');
    return isLine ? std::optional(text) : std::nullopt;
}

std::optional<QString> givenPassPhrase()
{
    if (qEnvironmentVariableIsSet("RECLOSER_PASSPHRASE"))
        return qEnvironmentVariable("RECLOSER_PASSPHRASE");
    const QString path = qEnvironmentVariable("RECLOSER_PASSPHRASE_FILE");
    if (path.isEmpty())
        return std::nullopt;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        printError(path, file.errorString(), u"RECLOSER_PASSPHRASE_FILE names it"_s);
        return std::nullopt;
    }
    QByteArray line = file.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

void unlockSealed(SecretStore &store, QObject *context, const std::function<void(bool)> &done,
                  NewPassPhrase kind)
{
    auto phrase = givenPassPhrase();
    if (!phrase) {
        phrase = askHidden(kind == NewPassPhrase::AskTwice
                               ? u"New pass phrase for %1: "_s.arg(store.sealedPath())
                               : u"Pass phrase of %1: "_s.arg(store.sealedPath()));
        if (phrase && kind == NewPassPhrase::AskTwice
            && askHidden(u"The same again: "_s) != phrase) {
            printError(u"pass phrase"_s, u"the two differ"_s, u"try again"_s);
            return done(false);
        }
    }
    if (!phrase || phrase->isEmpty()) {
        printError(
            store.sealedPath(), u"it is locked and there is no pass phrase"_s,
            u"set RECLOSER_PASSPHRASE or RECLOSER_PASSPHRASE_FILE, or run it in a terminal"_s);
        return done(false);
    }
    store.unlock(*phrase).then(
        context, [&store, done](const std::expected<void, StoreError> &unlocked) {
            if (!unlocked) {
                using enum StoreError::Kind;
                const StoreError &error = unlocked.error();
                const QString why = error.kind == Refused ? u"the pass phrase is wrong"_s
                    : error.kind == Corrupt ? u"the file is damaged: "_s + error.detail
                    : error.kind == TooNew  ? u"it was written by a newer version"_s
                                            : error.detail;
                printError(store.sealedPath(), why,
                           error.kind == Refused ? u"try again"_s : QString());
            }
            done(unlocked.has_value());
        });
}

void whenSecretsAreReadable(SecretStore &store, QObject *context,
                            const std::function<void(bool)> &done)
{
    store.read(u"recloser"_s)
        .then(context, [&store, context, done](const std::expected<QString, StoreError> &) {
            if (store.availability() == SecretStore::Availability::SealedFileLocked)
                return unlockSealed(store, context, done);
            done(true);
        });
}

void whenSecretsAreKept(SecretStore &store, QObject *context, const std::function<void(bool)> &done)
{
    using Availability = SecretStore::Availability;
    // Asking for any name tells whether there is a keychain.
    store.read(u"recloser"_s)
        .then(context, [&store, context, done](const std::expected<QString, StoreError> &) {
            const Availability now = store.availability();
            if (now == Availability::Keychain || now == Availability::SealedFile)
                return done(true);
            unlockSealed(store, context, done,
                         now == Availability::SealedFileLocked ? NewPassPhrase::No
                                                               : NewPassPhrase::AskTwice);
        });
}

} // namespace Recloser
