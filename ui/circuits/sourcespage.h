// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/redis/layouts/layoutpreferences.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace Recloser {

class CircuitSources;

/// Which other libraries' circuits are looked for: a switch for each layout, what its library does
/// not store, and decoders of the user's own. Changes count at once. The sources outlive it.
class SourcesPage : public QWidget
{
    Q_OBJECT

public:
    SourcesPage(const Theme &theme, CircuitSources &sources, QWidget *parent = nullptr);

    /// Makes the layout with this name current and moves the focus to what it lacks.
    void edit(const QString &layout);
    /// Takes the decoders of a file in place of those there are.
    void loadDecoders(const QString &path);
    QListWidget *list() const { return m_list; }

Q_SIGNALS:
    void done();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fill();
    void showEntry();
    void storeEntry();
    void chooseDecoders();
    const CircuitLayout *current() const;

    CircuitSources &m_sources;
    QList<CircuitLayout> m_layouts;
    bool m_isFilling = false;
    QListWidget *m_list;
    QLabel *m_name;
    QLabel *m_resetLabel;
    QLineEdit *m_reset;
    QLabel *m_thresholdLabel;
    QLineEdit *m_threshold;
    QLineEdit *m_glob;
    QLabel *m_problem;
    QPushButton *m_decoders;
};

} // namespace Recloser
