// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/text/heldbytes.h"
#include "core/text/multipart.h"
#include "ui/editor/syntaxrepository.h"
#include "ui/structure/rowarea.h"
#include "ui/widgets/latestjob.h"

#include <QWidget>

class QLabel;
class QSplitter;

namespace Recloser {

class ResponseBodyPage;

/// The parts of a multipart body, a row each.
class PartList : public RowArea
{
    Q_OBJECT

public:
    explicit PartList(const Theme &theme, QWidget *parent = nullptr) : RowArea(theme, parent) { }

    void setParts(MultipartBody body);
    const std::vector<MultipartSection> &parts() const { return m_body.parts; }
    /// Of which something is wrong, in a sentence; empty if nothing is.
    QString faultNote() const;
    qint64 rowCount() const override { return qint64(m_body.parts.size()); }
    QString rowText(qint64 row) const override;

protected:
    void paintRow(QPainter &painter, qint64 row, const QRect &rect) override;

private:
    MultipartBody m_body;
};

/// A multipart body: its parts, and of the chosen one headers and body, which is shown as any other
/// one. GUI thread; reads on another one. Both references outlive it.
class MultipartPage : public QWidget
{
    Q_OBJECT

public:
    MultipartPage(const Theme &theme, SyntaxRepository &syntax, QWidget *parent = nullptr);
    ~MultipartPage() override;

    void showParts(const HeldBytes &bytes, const MediaType &type);
    void clear();
    bool isBusy() const { return m_read.isBusy(); }
    PartList *list() const { return m_list; }
    /// Of the chosen part; null as long as there was none.
    ResponseBodyPage *partPage() const { return m_part; }
    QString headerText() const;
    QString faultNote() const { return m_list->faultNote(); }

Q_SIGNALS:
    void settled();

private:
    void choose(qint64 row);

    const Theme &m_theme;
    SyntaxRepository &m_syntax;
    HeldBytes m_bytes;
    QSplitter *m_splitter;
    PartList *m_list;
    QWidget *m_detail;
    QLabel *m_headers;
    /// Made when it is needed: it may hold parts itself.
    ResponseBodyPage *m_part = nullptr;
    LatestJob m_read;
};

} // namespace Recloser
