# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# Challenges of WWW-Authenticate and answers to them: what core/auth promises of any bytes. fuzz_challenges.cpp alone is a target for
# libFuzzer; with the driver it is a program for any compiler: fuzz_challenges --seconds 300 --seed 7.
add_executable(fuzz_challenges fuzz_challenges.cpp challengesdriver.cpp)
set_target_properties(fuzz_challenges PROPERTIES AUTOMOC OFF)
target_link_libraries(fuzz_challenges PRIVATE recloser_options recloser::core_auth)
recloser_use_pch(fuzz_challenges)
add_test(NAME fuzz_challenges COMMAND fuzz_challenges --runs 20000 --seed 1)
set_tests_properties(fuzz_challenges PROPERTIES TIMEOUT 300)
