// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/bodyview/bodyloader.h"
#include "ui/bodyview/bodyview.h"
#include "ui/structure/bodyfilter.h"
#include "ui/structure/structureview.h"
#include "ui/theme/theme.h"
#include "ui/widgets/latestjob.h"

#include <QWidget>

#include <map>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace Recloser {

class ElidedLabel;
class EmptyState;
class FilterBar;
class ImagePreview;
class MatchList;
class MultipartPage;
class NoticeBar;
class RecordView;

/// The body of a response or a request, of any size: laid out, as received, or as hexadecimal
/// digits. What is on the screen is there at once; a worker thread goes on with the rest. Nothing
/// here waits for a disk or a long text.
class ResponseBodyPage : public QWidget
{
    Q_OBJECT

public:
    enum class Form {
        Pretty, ///< laid out, where it is JSON or XML
        Raw,
        Tree, ///< JSON and XML, value by value
        Hex,
        Preview, ///< of pictures
        Table, ///< of records
        Parts, ///< of multipart bodies
    };
    Q_ENUM(Form)

    /// `name` is what screen readers say of it.
    ResponseBodyPage(const Theme &theme, SyntaxRepository &syntax, const QString &name = {},
                     QWidget *parent = nullptr);
    ~ResponseBodyPage() override;

    /// Shows a body; `contentType` as received.
    void showBody(const ResponseBody &body, const QByteArray &contentType);
    /// Shows bytes that somebody holds.
    void showHeld(const HeldBytes &bytes, const QByteArray &contentType);
    /// Where there is nobody to save it.
    void hideSave();
    /// Shows words in place of a body.
    void showMessage(const QString &title, const QString &text);

    BodyView *view() const { return m_view; }
    StructureView *treeView() const { return m_tree; }
    ImagePreview *preview() const { return m_preview; }
    RecordView *tableView() const { return m_table; }
    /// Null where there was no multipart body so far.
    MultipartPage *partsPage() const { return m_parts; }
    FilterBar *filterBar() const { return m_filterBar; }
    MatchList *matchList() const { return m_matches; }
    Form form() const { return m_form; }
    void setForm(Form form);
    /// The form that is shown: the one that was asked for, where the body has it.
    Form shownForm() const;
    /// All of it can be seen.
    bool isSettled() const;
    void openFilter();
    void closeFilter();
    QString noteText() const;
    /// How far the worker is; empty where it is done.
    QString progressText() const;
    /// Leaves it at what is there.
    void stopLoading();

Q_SIGNALS:
    void saveRequested();
    /// Loading has come to rest.
    void settled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildToolBar();
    QWidget *buildProgressBar();
    void restart();
    void take(BodyLoader::Loaded &&loaded);
    void showLoaded(LoadedBody &&loaded);
    bool canShow(Form form) const;
    std::optional<StructureLanguage> filterLanguage() const;
    void showContent(QWidget *content);
    void updateContent();
    void goTo(const BodyMatch &match);
    void findDuplicates();
    void tellSettled();
    void updateBars();
    void askToCopy(qint64 begin, qint64 end);

    const Theme &m_theme;
    SyntaxRepository &m_syntax;
    QStackedWidget *m_stack;
    EmptyState *m_message;
    /// What the form needs of these.
    QStackedWidget *m_views;
    BodyView *m_view;
    StructureView *m_tree;
    ImagePreview *m_preview;
    RecordView *m_table;
    MultipartPage *m_parts = nullptr;
    BodyFilter m_filter;
    FilterBar *m_filterBar;
    MatchList *m_matches;
    /// Of the views, the one of the form.
    QWidget *m_content;
    NoticeBar *m_question;
    std::map<Form, QToolButton *> m_switches;
    QToolButton *m_wrap;
    QToolButton *m_find;
    QToolButton *m_filterSwitch;
    QToolButton *m_copy;
    QToolButton *m_save;
    ElidedLabel *m_type;
    QLabel *m_notes;
    QWidget *m_progressBar;
    QLabel *m_progress;
    /// What takes a moment only is not worth a word.
    QTimer m_slow;

    BodyLoader m_loader;
    LatestJob m_duplicateJob;
    QString m_duplicateNote;
    BodySource m_source;
    QByteArray m_contentType;
    Form m_form = Form::Pretty;
    /// Without its text, which is the view's.
    BodyTextState m_last;
    bool m_isStopped = false;
    /// Something of this body is shown.
    bool m_isBegun = false;
    /// To be selected once the text is there.
    std::optional<BodyMatch> m_goal;
    std::optional<StoreError> m_error;
    /// Bytes that somebody is asked about.
    std::pair<qint64, qint64> m_toCopy;
};

} // namespace Recloser
