// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#pragma once

class QPlainTextEdit;

namespace Recloser {

/// Tab (`steps` 1) and Backtab (-1): blanks up to the next stop at the cursor, or whole lines of
/// the selection moved by `indentWidth` blanks. One step of undo.
void indentSelection(QPlainTextEdit &editor, int steps, int indentWidth);

/// Return: the new line begins where the text of this one does, one step deeper after an opening
/// bracket; the closing bracket right of the cursor goes to a line of its own. One step of undo.
void insertNewLine(QPlainTextEdit &editor, int indentWidth);

} // namespace Recloser
