// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <expected>
#include <optional>
#include <utility>

namespace Recloser {

/// What a step does wrong, on purpose.
enum class Fault {
    None,
    Reset, ///< RST, or after `after` bytes of the body
    Stall, ///< silence for `stallFor` (for ever without it), before the answer or after `after`
           ///< bytes
    Truncate, ///< closes after `after` bytes of the body although Content-Length says more
    Slow, ///< the body at `bytesPerSecond`
    Close, ///< closes without a byte
    Garbage, ///< bytes that are not HTTP, then closes
    BadLength, ///< a Content-Length of `declaredLength`, then the body, then closes
};

/// A 1xx answer that goes before the final one.
struct FaultInformational
{
    int status = 103;
    QList<std::pair<QByteArray, QByteArray>> headers;

    bool operator==(const FaultInformational &) const = default;
};

/// One answer, or one fault, or an answer with a fault in it.
struct FaultStep
{
    enum class Body { None, Bytes, Generated, Products, Echo };
    enum class Coding { Identity, Gzip, Deflate };
    enum class Framing { ContentLength, Chunked, UntilClose };

    Fault fault = Fault::None;
    std::optional<std::chrono::milliseconds> stallFor;
    std::optional<qint64> after; ///< bytes of the body, as transferred before chunking
    qint64 bytesPerSecond = 0; ///< 0: as fast as it goes
    qint64 headBytesPerSecond = 0; ///< 0: the head in one piece
    QByteArray declaredLength; ///< for BadLength, put on the wire as it is

    bool answers = false; ///< false: a bare fault, nothing follows a stall
    int status = 200; ///< [200, 999]
    QByteArray reason; ///< empty: the usual phrase of the status
    QList<std::pair<QByteArray, QByteArray>> headers;
    Body bodyKind = Body::None; ///< Products: productList(), made with the first answer
    QByteArray body; ///< before content coding
    qint64 generatedSize = 0; ///< of Body::Generated
    QByteArray contentType; ///< used unless `headers` has one
    Coding coding = Coding::Identity;
    Framing framing = Framing::ContentLength;
    QList<FaultInformational> informational;

    std::chrono::milliseconds delay{}; ///< before anything is sent
    qint64 times = 1; ///< how many requests in a row get this step

    bool operator==(const FaultStep &) const = default;
};

/// The steps for the requests of one method and path.
struct FaultRoute
{
    enum class AfterLast { RepeatLast, Loop };

    QByteArray method = "*"; ///< upper case, or "*" for any; a GET route answers HEAD as well
    QByteArray path; ///< exact, or a prefix that ends in "*"; with a "?" the query counts too
    QList<FaultStep> sequence; ///< never empty
    AfterLast afterLast = AfterLast::RepeatLast;
    std::chrono::milliseconds delay{}; ///< before every answer, added to the step's own

    bool operator==(const FaultRoute &) const = default;
};

/// What a FaultServer plays. The first route that fits a request answers it.
struct FaultScript
{
    QList<FaultRoute> routes;
    bool log = true; ///< false: requests are counted but not kept

    bool operator==(const FaultScript &) const = default;
};

/// Why a script cannot be used.
struct FaultScriptError
{
    QString message; ///< what is wrong and what is allowed
    QString
        place; ///< a JSON pointer (RFC 6901) such as "/routes/0/sequence/2", or "line 3, column 7"

    bool operator==(const FaultScriptError &) const = default;
};

/// Reads a script: {"routes": [ROUTE...], "log": true}.
///
/// ROUTE: "path" (needed; "/a", "/a/*", "*", or with a query "/a?b=1"), "method" (any without it or
/// with "*"), "sequence" (needed, [STEP...]), "then" ("repeat-last" or "loop"), "delay_ms".
///
/// STEP, an answer: "status", "reason", "headers" ({"Name": "value" | ["value"...]} or, to keep an
/// order, [["Name", "value"]...]), one of "body" (a string is text, any other value JSON),
/// "body_base64", "body_size" (that many bytes, see generatedBytes()) or "echo": true, then
/// "chunked": true or "until_close": true, "encoding" ("gzip", "deflate"), "redirect" (302 unless
/// "status" says otherwise, with that Location), "informational" ([103, {"status": 103, "headers":
/// {...}}]), "header_drip" (bytes per second of the head), "delay_ms", "times".
///
/// STEP, a fault: "fault" with one of
///   "reset"       "after": N sends the head and N bytes of the body first;
///   "stall"       "ms": then closes or, where the step has an answer too, goes on; without it for
///   ever.
///                 "after": N stalls behind the head and N bytes of the body;
///   "truncate"    "after": N, the connection closes there;
///   "slow"        "bytes_per_second": N;
///   "close", "garbage";
///   "bad-length"  "length": what Content-Length shall say, "12x" without it.
/// A fault that needs a body and has none gets a generated one. The keys of an answer and of a
/// fault may stand in one step.
std::expected<FaultScript, FaultScriptError> parseFaultScript(const QByteArray &json);

/// The routes the first start of the window and the sample requests use.
FaultScript sampleScript();

/// A list of products in JSON of about five million bytes, the same every time.
QByteArray productList();

/// The bytes [offset, offset + size) of every generated body: text lines that number themselves and
/// repeat after 1 000 016 bytes, so that a lost or doubled block of any usual size shows.
QByteArray generatedBytes(qint64 offset, qint64 size);

} // namespace Recloser
