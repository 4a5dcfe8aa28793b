// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/request/policyfields.h"

#include "ui/request/durationtext.h"
#include "ui/request/undorouter.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString plainLabel(QString label)
{
    return label.remove(u'&');
}

/// Style sheets look at properties only when asked to.
void setValid(QLineEdit &field, bool valid, const QString &problem)
{
    if (field.property("invalid").toBool() != valid)
        return;
    field.setProperty("invalid", !valid);
    field.setToolTip(valid ? QString() : problem);
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
        setMinimumWidth(fontMetrics().horizontalAdvance(PolicyFields::tr("this request")) + 2);
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

QString limitText(std::optional<milliseconds> limit)
{
    return limit && limit->count() > 0 ? durationText(*limit) : PolicyFields::tr("none");
}

} // namespace

PolicyFields::PolicyFields(RequestDocument &document, const RequestEditorServices &services,
                           UndoRouter &router, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_services(services)
    , m_router(router)
{
    connect(&document, &RequestDocument::changed, this, &PolicyFields::refresh);
}

void PolicyFields::refresh()
{
    const QList<PolicyLayer> layers = m_services.currentLayers();
    const Policies below = policiesBelow(layers, m_document.spec().policy.preset);
    for (const auto &row : m_refresh)
        row(below, layers);
}

QLabel *PolicyFields::addLabels(QGridLayout &grid, const QString &label, QWidget &field)
{
    const int row = grid.rowCount();
    auto *caption = new QLabel(label);
    caption->setBuddy(&field);
    auto *source = new SourceLabel;
    field.setAccessibleName(plainLabel(label));
    grid.addWidget(caption, row, 0);
    grid.addWidget(&field, row, 1);
    grid.addWidget(source, row, 2);
    return source;
}

QLineEdit *PolicyFields::addText(QGridLayout &grid, const QString &label, TextRow row)
{
    auto *field = new QLineEdit;
    field->setClearButtonEnabled(true);
    QLabel *source = addLabels(grid, label, *field);
    m_router.route(*field);
    connect(field, &QLineEdit::textEdited, this, [this, field, row](const QString &text) {
        RequestSpec next = m_document.spec();
        const bool valid = row.set(next.policy, text.trimmed());
        setValid(*field, valid, row.problem);
        if (valid)
            m_document.edit(row.what, row.part, next);
    });
    const auto show = [this, field, row] {
        const QString own = row.own(m_document.spec().policy);
        if (field->text() != own) {
            field->setText(own);
            setValid(*field, true, {});
        }
    };
    // "15" becomes "15 s" when the field is left, and what was not understood goes.
    connect(field, &QLineEdit::editingFinished, this, show);
    m_refresh.emplace_back(
        [this, field, source, row, show](const Policies &below, const QList<PolicyLayer> &layers) {
            const PolicyOverrides &policy = m_document.spec().policy;
            field->setPlaceholderText(row.below(below));
            PolicyOverrides typed;
            const bool shown
                = row.set(typed, field->text().trimmed()) && row.own(typed) == row.own(policy);
            if (!shown)
                show();
            source->setText(row.own(policy).isEmpty() ? row.source(layers, policy.preset)
                                                      : tr("this request"));
            source->setToolTip(source->text());
        });
    return field;
}

QComboBox *PolicyFields::addCombo(QGridLayout &grid, const QString &label, ChoiceRowData row)
{
    auto *box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    QLabel *source = addLabels(grid, label, *box);
    box->addItem(QString());
    box->addItems(row.names);
    connect(box, &QComboBox::activated, this, [this, row](int index) {
        RequestSpec next = m_document.spec();
        row.set(next.policy, index - 1);
        m_document.edit(row.what, row.part, next, RequestDocument::EditKind::Step);
    });
    m_refresh.emplace_back(
        [this, box, source, row](const Policies &below, const QList<PolicyLayer> &layers) {
            const PolicyOverrides &policy = m_document.spec().policy;
            const int own = row.own(policy);
            box->setItemText(0, tr("%1 (default)").arg(row.names.value(row.below(below))));
            box->setCurrentIndex(own + 1);
            source->setText(own < 0 ? row.source(layers, policy.preset) : tr("this request"));
            source->setToolTip(source->text());
        });
    return box;
}

QLineEdit *
PolicyFields::addDuration(QGridLayout &grid, const QString &label, RequestPart part,
                          std::optional<milliseconds> PolicyOverrides::*member,
                          std::function<std::optional<milliseconds>(const Policies &)> below,
                          Zero zero)
{
    return addText(
        grid, label,
        {.part = part,
         .what = plainLabel(label),
         .own =
             [member, zero](const PolicyOverrides &policy) {
                 if (!(policy.*member))
                     return QString();
                 return zero == Zero::MeansNone ? limitText(*(policy.*member))
                                                : durationText(*(policy.*member));
             },
         .set =
             [member, zero](PolicyOverrides &policy, const QString &text) {
                 if (text.isEmpty()) {
                     policy.*member = std::nullopt;
                     return true;
                 }
                 const auto duration = parseDuration(text);
                 if (!duration || (duration->count() == 0 && zero == Zero::Forbidden))
                     return false;
                 policy.*member = duration;
                 return true;
             },
         .below =
             [below, zero](const Policies &policies) {
                 const auto value = below(policies);
                 return zero == Zero::MeansNone ? limitText(value)
                                                : durationText(value.value_or(milliseconds(0)));
             },
         .source =
             [member](const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen) {
                 return sourceBelow(layers, chosen, member);
             },
         .problem = zero == Zero::MeansNone ? tr("A duration such as 200 ms, 10 s, 1 min, or none.")
                                            : tr("A duration such as 200 ms, 10 s or 1 min.")});
}

QLineEdit *PolicyFields::addCount(QGridLayout &grid, const QString &label, RequestPart part,
                                  std::optional<int> PolicyOverrides::*member,
                                  std::function<int(const Policies &)> below, int most)
{
    return addText(
        grid, label,
        {.part = part,
         .what = plainLabel(label),
         .own =
             [member](const PolicyOverrides &policy) {
                 return policy.*member ? QString::number(*(policy.*member)) : QString();
             },
         .set =
             [member, most](PolicyOverrides &policy, const QString &text) {
                 if (text.isEmpty()) {
                     policy.*member = std::nullopt;
                     return true;
                 }
                 bool isNumber = false;
                 const int number = text.toInt(&isNumber);
                 if (!isNumber || number < 0 || number > most)
                     return false;
                 policy.*member = number;
                 return true;
             },
         .below = [below](const Policies &policies) { return QString::number(below(policies)); },
         .source =
             [member](const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen) {
                 return sourceBelow(layers, chosen, member);
             },
         .problem = tr("A whole number from 0 to %1.").arg(most)});
}

QLineEdit *PolicyFields::addFactor(QGridLayout &grid, const QString &label, RequestPart part,
                                   std::optional<double> PolicyOverrides::*member,
                                   std::function<double(const Policies &)> below)
{
    constexpr double most = 100;
    return addText(
        grid, label,
        {.part = part,
         .what = plainLabel(label),
         .own =
             [member](const PolicyOverrides &policy) {
                 return policy.*member ? QString::number(*(policy.*member)) : QString();
             },
         .set =
             [member](PolicyOverrides &policy, QString text) {
                 if (text.isEmpty()) {
                     policy.*member = std::nullopt;
                     return true;
                 }
                 bool isNumber = false;
                 const double number = text.replace(u',', u'.').toDouble(&isNumber);
                 if (!isNumber || !(number >= 1 && number <= most))
                     return false;
                 policy.*member = number;
                 return true;
             },
         .below = [below](const Policies &policies) { return QString::number(below(policies)); },
         .source =
             [member](const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen) {
                 return sourceBelow(layers, chosen, member);
             },
         .problem = tr("A number from 1 (every wait alike) to 100.")});
}

} // namespace Recloser
