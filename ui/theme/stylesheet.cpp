// SPDX-FileCopyrightText: 2026 The Recloser authors
// SPDX-License-Identifier: MIT

#include "ui/theme/stylesheet.h"

#include "ui/theme/theme.h"

namespace Recloser {

using namespace Qt::StringLiterals;

namespace {

QString replaced(QString sheet, const ThemeColors &c)
{
    const std::pair<QLatin1StringView, QColor> names[] = {
        {"@background"_L1, c.background},
        {"@pane"_L1, c.pane},
        {"@line"_L1, c.line},
        {"@text"_L1, c.text},
        {"@muted"_L1, c.muted},
        {"@field"_L1, c.field},
        {"@hover"_L1, c.hover},
        {"@selection"_L1, c.selection},
        {"@onAccent"_L1, c.onAccent},
        {"@accentSoft"_L1, c.accent.soft},
        {"@accent"_L1, c.accent.strong},
        {"@badSoft"_L1, c.bad.soft},
        {"@bad"_L1, c.bad.strong},
    };
    for (const auto &[name, color] : names)
        sheet.replace(name, color.name());
    // Arrows are pictures: borders of style sheets make no triangles.
    sheet.replace("@scheme"_L1, c.background.lightness() < 128 ? "dark"_L1 : "light"_L1);
    return sheet;
}

} // namespace

QString styleSheetOf(const ThemeColors &colors)
{
    static const QString sheet = uR"(
QMainWindow, QDialog { background: @pane; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; margin: 2px; }
QMainWindow::separator:hover { background: @accent; }
QToolTip { background: @text; color: @pane; border: 0; padding: 4px 6px; }

QAbstractScrollArea { border: 0; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
    background: @pane; color: @text; border: 1px solid @line; border-radius: 5px; padding: 4px 8px;
    selection-background-color: @selection; selection-color: @text; placeholder-text-color: @muted; }
QPlainTextEdit, QTextEdit { padding: 2px; }
QComboBox { padding: 4px 10px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 1px solid @accent; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: @muted; background: @background; }
QLineEdit[look="search"] { background: @field; }
QLineEdit[look="bare"], QComboBox[look="bare"], QPlainTextEdit[look="bare"] { border: 0; background: transparent; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 1px solid @bad; }
QComboBox[inherited="true"] { color: @muted; }
QComboBox::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow { image: url(:/theme/arrow-@scheme.svg); width: 10px; height: 6px; margin-right: 8px; }
QAbstractSpinBox { padding-right: 22px; }
QSpinBox, QDoubleSpinBox { padding-top: 2px; padding-bottom: 3px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 22px; border: 0; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(:/theme/arrowup-@scheme.svg); width: 8px; height: 5px; top: 1px; }
QAbstractSpinBox::down-arrow { image: url(:/theme/arrow-@scheme.svg); width: 8px; height: 5px; bottom: 1px; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: @hover; margin: 1px; border-radius: 3px; }
QDateTimeEdit::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 22px; border: 0; background: transparent; }
QComboBox QAbstractItemView { background: @pane; color: @text; border: 1px solid @line; selection-background-color: @selection;
    selection-color: @text; outline: 0; padding: 3px; }

QPushButton { background: @pane; color: @text; border: 1px solid @line; border-radius: 5px; padding: 5px 14px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @selection; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; background: @background; }
QPushButton[look="primary"], QToolButton[look="primary"] { background: @accent; color: @onAccent; border: 1px solid @accent; font-weight: 600; }
QPushButton[look="primary"]:hover, QToolButton[look="primary"]:hover { border-color: @text; }
QPushButton[look="primary"]:focus, QToolButton[look="primary"]:focus { border-color: @text; }
QPushButton[look="danger"]:focus, QToolButton[look="danger"]:focus { border-color: @text; }
QPushButton[look="primary"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton[look="danger"], QToolButton[look="danger"] { background: @badSoft; color: @bad; border: 1px solid @bad; font-weight: 600; }
QPushButton[look="link"], QToolButton[look="link"] { background: transparent; color: @accent; border: 1px solid transparent; padding: 3px 4px; }
QPushButton[look="link"]:hover, QToolButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus, QToolButton[look="link"]:focus { border: 1px solid @accent; }
QPushButton[look="link"]:disabled, QToolButton[look="link"]:disabled { color: @muted; }
QPushButton[look="quiet"] { border-color: transparent; background: transparent; }
QPushButton[look="quiet"]:hover { background: @hover; }
QPushButton::menu-indicator { image: none; }

QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 6px; color: @text; background: transparent; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @selection; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @muted; }
QToolButton::menu-indicator { image: none; }
QToolButton::menu-button { border: 0; width: 16px; background: transparent; }
QToolButton::menu-arrow { image: url(:/theme/arrow-@scheme.svg); width: 8px; height: 5px; }
QToolButton[look="fold"] { font-weight: 600; padding: 4px 6px; margin-left: -4px; }
QToolButton[look="fold"]:checked { background: transparent; }
QToolButton[look="fold"]:hover { background: @hover; }
QToolButton[look="pill"] { border: 1px solid @line; border-radius: 11px; padding: 2px 9px; }
QToolButton[look="pill"]:checked { border-color: @accent; color: @accent; background: @accentSoft; }
QToolButton[look="pill"]:focus { border-color: @accent; }
QToolButton[look="field"] { border: 1px solid @line; padding: 5px 10px; background: @pane; }
QToolButton[look="field"]:hover { background: @hover; }

QLabel[look="muted"] { color: @muted; }
QLabel[look="error"] { color: @bad; }
QLabel[look="caption"] { color: @muted; font-weight: 600; }
QLabel[look="title"] { font-weight: 600; }
QFrame[look="card"] { background: @pane; border: 1px solid @line; border-radius: 7px; }
QFrame[look="line"] { background: @line; border: 0; max-height: 1px; min-height: 1px; }
QWidget[look="bar"] { background: @background; }
QWidget[look="pane"] { background: @pane; }

QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; border: 0; border-bottom: 2px solid transparent; padding: 7px 4px 6px 4px; margin-right: 18px; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar::tab:hover { color: @text; }
QTabBar[look="compact"]::tab { margin-right: 4px; padding: 6px 3px 5px 3px; }
QTabBar[look="compact"]::tab:selected { font-weight: 400; }
QToolButton[look="compact"] { padding: 4px 3px; }
QHeaderView[look="compact"]::section { padding: 6px 4px; }
QTabBar::tab:focus { color: @accent; }
QTabBar[look="documents"]::tab { background: @background; color: @muted; border: 0; border-right: 1px solid @line; border-top: 2px solid transparent;
    padding: 8px 12px; margin: 0; font-weight: 400; }
QTabBar[look="documents"]::tab:selected { background: @pane; color: @text; border-top: 2px solid @accent; }
QTabBar[look="documents"]::tab:hover { color: @text; }
QTabWidget::pane { border: 0; }
QTabBar::tear { width: 0; border: 0; }
QTabBar QToolButton { padding: 0; border: 0; border-radius: 0; background: @background; }
QTabBar QToolButton:hover { background: @hover; }

QHeaderView { background: @pane; border: 0; }
QHeaderView::section { background: @pane; color: @muted; border: 0; border-bottom: 1px solid @line; padding: 6px 8px; }
QTableView, QTreeView, QListView, Recloser--RowTable { background: @pane; color: @text; border: 0; outline: 0; gridline-color: @line;
    selection-background-color: @selection; selection-color: @text; alternate-background-color: @background; }
QTreeView[look="field"] { border: 1px solid @line; border-radius: 5px; padding: 3px 0; }
QTreeView[look="field"]:focus { border: 1px solid @accent; }
QListView#environmentList::item { background: @pane; padding-left: 10px; }
QListView#environmentList::item:selected { background: @selection; }
QTableView::item, Recloser--RowTable::item { border-bottom: 1px solid @line; padding: 4px 5px; }
QTableView::item:selected, Recloser--RowTable::item:selected, QTreeView::item:selected, QListView::item:selected { background: @selection; }
QTableView::item:hover:!selected, Recloser--RowTable::item:hover:!selected { background: @hover; }
QTableCornerButton::section { background: @pane; border: 0; }
QTableView QLineEdit { border: 1px solid @accent; border-radius: 0; padding: 0 5px; }

QMenu { background: @pane; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QMenuBar { background: @pane; }
QStatusBar { background: @pane; border-top: 1px solid @line; color: @muted; }
QStatusBar::item { border: 0; }
QToolBar { background: @pane; border: 0; border-bottom: 1px solid @line; spacing: 8px; padding: 6px 10px; }
QDockWidget { color: @muted; border: 0; }
QScrollArea { border: 0; background: transparent; }
QGroupBox { border: 0; margin-top: 16px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QProgressBar { border: 0; background: @background; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)"_s;
    return replaced(sheet, colors);
}

} // namespace Recloser
