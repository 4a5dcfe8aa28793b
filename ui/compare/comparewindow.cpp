// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/comparewindow.h"

#include "ui/compare/comparebodypage.h"
#include "ui/compare/comparerows.h"
#include "ui/compare/compareside.h"
#include "ui/compare/diffcanvas.h"
#include "ui/compare/diffview.h"
#include "ui/compare/exchangechooser.h"
#include "ui/describe/describe.h"
#include "ui/theme/look.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/pagestack.h"
#include "ui/widgets/rowdelegate.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScreen>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

CompareWindow::CompareWindow(const Theme &theme, HistoryStore &store, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_store(store)
    , m_leftSide(new CompareSide(theme, tr("LEFT")))
    , m_rightSide(new CompareSide(theme, tr("RIGHT")))
    , m_notice(new NoticeBar(theme))
    , m_verdict(new QLabel)
    , m_tabs(new QTabBar)
    , m_ignore(new QLineEdit)
    , m_differencesAlone(new QCheckBox(tr("Differences alone")))
    , m_pages(new PageStack)
    , m_fields(new CompareRowsModel(theme, this))
    , m_headers(new CompareRowsModel(theme, this))
    , m_bodyPage(new CompareBodyPage(theme))
    , m_differences(new JsonDifferencesModel(theme, this))
{
    setWindowTitle(tr("Compare"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    resize(QSize(1180, 760).boundedTo(screen()->availableSize() - QSize(8, 40)));
    setMinimumSize(640, 420);

    m_pages->addWidget(buildTable(m_fields, tr("Summary")));
    m_pages->addWidget(buildTable(m_headers, tr("Headers")));
    m_pages->addWidget(m_bodyPage);
    QTableView *differences = buildTable(m_differences, tr("Differences of the bodies"));
    differences->setColumnWidth(JsonDifferencesModel::Path, 340);
    differences->setToolTip(tr("A double click shows the place in the bodies"));
    m_pages->addWidget(differences);
    connect(differences, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        setPage(Page::Body);
        m_bodyPage->view()->canvas()->showRow(m_differences->difference(index.row()).row);
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(8);
    layout->addWidget(buildSides());
    layout->addWidget(m_notice);
    layout->addWidget(buildTabs());
    layout->addWidget(m_pages, 1);

    connect(m_leftSide, &CompareSide::chooseRequested, this, [this] { choose(Which::Left); });
    connect(m_rightSide, &CompareSide::chooseRequested, this, [this] { choose(Which::Right); });
    connect(m_bodyPage, &CompareBodyPage::changed, this, &CompareWindow::showCounts);
    connect(&theme, &Theme::changed, this, [this] {
        for (QTableView *table : findChildren<QTableView *>())
            table->viewport()->update();
    });
    showCounts();
}

CompareWindow::~CompareWindow() = default;

QWidget *CompareWindow::buildSides()
{
    auto *swap = new QToolButton;
    swap->setText(u"⇄"_s);
    swap->setToolTip(tr("Swap the sides"));
    swap->setAccessibleName(tr("Swap the sides"));
    connect(swap, &QToolButton::clicked, this, &CompareWindow::swapSides);
    auto *sides = new QWidget;
    auto *layout = new QHBoxLayout(sides);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_leftSide, 1);
    layout->addWidget(swap);
    layout->addWidget(m_rightSide, 1);
    return sides;
}

QWidget *CompareWindow::buildTabs()
{
    for (int page = 0; page < 4; ++page)
        m_tabs->addTab({});
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false); // the widest it is, it fits
    m_tabs->setAccessibleName(tr("What is compared"));
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        m_differencesAlone->setVisible(index <= int(Page::Headers));
    });
    m_ignore->setPlaceholderText(tr("Ignore: $.id, $..time, Date"));
    m_ignore->setToolTip(tr("What differs every time: JSON paths ($.items[*].id, $..timestamp) and "
                            "names of headers (Date, X-Request-*)"));
    m_ignore->setAccessibleName(tr("Ignored paths and headers"));
    m_ignore->setClearButtonEnabled(true);
    m_ignore->setMinimumWidth(230);
    connect(m_ignore, &QLineEdit::editingFinished, this, &CompareWindow::readIgnored);
    connect(m_differencesAlone, &QCheckBox::toggled, this, [this](bool alone) {
        m_fields->setDifferencesAlone(alone);
        m_headers->setDifferencesAlone(alone);
    });
    m_verdict->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_verdict->setTextFormat(Qt::PlainText);
    setLook(m_verdict, "muted"_L1);
    auto *tabs = new QWidget;
    auto *layout = new QHBoxLayout(tabs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_tabs);
    layout->addWidget(m_verdict, 1);
    layout->addWidget(m_differencesAlone);
    layout->addWidget(m_ignore);
    return tabs;
}

QTableView *CompareWindow::buildTable(QAbstractItemModel *model, const QString &name)
{
    auto *table = new QTableView;
    table->setModel(model);
    table->setItemDelegate(new RowDelegate(m_theme, table));
    table->setAccessibleName(name);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setTextElideMode(Qt::ElideRight);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(28);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(CompareRowsModel::Sign, QHeaderView::Fixed);
    header->setSectionResizeMode(CompareRowsModel::Left, QHeaderView::Stretch);
    header->setSectionResizeMode(CompareRowsModel::Right, QHeaderView::Stretch);
    header->setMinimumSectionSize(34);
    table->setColumnWidth(CompareRowsModel::Sign, 34);
    table->setColumnWidth(CompareRowsModel::Name, 230);
    if (const auto *rows = qobject_cast<CompareRowsModel *>(model)) {
        // A heading has its row for itself, whichever rows are shown.
        connect(rows, &QAbstractItemModel::modelReset, table, [table, rows] {
            table->clearSpans();
            for (int row = 0; row < rows->rowCount(); ++row) {
                if (!rows->row(row).heading.isEmpty())
                    table->setSpan(row, CompareRowsModel::Name, 1, 3);
            }
        });
    }
    return table;
}

void CompareWindow::setExchanges(ExchangePtr left, ExchangePtr right)
{
    m_left = std::move(left);
    m_right = std::move(right);
    m_leftSide->setExchange(m_left);
    m_rightSide->setExchange(m_right);
    compare();
}

void CompareWindow::compareHistory(qint64 left, qint64 right)
{
    setExchanges(nullptr, nullptr);
    if (left > 0)
        load(left, Which::Left);
    if (right > 0)
        load(right, Which::Right);
}

void CompareWindow::setOpenResponse(std::function<ExchangePtr()> response)
{
    m_openResponse = std::move(response);
}

void CompareWindow::load(qint64 id, Which which)
{
    ++m_loading;
    m_store.load(id).then(this, [this, which](const std::expected<ExchangePtr, StoreError> &read) {
        --m_loading;
        if (read)
            return take(which, *read);
        const Sentence words = describe(read.error());
        m_notice->say(ChipTone::Bad, words.headline, words.hint);
        Q_EMIT settled();
    });
}

void CompareWindow::take(Which which, const ExchangePtr &exchange)
{
    (which == Which::Left ? m_left : m_right) = exchange;
    (which == Which::Left ? m_leftSide : m_rightSide)->setExchange(exchange);
    if (m_loading == 0)
        compare();
}

void CompareWindow::choose(Which which)
{
    auto *chooser = new ExchangeChooser(m_theme, m_store, this);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setOpenResponseOffered(m_openResponse && m_openResponse());
    const ExchangePtr &other = which == Which::Left ? m_right : m_left;
    if (other && !other->request.url.host().isEmpty())
        chooser->setSearch(u"host:"_s + other->request.url.host());
    connect(chooser, &ExchangeChooser::chosen, this, [this, which](qint64 id) { load(id, which); });
    connect(chooser, &ExchangeChooser::openResponseChosen, this, [this, which] {
        if (const ExchangePtr open = m_openResponse ? m_openResponse() : nullptr)
            take(which, open);
    });
    chooser->open();
}

void CompareWindow::swapSides()
{
    setExchanges(m_right, m_left);
}

void CompareWindow::compare()
{
    m_comparison = {};
    QList<CompareRow> fields;
    QList<CompareRow> headers;
    if (m_left && m_right) {
        m_comparison = compareExchanges(*m_left, *m_right, m_ignoring);
        fields = fieldRows(m_comparison);
        headers = headerRows(m_comparison, *m_left, *m_right);
    }
    m_fields->setRows(std::move(fields));
    m_headers->setRows(std::move(headers));
    m_bodyPage->setExchanges(m_left, m_right);
    Q_EMIT settled();
}

void CompareWindow::readIgnored()
{
    const auto read = Ignoring::parse(m_ignore->text());
    m_ignore->setProperty("invalid", !read);
    setLook(m_ignore, {});
    if (!read) {
        m_notice->say(ChipTone::Warning,
                      tr("Neither a JSON path nor a header: %1").arg(read.error()),
                      tr("Write $.items[*].id, $..timestamp, or the name of a header."));
        return;
    }
    m_notice->dismiss();
    if (*read == m_ignoring)
        return;
    m_ignoring = *read;
    // Each looks at its own part alone.
    m_bodyPage->setIgnoring(m_ignoring);
    if (m_left && m_right) {
        m_comparison = compareExchanges(*m_left, *m_right, m_ignoring);
        m_headers->setRows(headerRows(m_comparison, *m_left, *m_right));
    }
    showCounts();
}

QString CompareWindow::verdictText() const
{
    if (!m_left || !m_right)
        return m_loading > 0 ? tr("Loading…") : tr("Choose what is compared");
    if (m_bodyPage->isComparing())
        return tr("Comparing the bodies…");
    const CompareBodyPage::Result &body = m_bodyPage->result();
    const bool isEqual = m_comparison.differenceCount() == 0 && body && body->isEqual();
    if (isEqual)
        return tr("Nothing differs but times");
    return {};
}

void CompareWindow::showCounts()
{
    const auto isTold = [](const auto &part) { return isDifference(part.verdict); };
    const auto fields = std::ranges::count_if(m_comparison.fields, [](const ComparedField &field) {
        return !field.isTime() && isDifference(field.verdict);
    });
    const auto headers = std::ranges::count_if(m_comparison.responseHeaders, isTold)
        + std::ranges::count_if(m_comparison.requestHeaders, isTold);
    const CompareBodyPage::Result &body = m_bodyPage->result();
    const bool isStructure = body && body->method == BodyMethod::Structure;
    const auto differences = body ? qsizetype(body->rows.differences().size()) : 0;
    const QLocale locale;
    const auto label = [&](Page page, const QString &name, qsizetype count) {
        m_tabs->setTabText(int(page),
                           count > 0 ? u"%1 %2"_s.arg(name, locale.toString(count)) : name);
    };
    label(Page::Summary, tr("Summary"), fields);
    label(Page::Headers, tr("Headers"), headers);
    label(Page::Body, tr("Body"), differences);
    qint64 listed = 0;
    if (isStructure) {
        for (const qint64 count : body->counts)
            listed += count;
    }
    label(Page::Differences, tr("Differences"), listed);
    m_tabs->setTabVisible(int(Page::Differences), isStructure);
    m_differences->setDifferences(
        isStructure ? std::shared_ptr<const std::vector<JsonDifference>>(body, &body->differences)
                    : std::make_shared<const std::vector<JsonDifference>>());
    m_verdict->setText(verdictText());
}

void CompareWindow::setPage(Page page)
{
    m_tabs->setCurrentIndex(int(page));
}

CompareWindow::Page CompareWindow::page() const
{
    return Page(m_tabs->currentIndex());
}

void CompareWindow::keyPressEvent(QKeyEvent *event)
{
    // Enter ends typing; it does not press a button.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        event->accept();
        return;
    }
    if (event->key() == Qt::Key_Escape && m_bodyPage->isComparing()) {
        m_bodyPage->stop();
        event->accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace Recloser
