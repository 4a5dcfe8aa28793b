// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/exchange.h"
#include "ui/editor/codeeditor.h"
#include "ui/response/bodyreader.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <atomic>
#include <memory>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace Recloser {

class EmptyState;

/// The body of a response: laid out or raw, highlighted, with find. A large one is read and laid
/// out by a worker thread and shown by pieces, the first at once. Nothing here waits for a disk or
/// a long text.
class ResponseBodyPage : public QWidget
{
    Q_OBJECT

public:
    /// Shown at once, and with each "show more" at first.
    static constexpr qint64 firstBytes = 512 * 1024;
    /// Up to here a body is shown whole without being asked.
    static constexpr qint64 wholeUpTo = 2 * 1024 * 1024;
    /// Larger ones are not opened whole: the text alone would take a gigabyte.
    static constexpr qint64 openableUpTo = 32 * 1024 * 1024;

    ResponseBodyPage(const Theme &theme, SyntaxRepository &syntax, QWidget *parent = nullptr);
    ~ResponseBodyPage() override;

    /// Shows a body; `contentType` as received.
    void showBody(const ResponseBody &body, const QByteArray &contentType);
    /// Shows words in place of a body.
    void showMessage(const QString &title, const QString &text);

    CodeEditor *editor() const { return m_editor; }
    BodyForm form() const { return m_form; }
    void setForm(BodyForm form);
    /// All that was asked for is on the screen.
    bool isSettled() const;
    QString noteText() const;
    QString moreText() const;

    void showMore();
    void openWhole();

Q_SIGNALS:
    void saveRequested();
    /// Loading has come to rest.
    void settled();

private:
    QWidget *buildToolBar();
    QWidget *buildMoreBar();
    void restart();
    void readNext(qint64 bytes);
    void take(const std::expected<BodyPiece, StoreError> &piece);
    void stopReading();
    void updateBars();
    void copyAll();

    const Theme &m_theme;
    QStackedWidget *m_stack;
    EmptyState *m_message;
    CodeEditor *m_editor;
    QToolButton *m_pretty;
    QToolButton *m_raw;
    QLabel *m_type;
    QLabel *m_notes;
    QWidget *m_moreBar;
    QLabel *m_more;
    QPushButton *m_moreButton;
    QPushButton *m_wholeButton;

    ResponseBody m_body;
    QByteArray m_contentType;
    BodyForm m_form = BodyForm::Pretty;
    BodyPiece m_last;
    std::optional<StoreError> m_error;
    std::shared_ptr<BodyReader> m_reader;
    std::shared_ptr<std::atomic_bool> m_stopped;
    quint64 m_generation = 0;
    bool m_isReading = false;
};

} // namespace Recloser
