// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "core/redis/respcodec.h"

#include <QVarLengthArray>

#include <hiredis/hiredis.h>
#include <hiredis/read.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace Recloser {

using namespace Qt::StringLiterals;
using Kind = RedisError::Kind;

void appendCommand(QByteArray &out, const QByteArrayList &argv)
{
    Q_ASSERT(!argv.isEmpty());
    QVarLengthArray<const char *, 16> words;
    QVarLengthArray<size_t, 16> lengths;
    for (const QByteArray &word : argv) {
        words.append(word.constData());
        lengths.append(static_cast<size_t>(word.size()));
    }
    char *formatted = nullptr;
    const long long length = redisFormatCommandArgv(&formatted, static_cast<int>(argv.size()),
                                                    words.data(), lengths.data());
    Q_CHECK_PTR(formatted); // exhausted memory is the only way it fails
    out.append(formatted, static_cast<qsizetype>(length));
    redisFreeCommand(formatted);
}

QByteArray encodeCommand(const QByteArrayList &argv)
{
    QByteArray out;
    appendCommand(out, argv);
    return out;
}

/// Builds RespValues in place while hiredis parses: a container's task carries the address of its
/// value, which stays put because a parent grows only between two finished children.
struct RespBuilder
{
    static RespReader &reader(const redisReadTask *task)
    {
        return *static_cast<RespReader *>(task->privdata);
    }

    /// nullptr stops hiredis; the reason is then in the reader's m_error.
    static RespValue *place(const redisReadTask *task, qsizetype bytes)
    {
        RespReader &self = reader(task);
        const RespLimits &limits = self.m_limits;
        self.m_replyBytes += bytes;
        if (++self.m_replyElements > limits.elements)
            return refuse(self, Kind::ReplyTooLarge,
                          u"more than %1 values in one reply"_s.arg(limits.elements));
        if (self.m_replyBytes > limits.replyBytes)
            return refuse(self, Kind::ReplyTooLarge,
                          u"a reply of more than %1 bytes"_s.arg(limits.replyBytes));
        if (!task->parent)
            return &self.m_root;
        return &static_cast<RespValue *>(task->parent->obj)->elements.emplace_back();
    }

    static RespValue *refuse(RespReader &self, Kind kind, const QString &detail)
    {
        self.m_error = RedisError{kind, detail};
        return nullptr;
    }

    static RespValue *refuseType(const redisReadTask *task)
    {
        return refuse(reader(task), Kind::Protocol, u"a reply type that RESP2 does not have"_s);
    }

    static void *createString(const redisReadTask *task, char *text, size_t length)
    {
        const auto size = static_cast<qsizetype>(length);
        RespValue::Type type = RespValue::Type::Bulk;
        if (task->type == REDIS_REPLY_STATUS) {
            type = RespValue::Type::SimpleString;
        } else if (task->type == REDIS_REPLY_ERROR) {
            type = RespValue::Type::Error;
        } else if (task->type != REDIS_REPLY_STRING) {
            return refuseType(task);
        } else if (std::memcmp(text + length, "\r\n", 2) != 0) {
            // hiredis skips these two without looking; anything else means the stream is out of
            // step.
            return refuse(reader(task), Kind::Protocol, u"a bulk string without its end"_s);
        }
        RespValue *value = place(task, size);
        if (value) {
            value->type = type;
            value->bytes = QByteArray(text, size);
        }
        return value;
    }

    static void *createArray(const redisReadTask *task, size_t length)
    {
        if (task->type != REDIS_REPLY_ARRAY)
            return refuseType(task);
        RespReader &self = reader(task);
        int depth = 1;
        for (const redisReadTask *outer = task->parent; outer; outer = outer->parent)
            ++depth;
        if (depth > self.m_limits.depth)
            return refuse(self, Kind::ReplyTooLarge,
                          u"arrays nested more than %1 deep"_s.arg(self.m_limits.depth));
        if (length > static_cast<size_t>(self.m_limits.elements - self.m_replyElements))
            return refuse(self, Kind::ReplyTooLarge,
                          u"more than %1 values in one reply"_s.arg(self.m_limits.elements));
        RespValue *value = place(task, 0);
        if (value) {
            value->type = RespValue::Type::Array;
            // The header alone must not make us reserve what never comes.
            value->elements.reserve(std::min<size_t>(length, 1024));
        }
        return value;
    }

    static void *createInteger(const redisReadTask *task, long long integer)
    {
        RespValue *value = place(task, 0);
        if (value) {
            value->type = RespValue::Type::Integer;
            value->integer = integer;
        }
        return value;
    }

    static void *createNil(const redisReadTask *task)
    {
        // RESP2's "$-1" and "*-1" come with their own types, only RESP3's "_" with this one.
        return task->type == REDIS_REPLY_NIL ? refuseType(task) : place(task, 0);
    }
    static void *createDouble(const redisReadTask *task, double, char *, size_t)
    {
        return refuseType(task);
    }
    static void *createBool(const redisReadTask *task, int) { return refuseType(task); }
    static void freeObject(void *) { } // the root owns everything
};

namespace {

redisReplyObjectFunctions builderFunctions{&RespBuilder::createString,  &RespBuilder::createArray,
                                           &RespBuilder::createInteger, &RespBuilder::createDouble,
                                           &RespBuilder::createNil,     &RespBuilder::createBool,
                                           &RespBuilder::freeObject};

/// What other services say first, to name them instead of "bad first byte".
QString protocolDetail(QByteArrayView start)
{
    if (start.startsWith("HTTP/"))
        return u"the peer answers like an HTTP server"_s;
    if (start.startsWith("SSH-"))
        return u"the peer answers like an SSH server"_s;
    if (start.startsWith("\x15\x03") || start.startsWith("\x16\x03"))
        return u"the peer speaks TLS: use rediss://"_s;
    return {};
}

} // namespace

void RespReader::Free::operator()(redisReader *reader) const
{
    redisReaderFree(reader);
}

RespReader::RespReader(RespLimits limits) : m_limits(limits)
{
    reset();
}

RespReader::~RespReader() = default;

void RespReader::reset()
{
    m_reader.reset(redisReaderCreateWithFunctions(&builderFunctions));
    Q_CHECK_PTR(m_reader.get());
    m_reader->privdata = this;
    m_reader->maxelements = 0; // RespBuilder counts them over all levels
    m_error.reset();
    startReply();
}

void RespReader::startReply()
{
    m_root = {};
    m_replyBytes = 0;
    m_replyElements = 0;
}

void RespReader::feed(QByteArrayView bytes)
{
    if (m_error || bytes.isEmpty())
        return;
    if (redisReaderFeed(m_reader.get(), bytes.data(), static_cast<size_t>(bytes.size()))
        != REDIS_OK)
        m_error = RedisError{Kind::Protocol, QString::fromUtf8(m_reader->errstr)};
}

std::expected<std::optional<RespValue>, RedisError> RespReader::next()
{
    if (m_error)
        return std::unexpected(*m_error);
    // hiredis frees its buffer on an error, so the first bytes are kept to tell what they were.
    std::array<char, 8> start{};
    const size_t unread = m_reader->len - m_reader->pos;
    std::memcpy(start.data(), m_reader->buf + m_reader->pos, std::min(unread, start.size()));
    void *reply = nullptr;
    if (redisReaderGetReply(m_reader.get(), &reply) != REDIS_OK) {
        if (!m_error) {
            const QString known = protocolDetail(QByteArrayView(start.data(), start.size()));
            m_error = RedisError{Kind::Protocol,
                                 known.isEmpty() ? QString::fromUtf8(m_reader->errstr) : known};
        }
    } else if (reply) {
        std::optional<RespValue> value(std::move(m_root));
        startReply();
        return value;
    } else {
        m_error = unfinishedError();
    }
    if (m_error) {
        startReply();
        return std::unexpected(*m_error);
    }
    return std::nullopt;
}

/// hiredis collects whatever a length header announces; here it is refused as soon as it is read.
std::optional<RedisError> RespReader::unfinishedError() const
{
    const redisReader *reader = m_reader.get();
    if (reader->ridx < 0 || reader->len <= reader->pos)
        return std::nullopt;
    const QByteArrayView rest(reader->buf + reader->pos,
                              static_cast<qsizetype>(reader->len - reader->pos));
    const qsizetype lineEnd = rest.indexOf('\r');
    const bool bulk = reader->task[reader->ridx]->type == REDIS_REPLY_STRING;
    if (bulk && lineEnd >= 0) {
        const qsizetype announced = rest.first(lineEnd).toLongLong();
        if (announced > m_limits.replyBytes - m_replyBytes)
            return RedisError{Kind::ReplyTooLarge,
                              u"a reply of more than %1 bytes"_s.arg(m_limits.replyBytes)};
        return std::nullopt;
    }
    if (rest.size() > m_limits.lineBytes)
        return RedisError{Kind::ReplyTooLarge,
                          u"a line of more than %1 bytes"_s.arg(m_limits.lineBytes)};
    return std::nullopt;
}

} // namespace Recloser
