// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/websocket/websocketlink.h"
#include "ui/streams/messageaids.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace Recloser {

/// Where messages are written and sent over a WebSocket connection, which is ended here too. GUI
/// thread.
class MessageComposer : public QWidget
{
    Q_OBJECT

public:
    enum class Form { Text, Hex, Base64, File };
    /// Sending is done within a turn of the event loop.
    static constexpr qint64 largestFile = 4LL * 1024 * 1024;
    static constexpr qsizetype mostSent = 50;

    explicit MessageComposer(const Theme &theme, QWidget *parent = nullptr);
    ~MessageComposer() override;

    void setAids(MessageAids aids) { m_aids = std::move(aids); }
    /// The connection that is open; null: none is.
    void setLink(WebSocketLink *link);
    /// Messages of the request, offered for sending again.
    void setSaved(const QList<QByteArray> &messages);

    void send();
    QPlainTextEdit *editor() const { return m_editor; }
    QString problem() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QToolButton *addMenu(QLayout *layout, const QString &text, const QString &tip);
    Form form() const;
    void takeForm();
    void showState();
    void say(const QString &problem);
    void format();
    void chooseFile();
    void askHowToClose();
    std::expected<QByteArray, QString> bytes(const QString &text) const;
    void remember(const QString &text);
    void fill(QMenu &menu, const QStringList &texts, const QString &none);

    const Theme &m_theme;
    MessageAids m_aids;
    QPointer<WebSocketLink> m_link;
    QStringList m_saved;
    /// The newest first.
    QStringList m_sent;
    QPlainTextEdit *m_editor;
    QComboBox *m_form;
    QToolButton *m_savedMenu = nullptr;
    QToolButton *m_sentMenu = nullptr;
    QToolButton *m_format;
    QToolButton *m_choose;
    QLabel *m_problem;
    QToolButton *m_ping;
    QPushButton *m_send;
    QToolButton *m_connection;
};

} // namespace Recloser
