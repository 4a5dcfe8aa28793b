// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"
#include "ui/request/policyvalues.h"
#include "ui/request/requesteditorservices.h"

#include <QObject>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace Recloser {

class UndoRouter;

/// Builds the fields of the policy page and keeps them in step with the document. A field that is
/// empty, or a choice left at its first entry, takes the value from below; that value and whose it
/// is are shown. Owned by the page.
class PolicyFields : public QObject
{
    Q_OBJECT

public:
    /// `ownTitle` is whose the document's own values are: "this request".
    PolicyFields(RequestDocument &document, const RequestEditorServices &services,
                 UndoRouter &router, const QString &ownTitle, QObject *parent);

    /// A label, a field and whose its value is, as a new row of `grid`.
    template<typename T>
    QLineEdit *addValue(QGridLayout &grid, const QString &label, RequestPart part,
                        std::optional<T> PolicyOverrides::*member, const ValueText<T> &text,
                        const QString &toolTip = {});
    /// `names` in the order of the enum's values.
    template<typename Enum>
    QComboBox *addChoice(QGridLayout &grid, const QString &label, RequestPart part,
                         std::optional<Enum> PolicyOverrides::*member, const QStringList &names,
                         const QString &toolTip = {});
    /// The label that tells whose a value is, kept up to date.
    template<typename T> QLabel *newSourceLabel(std::optional<T> PolicyOverrides::*member);

    /// Shows what holds now, here and below.
    void refresh();

private:
    /// What lies under the document's own values.
    struct Below
    {
        QList<PolicyLayer> layers;
        PolicyOverrides values;
    };
    /// One value as text: how to read it from the request, write it there, and what lies below.
    struct TextRow
    {
        RequestPart part;
        QString what;
        std::function<QString(const PolicyOverrides &)> own;
        /// False when the text is not understood.
        std::function<bool(PolicyOverrides &, const QString &)> set;
        std::function<QString(const PolicyOverrides &)> below;
        QString problem;
        QString toolTip;
    };
    struct ChoiceRowData
    {
        RequestPart part;
        QString what;
        QStringList names;
        std::function<int(const PolicyOverrides &)> own;
        std::function<void(PolicyOverrides &, int)> set;
        std::function<int(const PolicyOverrides &)> below;
        QString toolTip;
    };

    QLineEdit *addText(QGridLayout &grid, const QString &label, TextRow row, QLabel *source);
    QComboBox *addCombo(QGridLayout &grid, const QString &label, ChoiceRowData row, QLabel *source);
    static QString plainLabel(QString label);
    static QLabel *sourceLabel();
    void showSource(QLabel &label, const PolicySource &source) const;

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    QString m_ownTitle;
    std::vector<std::function<void(const Below &)>> m_refresh;
};

template<typename T> QLabel *PolicyFields::newSourceLabel(std::optional<T> PolicyOverrides::*member)
{
    QLabel *label = sourceLabel();
    m_refresh.emplace_back([this, label, member](const Below &below) {
        showSource(*label, sourceOf(below.layers, m_document.spec().policy, member));
    });
    return label;
}

template<typename T>
QLineEdit *PolicyFields::addValue(QGridLayout &grid, const QString &label, RequestPart part,
                                  std::optional<T> PolicyOverrides::*member,
                                  const ValueText<T> &text, const QString &toolTip)
{
    return addText(
        grid, label,
        {.part = part,
         .what = plainLabel(label),
         .own =
             [member, text](const PolicyOverrides &policy) {
                 return policy.*member ? text.write(*(policy.*member)) : QString();
             },
         .set =
             [member, text](PolicyOverrides &policy, const QString &typed) {
                 const auto value = typed.isEmpty() ? std::nullopt : text.read(typed);
                 if (!value && !typed.isEmpty())
                     return false;
                 policy.*member = value;
                 return true;
             },
         .below
         = [member, text](const PolicyOverrides &values) { return text.write(*(values.*member)); },
         .problem = text.problem,
         .toolTip = toolTip},
        newSourceLabel(member));
}

template<typename Enum>
QComboBox *PolicyFields::addChoice(QGridLayout &grid, const QString &label, RequestPart part,
                                   std::optional<Enum> PolicyOverrides::*member,
                                   const QStringList &names, const QString &toolTip)
{
    return addCombo(
        grid, label,
        {.part = part,
         .what = plainLabel(label),
         .names = names,
         .own =
             [member](const PolicyOverrides &policy) {
                 return policy.*member ? int(*(policy.*member)) : -1;
             },
         .set =
             [member](PolicyOverrides &policy, int choice) {
                 policy.*member = choice < 0 ? std::nullopt : std::optional(Enum(choice));
             },
         .below = [member](const PolicyOverrides &values) { return int(*(values.*member)); },
         .toolTip = toolTip},
        newSourceLabel(member));
}

} // namespace Recloser
