# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# What comes from servers and is read: what each reader promises of any bytes. fuzz_NAME.cpp alone is a target for libFuzzer; with the
# driver it is a program for any compiler: fuzz_jsonpath --seconds 300 --seed 7.
function(recloser_fuzz name runs)
    add_executable(fuzz_${name} fuzz_${name}.cpp fuzzpieces.h piecesdriver.cpp)
    set_target_properties(fuzz_${name} PROPERTIES AUTOMOC OFF)
    target_link_libraries(fuzz_${name} PRIVATE recloser_options ${ARGN})
    recloser_use_pch(fuzz_${name})
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} --runs ${runs} --seed 1)
    set_tests_properties(fuzz_${name} PROPERTIES TIMEOUT 300)
endfunction()

recloser_fuzz(jsonpath 20000 recloser::core_jsonpath)
recloser_fuzz(tables 10000 recloser::core_text)
recloser_fuzz(multipart 20000 recloser::core_text)
recloser_fuzz(printers 20000 recloser::core_text)
recloser_fuzz(eventstream 20000 recloser::core_streams)
recloser_fuzz(conversation 20000 recloser::core_websocket)
recloser_fuzz(frames 20000 recloser::core_websocket)
recloser_fuzz(oauth2 20000 recloser::core_auth)
recloser_fuzz(structure 10000 recloser::core_xpath)
