// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/store/historydatabase.h"

#include "core/store/bodyfiles.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUrl>
#include <QUuid>

#include <filesystem>

namespace Recloser {

using namespace Qt::StringLiterals;
using enum StoreError::Kind;

namespace {

StoreError errorOf(const QSqlError &error, const QString &path)
{
    // Primary result codes (sqlite.org/rescode.html); Qt gives the extended ones, whose lowest byte
    // they are.
    StoreError result{Unwritable, path, error.databaseText()};
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case 1: // ERROR: the statements never change, so the file is not ours if a table is missing
        if (result.detail.contains("no such"_L1) || result.detail.contains("malformed"_L1))
            result.kind = Corrupt;
        break;
    case 3: // PERM
    case 8: // READONLY
        result.kind = ReadOnly;
        break;
    case 5: // BUSY
    case 6: // LOCKED
        result.kind = Unavailable;
        break;
    case 11: // CORRUPT
    case 26: // NOTADB
        result.kind = Corrupt;
        break;
    case 13: // FULL
        result.kind = DiskFull;
        break;
    case 18: // TOOBIG
    case 19: // CONSTRAINT
    case 20: // MISMATCH
        result.kind = Refused;
        break;
    default:
        break;
    }
    return result;
}

} // namespace

std::expected<void, StoreError> SqlStatement::run(const QVariantList &values)
{
    for (int i = 0; i < values.size(); ++i)
        m_query.bindValue(i, values[i]);
    if (!m_query.exec())
        return std::unexpected(errorOf(m_query.lastError(), m_database));
    return {};
}

std::expected<void, StoreError> SqlStatement::finish()
{
    const QSqlError error = m_query.lastError();
    m_query.finish();
    if (error.isValid())
        return std::unexpected(errorOf(error, m_database));
    return {};
}

QString HistoryDatabase::pathIn(const QString &folder)
{
    return folder + u"/history.sqlite"_s;
}

HistoryDatabase::HistoryDatabase(const QString &folder, const QString &connection)
    : m_path(pathIn(folder))
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, connection))
{
    m_database.setDatabaseName(m_path);
    // Another process (the command line beside the window) holds the write lock for one batch at
    // most.
    m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=3000"_s);
}

HistoryDatabase::~HistoryDatabase()
{
    const QString connection = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(connection);
}

std::expected<std::unique_ptr<HistoryDatabase>, StoreError>
HistoryDatabase::open(const QString &folder, const QList<Migration> &migrations)
{
    if (const auto made = makePrivateFolder(folder); !made)
        return std::unexpected(made.error());
    // SQLite would make it readable for everybody, and its journals take over the file's rights.
    QFile file(pathIn(folder));
    if (!file.exists())
        (void)file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                        QFile::ReadOwner | QFile::WriteOwner);
    file.close();

    std::unique_ptr<HistoryDatabase> database(
        new HistoryDatabase(folder, QUuid::createUuid().toString(QUuid::WithoutBraces)));
    if (!database->m_database.open())
        return std::unexpected(errorOf(database->m_database.lastError(), database->m_path));
    if (const auto done = database->configure(); !done)
        return std::unexpected(done.error());
    if (const auto done = database->migrate(migrations); !done)
        return std::unexpected(done.error());
    return database;
}

std::expected<std::unique_ptr<HistoryDatabase>, StoreError>
HistoryDatabase::openForReading(const QString &folder, const QList<Migration> &migrations)
{
    std::unique_ptr<HistoryDatabase> database(
        new HistoryDatabase(folder, QUuid::createUuid().toString(QUuid::WithoutBraces)));
    // SQLite wants to write beside the file of a database with a log even to read it, unless it is
    // told that nobody changes it (sqlite.org/wal.html section 5). What is in the log is read if
    // it can be.
    QString uri = QUrl::fromLocalFile(database->m_path).toString(QUrl::FullyEncoded);
    uri += QFileInfo(database->m_path + u"-wal"_s).size() > 0 ? u"?mode=ro"_s : u"?immutable=1"_s;
    database->m_database.setDatabaseName(uri);
    database->m_database.setConnectOptions(
        u"QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=3000"_s);
    if (!database->m_database.open())
        return std::unexpected(errorOf(database->m_database.lastError(), database->m_path));
    const auto version = database->valueOf(u"PRAGMA user_version"_s);
    if (!version)
        return std::unexpected(version.error());
    if (version->toInt() != migrations.last().version)
        return std::unexpected(
            StoreError{Unavailable, database->m_path,
                       u"version %1 cannot be brought up to date"_s.arg(version->toInt())});
    return database;
}

std::expected<void, StoreError> HistoryDatabase::configure()
{
    // synchronous=FULL makes one fsync a batch on the worker's thread, and so survives a loss of
    // power too.
    for (const QString &pragma :
         {u"PRAGMA auto_vacuum=INCREMENTAL"_s, // of a file that is new
          u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s, u"PRAGMA cache_size=-16000"_s,
          u"PRAGMA temp_store=MEMORY"_s, u"PRAGMA journal_size_limit=67108864"_s}) {
        if (const auto done = execute(pragma); !done)
            return done;
    }
    return {};
}

std::expected<void, StoreError> HistoryDatabase::migrate(const QList<Migration> &migrations)
{
    const auto version = valueOf(u"PRAGMA user_version"_s);
    if (!version)
        return std::unexpected(version.error());
    if (version->toInt() > migrations.last().version)
        return std::unexpected(StoreError{TooNew, m_path, u"version %1"_s.arg(version->toInt())});
    if (version->toInt() == migrations.last().version)
        return {};
    if (version->toInt() > 0) {
        if (const auto done = backUp(version->toInt()); !done)
            return done;
    }
    if (const auto done = execute(u"BEGIN IMMEDIATE"_s); !done)
        return done;
    const auto done = migrateAll(migrations);
    if (!done)
        (void)execute(u"ROLLBACK"_s);
    return done;
}

std::expected<void, StoreError> HistoryDatabase::backUp(int version)
{
    // Another process may be doing the same: each writes a file of its own, and one of them stays.
    const QString backup = m_path + u".v%1.bak"_s.arg(version);
    const QString fresh = backup + u'.' + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString quoted = QString(fresh).replace(u'\'', u"''"_s);
    if (const auto done = execute(u"VACUUM INTO '%1'"_s.arg(quoted)); !done) {
        QFile::remove(fresh);
        return done;
    }
    QFile::setPermissions(fresh, QFile::ReadOwner | QFile::WriteOwner);
    std::error_code error;
    std::filesystem::rename(QFile::encodeName(fresh).toStdString(),
                            QFile::encodeName(backup).toStdString(), error);
    if (error)
        return std::unexpected(fileError(backup, error.value()));
    return {};
}

std::expected<void, StoreError> HistoryDatabase::migrateAll(const QList<Migration> &migrations)
{
    for (const Migration &migration : migrations) {
        // Another process may have done it while this one waited for the lock.
        const auto version = valueOf(u"PRAGMA user_version"_s);
        if (!version)
            return std::unexpected(version.error());
        if (version->toInt() >= migration.version)
            continue;
        for (const QString &statement : migration.statements) {
            if (const auto done = execute(statement); !done)
                return done;
        }
        if (const auto done = execute(u"PRAGMA user_version=%1"_s.arg(migration.version)); !done)
            return done;
    }
    return execute(u"COMMIT"_s);
}

QString HistoryDatabase::moveAside(const QString &folder)
{
    const QString mark
        = u".corrupt-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    const QString path = pathIn(folder);
    for (const QString &journal : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::rename(path + journal, path + mark + journal);
    QFile::rename(folder + u"/bodies"_s, folder + u"/bodies"_s + mark);
    return path + mark;
}

std::expected<SqlStatement, StoreError> HistoryDatabase::prepare(const QString &statement)
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return std::unexpected(errorOf(query.lastError(), m_path));
    return SqlStatement(std::move(query), m_path);
}

std::expected<void, StoreError> HistoryDatabase::execute(const QString &statement)
{
    QSqlQuery query(m_database);
    if (!query.exec(statement))
        return std::unexpected(errorOf(query.lastError(), m_path));
    return {};
}

std::expected<QVariant, StoreError> HistoryDatabase::valueOf(const QString &statement)
{
    QSqlQuery query(m_database);
    if (!query.exec(statement) || !query.next())
        return std::unexpected(errorOf(query.lastError(), m_path));
    return query.value(0);
}

} // namespace Recloser
