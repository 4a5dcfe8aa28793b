// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/dialogs/palettemodel.h"
#include "ui/theme/theme.h"

#include <QFuture>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QTimer;

namespace Recloser {

/// Ctrl+K: a field and a list over the window, for commands, requests and history. What is chosen
/// runs after the palette has closed. GUI thread.
class CommandPalette : public QWidget
{
    Q_OBJECT

public:
    /// Entries at hand; asked for each time the palette opens.
    using Provider = std::function<QList<PaletteEntry>()>;
    /// Entries that fit the text, found elsewhere (history); asked while typing, older answers are
    /// dropped.
    using Search = std::function<QFuture<QList<PaletteEntry>>(const QString &typed)>;

    explicit CommandPalette(const Theme &theme, QWidget *parent);

    void addProvider(Provider provider) { m_providers.append(std::move(provider)); }
    void addSearch(Search search) { m_searches.append(std::move(search)); }

    /// Opens at the top of its parent's window.
    void popUp();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build(const Theme &theme);
    void filter();
    void search();
    void showRows();
    void move(int step);
    void runCurrent();

    const Theme &m_theme;
    QList<Provider> m_providers;
    QList<Search> m_searches;
    QList<PaletteEntry> m_entries;
    QList<PaletteEntry> m_found;
    QLineEdit *m_field;
    PaletteModel *m_model;
    QListView *m_view;
    QLabel *m_nothing;
    QTimer *m_pause;
    quint64 m_generation = 0;
};

} // namespace Recloser
