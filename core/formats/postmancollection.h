// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/requestspec.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace Recloser {

/// What one request loses as an item of Postman.
struct PostmanLoss
{
    QString request;
    /// "policy", "httpVersion", "history", "body": what Postman has no place for.
    QStringList lost;

    bool operator==(const PostmanLoss &) const = default;
};

/// A collection of Postman (format v2.1.0), put together folder by folder. Placeholders are the
/// same in both; values are as they come, so give it redacted requests unless secrets shall be in
/// it. Plain object.
class PostmanCollection
{
public:
    explicit PostmanCollection(QString name) : m_name(std::move(name)) { }

    /// `folders` from the outermost one; made where they are not there yet.
    void add(const QStringList &folders, const RequestSpec &spec);
    void setVariables(const QHash<QString, QString> &variables);

    QJsonObject toJson() const;
    const QList<PostmanLoss> &losses() const { return m_losses; }

private:
    struct Folder
    {
        QString name;
        QJsonArray requests;
        QList<Folder> folders;
    };
    static QJsonArray itemsOf(const Folder &folder);

    QString m_name;
    Folder m_root;
    QHash<QString, QString> m_variables;
    QList<PostmanLoss> m_losses;
};

} // namespace Recloser
