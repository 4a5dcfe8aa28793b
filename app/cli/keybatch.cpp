// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "app/cli/keybatch.h"

#include "app/cli/command.h"
#include "app/cli/keyjson.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype chunk = qsizetype(256) * 1024;

/// The answers to a stream of lines.
class Batch
{
public:
    Batch(KeyReader &reader, BreakerPolicy policy)
        : m_reader(reader)
        , m_policy(std::move(policy))
        , m_common(m_policy.keyPattern)
    {
    }

    std::expected<bool, BatchError> run()
    {
        QByteArray input;
        qsizetype searched = 0;
        for (;;) {
            // Whoever waits for the answers so far would wait for ever if they waited here.
            if (!flush())
                return true;
            const auto got = read(input);
            if (!got)
                return std::unexpected(got.error());
            qsizetype begin = 0;
            for (qsizetype end; (end = input.indexOf('\n', std::max(begin, searched))) >= 0;) {
                if (!answer(QByteArrayView(input).sliced(begin, end - begin)))
                    return failed();
                begin = end + 1;
                searched = begin;
            }
            if (*got == 0) {
                if (!answer(QByteArrayView(input).sliced(begin)))
                    return failed();
                flush();
                return m_hasKeys;
            }
            input.remove(0, begin);
            searched = input.size();
        }
    }

private:
    std::expected<qsizetype, BatchError> read(QByteArray &input)
    {
        const qsizetype size = input.size();
        input.resize(size + chunk);
        ssize_t got = 0;
        do
            got = ::read(STDIN_FILENO, input.data() + size, size_t(chunk));
        while (got < 0 && errno == EINTR);
        input.resize(size + std::max<qsizetype>(got, 0));
        if (got < 0)
            return std::unexpected(BatchError{u"stdin"_s,
                                              QString::fromLocal8Bit(std::strerror(errno)),
                                              u"give a pipe or file"_s});
        return got;
    }

    bool answer(QByteArrayView line)
    {
        ++m_number;
        if (line.trimmed().isEmpty())
            return true;
        auto question = parseKeyQuestion(line);
        if (!question) {
            m_error = BatchError{
                u"stdin line %1"_s.arg(m_number),
                u"column %1: %2"_s.arg(question.error().column).arg(question.error().message),
                u"write one {\"pattern\": \"...\", \"url\": \"...\"} a line"_s};
            return false;
        }
        m_policy.keyPattern = question->pattern ? *std::move(question->pattern) : m_common;
        const KeyResult result = m_reader.read(m_policy, question->url);
        m_hasKeys &= !result.key.isNull();
        appendJson(m_output, result);
        return m_output.size() < chunk || flush();
    }

    std::expected<bool, BatchError> failed()
    {
        flush();
        if (m_error)
            return std::unexpected(*m_error);
        return m_hasKeys; // nobody reads on
    }

    bool flush()
    {
        const bool isWritten = printBytes(m_output);
        m_output.clear();
        return isWritten;
    }

    KeyReader &m_reader;
    BreakerPolicy m_policy;
    QString m_common;
    QByteArray m_output;
    qint64 m_number = 0;
    bool m_hasKeys = true;
    std::optional<BatchError> m_error;
};

} // namespace

std::expected<bool, BatchError> answerBatch(KeyReader &reader, BreakerPolicy policy)
{
    return Batch(reader, std::move(policy)).run();
}

} // namespace Recloser
