// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/streams/eventpage.h"

#include "ui/describe/formatting.h"
#include "ui/theme/look.h"
#include "ui/widgets/actionkeys.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/rowtable.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Bytes of a kept stream that are read in one turn of the event loop.
constexpr qint64 slice = 256 * 1024;
/// As browsers do, and a bound of what servers ask for.
constexpr milliseconds usualWait{3'000};
constexpr milliseconds longestWait{300'000};

} // namespace

EventPage::EventPage(const Theme &theme, SyntaxRepository &syntax, const Clock &clock,
                     QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(clock)
    , m_filter(new QLineEdit)
    , m_counts(new ElidedLabel)
    , m_follow(new QToolButton)
    , m_reconnect(new QToolButton)
    , m_byItself(new QToolButton)
    , m_table(new RowTable)
    , m_detail(new BodyView(theme, syntax))
{
    buildTable();
    m_detail->setAccessibleName(tr("Data of the event"));
    m_detail->setWrap(BodyView::Wrap::Anywhere);
    m_detail->hide();
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_table);
    split->addWidget(m_detail);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildToolBar());
    layout->addWidget(split, 1);
    setFocusProxy(m_table);

    m_slice.setSingleShot(true);
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &EventPage::readOn);
    m_waiting.setSingleShot(true);
    connect(&m_waiting, &QTimer::timeout, this, &EventPage::reconnect);
    connect(&m_model, &EventModel::countsChanged, this, &EventPage::showCounts);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (following() == Following::On)
            m_table->scrollToBottom();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EventPage::showCurrent);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &EventPage::showCurrent);
    showCounts();
}

EventPage::~EventPage() = default;

void EventPage::buildTable()
{
    m_table->setModel(&m_model);
    const std::pair<int, int> widths[]
        = {{EventModel::Time, 110}, {EventModel::Type, 120}, {EventModel::Id, 110}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_table->setAccessibleName(tr("Events of the stream"));
    auto *copy = new QAction(tr("Copy data"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &EventPage::copyCurrent);
    m_table->addAction(copy);
    // The view would copy what stands in the current cell.
    new ActionKeys(*m_table);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget *EventPage::buildToolBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->setSpacing(4);
    m_filter->setPlaceholderText(tr("Filter events"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter events"));
    m_filter->setMaximumWidth(260);
    connect(m_filter, &QLineEdit::textChanged, &m_model, &EventModel::setFilter);
    layout->addWidget(m_filter, 1);
    layout->addSpacing(6);
    m_counts->setFont(m_theme.figures());
    m_counts->setMinimumWidth(40);
    m_counts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(m_counts, "muted"_L1);
    layout->addWidget(m_counts, 1);
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest event in sight"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::toggled, this, [this](bool follows) {
        if (follows)
            m_table->scrollToBottom();
    });
    layout->addWidget(m_follow);
    const auto addAction
        = [&](QToolButton *button, const QString &text, const QString &tip, auto slot) {
              button->setText(text);
              button->setToolTip(tip);
              connect(button, &QToolButton::clicked, this, slot);
              layout->addWidget(button);
          };
    addAction(new QToolButton, tr("Copy"), tr("Copy the data of the current event (Ctrl+C)"),
              [this] { copyCurrent(); });
    addAction(new QToolButton, tr("Clear"), tr("Empty the list; the stream goes on"), [this] {
        m_model.clear();
        showCurrent();
    });
    addAction(m_reconnect, tr("Reconnect"),
              tr("Send again and tell the server which event came last (Last-Event-ID)"),
              [this] { reconnect(); });
    m_byItself->setText(tr("Auto-reconnect"));
    m_byItself->setToolTip(tr("Reconnects whenever the stream has ended, after the wait that the "
                              "server asks for (retry, 5 min at most) or 3 s, until you stop it"));
    m_byItself->setCheckable(true);
    connect(m_byItself, &QToolButton::toggled, this, [this] {
        m_waiting.stop();
        showCounts();
    });
    layout->addWidget(m_byItself);
    return bar;
}

milliseconds EventPage::wait() const
{
    return std::min(longestWait, m_reader.retry().value_or(usualWait));
}

void EventPage::reconnect()
{
    m_waiting.stop();
    m_goesOn = true;
    Q_EMIT reconnectRequested();
}

void EventPage::begin()
{
    if (std::exchange(m_goesOn, false)) {
        m_waiting.stop();
        m_reader = {};
        m_how = End::Ended;
    } else {
        clear();
    }
    m_table->horizontalHeader()->setSectionHidden(EventModel::Time, false);
    m_isLive = true;
    m_isStopped = false;
    showCounts();
}

void EventPage::take(const QByteArray &piece)
{
    const QList<ServerEvent> events = m_reader.read(piece);
    // One that says nothing of its own goes on with that of the stream before.
    if (!m_reader.lastEventId().isEmpty())
        m_lastEventId = m_reader.lastEventId();
    if (!events.isEmpty())
        m_model.append(events, m_clock.wallTime());
}

void EventPage::end(End how)
{
    m_isLive = false;
    m_how = how;
    if (m_byItself->isChecked() && !m_isStopped)
        m_waiting.start(wait());
    showCounts();
}

void EventPage::clear()
{
    m_slice.stop();
    m_waiting.stop();
    m_goesOn = false;
    m_body = {};
    m_bodyRead = 0;
    m_isLive = false;
    m_how = End::Ended;
    m_reader = {};
    m_lastEventId.clear();
    m_model.clear();
}

void EventPage::showBody(const ResponseBody &body, End how)
{
    clear();
    m_how = how;
    if (body.isInFile()) {
        if (auto held = HeldBytes::ofFile(body.filePath()))
            m_body = *std::move(held);
    } else {
        m_body = HeldBytes(body.bytes);
    }
    m_table->horizontalHeader()->setSectionHidden(EventModel::Time, true);
    setFollowing(Following::Off);
    readOn();
}

void EventPage::readOn()
{
    const qint64 end = std::min(m_body.size(), m_bodyRead + slice);
    const QList<ServerEvent> events
        = m_reader.read(m_body.view().sliced(m_bodyRead, end - m_bodyRead));
    m_body.release(m_bodyRead, end);
    m_bodyRead = end;
    m_lastEventId = m_reader.lastEventId();
    m_model.append(events, {});
    if (m_bodyRead < m_body.size())
        m_slice.start();
}

EventPage::Following EventPage::following() const
{
    return m_follow->isChecked() ? Following::On : Following::Off;
}

void EventPage::setFollowing(Following following)
{
    m_follow->setChecked(following == Following::On);
}

void EventPage::showCounts()
{
    QStringList words;
    const qint64 total = m_model.total();
    if (m_model.rowCount() == total - m_model.dropped())
        words += total == 1 ? tr("1 event") : tr("%L1 events").arg(total);
    else
        words += tr("%L1 of %L2 events").arg(m_model.rowCount()).arg(total);
    if (m_model.dropped() > 0)
        words += tr("the oldest %L1 are gone").arg(m_model.dropped());
    if (m_isLive)
        words += tr("more are coming; Stop ends the stream");
    else if (m_how == End::BrokenOff)
        words += tr("broken off");
    if (m_waiting.isActive())
        words += tr("connects again in %1").arg(formatDuration(m_waiting.intervalAsDuration()));
    m_counts->setTexts({words.join(u" · "_s), words.first() + (m_isLive ? u"…"_s : QString())});
    m_counts->setToolTip(m_counts->text());
    m_reconnect->setVisible(!m_isLive);
    Q_EMIT countChanged(total);
}

void EventPage::showCurrent()
{
    m_loader.stop();
    m_detail->clear();
    const QModelIndex current = m_table->currentIndex();
    // The list has all the room until somebody looks at one.
    m_detail->setVisible(current.isValid());
    if (!current.isValid())
        return;
    ResponseBody body;
    body.bytes = m_model.at(current.row()).event.data;
    body.size = body.bytes.size();
    if (body.size == 0)
        return;
    m_loader.load({body, {}}, {}, BodyForm::Pretty, BodyLoader::Want::Text,
                  [this](BodyLoader::Loaded &&loaded) {
                      if (!loaded)
                          return;
                      if (loaded->text.kind.isBinary)
                          return m_detail->showHex(loaded->bytes);
                      m_detail->setMediaType(loaded->text.kind.type.essence());
                      m_detail->grow(loaded->text.text, std::move(loaded->text.lines));
                  });
}

void EventPage::copyCurrent() const
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        QApplication::clipboard()->setText(QString::fromUtf8(m_model.at(current.row()).event.data));
}

} // namespace Recloser
