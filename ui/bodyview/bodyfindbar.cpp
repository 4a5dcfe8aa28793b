// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/bodyview/bodyfindbar.h"

#include "ui/bodyview/bodyview.h"
#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace Recloser {

using namespace Qt::StringLiterals;

BodyFindBar::BodyFindBar(const Theme &theme, BodyView &view)
    : QWidget(&view)
    , m_view(view)
    , m_search(view.search())
    , m_field(new QLineEdit)
    , m_count(new QLabel)
{
    setLook(this, "bar"_L1);
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    m_field->setPlaceholderText(tr("Find"));
    m_field->setAccessibleName(tr("Find in the body"));
    m_field->setMinimumWidth(120);
    m_field->setMaximumWidth(360);
    m_field->installEventFilter(this);
    layout->addWidget(m_field, 1);
    m_case = addSwitch(u"Aa"_s, tr("Match case"));
    m_words = addSwitch(u"ab|"_s, tr("Whole words"));
    m_regex = addSwitch(u".*"_s, tr("Regular expression"));
    m_count->setFont(theme.figures());
    setLook(m_count, "muted"_L1);
    m_count->setMinimumWidth(80);
    layout->addWidget(m_count);
    layout->addStretch(1);
    const auto addButton = [&](const QString &text, const QString &tip, auto slot) {
        auto *button = new QToolButton;
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, slot);
        layout->addWidget(button);
    };
    addButton(u"↑"_s, tr("Previous match (Shift+Enter)"), &BodyFindBar::findPrevious);
    addButton(u"↓"_s, tr("Next match (Enter)"), &BodyFindBar::findNext);
    addButton(u"×"_s, tr("Close (Esc)"), &BodyFindBar::closeRequested);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &BodyFindBar::applyQuery);
    connect(&m_search, &BodySearch::updated, this, &BodyFindBar::takeNews);
    connect(&m_search, &BodySearch::stepped, this, &BodyFindBar::show);
}

QToolButton *BodyFindBar::addSwitch(const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setCheckable(true);
    connect(button, &QToolButton::toggled, this, &BodyFindBar::applyQuery);
    layout()->addWidget(button);
    return button;
}

void BodyFindBar::open(const QString &text)
{
    m_from = std::min(m_view.anchor(), m_view.cursor());
    QWidget::show();
    m_field->setFocus();
    if (!text.isEmpty() && text != m_field->text())
        m_field->setText(text);
    else
        applyQuery();
    m_field->selectAll();
}

void BodyFindBar::applyQuery()
{
    FindQuery query;
    query.text = m_field->text();
    query.caseSensitivity = m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
    query.words = m_words->isChecked() ? FindQuery::Words::Whole : FindQuery::Words::Any;
    query.kind = m_regex->isChecked() ? FindQuery::Kind::Regex : FindQuery::Kind::Plain;
    m_current.reset();
    m_view.setCurrentPlace({});
    m_jumpPending = !query.text.isEmpty();
    m_search.setQuery(query);
    updateCount();
}

void BodyFindBar::takeNews()
{
    if (m_jumpPending) {
        const size_t index = m_search.firstFrom(m_from);
        if (index < m_search.places().size())
            show(m_search.places()[index]);
        else if (!m_search.isRunning() && m_search.isTruncated())
            m_search.step(BodySearch::Direction::Next, m_from);
        else if (!m_search.isRunning() && !m_search.places().empty())
            show(m_search.places().front());
    }
    updateCount();
}

void BodyFindBar::show(const FoundPlace &place)
{
    m_jumpPending = false;
    m_current = place;
    m_view.setCurrentPlace(place);
    updateCount();
}

void BodyFindBar::findNext()
{
    step(BodySearch::Direction::Next);
}

void BodyFindBar::findPrevious()
{
    step(BodySearch::Direction::Previous);
}

void BodyFindBar::step(BodySearch::Direction direction)
{
    const std::vector<FoundPlace> &places = m_search.places();
    if (places.empty())
        return;
    const bool isNext = direction == BodySearch::Direction::Next;
    const qint64 begin = std::min(m_view.anchor(), m_view.cursor());
    // From behind the place that is selected now, else from the cursor.
    const bool isSelected = m_view.anchor() != m_view.cursor();
    const qint64 from = begin + (isNext && isSelected ? 1 : 0);
    const size_t index = m_search.firstFrom(from);
    const bool isKept = isNext ? index < places.size() : index > 0 && from <= places.back().begin;
    if (isKept)
        show(places[isNext ? index : index - 1]);
    else if (m_search.isTruncated())
        m_search.step(direction, from);
    else
        show(isNext ? places.front() : places[index > 0 ? index - 1 : places.size() - 1]);
}

QString BodyFindBar::countText() const
{
    if (m_field->text().isEmpty())
        return {};
    if (m_search.fault())
        return m_search.fault()->detail;
    if (m_search.isTooSlow())
        return tr("takes too long");
    const qint64 total = m_search.total();
    if (total == 0)
        return m_search.isRunning() ? tr("searching…") : tr("nothing found");
    const QLocale locale;
    QString count = locale.toString(total);
    if (m_search.isRunning())
        count += u'…';
    const size_t index
        = m_current ? m_search.firstFrom(m_current->begin) : m_search.places().size();
    return index < m_search.places().size()
        ? tr("%1 of %2").arg(locale.toString(qulonglong(index + 1)), count)
        : tr("%1 found").arg(count);
}

void BodyFindBar::updateCount()
{
    m_count->setText(countText());
    const bool failed = m_search.fault().has_value();
    if (m_field->property("invalid").toBool() != failed) {
        m_field->setProperty("invalid", failed);
        // A style sheet looks at properties only when told to.
        m_field->setStyleSheet(m_field->styleSheet());
    }
}

void BodyFindBar::keyPressEvent(QKeyEvent *event)
{
    // Also from the buttons.
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        QWidget::keyPressEvent(event);
}

bool BodyFindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (key->modifiers() & Qt::ControlModifier)
            return false;
        step(key->modifiers() & Qt::ShiftModifier ? BodySearch::Direction::Previous
                                                  : BodySearch::Direction::Next);
        return true;
    case Qt::Key_Escape:
        Q_EMIT closeRequested();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

} // namespace Recloser
