// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/compare/difffindbar.h"

#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace Recloser {

using namespace Qt::StringLiterals;

DiffFindBar::DiffFindBar(DiffCanvas &canvas, QWidget *parent)
    : QWidget(parent)
    , m_canvas(canvas)
    , m_field(new QLineEdit)
    , m_case(new QToolButton)
    , m_count(new QLabel)
{
    setLook(this, "bar"_L1);
    setAttribute(Qt::WA_StyledBackground);
    m_field->setPlaceholderText(tr("Find on both sides"));
    m_field->setAccessibleName(tr("Find on both sides"));
    m_field->setClearButtonEnabled(true);
    m_case->setText(u"Aa"_s);
    m_case->setToolTip(tr("Capitals are told from small letters"));
    m_case->setAccessibleName(tr("Match case"));
    m_case->setCheckable(true);
    setLook(m_case, "flat"_L1);
    setLook(m_count, "muted"_L1);
    const auto button = [this](const QString &sign, const QString &name, auto act) {
        auto *made = new QToolButton;
        made->setText(sign);
        made->setToolTip(name);
        made->setAccessibleName(name);
        setLook(made, "flat"_L1);
        connect(made, &QToolButton::clicked, this, act);
        return made;
    };
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_case);
    layout->addWidget(m_count);
    layout->addWidget(button(u"↑"_s, tr("Previous match (Shift+Enter)"), [this] { step(-1); }));
    layout->addWidget(button(u"↓"_s, tr("Next match (Enter)"), [this] { step(1); }));
    layout->addWidget(button(u"✕"_s, tr("Close (Esc)"), [this] { leave(); }));
    connect(m_field, &QLineEdit::textChanged, this, &DiffFindBar::search);
    connect(m_case, &QToolButton::toggled, this, &DiffFindBar::search);
    hide();
}

void DiffFindBar::open(const QString &text)
{
    setVisible(true);
    if (!text.isEmpty())
        m_field->setText(text);
    m_field->setFocus();
    m_field->selectAll();
    search();
}

void DiffFindBar::refresh()
{
    if (!isHidden())
        search();
}

void DiffFindBar::search()
{
    const std::shared_ptr<const AlignedRows> rows = m_canvas.rows();
    const QString text = m_field->text();
    m_current.reset();
    if (!rows || text.isEmpty()) {
        m_job.cancel();
        m_canvas.setMatches({});
        m_count->setText({});
        return;
    }
    const auto sensitivity = m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive;
    m_job.ask(
        [rows, text, sensitivity](const std::stop_token &stop) {
            return findInRows(*rows, text, sensitivity, stop);
        },
        [this, rows](DiffMatches matches) {
            if (rows != m_canvas.rows())
                return;
            const qsizetype from = m_canvas.firstVisibleRow();
            const auto nearest = std::ranges::lower_bound(matches.all, from, {}, &DiffMatch::row);
            const auto index = size_t(nearest - matches.all.begin());
            const bool isAny = !matches.all.empty();
            const size_t count = matches.all.size();
            m_canvas.setMatches(std::move(matches));
            show(isAny ? std::optional(index % count) : std::nullopt);
        });
}

void DiffFindBar::show(std::optional<size_t> index)
{
    m_current = index;
    m_canvas.setCurrentMatch(index);
    m_count->setText(countText());
}

QString DiffFindBar::countText() const
{
    const QLocale locale;
    const DiffMatches &matches = m_canvas.matches();
    if (m_field->text().isEmpty() || m_job.isBusy())
        return {};
    if (matches.all.empty())
        return tr("not found");
    const QString count = locale.toString(qulonglong(matches.all.size()));
    return tr("%1 of %2")
        .arg(locale.toString(qulonglong(m_current.value_or(0) + 1)),
             matches.isTruncated ? tr("more than %1").arg(count) : count);
}

void DiffFindBar::step(int direction)
{
    const size_t count = m_canvas.matches().all.size();
    if (count == 0)
        return;
    const size_t current = m_current.value_or(0);
    show((current + (direction > 0 ? 1 : count - 1)) % count);
}

void DiffFindBar::leave()
{
    hide();
    m_job.cancel();
    m_canvas.setMatches({});
    m_canvas.setFocus();
}

void DiffFindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return leave();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return step(event->modifiers() & Qt::ShiftModifier ? -1 : 1);
    QWidget::keyPressEvent(event);
}

} // namespace Recloser
