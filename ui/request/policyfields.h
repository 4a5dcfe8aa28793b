// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"
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
    PolicyFields(RequestDocument &document, const RequestEditorServices &services,
                 UndoRouter &router, QObject *parent);

    /// A limit can be zero, which means that there is none; a span cannot.
    enum class Zero { MeansNone, IsZero, Forbidden };

    QLineEdit *addDuration(QGridLayout &grid, const QString &label, RequestPart part,
                           std::optional<milliseconds> PolicyOverrides::*member,
                           std::function<std::optional<milliseconds>(const Policies &)> below,
                           Zero zero);
    QLineEdit *addCount(QGridLayout &grid, const QString &label, RequestPart part,
                        std::optional<int> PolicyOverrides::*member,
                        std::function<int(const Policies &)> below, int most);
    QLineEdit *addFactor(QGridLayout &grid, const QString &label, RequestPart part,
                         std::optional<double> PolicyOverrides::*member,
                         std::function<double(const Policies &)> below);
    template<typename Enum>
    QComboBox *addChoice(QGridLayout &grid, const QString &label, RequestPart part,
                         std::optional<Enum> PolicyOverrides::*member, const QStringList &names,
                         std::function<Enum(const Policies &)> below);

    /// Shows what holds now, here and below.
    void refresh();

private:
    /// One value as text: how to read it from the request, write it there, and what lies below.
    struct TextRow
    {
        RequestPart part;
        QString what;
        std::function<QString(const PolicyOverrides &)> own;
        /// False when the text is not understood.
        std::function<bool(PolicyOverrides &, const QString &)> set;
        std::function<QString(const Policies &)> below;
        std::function<QString(const QList<PolicyLayer> &, const std::optional<Preset> &)> source;
        QString problem;
    };
    struct ChoiceRowData
    {
        RequestPart part;
        QString what;
        QStringList names;
        std::function<int(const PolicyOverrides &)> own;
        std::function<void(PolicyOverrides &, int)> set;
        std::function<int(const Policies &)> below;
        std::function<QString(const QList<PolicyLayer> &, const std::optional<Preset> &)> source;
    };

    QLineEdit *addText(QGridLayout &grid, const QString &label, TextRow row);
    QComboBox *addCombo(QGridLayout &grid, const QString &label, ChoiceRowData row);
    static QLabel *addLabels(QGridLayout &grid, const QString &label, QWidget &field);

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    std::vector<std::function<void(const Policies &, const QList<PolicyLayer> &)>> m_refresh;
};

template<typename Enum>
QComboBox *PolicyFields::addChoice(QGridLayout &grid, const QString &label, RequestPart part,
                                   std::optional<Enum> PolicyOverrides::*member,
                                   const QStringList &names,
                                   std::function<Enum(const Policies &)> below)
{
    return addCombo(
        grid, label,
        {.part = part,
         .what = label,
         .names = names,
         .own =
             [member](const PolicyOverrides &policy) {
                 return policy.*member ? int(*(policy.*member)) : -1;
             },
         .set =
             [member](PolicyOverrides &policy, int choice) {
                 policy.*member = choice < 0 ? std::nullopt : std::optional(Enum(choice));
             },
         .below = [below](const Policies &policies) { return int(below(policies)); },
         .source =
             [member](const QList<PolicyLayer> &layers, const std::optional<Preset> &chosen) {
                 return sourceBelow(layers, chosen, member);
             }});
}

} // namespace Recloser
