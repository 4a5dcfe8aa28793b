// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/collections/collectiondelegate.h"

#include "ui/collections/collectionitemmodel.h"
#include "ui/collections/collectionwords.h"

#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QTimer>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

using Kind = CollectionNode::Kind;

constexpr int sideMargin = 12;
constexpr int columnSpace = 6;
constexpr int dot = 7;

CollectionItem itemOf(const QModelIndex &index)
{
    const auto *model = qobject_cast<const CollectionItemModel *>(index.model());
    return model ? model->item(index) : CollectionItem();
}

QFont methodFont(const Theme &theme)
{
    QFont font = theme.monospace();
    font.setPointSizeF(font.pointSizeF() - 1);
    return font;
}

} // namespace

CollectionDelegate::CollectionDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CollectionDelegate::setOpened(const QList<OpenedRequest> &opened)
{
    m_opened.clear();
    for (const OpenedRequest &one : opened) {
        OpenedRequest &kept = m_opened[one.origin.path][one.origin.index];
        // Two tabs may show the same request: what asks for attention counts.
        const OpenedRequest before = kept;
        kept = one;
        if (before.tab == OpenedRequest::Tab::Current)
            kept.tab = before.tab;
        if (before.edits == OpenedRequest::Edits::Unsaved)
            kept.edits = before.edits;
    }
}

QSize CollectionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, QFontMetrics(m_theme.figures()).height() + 9};
}

int CollectionDelegate::methodWidth() const
{
    return QFontMetrics(methodFont(m_theme)).horizontalAdvance(u"DELETE"_s);
}

const OpenedRequest *CollectionDelegate::openedOf(const CollectionItem &item) const
{
    const CollectionNode *node = item.get();
    if (m_opened.isEmpty() || !node || node->kind != Kind::Request)
        return nullptr;
    const auto file = m_opened.constFind(item.collection->pathOf(item.node));
    if (file == m_opened.cend())
        return nullptr;
    const auto request = file->constFind(node->row);
    return request == file->cend() ? nullptr : &*request;
}

bool CollectionDelegate::hasEdits(const CollectionItem &item) const
{
    const auto file = m_opened.constFind(item.collection->pathOf(item.node));
    return file != m_opened.cend() && std::ranges::any_of(*file, [](const OpenedRequest &request) {
               return request.edits == OpenedRequest::Edits::Unsaved;
           });
}

void CollectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const CollectionItem item = itemOf(index);
    const CollectionNode *node = item.get();
    if (!node)
        return;
    const ThemeColors &colors = m_theme.colors();
    const OpenedRequest *opened = openedOf(item);
    const bool isCurrentTab = opened && opened->tab == OpenedRequest::Tab::Current;
    painter->save();
    // The row's background, branches included, is painted by the view.
    if (isCurrentTab)
        painter->fillRect(QRect(0, option.rect.top(), 2, option.rect.height()),
                          colors.accent.strong);

    QRect rest = option.rect.adjusted(2, 0, -sideMargin, 0);
    if (node->kind == Kind::Request) {
        const QFont font = methodFont(m_theme);
        const QFontMetrics metrics(font);
        // What it opens is known by two letters.
        QString method = node->method == "WEBSOCKET"_L1 ? u"WS"_s : node->method;
        if (metrics.horizontalAdvance(method) > methodWidth())
            method = metrics.elidedText(method, Qt::ElideRight, methodWidth());
        painter->setFont(font);
        painter->setPen(m_theme.methodColor(node->method));
        painter->drawText(QRect(rest.left(), rest.top(), methodWidth(), rest.height()),
                          int(Qt::AlignRight | Qt::AlignVCenter), method);
        rest.setLeft(rest.left() + methodWidth() + columnSpace + 2);
    }
    paintRest(painter, option, rest, item);
    painter->restore();
}

void CollectionDelegate::paintRest(QPainter *painter, const QStyleOptionViewItem &option,
                                   QRect rest, const CollectionItem &item) const
{
    const CollectionNode *node = item.get();
    const ThemeColors &colors = m_theme.colors();
    const OpenedRequest *opened = openedOf(item);
    const bool isCollection = item.node == item.collection->root();

    // From the right: what is wrong, what is unsaved, how many.
    QFont small = m_theme.figures();
    small.setPointSizeF(small.pointSizeF() - 1);
    const auto note = [&](const QString &text, const QColor &color) {
        painter->setFont(small);
        painter->setPen(color);
        const int width = painter->fontMetrics().horizontalAdvance(text);
        painter->drawText(QRect(rest.right() - width + 1, rest.top(), width, rest.height()),
                          int(Qt::AlignRight | Qt::AlignVCenter), text);
        rest.setRight(rest.right() - width - columnSpace);
    };
    const bool isMissing = isCollection && item.collection->state() == Collection::State::Missing;
    if (isMissing)
        note(tr("not there"), colors.bad.strong);
    else if (node->error)
        note(tr("cannot be read"), colors.bad.strong);
    else if (isCollection && item.collection->state() == Collection::State::Reading)
        note(tr("reading…"), colors.muted);
    else if (node->kind != Kind::Request && !node->isUnread)
        note(QLocale().toString(node->requests), colors.muted);
    if (node->problems > 0 && (node->kind != Kind::Folder || isCollection))
        note(u"⚠ %1"_s.arg(node->problems), colors.warning.strong);
    const bool isUnsaved = node->kind == Kind::Request
        ? opened && opened->edits == OpenedRequest::Edits::Unsaved
        : node->kind == Kind::File && hasEdits(item);
    if (isUnsaved) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(node->kind == Kind::Request ? colors.text : colors.muted);
        painter->drawEllipse(
            QRectF(rest.right() - dot, rest.center().y() - dot / 2.0 + 0.5, dot, dot));
        rest.setRight(rest.right() - dot - columnSpace);
    }

    QFont font = option.font;
    QColor color = colors.text;
    if (node->kind != Kind::Request)
        font.setWeight(node->kind == Kind::Folder ? QFont::DemiBold : QFont::Medium);
    else if (opened && opened->tab == OpenedRequest::Tab::Current)
        font.setWeight(QFont::DemiBold);
    if (isMissing || node->error || (node->kind == Kind::Request && node->name.isEmpty()))
        color = colors.muted;
    if (node->isStale)
        font.setItalic(true);
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(
        rest, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(titleOf(item), Qt::ElideRight, rest.width()));
}

QWidget *CollectionDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                          const QModelIndex &index) const
{
    auto *edit = new QLineEdit(parent);
    edit->setAccessibleName(tr("New name of %1").arg(titleOf(itemOf(index))));
    const CollectionNode *node = itemOf(index).get();
    if (node && node->kind == Kind::Request)
        edit->setPlaceholderText(titleOf(itemOf(index)));
    // The row is as high as its text; a field's usual margins would cut that off.
    edit->setStyleSheet(u"QLineEdit { padding: 0 4px; border-radius: 3px; }"_s);
    return edit;
}

void CollectionDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    auto *edit = static_cast<QLineEdit *>(editor);
    const QString name = index.data(Qt::EditRole).toString();
    edit->setText(name);
    const CollectionNode *node = itemOf(index).get();
    const qsizetype ending = node && node->kind == Kind::File ? name.lastIndexOf(u'.') : -1;
    // The view selects everything once it has opened the editor; the ending is to stay.
    if (ending > 0)
        QTimer::singleShot(0, edit, [edit, ending] { edit->setSelection(0, int(ending)); });
}

void CollectionDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                              const QModelIndex &index) const
{
    QRect place = option.rect.adjusted(0, 1, -4, -1);
    const CollectionNode *node = itemOf(index).get();
    if (node && node->kind == Kind::Request)
        place.setLeft(place.left() + methodWidth() + columnSpace - 2);
    editor->setGeometry(place);
}

} // namespace Recloser
