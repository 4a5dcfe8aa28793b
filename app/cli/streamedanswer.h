// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/send/sendoperation.h"
#include "core/streams/eventstream.h"

#include <QElapsedTimer>
#include <QObject>

namespace Recloser {

/// What `send` does with an answer that is an event stream: prints it while it comes, and knows
/// when and how to connect again.
class StreamedAnswer : public QObject
{
    Q_OBJECT

public:
    enum class Form {
        Nothing,
        Bytes, ///< as they come, which is the body
        JsonLines, ///< one object for each event
    };

    explicit StreamedAnswer(Form form, QObject *parent = nullptr)
        : QObject(parent)
        , m_form(form) { }

    /// Of a send that has not begun. Ids and waits of the one before stay.
    void follow(SendOperation &operation);
    /// The body has been printed.
    bool hasPrintedBody() const { return m_form == Form::Bytes && m_hasStreamed; }
    /// How long to wait before `exchange` is sent again, as its server wants it or 3 s; nothing
    /// where its answer was no event stream.
    static constexpr milliseconds usualWait{3'000};
    /// Whatever the server asks for.
    static constexpr milliseconds longestWait{300'000};
    std::optional<milliseconds> waitAfter(const Exchange &exchange) const;
    /// Tells the server in the next request what came last.
    void resume(RequestSpec &spec) const { resumeAfter(spec, m_lastEventId); }

private:
    void take(const QByteArray &piece);

    Form m_form;
    EventStreamReader m_reader;
    QByteArray m_lastEventId;
    std::optional<milliseconds> m_retry;
    bool m_hasStreamed = false;
    QElapsedTimer m_sinceStart;
};

} // namespace Recloser
