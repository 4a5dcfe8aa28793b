// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/mainwindow/requesttab.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace Recloser {

class DocumentTabs;

/// The strip of request tabs with the tab shown below it. Closing a tab keeps it for "reopen".
class TabArea : public QWidget
{
    Q_OBJECT

public:
    explicit TabArea(const WindowServices &services, QWidget *parent = nullptr);

    /// Opens a tab behind the current one and shows it.
    RequestTab *open(RequestSpec spec);
    /// Opens a tab behind all others without showing it, unless it is the only one.
    RequestTab *append(RequestSpec spec);
    /// Between these many tabs are appended, and nothing of them is looked at: hidden meanwhile,
    /// so that only the tab that is looked at in the end makes its widgets.
    void beginFilling();
    void endFilling();
    RequestTab *current() const;
    RequestTab *at(int index) const;
    int count() const;
    int currentIndex() const;
    void setCurrent(int index);
    void setCurrent(RequestTab *tab);
    int indexOf(RequestTab *tab) const;
    void close(int index);
    /// The tab closed last, if any.
    void reopen();

Q_SIGNALS:
    void opened(Recloser::RequestTab *tab);
    void currentChanged(Recloser::RequestTab *tab);
    /// Tabs came, went, moved or changed their content: the session is another one.
    void edited();
    void newTabRequested();

private:
    RequestTab *insert(int index, RequestSpec spec);
    void label(RequestTab *tab);
    void applyTheme();
    QIcon methodIcon(const QString &method);
    QSize methodSize(const QString &text) const;

    struct Closed
    {
        RequestSpec spec;
        std::optional<FileOrigin> origin;
        ExchangePtr exchange;
    };

    const WindowServices &m_services;
    DocumentTabs *m_bar;
    QStackedWidget *m_stack;
    QToolButton *m_newTab;
    QList<Closed> m_closed;
    bool m_isFilling = false;
};

} // namespace Recloser
