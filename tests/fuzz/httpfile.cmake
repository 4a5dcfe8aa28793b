# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# `.http` files: what core/store promises of any bytes. fuzz_httpfile.cpp alone is a target for libFuzzer; with the driver it is a program
# for any compiler: fuzz_httpfile --seconds 300 --seed 7.
add_executable(fuzz_httpfile fuzz_httpfile.cpp httpfiledriver.cpp httpfilecheck.cpp httpfilecheck.h httpfiletexts.cpp httpfiletexts.h)
set_target_properties(fuzz_httpfile PROPERTIES AUTOMOC OFF)
target_link_libraries(fuzz_httpfile PRIVATE recloser_options recloser::core_store)
recloser_use_pch(fuzz_httpfile)
add_test(NAME fuzz_httpfile COMMAND fuzz_httpfile --runs 500 --seed 1)
set_tests_properties(fuzz_httpfile PROPERTIES TIMEOUT 300)
