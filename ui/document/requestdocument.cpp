// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/document/requestdocument.h"

#include "ui/document/specedit.h"

#include <QScopedValueRollback>

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

/// Path and what is before it without scheme, query and fragment: enough to tell tabs apart.
QString shortUrl(const QString &url)
{
    QString text = url.trimmed();
    const qsizetype scheme = text.indexOf("://"_L1);
    if (scheme >= 0)
        text = text.sliced(scheme + 3);
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'?' || text[i] == u'#')
            return text.first(i);
    }
    return text;
}

} // namespace

RequestDocument::RequestDocument(const Clock &clock, RequestSpec spec, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_spec(std::move(spec))
    , m_saved(m_spec)
    , m_title(title())
{
    m_undoStack.setUndoLimit(1000);
}

RequestDocument::~RequestDocument() = default;

void RequestDocument::edit(const QString &what, EditField field, RequestSpec next, EditKind kind)
{
    if (next == m_spec)
        return;
    const Clock::time_point now = m_clock.now();
    const bool goesOn
        = kind == EditKind::Typing && m_typingIn == field && now - m_typedAt <= typingPause;
    if (kind == EditKind::Typing)
        m_typingIn = field;
    else
        m_typingIn.reset();
    m_typedAt = now;
    const QScopedValueRollback editing(m_editing, true);
    m_undoStack.push(new SpecEdit(*this, what, field, m_spec, next,
                                  goesOn ? SpecEdit::Typing::GoesOn : SpecEdit::Typing::Begins));
}

void RequestDocument::endTyping()
{
    m_typingIn.reset();
}

void RequestDocument::undo()
{
    endTyping();
    m_undoStack.undo();
}

void RequestDocument::redo()
{
    endTyping();
    m_undoStack.redo();
}

void RequestDocument::load(RequestSpec spec)
{
    endTyping();
    m_undoStack.clear();
    m_saved = spec;
    apply(spec, {DocumentChange::Cause::Loaded, RequestPart::Everything});
}

QString RequestDocument::title() const
{
    if (!m_spec.name.trimmed().isEmpty())
        return m_spec.name.trimmed();
    const QString url = shortUrl(m_spec.url);
    return url.isEmpty() ? tr("New request") : url;
}

void RequestDocument::setOrigin(const std::optional<FileOrigin> &origin)
{
    if (m_origin == origin)
        return;
    m_origin = origin;
    Q_EMIT originChanged();
}

void RequestDocument::markSaved()
{
    endTyping();
    m_undoStack.setClean();
    setSaved(m_spec);
}

void RequestDocument::setSaved(RequestSpec saved)
{
    m_saved = std::move(saved);
    updateModified();
}

void RequestDocument::apply(const RequestSpec &spec, DocumentChange change)
{
    m_spec = spec;
    if (m_editing)
        change.cause = DocumentChange::Cause::Edited;
    else
        endTyping();
    Q_EMIT changed(change);
    updateModified();
    if (const QString now = title(); now != m_title) {
        m_title = now;
        Q_EMIT titleChanged(m_title);
    }
}

void RequestDocument::updateModified()
{
    const bool modified = m_spec != m_saved;
    if (modified == m_modified)
        return;
    m_modified = modified;
    Q_EMIT modifiedChanged(modified);
}

} // namespace Recloser
