// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/keyresult.h"
#include "core/model/policies.h"
#include "core/regex/pattern.h"
#include "ui/keylab/urllist.h"

#include <QHash>
#include <QMetaType>
#include <QSet>

#include <memory>

namespace Recloser {

/// What the lab asks: which keys does a policy make, and where do they differ from those of the
/// pattern that is in use. Plain value.
struct KeyQuestion
{
    BreakerPolicy policy;
    PythonVersion version = PythonVersion::Py311;
    /// The pattern last saved or applied; nothing where there is none to compare with.
    std::optional<QString> saved;

    bool operator==(const KeyQuestion &) const = default;
};

/// The key that a URL must give; nothing: the pattern must not match it.
using WantedKey = std::optional<QString>;
using WantedKeysPtr = std::shared_ptr<const QHash<QString, WantedKey>>;

/// Which of the results are shown, and how. Plain value.
struct KeyView
{
    enum class By { Key, Host };
    enum class Only { All, Moved, Unexpected, Chosen };

    By by = By::Key;
    Only only = Only::All;
    /// Occurs in the URL or in its key, whatever the case.
    QString filter;
    /// By URL.
    WantedKeysPtr wanted;
    /// For Only::Chosen: indices of URLs.
    QSet<qsizetype> chosen;

    bool operator==(const KeyView &) const = default;
};

/// One URL of the lab's list and where its key stands in it.
struct KeyRow
{
    enum class Verdict : quint8 { None, AsExpected, Unexpected };

    /// Index in KeyGroups::urls.
    qint32 url = 0;
    /// UTF-16 indices of the key, [begin, end); equal when nothing matched.
    qint32 begin = 0;
    qint32 end = 0;
    /// Index in KeyGroups::oldKeys when the saved pattern gives another circuit; -1 otherwise.
    qint32 movedFrom = -1;
    Verdict verdict = Verdict::None;

    bool operator==(const KeyRow &) const = default;
};

/// URLs that share a circuit, or the reason why they have none of their own making; a host; or,
/// where only what moved is shown, one way from circuit to circuit. Plain value.
struct KeyGroup
{
    /// Of a group by host: the host.
    QString key;
    /// Where only what moved is shown: the circuit of the saved pattern.
    std::optional<QString> movedFrom;
    KeySource source = KeySource::Match;
    KeyView::By by = KeyView::By::Key;
    /// Its rows in KeyGroups::rows.
    qsizetype first = 0;
    qsizetype count = 0;
    /// Different host:port among them; counted up to 32.
    int hosts = 0;
    /// Different keys among them where they are grouped by host; counted up to 32.
    int keys = 0;

    bool operator==(const KeyGroup &) const = default;
};

/// How many URLs there are of a kind; of all, not only of those that are shown.
struct KeyCounts
{
    qsizetype matched = 0;
    qsizetype unmatched = 0;
    qsizetype empty = 0;
    qsizetype tooSlow = 0;
    /// Another circuit than with the saved pattern.
    qsizetype moved = 0;
    qsizetype asExpected = 0;
    qsizetype unexpected = 0;

    bool operator==(const KeyCounts &) const = default;
};

/// What a pattern makes of a list of URLs: unmatched first, then the largest groups. Never changed
/// once published.
struct KeyGroups
{
    KeyQuestion question;
    KeyView view;
    UrlList urls;
    QList<KeyGroup> groups;
    QList<KeyRow> rows;
    KeyCounts counts;
    /// Keys the saved pattern gives; null where it gives no breaker.
    QStringList oldKeys;
    /// "FutureWarning: ..." of the pattern.
    QStringList warnings;
    std::optional<KeyError> error;
    /// How many of `urls` were looked at.
    qsizetype examined = 0;
    /// Circuits these URLs have in all: every unmatched one has its own.
    qsizetype circuits = 0;

    bool isComplete() const { return examined == urls.size(); }
};

using KeyGroupsPtr = std::shared_ptr<const KeyGroups>;

/// `host[:port]` of a URL's text, [begin, end), without user and password; empty when it has none.
TextSpan hostSpan(QStringView url);

} // namespace Recloser

Q_DECLARE_METATYPE(Recloser::KeyGroupsPtr)
