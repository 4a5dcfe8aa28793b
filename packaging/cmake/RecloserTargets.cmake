# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# recloser_library(NAME PAIRS a b HEADERS c.h SOURCES d.cpp LINKS ...)  one folder, one static library
# recloser_test(NAME SOURCES ... LINKS ...)                             one test class, one executable, one ctest

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
# GCC-only module flags would reach compile_commands.json and break clang's tools.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)
set(CMAKE_LINK_WHAT_YOU_USE OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND NOT CMAKE_LINKER_TYPE)
    set(CMAKE_LINKER_TYPE MOLD)
endif()

add_library(recloser_options INTERFACE)
target_include_directories(recloser_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_features(recloser_options INTERFACE cxx_std_23)
target_compile_definitions(recloser_options INTERFACE
    QT_NO_KEYWORDS
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_CONTEXTLESS_CONNECT
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH
    QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_UP_TO=0x060800
    RECLOSER_VERSION="${PROJECT_VERSION}")
target_compile_options(recloser_options INTERFACE -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Winvalid-pch $<$<BOOL:${RECLOSER_WERROR}>:-Werror>)
# The optimiser of GCC 14 takes the unused half of a moved std::expected for an uninitialised value.
if(RECLOSER_SANITIZE OR NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(recloser_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
if(RECLOSER_SANITIZE)
    add_compile_options(-fsanitize=${RECLOSER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${RECLOSER_SANITIZE})
endif()

# Product code is held to stricter conversions than tests, whose QTRY_* macros warn.
add_library(recloser_product_options INTERFACE)
target_link_libraries(recloser_product_options INTERFACE recloser_options)
target_compile_options(recloser_product_options INTERFACE -Wconversion -Wno-sign-conversion)

# Two precompiled headers, one for everything and one for what has widgets: parsing Qt is most of the time a file takes.
set(RECLOSER_PCH_CORE
    <QByteArray> <QDateTime> <QFuture> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject>
    <QPointer> <QPromise> <QString> <QStringList> <QTimer> <QUrl> <QVariant>
    <algorithm> <chrono> <expected> <functional> <memory> <optional> <utility> <variant>)
set(RECLOSER_PCH_UI
    <QAbstractItemModel> <QAction> <QApplication> <QBoxLayout> <QComboBox> <QEvent> <QKeyEvent> <QLabel> <QLineEdit>
    <QListView> <QMenu> <QPainter> <QPlainTextEdit> <QPushButton> <QStackedWidget> <QStyledItemDelegate> <QTableView>
    <QToolButton> <QWidget>)

function(recloser_precompile)
    if(NOT RECLOSER_PCH)
        return()
    endif()
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/pch.cpp" CONTENT "// holds a precompiled header\n")
    add_library(recloser_pch STATIC "${PROJECT_BINARY_DIR}/pch.cpp")
    set_target_properties(recloser_pch PROPERTIES AUTOMOC OFF)
    target_link_libraries(recloser_pch PRIVATE recloser_product_options Qt6::Core)
    target_precompile_headers(recloser_pch PRIVATE ${RECLOSER_PCH_CORE})
    if(RECLOSER_UI)
        file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/pchui.cpp" CONTENT "// holds a precompiled header\n")
        add_library(recloser_pch_ui STATIC "${PROJECT_BINARY_DIR}/pchui.cpp")
        set_target_properties(recloser_pch_ui PROPERTIES AUTOMOC OFF)
        target_link_libraries(recloser_pch_ui PRIVATE recloser_product_options Qt6::Core Qt6::Widgets)
        target_precompile_headers(recloser_pch_ui PRIVATE ${RECLOSER_PCH_CORE} ${RECLOSER_PCH_UI})
    endif()
endfunction()

function(recloser_use_pch target)
    if(NOT RECLOSER_PCH)
        return()
    endif()
    # A precompiled header fits only code that is generated alike, and the libraries are -fPIC where programs would be -fPIE.
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "EXECUTABLE")
        set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
        target_compile_options(${target} PRIVATE -fPIC)
    endif()
    # Whatever links the window's libraries has widgets.
    if("${ARGN}" MATCHES "Qt6::Widgets|ui_(theme|widgets|editor|request|response|keylab|history|dialogs|mainwindow|tour)")
        target_precompile_headers(${target} REUSE_FROM recloser_pch_ui)
    else()
        target_precompile_headers(${target} REUSE_FROM recloser_pch)
    endif()
endfunction()

function(recloser_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PAIRS;HEADERS;SOURCES;LINKS")
    set(headers ${arg_HEADERS})
    set(sources ${arg_SOURCES})
    foreach(pair IN LISTS arg_PAIRS)
        list(APPEND headers ${pair}.h)
        list(APPEND sources ${pair}.cpp)
    endforeach()
    if(sources)
        add_library(${name} STATIC ${sources})
        set(scope PUBLIC)
        target_link_libraries(${name} PRIVATE recloser_product_options)
        recloser_use_pch(${name} ${arg_LINKS})
    else()
        add_library(${name} INTERFACE)
        set(scope INTERFACE)
    endif()
    add_library(recloser::${name} ALIAS ${name})
    target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${headers})
    target_link_libraries(${name} ${scope} recloser_options ${arg_LINKS})
endfunction()

function(recloser_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINKS")
    if(NOT arg_SOURCES)
        set(arg_SOURCES ${name}.cpp)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE recloser_options Qt6::Test ${arg_LINKS})
    recloser_use_pch(${name} ${arg_LINKS})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;RECLOSER_SOURCE_DIR=${PROJECT_SOURCE_DIR};RECLOSER_BINARY_DIR=${PROJECT_BINARY_DIR}")
endfunction()
