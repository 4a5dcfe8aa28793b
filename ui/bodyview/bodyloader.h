// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/response.h"
#include "core/text/bodytext.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace Recloser {

/// Where a body is: in a response, or a part of bytes that somebody holds.
struct BodySource
{
    ResponseBody body;
    std::optional<HeldBytes> held;

    qint64 size() const
    {
        return held ? held->size() : body.isInFile() ? body.size : body.bytes.size();
    }
    /// No disk is needed for it.
    bool isInMemory() const { return held || !body.isInFile(); }
};

/// A body as far as its text was made.
struct LoadedBody
{
    /// As received, kept where it is.
    HeldBytes bytes;
    BodyTextState text;
};

/// Makes the text of one body at a time on a thread of its own, and gives what there is every now
/// and then: the first screen at once, then ever larger pieces. Destroying it is silent. GUI
/// thread.
class BodyLoader : public QObject
{
    Q_OBJECT

public:
    using Loaded = std::expected<LoadedBody, StoreError>;
    enum class Want {
        Text,
        Bytes, ///< no text, only what it is
    };
    /// Bodies in memory up to here are there before load() returns: made within a millisecond or
    /// two, they are not worth a thread and a flicker.
    static constexpr qint64 atOnceUpTo = 32 * 1024;

    explicit BodyLoader(QObject *parent = nullptr);
    ~BodyLoader() override;

    /// `take` is called for every piece until one is the last one or an error. What was loaded
    /// before is given up. `declared` is the Content-Type as received.
    void load(const BodySource &source, const QByteArray &declared, BodyForm form, Want want,
              std::function<void(Loaded &&)> take);
    void stop();
    bool isBusy() const { return m_isBusy; }

private:
    void deliver(Loaded &&loaded);

    std::function<void(Loaded &&)> m_take;
    std::stop_source m_stop;
    QThreadPool m_pool;
    bool m_isBusy = false;
};

} // namespace Recloser
