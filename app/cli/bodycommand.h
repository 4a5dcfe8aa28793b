// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/jsonpath/jsonquery.h"
#include "core/text/bodytext.h"
#include "core/text/textfinder.h"
#include "core/xpath/xpathquery.h"

namespace Recloser {

/// `body FILE`: what the window's view of a body does, on stdout, whatever the size.
class BodyCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;

    QString synopsis() const override;
    QString description() const override;
    void addOptions(QCommandLineParser &parser) const override;
    void run(const QCommandLineParser &parser) override;

private:
    struct Made
    {
        BodyTextState last;
        LineIndex lines;
    };

    /// The text of it all, printed while it is made where that is wanted; nothing once stdout is
    /// gone or the disk full, which has been said.
    std::optional<Made> make(const HeldBytes &bytes, const QCommandLineParser &parser,
                             bool isPrinted);
    void reportType(const QString &path, const Made &made, bool isJson);
    void reportPlaces(const Made &made, const TextFinder &finder, bool isJson);
    void reportNodes(const QString &path, const Made &made, const XPathQuery &query, bool isJson);
    void reportMatches(const QString &path, const Made &made, const JsonQuery &query,
                       const QCommandLineParser &parser);
};

} // namespace Recloser
