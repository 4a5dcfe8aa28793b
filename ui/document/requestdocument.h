// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/model/clock.h"
#include "core/model/requestspec.h"
#include "ui/document/editfield.h"

#include <QObject>
#include <QUndoStack>

#include <optional>

namespace Recloser {

/// Where a request was read from.
struct FileOrigin
{
    QString path;
    /// Which of the file's requests, from 0.
    int index = 0;

    bool operator==(const FileOrigin &) const = default;
};

/// The request of one tab, with its undo history and where it is kept. Widgets edit it and listen
/// to it; it holds no widgets. GUI thread.
class RequestDocument : public QObject
{
    Q_OBJECT

public:
    /// How long typing may pause and still be one step of undo.
    static constexpr milliseconds typingPause{1000};

    /// Typing merges with what was typed before it in the same field; a step stands alone.
    enum class EditKind { Typing, Step };

    /// `clock` outlives the document. `spec` counts as saved.
    explicit RequestDocument(const Clock &clock, RequestSpec spec = {}, QObject *parent = nullptr);
    ~RequestDocument() override;

    const RequestSpec &spec() const { return m_spec; }
    QUndoStack &undoStack() { return m_undoStack; }

    /// Makes `next` the request, as a step of undo that people know as `what` ("URL", "header").
    /// Nothing when it is the same.
    void edit(const QString &what, EditField field, RequestSpec next,
              EditKind kind = EditKind::Typing);
    /// What is typed from now on is a new step: the focus left, or the request was sent.
    void endTyping();
    void undo();
    void redo();

    /// Another request: no undo behind it, and it counts as saved.
    void load(RequestSpec spec);

    /// The name, else host and path, else "New request".
    QString title() const;

    const std::optional<FileOrigin> &origin() const { return m_origin; }
    void setOrigin(const std::optional<FileOrigin> &origin);

    bool isModified() const { return m_modified; }
    /// The request as it is now is what the file holds.
    void markSaved();
    /// What the file holds, where it is not what is shown (a restored session, a file that changed
    /// outside).
    void setSaved(RequestSpec saved);
    const RequestSpec &saved() const { return m_saved; }

Q_SIGNALS:
    /// The request is another one. A widget that caused it already shows it and must leave its
    /// cursor alone.
    void changed(const Recloser::DocumentChange &change);
    void titleChanged(const QString &title);
    void modifiedChanged(bool modified);
    void originChanged();

private:
    friend class SpecEdit;
    void apply(const RequestSpec &spec, DocumentChange change);
    void updateModified();

    const Clock &m_clock;
    RequestSpec m_spec;
    RequestSpec m_saved;
    std::optional<FileOrigin> m_origin;
    QString m_title;
    bool m_modified = false;
    bool m_editing = false;
    std::optional<EditField> m_typingIn;
    Clock::time_point m_typedAt{};
    QUndoStack m_undoStack;
};

} // namespace Recloser
