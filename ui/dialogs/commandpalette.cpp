// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/commandpalette.h"

#include "ui/dialogs/palettedelegate.h"
#include "ui/theme/look.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int rowsShown = 12;

} // namespace

CommandPalette::CommandPalette(const Theme &theme, QWidget *parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint)
    , m_theme(theme)
    , m_field(new QLineEdit)
    , m_model(new PaletteModel(this))
    , m_view(new QListView)
    , m_nothing(new QLabel(tr("Nothing fits")))
    , m_pause(new QTimer(this))
{
    setAccessibleName(tr("Commands"));
    build(theme);
}

void CommandPalette::build(const Theme &theme)
{
    m_field->setPlaceholderText(tr("Search requests, history, commands"));
    m_field->setAccessibleName(tr("Search requests, history, commands"));
    setLook(m_field, "bare"_L1);
    QFont font = m_field->font();
    font.setPointSizeF(font.pointSizeF() + 2);
    m_field->setFont(font);
    m_field->installEventFilter(this);
    auto *line = new QFrame;
    setLook(line, "line"_L1);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PaletteDelegate(theme, *m_model, this));
    m_view->setUniformItemSizes(true);
    m_view->setFocusPolicy(Qt::NoFocus); // the field keeps the keys
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing->setAlignment(Qt::AlignCenter);
    setLook(m_nothing, "muted"_L1);
    m_nothing->setContentsMargins(0, 10, 0, 12);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 6, 1, 6);
    layout->setSpacing(5);
    layout->addWidget(m_field);
    layout->addWidget(line);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_nothing);

    m_pause->setSingleShot(true);
    m_pause->setInterval(40ms);
    connect(m_pause, &QTimer::timeout, this, &CommandPalette::search);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_view, &QAbstractItemView::clicked, this, &CommandPalette::runCurrent);
}

void CommandPalette::popUp()
{
    m_entries.clear();
    for (const Provider &provider : std::as_const(m_providers))
        m_entries += provider();
    {
        const QSignalBlocker quiet(m_field);
        m_field->clear();
    }
    const QWidget *window = parentWidget()->window();
    const int width = std::min(600, window->width() - 40);
    setFixedWidth(width);
    filter();
    QWidget::move(window->mapToGlobal(
        QPoint((window->width() - width) / 2, std::min(64, window->height() / 10))));
    show();
    m_field->setFocus();
}

void CommandPalette::filter()
{
    ++m_generation;
    m_found.clear();
    if (!m_searches.isEmpty() && !m_field->text().trimmed().isEmpty())
        m_pause->start();
    else
        m_pause->stop();
    showRows();
    move(0);
}

void CommandPalette::search()
{
    for (const Search &ask : std::as_const(m_searches)) {
        ask(m_field->text().trimmed())
            .then(this, [this, generation = m_generation](const QList<PaletteEntry> &found) {
                if (generation != m_generation || found.isEmpty())
                    return;
                const int row = m_view->currentIndex().row();
                m_found += found;
                showRows();
                m_view->setCurrentIndex(m_model->index(std::max(0, row)));
            });
    }
}

void CommandPalette::showRows()
{
    m_model->show(m_entries, m_field->text(), m_found);
    const int rows = std::min(rowsShown, m_model->rowCount());
    m_view->setVisible(rows > 0);
    m_nothing->setVisible(rows == 0);
    m_view->setFixedHeight(rows * (m_view->sizeHintForRow(0)) + 2);
    setFixedHeight(layout()->sizeHint().height());
}

void CommandPalette::move(int step)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = m_view->currentIndex().isValid() ? m_view->currentIndex().row() + step : 0;
    // One step over the end comes out at the other side; pages stop there.
    const int next = std::abs(step) == 1 ? (row + count) % count : std::clamp(row, 0, count - 1);
    m_view->setCurrentIndex(m_model->index(next));
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    const auto run = m_model->row(index.row()).entry.run;
    close();
    if (run)
        run();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
    case Qt::Key_Tab:
        move(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        move(-1);
        return true;
    case Qt::Key_PageDown:
        move(rowsShown);
        return true;
    case Qt::Key_PageUp:
        move(-rowsShown);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    // Square: round corners would be black where nothing composes the screen.
    painter.fillRect(rect(), m_theme.colors().pane);
    painter.setPen(m_theme.colors().muted);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace Recloser
