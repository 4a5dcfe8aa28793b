// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/widgets/completionpopup.h"

#include "ui/theme/look.h"

#include <QAbstractListModel>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 9;
constexpr int popupWidth = 460;

class CompletionDelegate : public QStyledItemDelegate
{
public:
    CompletionDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, QFontMetrics(m_theme.monospace()).height() + 9};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const ThemeColors &colors = m_theme.colors();
        const auto looks = CompletionPopup::Looks(index.data(CompletionPopup::LooksRole).toInt());
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, colors.selection);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, colors.hover);
        QRect room = option.rect.adjusted(10, 0, -10, 0);
        QFont font = m_theme.monospace();
        font.setStrikeOut(looks.testFlag(CompletionPopup::Look::StruckOut));
        painter->setFont(font);
        painter->setPen(looks.testFlag(CompletionPopup::Look::Special) ? colors.halfOpen.strong
                                                                       : colors.text);
        const QString name = index.data().toString();
        const QFontMetrics metrics(painter->font());
        // Values begin at one line where names let them.
        const int nameWidth = std::min(metrics.horizontalAdvance(name), room.width() * 3 / 5);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(name, Qt::ElideMiddle, nameWidth + 1));
        room.setLeft(room.left() + std::max(nameWidth + 16, room.width() * 2 / 5));
        const bool isProse = looks.testFlag(CompletionPopup::Look::ProseDetail);
        painter->setFont(isProse ? option.font : m_theme.monospace());
        painter->setPen(colors.muted);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(painter->font())
                              .elidedText(index.data(CompletionPopup::DetailRole).toString(),
                                          Qt::ElideRight, room.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
};

} // namespace

int completionRank(const QString &name, const QString &typed)
{
    if (typed.isEmpty())
        return 0;
    const qsizetype at = name.indexOf(typed, 0, Qt::CaseInsensitive);
    // "uuid" is meant to find "$uuid" before "my-uuid".
    if (at == 0 || (at == 1 && name[0] == u'$'))
        return 0;
    if (at < 0)
        return -1;
    return name[at - 1].isLetterOrNumber() ? 2 : 1;
}

CompletionPopup::CompletionPopup(const Theme &theme, QAbstractListModel &model,
                                 const QString &accessibleName, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_list(new QListView)
    , m_note(new QLabel)
{
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(accessibleName);
    m_list->setModel(&model);
    m_list->setItemDelegate(new CompletionDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(accessibleName);
    m_note->setTextFormat(Qt::PlainText);
    setLook(m_note, "muted"_L1);
    m_note->setContentsMargins(10, 5, 10, 5);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 4, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT chosen(index.data().toString()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &CompletionPopup::showNote);
    hide();
}

void CompletionPopup::popUp(QWidget &field, const QRect &caret)
{
    QWidget *window = field.window();
    if (parentWidget() != window)
        setParent(window);
    const int rowHeight = m_list->sizeHintForRow(0);
    const int rows = std::min(mostRows, m_list->model()->rowCount());
    const QSize room = window->size();
    const QSize wanted(std::min(popupWidth, room.width() - 8),
                       rows * std::max(rowHeight, 16) + m_note->sizeHint().height() + 6);
    const QPoint below = field.mapTo(window, caret.bottomLeft()) + QPoint(-12, 4);
    const QPoint above = field.mapTo(window, caret.topLeft()) + QPoint(-12, -4 - wanted.height());
    const bool fits = below.y() + wanted.height() <= room.height() || above.y() < 0;
    QPoint at = fits ? below : above;
    at.setX(std::clamp(at.x(), 4, std::max(4, room.width() - wanted.width() - 4)));
    setGeometry(
        QRect(at, QSize(wanted.width(), std::min(wanted.height(), room.height() - at.y()))));
    show();
    raise();
}

void CompletionPopup::selectFirst()
{
    m_list->setCurrentIndex(m_list->model()->index(0, 0));
    m_list->scrollToTop();
    showNote();
}

QString CompletionPopup::current() const
{
    return m_list->currentIndex().data().toString();
}

void CompletionPopup::step(int rows)
{
    const int count = m_list->model()->rowCount();
    if (count == 0)
        return;
    const int at = m_list->currentIndex().row();
    // Single steps go round, pages stop at the ends.
    const int next
        = std::abs(rows) == 1 ? (at + rows + count) % count : std::clamp(at + rows, 0, count - 1);
    m_list->setCurrentIndex(m_list->model()->index(next, 0));
}

bool CompletionPopup::takeKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(mostRows - 1);
        return true;
    case Qt::Key_PageUp:
        step(1 - mostRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (!current().isEmpty())
            Q_EMIT chosen(current());
        return true;
    case Qt::Key_Escape:
        hide();
        return true;
    default:
        return false;
    }
}

void CompletionPopup::showNote()
{
    const QString note = m_list->currentIndex().data(NoteRole).toString();
    m_note->setText(
        QFontMetrics(m_note->font()).elidedText(note, Qt::ElideMiddle, popupWidth - 24));
}

void CompletionPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_theme.colors().line);
    painter.setBrush(m_theme.colors().pane);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace Recloser
