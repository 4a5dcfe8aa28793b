// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

// The part of ResponseBodyPage that decides what is shown of a body.

#include "ui/preview/imagepreview.h"
#include "ui/response/bodynotes.h"
#include "ui/response/multipartpage.h"
#include "ui/response/responsebodypage.h"
#include "ui/structure/filterbar.h"
#include "ui/structure/matchlist.h"
#include "ui/structure/recordview.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedWidget>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// The rows of a body that is a table; `head` are its first bytes.
std::optional<TableFormat> tableOf(const BodyKind &kind, QByteArrayView head)
{
    if (kind.isBinary)
        return {};
    if (structureOf(kind) == StructureLanguage::JsonLines)
        return TableFormat{.kind = TableFormat::Kind::JsonLines};
    const QString essence = kind.type.essence();
    const bool isTabbed = essence == "text/tab-separated-values"_L1;
    if (!isTabbed && essence != "text/csv"_L1 && essence != "application/csv"_L1)
        return {};
    constexpr qsizetype sniffed = 16'384;
    return sniffCsv(head.first(std::min(sniffed, head.size())), isTabbed);
}

} // namespace

bool ResponseBodyPage::isSettled() const
{
    return !m_loader.isBusy() && !m_duplicateJob.isBusy() && !m_tree->isBusy()
        && !m_preview->isBusy() && !m_table->isBusy() && !(m_parts && m_parts->isBusy());
}

bool ResponseBodyPage::canShow(Form form) const
{
    const BodyKind &kind = m_last.kind;
    switch (form) {
    case Form::Pretty:
    case Form::Tree:
        return structureOf(kind).has_value();
    case Form::Raw:
        return !kind.isBinary;
    case Form::Table:
        return tableOf(kind, {}).has_value();
    case Form::Parts:
        return kind.type.type == "multipart"_L1;
    case Form::Preview:
        return kind.type.type == "image"_L1;
    case Form::Hex:
        return true;
    }
    return false;
}

ResponseBodyPage::Form ResponseBodyPage::shownForm() const
{
    if (canShow(m_form))
        return m_form;
    if (canShow(Form::Parts))
        return Form::Parts;
    if (!m_last.kind.isBinary)
        return Form::Raw;
    return canShow(Form::Preview) ? Form::Preview : Form::Hex;
}

void ResponseBodyPage::take(BodyLoader::Loaded &&loaded)
{
    if (!loaded)
        m_error = loaded.error();
    else
        showLoaded(*std::move(loaded));
    if (loaded && m_last.isLast) {
        findDuplicates();
        const std::optional<StructureLanguage> language = filterLanguage();
        if (language) {
            const HeldBytes text
                = m_content == m_tree ? m_tree->tree().text() : m_view->rows().bytes();
            m_filter.setText({*language, text.first(std::min(m_last.sound, text.size()))});
            m_filterBar->setLanguage(*language);
        }
        if (m_goal && m_content == m_view)
            m_view->select(m_goal->begin, m_goal->end);
        m_goal.reset();
    }
    updateBars();
    tellSettled();
}

void ResponseBodyPage::showLoaded(LoadedBody &&loaded)
{
    HeldBytes text = std::exchange(loaded.text.text, {});
    LineScan lines = std::exchange(loaded.text.lines, {});
    m_last = std::move(loaded.text);
    switch (shownForm()) {
    case Form::Tree:
        showContent(m_tree);
        m_tree->grow(*structureOf(m_last.kind), text.first(m_last.sound), m_last.isLast);
        break;
    case Form::Hex:
        showContent(m_view);
        m_view->setMediaType({});
        m_view->showHex(loaded.bytes);
        break;
    case Form::Preview:
        showContent(m_preview);
        if (!m_isBegun)
            m_preview->showBytes(loaded.bytes);
        break;
    case Form::Parts:
        if (!m_parts) {
            m_parts = new MultipartPage(m_theme, m_syntax);
            m_views->addWidget(m_parts);
            connect(m_parts, &MultipartPage::settled, this, [this] {
                updateBars();
                tellSettled();
            });
        }
        showContent(m_parts);
        if (!m_isBegun)
            m_parts->showParts(loaded.bytes, m_last.kind.type);
        break;
    case Form::Table:
        showContent(m_table);
        if (!m_isBegun)
            m_table->setFormat(*tableOf(m_last.kind, text.view()));
        m_table->grow(text.first(m_last.sound), m_last.isLast);
        break;
    case Form::Pretty:
    case Form::Raw:
        showContent(m_view);
        m_view->setMediaType(m_last.kind.type.essence());
        m_view->setStructure(m_last.isPretty ? structureOf(m_last.kind) : std::nullopt);
        m_view->grow(text, std::move(lines));
        break;
    }
    m_isBegun = true;
}

void ResponseBodyPage::showContent(QWidget *content)
{
    if (content == m_content)
        return;
    const bool hadFocus = m_content->hasFocus();
    m_content = content;
    setFocusProxy(content);
    updateContent();
    if (hadFocus)
        content->setFocus();
}

/// What the filter found stands in place of the body while there is a filter.
void ResponseBodyPage::updateContent()
{
    const bool isFiltered = !m_filterBar->isHidden() && !m_filter.query().trimmed().isEmpty()
        && !m_filter.fault() && m_filter.value().isNull();
    m_views->setCurrentWidget(isFiltered ? m_matches : m_content);
}

/// Once all is there, in JSON whose values are told apart.
void ResponseBodyPage::findDuplicates()
{
    const bool isTree = m_content == m_tree;
    const std::optional<StructureLanguage> language = structureOf(m_last.kind);
    if (!language || *language == StructureLanguage::Xml || (!isTree && !m_last.isPretty))
        return;
    const HeldBytes text = isTree ? m_tree->tree().text() : m_view->rows().bytes();
    m_duplicateJob.ask(
        [text, sound = std::min(m_last.sound, text.size())](const std::stop_token &stop) {
            constexpr qint64 slice = 4 * 1024 * 1024;
            DuplicateKeyFinder finder;
            for (qint64 at = 0; at < sound && !stop.stop_requested(); at += slice) {
                finder.read(text.view(), std::min(sound, at + slice));
                text.release(at, std::min(sound, at + slice));
            }
            finder.finish(text.view());
            return finder;
        },
        [this, isTree, text](DuplicateKeyFinder &&finder) {
            std::vector<DuplicateKey> found = finder.take();
            const qint64 line
                = isTree || found.empty() ? 0 : m_view->rows().rowAt(found[0].begin).line;
            m_duplicateNote = describeDuplicates(text.view(), found, finder, line);
            if (isTree)
                m_tree->setDuplicates(std::move(found));
            else
                m_view->setDuplicates(std::move(found));
            updateBars();
            tellSettled();
        });
}

void ResponseBodyPage::tellSettled()
{
    if (isSettled())
        Q_EMIT settled();
}

/// The language a filter is written in; none where there is nothing to filter.
std::optional<StructureLanguage> ResponseBodyPage::filterLanguage() const
{
    const std::optional<StructureLanguage> language = structureOf(m_last.kind);
    const Form form = shownForm();
    const bool isText = form == Form::Pretty || form == Form::Raw || form == Form::Tree;
    return isText ? language : std::nullopt;
}

void ResponseBodyPage::openFilter()
{
    if (!filterLanguage())
        return;
    m_filterBar->open();
    m_filter.setQuery(m_filterBar->field()->text());
    updateContent();
    updateBars();
}

void ResponseBodyPage::closeFilter()
{
    const bool hadFocus = m_filterBar->isAncestorOf(focusWidget()) || m_matches->hasFocus();
    m_filterBar->hide();
    m_filter.setQuery({});
    updateContent();
    updateBars();
    if (hadFocus)
        m_content->setFocus();
}

void ResponseBodyPage::goTo(const BodyMatch &match)
{
    const BodyMatch goal = match;
    closeFilter();
    if (m_content == m_view) {
        m_view->select(goal.begin, goal.end);
        m_view->setFocus();
        return;
    }
    // The tree stands on the text as received, so that the place is the same there.
    m_goal = goal;
    setForm(Form::Raw);
}

void ResponseBodyPage::keyPressEvent(QKeyEvent *event)
{
    const bool isFilter = event->key() == Qt::Key_F
        && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    if (isFilter && filterLanguage())
        openFilter();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Recloser
