// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/compare/exchangecompare.h"
#include "core/store/historystore.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <functional>

class QCheckBox;
class QLabel;
class QLineEdit;
class QTabBar;
class QTableView;

namespace Recloser {

class CompareBodyPage;
class CompareRowsModel;
class CompareSide;
class JsonDifferencesModel;
class NoticeBar;
class PageStack;

/// Two exchanges side by side: what was asked and what came of it, headers, bodies. Not modal;
/// bodies are read and compared in a thread of its own. Theme and store outlive it. GUI thread.
class CompareWindow : public QDialog
{
    Q_OBJECT

public:
    enum class Page { Summary, Headers, Body, Differences };
    Q_ENUM(Page)

    CompareWindow(const Theme &theme, HistoryStore &store, QWidget *parent = nullptr);
    ~CompareWindow() override;

    /// Either may be null: it is to be chosen then.
    void setExchanges(ExchangePtr left, ExchangePtr right);
    /// Exchanges of history by their numbers; 0: to be chosen.
    void compareHistory(qint64 left, qint64 right);
    /// Where the response of the open tab comes from, which can be chosen then.
    void setOpenResponse(std::function<ExchangePtr()> response);
    void swapSides();
    void setPage(Page page);
    Page page() const;
    const ExchangePtr &left() const { return m_left; }
    const ExchangePtr &right() const { return m_right; }
    CompareBodyPage *bodyPage() const { return m_bodyPage; }
    QLineEdit *ignoreField() const { return m_ignore; }
    /// The one line that says how different the two are.
    QString verdictText() const;

Q_SIGNALS:
    /// What was asked for is shown.
    void settled();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Which { Left, Right };

    QWidget *buildSides();
    QWidget *buildTabs();
    QTableView *buildTable(QAbstractItemModel *model, const QString &name);
    void choose(Which which);
    void load(qint64 id, Which which);
    void take(Which which, const ExchangePtr &exchange);
    void compare();
    void readIgnored();
    void showCounts();

    const Theme &m_theme;
    HistoryStore &m_store;
    std::function<ExchangePtr()> m_openResponse;
    ExchangePtr m_left;
    ExchangePtr m_right;
    Ignoring m_ignoring;
    ExchangeComparison m_comparison;
    int m_loading = 0;
    CompareSide *m_leftSide;
    CompareSide *m_rightSide;
    NoticeBar *m_notice;
    QLabel *m_verdict;
    QTabBar *m_tabs;
    QLineEdit *m_ignore;
    QCheckBox *m_differencesAlone;
    PageStack *m_pages;
    CompareRowsModel *m_fields;
    CompareRowsModel *m_headers;
    CompareBodyPage *m_bodyPage;
    JsonDifferencesModel *m_differences;
};

} // namespace Recloser
