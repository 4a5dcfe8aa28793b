// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/websocket/websocketlink.h"
#include "ui/streams/messageaids.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
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
    static constexpr qint64 largestFile = 100'000'000;
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

Q_SIGNALS:
    /// It wants less room, or more.
    void heightChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QToolButton *addMenu(QLayout *layout, const QString &text, const QString &tip);
    Form form() const;
    void takeForm();
    void showState();
    void say(const QString &problem);
    void sendFile(const QString &path);
    /// Tells how much of what is sent has gone out.
    void showProgress();
    void format();
    void chooseFile();
    void askHowToClose();
    std::expected<QByteArray, QString> bytes(const QString &text) const;
    bool isBusy() const { return m_isReading || m_progress.isActive(); }
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
    QWidget *m_tools;
    QGridLayout *m_grid;
    bool m_isWide = false;
    QToolButton *m_ping;
    QPushButton *m_send;
    QToolButton *m_connection;
    bool m_isReading = false;
    /// While much is under way.
    QTimer m_progress;
    qint64 m_toSend = 0;
};

} // namespace Recloser
