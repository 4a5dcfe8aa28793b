# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# What the scripts share that run inside the build environment.

source_dir=$(cd -P -- "${BASH_SOURCE[0]%/*}/../.." && pwd)

say() { printf 'recloser: %s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}

# follow COMMAND...: should this script be killed, COMMAND is told to end as well.
follow() { setpriv --pdeathsig TERM -- "$@"; }

# How many files to compile at once: one a core, but 1.5 GB of memory for each.
jobs() {
    local cores memory=0 key value _
    cores=$(nproc)
    while read -r key value _; do [[ $key != MemAvailable: ]] || memory=$((value / 1500000)); done <<<"$(cat /proc/meminfo 2>/dev/null || true)"
    ((memory == 0 || memory > cores)) && memory=$cores
    printf '%s' "${RECLOSER_JOBS:-$memory}"
}

# configure PRESET: where it is not yet, or no longer valid for this environment and place
configure() {
    local build="$source_dir/build/$1" fresh=() environment
    environment="$RECLOSER_ENVIRONMENT $(g++ -dumpfullversion) $(readlink -f /usr/lib/*/libQt6Core.so 2>/dev/null || true) $source_dir"
    environment=${environment/#@(bwrap|chroot|copy) /root }
    if [[ -e $build/environment && $(<"$build/environment") != "$environment" ]]; then
        say "the build folder was made in another environment; configuring anew."
        fresh=(--fresh)
    elif [[ -e $build/build.ninja && $build/build.ninja -nt $source_dir/CMakePresets.json && -e $build/environment ]]; then
        return 0
    fi
    mkdir -p "$build"
    (cd "$source_dir" && follow cmake --preset "$1" "${fresh[@]}") >"$build/configure.log" 2>&1 || {
        cat "$build/configure.log" >&2
        fail "CMake could not configure the build."
    }
    printf '%s' "$environment" >"$build/environment"
}

# build PRESET TARGET...: quiet when there is nothing to do or --quiet is given in $quiet
build() {
    local preset=$1 build="$source_dir/build/$1"
    shift
    mkdir -p "$build"
    # Two scripts at once (say, two shells) must not build into one folder.
    exec {build_lock}>"$build/recloser.lock"
    flock "$build_lock"
    shopt -s extglob
    configure "$preset"
    if [[ -n ${quiet:-} ]]; then
        follow ninja -C "$build" -j "$(jobs)" --quiet "$@" >"$build/build.log" 2>&1 {build_lock}>&- || {
            cat "$build/build.log" >&2
            fail "the build failed."
        }
    else
        follow ninja -C "$build" -j "$(jobs)" "$@" {build_lock}>&- || fail "the build failed."
    fi
    exec {build_lock}>&-
}

# build_release: as packaging/run and packaging/shell need it: says something only if it takes long
build_release() {
    local build="$source_dir/build/release"
    if [[ ! -x $build/app/gui/recloser ]]; then
        say "building the program (some minutes the first time)…"
        build release >&2
    else
        quiet=1 build release
    fi
}

# private_home FOLDER: from here on the user's own settings and data are neither read nor written.
private_home() {
    mkdir -p "$1"
    export HOME="$1" XDG_CONFIG_HOME="$1/.config" XDG_DATA_HOME="$1/.local/share" XDG_STATE_HOME="$1/.local/state" XDG_CACHE_HOME="$1/.cache"
    mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CACHE_HOME"
    # Sockets live in the runtime folder, and their paths must be short.
    runtime=$(mktemp -d /tmp/recloser-XXXXXX)
    chmod 700 "$runtime"
    export XDG_RUNTIME_DIR="$runtime"
}
