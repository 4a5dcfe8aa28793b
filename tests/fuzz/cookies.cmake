# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# Set-Cookie lines, their dates and Netscape's files: what core/cookies promises of any bytes. fuzz_cookies.cpp alone is a target for
# libFuzzer; with the driver it is a program for any compiler: fuzz_cookies --seconds 300 --seed 7.
add_executable(fuzz_cookies fuzz_cookies.cpp cookiesdriver.cpp)
set_target_properties(fuzz_cookies PROPERTIES AUTOMOC OFF)
target_link_libraries(fuzz_cookies PRIVATE recloser_options recloser::core_cookies)
recloser_use_pch(fuzz_cookies)
add_test(NAME fuzz_cookies COMMAND fuzz_cookies --runs 20000 --seed 1)
set_tests_properties(fuzz_cookies PROPERTIES TIMEOUT 300)
