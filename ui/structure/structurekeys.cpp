// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of StructureView that people act on.

#include "ui/structure/structureview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Of the text; what is farther from its start is walked to by a worker.
constexpr qint64 atOnce = 256 * 1024;

void toClipboard(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

} // namespace

bool StructureView::takeKey(QKeyEvent *event)
{
    const qint64 row = current();
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (event->key() == Qt::Key_C && modifiers == (Qt::ControlModifier | Qt::ShiftModifier)) {
        copyPath(PathStyle::Normalized);
        return true;
    }
    if (row < 0 || (modifiers != Qt::NoModifier && event->key() != Qt::Key_Asterisk))
        return false;
    describeRows(row, 1);
    const ShownItem *item = shown(row);
    if (!item)
        return false;
    const bool isOpen = item->row.isOpen;
    const bool canOpen = item->words.canOpen;
    switch (event->key()) {
    case Qt::Key_Right:
        if (isOpen)
            setCurrent(row + 1);
        else if (canOpen)
            open(row);
        return true;
    case Qt::Key_Left:
        if (isOpen)
            close(row);
        else
            setCurrent(std::max<qint64>(0, m_tree.parentRow(row)));
        return true;
    case Qt::Key_Plus:
        open(row);
        return true;
    case Qt::Key_Minus:
        close(row);
        return true;
    case Qt::Key_Asterisk:
        openAll(row);
        return true;
    case Qt::Key_Space:
        activateRow(row);
        return true;
    default:
        return false;
    }
}

void StructureView::pressRow(qint64 row, const QPoint &point)
{
    describeRows(row, 1);
    const ShownItem *item = shown(row);
    if (!item || !item->words.canOpen || !isMark(item->row, point.x()))
        return;
    if (item->row.isOpen)
        close(row);
    else
        open(row);
}

void StructureView::activateRow(qint64 row)
{
    describeRows(row, 1);
    const ShownItem *item = shown(row);
    if (item && item->row.isOpen)
        close(row);
    else
        open(row);
}

void StructureView::addActions(QMenu &menu)
{
    const qint64 row = current();
    const std::vector<StructureRow> rows = m_tree.rows(row, 1);
    if (row < 0 || rows.empty())
        return;
    const bool isXml = m_tree.language() == StructureLanguage::Xml;
    menu.addAction(tr("Copy value"), QKeySequence::Copy, this, &StructureView::copyValue);
    menu.addAction(tr("Copy value, laid out"), this, &StructureView::copyPretty);
    menu.addAction(isXml ? tr("Copy XPath") : tr("Copy JSONPath"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                   [this] { copyPath(PathStyle::Normalized); });
    if (!isXml)
        menu.addAction(tr("Copy path with dots"), this, [this] { copyPath(PathStyle::Dotted); });
    if (!rows[0].item.isContainer())
        return;
    menu.addSeparator();
    QAction *all = menu.addAction(tr("Open all below"), this, [this, row] { openAll(row); });
    all->setShortcut(QKeySequence(u"*"_s));
    if (rows[0].isOpen)
        menu.addAction(tr("Close"), this, [this, row] { close(row); });
}

/// What `make` gives goes to the clipboard: at once where it has little to look at.
template<typename Make> void StructureView::copyMade(qint64 bytes, Make make)
{
    if (bytes <= atOnce)
        return toClipboard(make(std::stop_token()));
    m_copy.ask(std::move(make), [](const QString &text) { toClipboard(text); });
}

void StructureView::copyValue()
{
    copyItem(BodyForm::Raw);
}

void StructureView::copyPretty()
{
    copyItem(BodyForm::Pretty);
}

void StructureView::copyItem(BodyForm form)
{
    const std::vector<StructureRow> rows = m_tree.rows(current(), 1);
    if (rows.empty())
        return;
    struct Answer
    {
        qint64 end = 0;
        QString text;
    };
    const auto make = [item = rows[0].item, language = m_tree.language(), text = m_tree.text(),
                       form](const std::stop_token &) -> Answer {
        Answer answer{endOfItem(language, item, text.view()), {}};
        const QByteArrayView bytes
            = text.view().sliced(item.valueBegin, answer.end - item.valueBegin);
        if (bytes.size() > bigCopy)
            return answer;
        if (form == BodyForm::Raw) {
            answer.text = QString::fromUtf8(bytes);
            return answer;
        }
        QByteArray pretty;
        if (language == StructureLanguage::Xml) {
            XmlPrinter printer;
            printer.print(bytes, pretty);
            printer.finish(pretty);
        } else {
            JsonPrinter printer;
            printer.print(bytes, pretty);
        }
        answer.text = QString::fromUtf8(pretty);
        return answer;
    };
    const auto take = [this, begin = rows[0].item.valueBegin](const Answer &answer) {
        if (answer.end - begin > bigCopy)
            Q_EMIT bigCopyRequested(begin, answer.end);
        else
            toClipboard(answer.text);
    };
    const qint64 left = m_tree.text().size() - rows[0].item.valueBegin;
    if (rows[0].item.valueEnd >= 0 || left <= atOnce)
        return take(make(std::stop_token()));
    m_copy.ask(make, take);
}

void StructureView::copyBytes(qint64 begin, qint64 end)
{
    copyMade(end - begin, [text = m_tree.text(), begin, end](const std::stop_token &) {
        return QString::fromUtf8(text.view().sliced(begin, end - begin));
    });
}

void StructureView::copyPath(PathStyle style)
{
    const std::vector<StructureStep> steps = m_tree.path(current());
    if (steps.empty())
        return;
    const StructureLanguage language = m_tree.language();
    if (language != StructureLanguage::Xml)
        return toClipboard(jsonPathOf(language, m_tree.text().view(), steps, style));
    copyMade(steps.back().item.begin, [text = m_tree.text(), steps](const std::stop_token &stop) {
        return xmlPathOf(text.view(), steps, stop);
    });
}

} // namespace Recloser
