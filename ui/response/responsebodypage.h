// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/bodyview/bodyloader.h"
#include "ui/bodyview/bodyview.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace Recloser {

class EmptyState;
class NoticeBar;

/// The body of a response, of any size: laid out, as received, or as hexadecimal digits. What is on
/// the screen is there at once; a worker thread goes on with the rest. Nothing here waits for a
/// disk or a long text.
class ResponseBodyPage : public QWidget
{
    Q_OBJECT

public:
    enum class Form {
        Pretty, ///< laid out, where it is JSON or XML
        Raw,
        Hex,
    };
    Q_ENUM(Form)

    ResponseBodyPage(const Theme &theme, SyntaxRepository &syntax, QWidget *parent = nullptr);
    ~ResponseBodyPage() override;

    /// Shows a body; `contentType` as received.
    void showBody(const ResponseBody &body, const QByteArray &contentType);
    /// Shows words in place of a body.
    void showMessage(const QString &title, const QString &text);

    BodyView *view() const { return m_view; }
    Form form() const { return m_form; }
    void setForm(Form form);
    /// All of it can be seen.
    bool isSettled() const { return !m_loader.isBusy(); }
    QString noteText() const;
    /// How far the worker is; empty where it is done.
    QString progressText() const;
    /// Leaves it at what is there.
    void stopLoading();

Q_SIGNALS:
    void saveRequested();
    /// Loading has come to rest.
    void settled();

private:
    QWidget *buildToolBar();
    QWidget *buildProgressBar();
    void restart();
    void take(BodyLoader::Loaded &&loaded);
    void updateBars();
    void askToCopy(qint64 begin, qint64 end);

    const Theme &m_theme;
    QStackedWidget *m_stack;
    EmptyState *m_message;
    BodyView *m_view;
    NoticeBar *m_question;
    QToolButton *m_pretty;
    QToolButton *m_raw;
    QToolButton *m_hex;
    QToolButton *m_wrap;
    QLabel *m_type;
    QLabel *m_notes;
    QWidget *m_progressBar;
    QLabel *m_progress;
    /// What takes a moment only is not worth a word.
    QTimer m_slow;

    BodyLoader m_loader;
    ResponseBody m_body;
    QByteArray m_contentType;
    Form m_form = Form::Pretty;
    /// Without its text, which is the view's.
    BodyTextState m_last;
    bool m_isStopped = false;
    std::optional<StoreError> m_error;
    /// Bytes that somebody is asked about.
    std::pair<qint64, qint64> m_toCopy;
};

} // namespace Recloser
