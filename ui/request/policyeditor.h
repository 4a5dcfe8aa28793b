// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/document/requestdocument.h"
#include "ui/request/requesteditorservices.h"

#include <QWidget>

class QBoxLayout;
class QGridLayout;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace Recloser {

class FoldSection;
class OutcomeView;
class PlanPanel;
class PolicyFields;
class UndoRouter;

/// Every policy of a document as a field, with what lies below and whose it is; what they come to
/// stands above them. What few people need is folded until something in it is set. GUI thread.
class PolicyEditor : public QWidget
{
    Q_OBJECT

public:
    /// `ownTitle` is whose the document's own values are: "this request". All references outlive
    /// it.
    PolicyEditor(RequestDocument &document, const RequestEditorServices &services,
                 UndoRouter &router, const QString &ownTitle, QWidget *parent = nullptr);

    /// The layers below changed.
    void refresh();
    /// Where further rows may follow.
    QGridLayout &rightColumn() { return *m_right; }
    /// Scrolling the page must not change a choice under the pointer, those of further rows too.
    void guardChoices();
    PlanPanel &plan() { return *m_plan; }
    OutcomeView &outcomes() { return *m_outcomes; }
    QList<FoldSection *> sections() const;
    QString patternProblem() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Section
    {
        FoldSection *widget;
        std::function<QString(const Policies &)> summary;
        std::function<bool(const PolicyOverrides &)> isSet;
        bool wasSet = false;
    };

    /// Two columns in a widget that holds nothing else; one below the other where it is narrow.
    std::pair<QGridLayout *, QGridLayout *> newColumns(QWidget &widget);
    void addPattern(QVBoxLayout &layout);
    void addColumns(QVBoxLayout &layout);
    void addSections(QVBoxLayout &layout);
    void addFooter(QVBoxLayout &layout);
    void take();
    void takePattern(const Policies &policies, const QList<PolicyLayer> &layers);

    RequestDocument &m_document;
    const RequestEditorServices &m_services;
    UndoRouter &m_router;
    PolicyFields *m_fields;
    PlanPanel *m_plan;
    QGridLayout *m_right = nullptr;
    QLineEdit *m_pattern = nullptr;
    QLabel *m_patternProblem = nullptr;
    OutcomeView *m_outcomes = nullptr;
    QList<Section> m_sections;
    QList<QBoxLayout *> m_columns;
};

} // namespace Recloser
