// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policyfields.h"

#include "ui/request/undorouter.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QStylePainter>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// What a field needs to be read, whatever it would like to have: two columns fit a small window.
constexpr int leastFieldWidth = 84;

/// Style sheets look at properties only when asked to.
void setValid(QLineEdit &field, bool valid, const QString &toolTip)
{
    if (field.property("invalid").toBool() != valid)
        return;
    field.setProperty("invalid", !valid);
    field.setToolTip(toolTip);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

/// Whose a value is: small, and shortened where a file's name is long.
class SourceLabel : public QLabel
{
public:
    SourceLabel()
    {
        setProperty("look", u"muted"_s);
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        setMinimumWidth(fontMetrics().horizontalAdvance(PolicyFields::tr("guarded preset")) + 2);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
    }
};

/// Shows the inherited value, muted, while the first entry is chosen, and shortens long words.
class ChoiceBox : public QComboBox
{
public:
    void setInherited(const QString &name)
    {
        m_inherited = name;
        setItemText(0, PolicyFields::tr("%1 (default)").arg(name));
        const bool isInherited = currentIndex() <= 0;
        if (property("inherited").toBool() != isInherited) {
            setProperty("inherited", isInherited);
            style()->unpolish(this);
            style()->polish(this);
        }
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, this);
        option.currentText = fontMetrics().elidedText(
            currentIndex() <= 0 ? m_inherited : currentText(), Qt::ElideRight, field.width());
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }

private:
    QString m_inherited;
};

void addRow(QGridLayout &grid, const QString &label, const QString &name, QWidget &field,
            QLabel &source, const QString &toolTip)
{
    const int row = grid.rowCount();
    auto *caption = new QLabel(label);
    caption->setBuddy(&field);
    caption->setToolTip(toolTip);
    field.setMinimumWidth(leastFieldWidth);
    field.setAccessibleName(name);
    field.setAccessibleDescription(toolTip);
    grid.addWidget(caption, row, 0);
    grid.addWidget(&field, row, 1);
    grid.addWidget(&source, row, 2);
}

} // namespace

PolicyFields::PolicyFields(RequestDocument &document, const RequestEditorServices &services,
                           UndoRouter &router, const QString &ownTitle, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
    , m_ownTitle(ownTitle)
{
    connect(&document, &RequestDocument::changed, this, &PolicyFields::refresh);
}

void PolicyFields::refresh()
{
    Below below{m_services.currentLayers(), {}};
    // The request's own preset lies under its other values.
    const PolicyOverrides chosen{.preset = m_document.spec().policy.preset};
    below.values = completed(policiesOf(below.layers, chosen), presetOf(below.layers));
    for (const auto &row : m_refresh)
        row(below);
}

QString PolicyFields::plainLabel(QString label)
{
    return label.remove(u'&');
}

QLabel *PolicyFields::sourceLabel()
{
    return new SourceLabel;
}

void PolicyFields::showSource(QLabel &label, const PolicySource &source) const
{
    const bool isOwn = source.kind == PolicySource::Kind::Own;
    label.setText(isOwn ? m_ownTitle : sourceTitle(source));
    label.setToolTip(isOwn ? m_ownTitle : sourceDetail(source));
}

QLineEdit *PolicyFields::addText(QGridLayout &grid, const QString &label, TextRow row,
                                 QLabel *source)
{
    auto *field = new QLineEdit;
    field->setClearButtonEnabled(true);
    field->setToolTip(row.toolTip);
    addRow(grid, label, row.what, *field, *source, row.toolTip);
    m_router.route(*field);
    connect(field, &QLineEdit::textEdited, this, [this, field, row](const QString &text) {
        RequestSpec next = m_document.spec();
        const bool valid = row.set(next.policy, text.trimmed());
        setValid(*field, valid, valid ? row.toolTip : row.problem);
        if (valid)
            m_document.edit(row.what, row.part, next);
    });
    const auto show = [this, field, row] {
        const QString own = row.own(m_document.spec().policy);
        if (field->text() != own) {
            field->setText(own);
            setValid(*field, true, row.toolTip);
        }
    };
    // "15" becomes "15 s" when the field is left, and what was not understood goes.
    connect(field, &QLineEdit::editingFinished, this, show);
    m_refresh.emplace_back([this, field, row, show](const Below &below) {
        const PolicyOverrides &policy = m_document.spec().policy;
        field->setPlaceholderText(row.below(below.values));
        PolicyOverrides typed;
        const bool shown
            = row.set(typed, field->text().trimmed()) && row.own(typed) == row.own(policy);
        if (!shown)
            show();
    });
    return field;
}

QComboBox *PolicyFields::addCombo(QGridLayout &grid, const QString &label, ChoiceRowData row,
                                  QLabel *source)
{
    auto *box = new ChoiceBox;
    // Long choices must not make the page wider than its window.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box->setToolTip(row.toolTip);
    addRow(grid, label, row.what, *box, *source, row.toolTip);
    box->addItem(QString());
    box->addItems(row.names);
    connect(box, &QComboBox::activated, this, [this, row](int index) {
        RequestSpec next = m_document.spec();
        row.set(next.policy, index - 1);
        m_document.edit(row.what, row.part, next, RequestDocument::EditKind::Step);
    });
    m_refresh.emplace_back([this, box, row](const Below &below) {
        box->setCurrentIndex(row.own(m_document.spec().policy) + 1);
        box->setInherited(row.names.value(row.below(below.values)));
    });
    return box;
}

} // namespace Recloser
