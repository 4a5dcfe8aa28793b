// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "ui/circuits/circuitboard.h"
#include "ui/response/livesend.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace Recloser {

class Chip;
class DownloadFile;

/// The line above a response: how it ended in word, shape and colour, attempts, time, size, what
/// the circuit did, and what can be done now. Counts down while the circuit is open.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    StatusLine(const Theme &theme, CircuitBoard &board, Clock &clock, QWidget *parent = nullptr);

    void showLive(const LiveSend &live);
    /// `download` is the file that its body went to, or was to go to.
    void showExchange(const ExchangePtr &exchange, std::shared_ptr<DownloadFile> download = {});

    QString outcomeText() const;
    QString factsText() const;
    QString sentenceText() const;

Q_SIGNALS:
    void sendAnywayRequested();
    void sendWhenClosedRequested();
    void keyLabRequested();
    void followRequested();
    void pauseRequested();
    void resumeRequested();
    void certificateRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QPushButton *addLink(const QString &text, const QString &tip);
    void setFacts(const QStringList &facts);
    void showRedirect();
    void setChip(const QString &text, int tone);
    void updateCountdown();
    void showTls();
    void watchBoard();
    void tick();
    /// Time until the circuit of the exchange closes, as far as anybody knows.
    std::optional<milliseconds> timeLeft() const;

    const Theme &m_theme;
    CircuitBoard &m_board;
    Clock &m_clock;
    ExchangePtr m_exchange;
    Chip *m_chip;
    QList<QLabel *> m_facts;
    Chip *m_unverified;
    QLabel *m_sentence;
    QPushButton *m_whenClosed;
    QPushButton *m_anyway;
    QPushButton *m_keyLab;
    QPushButton *m_follow;
    QPushButton *m_pause;
    QPushButton *m_resume;
    std::shared_ptr<DownloadFile> m_download;
    QPushButton *m_tls;
    std::unique_ptr<ScheduledCall> m_tick;
    bool m_isPending = false;
};

/// What the handshake of the last attempt came to; null: there was none, or it came to nothing.
const TlsReport *shownTls(const Exchange &exchange);

/// The words on the chip of an outcome, with its shape: "✓ 200 OK".
QString outcomeWords(const Exchange &exchange);

} // namespace Recloser
