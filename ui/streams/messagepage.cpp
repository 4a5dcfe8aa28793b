// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/streams/messagepage.h"

#include "core/websocket/messagescript.h"
#include "ui/theme/look.h"
#include "ui/widgets/actionkeys.h"
#include "ui/widgets/rowtable.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

MessagePage::MessagePage(const Theme &theme, SyntaxRepository &syntax, const Clock &clock,
                         QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_clock(clock)
    , m_filter(new QLineEdit)
    , m_regex(new QToolButton)
    , m_directions(new QComboBox)
    , m_counts(new QLabel)
    , m_follow(new QToolButton)
    , m_table(new RowTable)
    , m_detail(new BodyView(theme, syntax))
    , m_composer(new MessageComposer(theme))
{
    buildTable();
    m_detail->setAccessibleName(tr("The current message"));
    m_detail->setWrap(BodyView::Wrap::Anywhere);
    m_detail->hide();
    auto *upper = new QSplitter(Qt::Horizontal);
    upper->addWidget(m_table);
    upper->addWidget(m_detail);
    upper->setStretchFactor(0, 3);
    upper->setStretchFactor(1, 2);
    upper->setChildrenCollapsible(false);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(upper);
    split->addWidget(m_composer);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setChildrenCollapsible(false);
    // One line to write in, until somebody wants more.
    const auto shrink
        = [this, split] { split->setSizes({10'000, m_composer->minimumSizeHint().height()}); };
    shrink();
    connect(m_composer, &MessageComposer::heightChanged, split, shrink, Qt::QueuedConnection);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildToolBar());
    layout->addWidget(split, 1);

    connect(&m_model, &MessageModel::countsChanged, this, &MessagePage::showCounts);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (following() == Following::On)
            m_table->scrollToBottom();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &MessagePage::showCurrent);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &MessagePage::showCurrent);
    showCounts();
}

MessagePage::~MessagePage() = default;

void MessagePage::buildTable()
{
    m_table->setModel(&m_model);
    const std::pair<int, int> widths[] = {{MessageModel::Direction, 28},
                                          {MessageModel::Time, 104},
                                          {MessageModel::MessageKind, 56},
                                          {MessageModel::Size, 64}};
    for (const auto &[column, width] : widths)
        m_table->setColumnWidth(column, width);
    m_table->setAccessibleName(tr("Messages of the connection"));
    auto *copy = new QAction(tr("Copy message"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &MessagePage::copyCurrent);
    m_table->addAction(copy);
    // The view would copy what stands in the current cell.
    new ActionKeys(*m_table);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget *MessagePage::buildToolBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->setSpacing(4);
    m_filter->setPlaceholderText(tr("Filter messages"));
    m_filter->setToolTip(tr("Looks at the first 64 kB of each message"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setAccessibleName(tr("Filter messages"));
    m_filter->setMaximumWidth(260);
    connect(m_filter, &QLineEdit::textChanged, this, &MessagePage::applyFilter);
    layout->addWidget(m_filter, 1);
    m_regex->setText(u".*"_s);
    m_regex->setToolTip(tr("Regular expression"));
    m_regex->setAccessibleName(m_regex->toolTip());
    m_regex->setCheckable(true);
    connect(m_regex, &QToolButton::toggled, this, &MessagePage::applyFilter);
    layout->addWidget(m_regex);
    m_directions->addItems({tr("Both ways"), tr("Received"), tr("Sent")});
    m_directions->setAccessibleName(tr("Direction"));
    connect(m_directions, &QComboBox::currentIndexChanged, this, &MessagePage::applyFilter);
    layout->addWidget(m_directions);
    layout->addSpacing(6);
    m_counts->setFont(m_theme.figures());
    m_counts->setMinimumWidth(40);
    m_counts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setLook(m_counts, "muted"_L1);
    layout->addWidget(m_counts, 1);
    m_follow->setText(tr("Follow"));
    m_follow->setToolTip(tr("Keep the newest message in sight"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::toggled, this, [this](bool follows) {
        if (follows)
            m_table->scrollToBottom();
    });
    layout->addWidget(m_follow);
    auto *copy = new QToolButton;
    copy->setText(tr("Copy"));
    copy->setToolTip(tr("Copy the current message (Ctrl+C)"));
    connect(copy, &QToolButton::clicked, this, &MessagePage::copyCurrent);
    layout->addWidget(copy);
    return bar;
}

void MessagePage::begin(WebSocketLink *link)
{
    m_model.begin(m_clock.wallTime());
    m_isLive = true;
    setFollowing(Following::On);
    m_composer->setLink(link);
    showCounts();
}

void MessagePage::take(const QByteArray &piece)
{
    m_model.append(piece);
}

void MessagePage::end()
{
    m_isLive = false;
    m_composer->setLink(nullptr);
    showCounts();
}

void MessagePage::clear()
{
    m_isLive = false;
    m_composer->setLink(nullptr);
    m_model.clear();
}

void MessagePage::showBody(const ResponseBody &body)
{
    clear();
    setFollowing(Following::Off);
    if (!body.isInFile())
        m_model.read(HeldBytes(body.bytes));
    else if (auto held = HeldBytes::ofFile(body.filePath()))
        m_model.read(*std::move(held));
}

void MessagePage::setRequest(const ResolvedRequest &request)
{
    QByteArray text;
    for (const BodySegment &segment : request.body)
        text += segment.bytes;
    QList<QByteArray> messages;
    for (const MessageScript script = messageScript(text);
         const ScriptedMessage &message : script.messages)
        messages.append(message.text);
    m_composer->setSaved(messages);
}

MessagePage::Following MessagePage::following() const
{
    return m_follow->isChecked() ? Following::On : Following::Off;
}

void MessagePage::setFollowing(Following following)
{
    m_follow->setChecked(following == Following::On);
}

void MessagePage::applyFilter()
{
    const auto set = m_model.setFilter(
        {.text = m_filter->text(),
         .isRegex = m_regex->isChecked(),
         .directions = MessageFilter::Directions(m_directions->currentIndex())});
    setLook(m_counts, set ? "muted"_L1 : "error"_L1);
    if (set)
        return showCounts();
    m_counts->setText(set.error());
    m_counts->setToolTip(set.error());
}

void MessagePage::showCounts()
{
    QStringList words;
    const qint64 total = m_model.total();
    const qint64 gone = m_model.log().first();
    if (m_model.rowCount() == total - gone)
        words += total == 1 ? tr("1 message") : tr("%L1 messages").arg(total);
    else
        words += tr("%L1 of %L2 messages").arg(m_model.rowCount()).arg(total);
    if (gone > 0)
        words += tr("the oldest %L1 are gone").arg(gone);
    if (m_isLive)
        words += tr("connected");
    m_counts->setText(words.join(u" · "_s));
    m_counts->setToolTip(m_counts->text());
    Q_EMIT countChanged(total);
}

void MessagePage::showCurrent()
{
    m_loader.stop();
    m_detail->clear();
    const QModelIndex current = m_table->currentIndex();
    // The list has all the room until somebody looks at one.
    m_detail->setVisible(current.isValid());
    if (!current.isValid())
        return;
    const qint64 number = m_model.numberOf(current.row());
    const QByteArray content = m_model.log().content(number, shownBytes);
    if (content.isEmpty())
        return;
    if (m_model.log().entry(number).kind == SocketMessage::Kind::Binary)
        return m_detail->showHex(HeldBytes(content));
    m_loader.load({{}, HeldBytes(content)}, {}, BodyForm::Pretty, BodyLoader::Want::Text,
                  [this](BodyLoader::Loaded &&loaded) {
                      if (!loaded)
                          return;
                      m_detail->setMediaType(loaded->text.kind.type.essence());
                      m_detail->grow(loaded->text.text, std::move(loaded->text.lines));
                  });
}

void MessagePage::copyCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    // The list has all the room until somebody looks at one.
    m_detail->setVisible(current.isValid());
    if (!current.isValid())
        return;
    const qint64 number = m_model.numberOf(current.row());
    const QByteArray content = m_model.log().content(number);
    const bool isBinary = m_model.log().entry(number).kind == SocketMessage::Kind::Binary;
    QApplication::clipboard()->setText(isBinary ? QString::fromLatin1(content.toHex(' '))
                                                : QString::fromUtf8(content));
}

} // namespace Recloser
