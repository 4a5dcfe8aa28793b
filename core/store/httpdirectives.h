// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/store/httpfile.h"

#include <QStringList>

#include <optional>

namespace Recloser {

/// "15 s", "200ms", "2 m", "1.5 h"; a bare number is seconds.
std::optional<milliseconds> durationFrom(QStringView text);
/// "10s", or "1500ms" where seconds do not do.
QString durationWord(milliseconds duration);

/// Why a directive of another tool has no effect here; nothing for ours and those nobody knows.
std::optional<HttpFileUnused::Why> whyUnused(QStringView name);

/// Ours or that of a tool we know.
bool isDirectiveName(QStringView name);

/// The name of a directive that another tool spells otherwise; others as they are.
QString directiveName(QStringView written);

/// One directive of a `.http` file that stands for parts of a request that have no lines
/// of their own: policies, redirects, history, cookies.
class PolicyDirective
{
public:
    /// In the order in which new ones are written.
    static const QList<PolicyDirective> &all();
    static const PolicyDirective *find(QStringView name);

    QString name() const { return m_name; }
    /// Applies the directive's text to `spec`. Returns the words that were not understood.
    QStringList read(const QString &text, RequestSpec &spec) const;
    /// What stands after the name for `spec`; nothing when the directive is not needed. The name
    /// alone is an empty text.
    std::optional<QString> write(const RequestSpec &spec) const { return m_write(spec); }

private:
    using Read = QStringList (*)(const QString &, RequestSpec &);
    using Write = std::optional<QString> (*)(const RequestSpec &);
    PolicyDirective(QString name, Read reader, Write writer)
        : m_name(std::move(name))
        , m_read(reader)
        , m_write(writer)
    {
    }

    QString m_name;
    Read m_read;
    Write m_write;
};

} // namespace Recloser
