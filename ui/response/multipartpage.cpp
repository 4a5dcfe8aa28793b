// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/response/multipartpage.h"

#include "ui/describe/formatting.h"
#include "ui/response/responsebodypage.h"
#include "ui/theme/look.h"

#include <QLabel>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Headers that are shown; a part has few.
constexpr qsizetype mostHeaders = 12;
constexpr qsizetype longestHeader = 400;

QString words(const MultipartFault &fault)
{
    using Kind = MultipartFault::Kind;
    switch (fault.kind) {
    case Kind::NoBoundary:
        return PartList::tr("the type names no boundary, so that no parts are found");
    case Kind::NoDelimiter:
        return PartList::tr("the boundary stands at the beginning of no line");
    case Kind::NotClosed:
        return PartList::tr("the last delimiter is missing");
    case Kind::BadHeader:
        return PartList::tr("a line among the headers of part %L1 is none (byte %L2)")
            .arg(fault.part + 1)
            .arg(fault.at);
    case Kind::NoBlankLine:
        return PartList::tr("no blank line ends the headers of part %L1 (byte %L2)")
            .arg(fault.part + 1)
            .arg(fault.at);
    case Kind::TooManyParts:
        return PartList::tr("there are more parts than are shown");
    }
    return {};
}

QString titleOf(const MultipartSection &part)
{
    const QString name = part.name();
    const QString file = part.fileName();
    if (!name.isEmpty() && !file.isEmpty())
        return name + u" · "_s + file;
    return name + file;
}

} // namespace

void PartList::setParts(MultipartBody body)
{
    m_body = std::move(body);
    rowsChanged();
}

QString PartList::faultNote() const
{
    if (m_body.faults.empty())
        return {};
    QString sentence = words(m_body.faults.front());
    sentence[0] = sentence[0].toUpper();
    if (m_body.faults.size() > 1)
        sentence += tr("; %L1 more like this").arg(m_body.faults.size() - 1);
    return sentence + u'.';
}

QString PartList::rowText(qint64 row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    const MultipartSection &part = m_body.parts[size_t(row)];
    QStringList words{QString::number(row + 1), titleOf(part), part.type().essence(),
                      formatSize(part.end - part.contentBegin)};
    if (part.isCut)
        words += tr("cut off");
    words.removeAll(QString());
    return words.join(u"  "_s);
}

void PartList::paintRow(QPainter &painter, qint64 row, const QRect &rect)
{
    const MultipartSection &part = m_body.parts[size_t(row)];
    const ThemeColors &colors = theme().colors();
    double x = 14;
    const auto putNext = [&](const QString &text, const QColor &color) {
        if (!text.isEmpty())
            x += putElided(painter, x, rect, text, rect.right() - x - 4, color) + columnWidth() * 2;
    };
    putNext(QString::number(row + 1), colors.muted);
    putNext(titleOf(part), colors.text);
    putNext(part.type().essence(), colors.accent.strong);
    putNext(formatSize(part.end - part.contentBegin), colors.muted);
    if (part.isCut)
        putNext(tr("cut off"), colors.warning.strong);
}

MultipartPage::MultipartPage(const Theme &theme, SyntaxRepository &syntax, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_syntax(syntax)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_list(new PartList(theme))
    , m_detail(new QWidget)
    , m_headers(new QLabel)
{
    m_list->setAccessibleName(tr("Parts"));
    m_headers->setFont(theme.monospace());
    m_headers->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_headers->setTextFormat(Qt::PlainText);
    m_headers->setWordWrap(true);
    m_headers->setContentsMargins(14, 6, 14, 4);
    m_headers->setAccessibleName(tr("Headers of the part"));
    setLook(m_headers, "muted"_L1);
    auto *column = new QVBoxLayout(m_detail);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_headers);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({110, 400});
    m_splitter->setChildrenCollapsible(false);
    m_list->setMinimumHeight(60);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setFocusProxy(m_list);
    connect(m_list, &RowArea::currentChanged, this, &MultipartPage::choose);
}

MultipartPage::~MultipartPage() = default;

void MultipartPage::clear()
{
    m_read.cancel();
    m_list->setParts({});
    m_headers->clear();
    m_detail->hide();
    if (m_part)
        m_part->showMessage({}, {});
    m_bytes = {};
}

void MultipartPage::showParts(const HeldBytes &bytes, const MediaType &type)
{
    clear();
    m_bytes = bytes;
    m_read.ask(
        [bytes, type](const std::stop_token &stop) {
            auto body = readMultipart(bytes.view(), type, stop);
            bytes.release(0, bytes.size());
            return body.value_or(MultipartBody());
        },
        [this](MultipartBody &&body) {
            m_list->setParts(std::move(body));
            choose(m_list->current());
            Q_EMIT settled();
        });
}

void MultipartPage::choose(qint64 row)
{
    if (row < 0 || row >= m_list->rowCount())
        return;
    const MultipartSection &part = m_list->parts()[size_t(row)];
    QStringList lines;
    for (const RawHeader &header : part.headers) {
        if (lines.size() >= mostHeaders)
            break;
        lines += QString::fromLatin1(header.name) + u": "_s
            + QString::fromUtf8(header.value).left(longestHeader);
    }
    m_headers->setText(lines.join(u'\n'));
    m_headers->setVisible(!lines.isEmpty());
    if (!m_part) {
        m_part = new ResponseBodyPage(m_theme, m_syntax, tr("Body of the part"));
        m_part->hideSave();
        m_detail->layout()->addWidget(m_part);
    }
    m_detail->show();
    const QByteArray type = headerValue(part.headers, "content-type");
    m_part->showHeld(m_bytes.from(part.contentBegin).first(part.end - part.contentBegin),
                     type.isEmpty() ? QByteArray("text/plain") : type);
}

QString MultipartPage::headerText() const
{
    return m_headers->text();
}

} // namespace Recloser
