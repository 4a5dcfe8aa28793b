// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/structure/filterbar.h"

#include "ui/theme/look.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace Recloser {

using namespace Qt::StringLiterals;

FilterBar::FilterBar(const Theme &theme, BodyFilter &filter, QWidget *parent)
    : QWidget(parent)
    , m_filter(filter)
    , m_field(new QLineEdit)
    , m_count(new QLabel)
    , m_fault(new QLabel)
{
    setLook(this, "bar"_L1);
    setAttribute(Qt::WA_StyledBackground);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    m_field->setFont(theme.monospace());
    m_field->setAccessibleName(tr("Filter of the body"));
    m_field->installEventFilter(this);
    line->addWidget(m_field, 1);
    m_count->setFont(theme.figures());
    setLook(m_count, "muted"_L1);
    line->addWidget(m_count);
    auto *close = new QToolButton;
    close->setText(u"×"_s);
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &FilterBar::closeRequested);
    line->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 4, 8, 4);
    layout->setSpacing(2);
    layout->addLayout(line);
    setLook(m_fault, "error"_L1);
    m_fault->setWordWrap(true);
    m_fault->hide();
    layout->addWidget(m_fault);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_filter.setQuery(text); });
    connect(&filter, &BodyFilter::updated, this, &FilterBar::takeNews);
    setLanguage(StructureLanguage::Json);
}

void FilterBar::open()
{
    show();
    m_field->setFocus();
    m_field->selectAll();
}

void FilterBar::setLanguage(StructureLanguage language)
{
    m_field->setPlaceholderText(language == StructureLanguage::Xml
                                    ? tr("XPath, such as //item[@id='7']/name")
                                    : tr("JSONPath, such as $.items[?@.price > 10].name"));
}

void FilterBar::takeNews()
{
    m_count->setText(countText());
    m_fault->setText(faultText());
    m_fault->setVisible(!m_fault->text().isEmpty());
    m_field->setAccessibleDescription(m_fault->text().isEmpty() ? m_count->text()
                                                                : m_fault->text());
}

QString FilterBar::countText() const
{
    if (m_field->text().trimmed().isEmpty() || m_filter.fault())
        return {};
    if (!m_filter.value().isNull())
        return u"= "_s + m_filter.value();
    if (m_filter.isUnsound())
        return tr("the body is broken and cannot be filtered");
    const qint64 total = m_filter.total();
    QString words = total == 1 ? tr("1 value") : tr("%L1 values").arg(total);
    if (total > qint64(m_filter.matches().size()))
        words = tr("%L1 values, the first %L2 shown").arg(total).arg(m_filter.matches().size());
    if (m_filter.isRunning())
        words += u'…';
    else if (m_filter.isTooMuch())
        words += tr(", given up: it takes too long");
    return words;
}

QString FilterBar::faultText() const
{
    const auto &fault = m_filter.fault();
    if (!fault)
        return {};
    const bool isAtEnd = fault->at >= m_field->text().size();
    return isAtEnd ? tr("At the end: %1.").arg(fault->words)
                   : tr("At character %1, “%2”: %3.")
                         .arg(fault->at + 1)
                         .arg(m_field->text().mid(fault->at, 12), fault->words);
}

void FilterBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closeRequested();
    else
        event->ignore();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if ((isReturn && key->modifiers() == Qt::NoModifier) || key->key() == Qt::Key_Down) {
            Q_EMIT listRequested();
            return true;
        }
        if (key->key() == Qt::Key_Escape) {
            Q_EMIT closeRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace Recloser
