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

# Precompiled headers, for everything and for what has widgets, each with and without Qt Test: parsing Qt is most of the time a file takes.
set(RECLOSER_PCH_CORE
    <QByteArray> <QDateTime> <QFuture> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QObject>
    <QPointer> <QPromise> <QString> <QStringList> <QTimer> <QUrl> <QVariant>
    <algorithm> <chrono> <expected> <functional> <memory> <optional> <utility> <variant>)
set(RECLOSER_PCH_UI
    <QAbstractItemModel> <QAction> <QApplication> <QBoxLayout> <QComboBox> <QEvent> <QKeyEvent> <QLabel> <QLineEdit>
    <QListView> <QMenu> <QPainter> <QPlainTextEdit> <QPushButton> <QStackedWidget> <QStyledItemDelegate> <QTableView>
    <QToolButton> <QWidget>)
set(RECLOSER_PCH_TEST <QElapsedTimer> <QSignalSpy> <QTemporaryDir> <QTest>)

# recloser_precompiled(NAME LINKS ... HEADERS ...)
function(recloser_precompiled name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS;HEADERS")
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/${name}.cpp" CONTENT "// holds a precompiled header\n")
    add_library(${name} STATIC "${PROJECT_BINARY_DIR}/${name}.cpp")
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${name} PRIVATE recloser_product_options ${arg_LINKS})
    target_precompile_headers(${name} PRIVATE ${arg_HEADERS})
endfunction()

function(recloser_precompile)
    if(NOT RECLOSER_PCH)
        return()
    endif()
    recloser_precompiled(recloser_pch LINKS Qt6::Core HEADERS ${RECLOSER_PCH_CORE})
    if(RECLOSER_TESTS)
        recloser_precompiled(recloser_pch_test LINKS Qt6::Network Qt6::Test HEADERS ${RECLOSER_PCH_CORE} ${RECLOSER_PCH_TEST})
    endif()
    if(RECLOSER_UI)
        recloser_precompiled(recloser_pch_ui LINKS Qt6::Core Qt6::Widgets HEADERS ${RECLOSER_PCH_CORE} ${RECLOSER_PCH_UI})
        if(RECLOSER_TESTS)
            recloser_precompiled(recloser_pch_ui_test LINKS Qt6::Network Qt6::Widgets Qt6::Test
                HEADERS ${RECLOSER_PCH_CORE} ${RECLOSER_PCH_UI} ${RECLOSER_PCH_TEST})
        endif()
    endif()
endfunction()

# recloser_use_pch(TARGET LINKS...): the one that fits what the target links
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
    set(pch recloser_pch)
    # Whatever links the window's libraries has widgets.
    if("${ARGN}" MATCHES "Qt6::Widgets|ui_(theme|widgets|editor|compare|variables|request|response|keylab|history|environments|dialogs|mainwindow|run|tour|whatif)")
        string(APPEND pch _ui)
    endif()
    if("${ARGN}" MATCHES "Qt6::Test")
        string(APPEND pch _test)
    endif()
    target_precompile_headers(${target} REUSE_FROM ${pch})
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
    # Qt Test is another one beside Qt Network and Qt Widgets, so one of two sets is linked, whatever a test needs of it.
    set(sets Qt6::Test Qt6::Network)
    if("${arg_LINKS}" MATCHES "recloser::ui_")
        list(APPEND sets Qt6::Widgets)
    endif()
    target_link_libraries(${name} PRIVATE recloser_options ${sets} ${arg_LINKS})
    recloser_use_pch(${name} ${sets})
    # A test has its Q_OBJECT in its source. Running moc on that alone spares a hundred targets the rest of AUTOMOC, a quarter of the build.
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    foreach(source IN LISTS arg_SOURCES)
        cmake_path(GET source STEM stem)
        file(STRINGS "${source}" includes REGEX "^#include \"${stem}\\.moc\"")
        if(includes)
            set(moc "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc/${stem}.moc")
            # It needs none of the libraries the test links.
            set(CMAKE_ADD_CUSTOM_COMMAND_DEPENDS_EXPLICIT_ONLY ON)
            qt6_generate_moc("${CMAKE_CURRENT_SOURCE_DIR}/${source}" "${moc}" TARGET ${name})
            set_source_files_properties("${source}" PROPERTIES OBJECT_DEPENDS "${moc}")
            target_include_directories(${name} SYSTEM PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/${name}_moc")
        endif()
    endforeach()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;RECLOSER_SOURCE_DIR=${PROJECT_SOURCE_DIR};RECLOSER_BINARY_DIR=${PROJECT_BINARY_DIR}")
endfunction()
