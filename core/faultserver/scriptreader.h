// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/faultserver/faultscript.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

#include <expected>
#include <optional>

namespace Recloser {

/// Turns the JSON of a script into a FaultScript; the first thing that is wrong is the error.
/// Made for one reading.
class ScriptReader
{
public:
    std::expected<FaultScript, FaultScriptError> read(const QJsonValue &root);

private:
    /// One JSON object and where it stands.
    struct Node
    {
        QJsonObject object;
        QString place;

        bool has(const QString &key) const { return object.contains(key); }
        QString at(const QString &key) const;
    };

    FaultRoute readRoute(const QJsonValue &value, const QString &place);
    FaultStep readStep(const QJsonValue &value, const QString &place);
    void readFault(const Node &node, FaultStep &step);
    void readAnswer(const Node &node, FaultStep &step);
    void readBody(const Node &node, FaultStep &step);
    void readFraming(const Node &node, FaultStep &step);
    void readInformational(const Node &node, FaultStep &step);
    QList<std::pair<QByteArray, QByteArray>> readHeaders(const Node &node);
    void checkFault(const Node &node, FaultStep &step);

    std::optional<Node> object(const QJsonValue &value, const QString &place,
                               const QStringList &allowed);
    QJsonArray array(const Node &node, const QString &key);
    qint64 integer(const Node &node, const QString &key, qint64 least, qint64 most,
                   qint64 otherwise);
    QString text(const Node &node, const QString &key);
    bool flag(const Node &node, const QString &key, bool otherwise);
    /// The index of the text among `choices`, or -1 without the key.
    qsizetype choice(const Node &node, const QString &key, const QStringList &choices,
                     const QString &what);
    void fail(const QString &place, const QString &message);

    std::optional<FaultScriptError> m_error;
};

} // namespace Recloser
