# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# What packaging/setup, run, test, shell, lint and screenshots share: where things are, and how a
# command gets into the build environment. The environment is one of
#   native   the host itself, when its package manager has Qt 6.8 and KDE Frameworks 6
#   bwrap    a Debian 13 root in the user's cache folder, entered with bubblewrap
#   chroot   the same root, entered as root with mounts in a private mount namespace
#   copy     the same root where even mounting is refused: a plain chroot holding a copy of the tree
#
# Settings (environment variables):
#   RECLOSER_WAY=native|root   do not choose: build on the host, or in the Debian 13 root
#   RECLOSER_NO_BWRAP=1        do as if bubblewrap were refused
#   RECLOSER_NO_MOUNT=1        do as if mounting were refused too
#   RECLOSER_JOBS=N            compile N files at once

source_dir=$(cd -P -- "${BASH_SOURCE[0]%/*}/.." && pwd)
packaging="$source_dir/packaging"
: "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}"
export HOME
cache="${XDG_CACHE_HOME:-$HOME/.cache}/recloser"
root="$cache/root-trixie"
package_stamp="$root/etc/recloser-packages"
way=

say() { printf 'recloser: %s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}

have() { # PROGRAM...: all of them (command -v is content with one)
    local program
    for program; do command -v "$program" >/dev/null || return 1; done
}

# packages_for root|host: the package names, on one line
packages_for() {
    local line names=()
    while read -r line; do
        case $line in
        '' | '#'*) ;;
        "$1: "*) names+=("${line#"$1: "}") ;;
        *': '*) ;;
        *) names+=("$line") ;;
        esac
    done <"$packaging/packages"
    printf '%s' "${names[*]}"
}

# --- the host ---------------------------------------------------------------------------------------

# host_release: sets host_id, host_like and host_version from /etc/os-release
host_release() {
    host_id='' host_like='' host_version=''
    local key value
    while IFS='=' read -r key value; do
        value=${value//[\"\']/}
        case $key in
        ID) host_id=$value ;;
        ID_LIKE) host_like=$value ;;
        VERSION_ID) host_version=$value ;;
        esac
    done <<<"$(cat /etc/os-release 2>/dev/null || true)"
}

host_has_apt() { [[ " $host_id $host_like " == *' debian '* || " $host_id $host_like " == *' ubuntu '* ]] && have apt-get dpkg-query; }

# version_at_least HAVE WANT, in dotted numbers
version_at_least() {
    local -a have want
    IFS=. read -ra have <<<"$1"
    IFS=. read -ra want <<<"$2"
    local i a b
    for i in 0 1 2; do
        a=${have[i]:-0} b=${want[i]:-0}
        a=${a%%[!0-9]*} b=${b%%[!0-9]*}
        ((10#${a:-0} > 10#${b:-0})) && return 0
        ((10#${a:-0} < 10#${b:-0})) && return 1
    done
    return 0
}

# Whether the host's own packages are new enough; only then the host itself is used.
host_is_new_enough() {
    host_release
    if host_has_apt; then
        case $host_id in
        debian) [[ -z $host_version ]] || version_at_least "$host_version" 13 ;; # testing has no number
        ubuntu) version_at_least "$host_version" 25.04 ;;
        *) # a derivative: what does its package manager say?
            local candidate
            candidate=$(apt-cache policy qt6-base-dev 2>/dev/null | sed -n 's/^ *Candidate: //p')
            version_at_least "${candidate:-0}" 6.8 &&
                [[ -n $(apt-cache policy libkf6syntaxhighlighting-dev 2>/dev/null) ]]
            ;;
        esac
    else
        native_tools_missing >/dev/null && return 0
        # Without the packages a host that can make the root still can build in it.
        ! have mmdebstrap bwrap
    fi
}

# The Debian packages of the list that the host lacks
host_packages_missing() {
    local wanted name status
    read -ra wanted <<<"$(packages_for host)"
    declare -A there=()
    while read -r name status; do
        [[ $status == installed ]] && there[${name%%:*}]=1
    done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)
    local missing=()
    for name in "${wanted[@]}"; do
        [[ -n ${there[$name]:-} ]] || missing+=("$name")
    done
    printf '%s' "${missing[*]}"
}

# On hosts without apt: prints what is missing and fails, or succeeds silently
native_tools_missing() {
    local missing=() tool module dir found
    for tool in g++ cmake ninja pkg-config; do
        command -v "$tool" >/dev/null || missing+=("$tool")
    done
    if command -v g++ >/dev/null && ! version_at_least "$(g++ -dumpfullversion)" 14; then
        missing+=("g++ 14 or newer")
    fi
    if command -v cmake >/dev/null && ! version_at_least "$(cmake --version | sed -n '1s/.*version //p')" 3.31; then
        missing+=("cmake 3.31 or newer")
    fi
    pkg-config --atleast-version=6.8 Qt6Widgets 2>/dev/null || missing+=("Qt 6.8 or newer (base)")
    pkg-config --exists Qt6Svg 2>/dev/null || missing+=("Qt Svg")
    pkg-config --exists Qt6WebSockets 2>/dev/null || missing+=("Qt WebSockets")
    for module in hiredis zlib libbrotlidec libzstd libcrypto; do
        pkg-config --exists "$module" 2>/dev/null || missing+=("$module")
    done
    for module in KF6SyntaxHighlighting Qt6Keychain; do
        found=
        for dir in /usr/lib64/cmake /usr/lib/cmake /usr/lib/*/cmake /usr/local/lib*/cmake; do
            [[ -e $dir/$module/${module}Config.cmake ]] && found=1
        done
        [[ -n $found ]] || missing+=("$module")
    done
    ((${#missing[@]} == 0)) && return 0
    printf '%s\n' "${missing[@]}"
    return 1
}

wants_host() { [[ ${RECLOSER_WAY:-} == native ]] || { [[ ${RECLOSER_WAY:-} != root ]] && host_is_new_enough; }; }

host_is_ready() {
    [[ -n ${host_id:-} ]] || host_release
    if host_has_apt; then [[ -z $(host_packages_missing) ]]; else native_tools_missing >/dev/null; fi || return 1
    [[ -e $cache/bin/redis-server ]] || command -v redis-server >/dev/null || ! command -v redis-check-rdb >/dev/null
}

# --- becoming root, where that is needed ---------------------------------------------------------------

# can_be_root: as it is, or through sudo (which may ask for the password on a terminal)
can_be_root() {
    ((EUID == 0)) && return 0
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    [[ -t 2 ]] && (: </dev/tty) 2>/dev/null
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo -- "$@"; fi
}

# Whether this user may make a namespace where it is root and owns a range of user ids: enough to
# make a root without being root.
can_map_ids() {
    ((EUID != 0)) && have newuidmap unshare &&
        unshare --user --map-root-user --map-auto --mount true 2>/dev/null
}

# --- what is seen inside ------------------------------------------------------------------------------

# is_under PATH DIR...: whether PATH is one of the folders or lies in one
is_under() {
    local path=$1 dir
    shift
    for dir; do [[ $path == "$dir" || $path == "$dir"/* ]] && return 0; done
    return 1
}

# Fills `view` with the operations that make the environment's file tree, three words each:
# ro|rw SOURCE TARGET, link TEXT TARGET, tmpfs - TARGET. The system comes from the root; the user's
# files, devices, sockets, fonts and certificates from the host, at the same paths.
compose_view() {
    view=(tmpfs - /)
    local dir name file
    for dir in "$root"/*; do
        name=${dir##*/}
        case $name in
        bin | sbin | lib*) if [[ -L $dir ]]; then view+=(link "$(readlink "$dir")" "/$name"); else view+=(ro "$dir" "/$name"); fi ;;
        usr | etc) view+=(ro "$dir" "/$name") ;;
        esac
    done
    # The host's own folders (homes, media, work trees), so that any file can be opened.
    local shown=(/tmp /run)
    for dir in /*; do
        name=${dir##*/}
        case $name in
        bin | sbin | lib* | usr | etc | var | boot | dev | proc | sys | lost+found | snap) ;;
        *)
            if [[ -L $dir ]]; then
                view+=(link "$(readlink "$dir")" "$dir")
            elif [[ -d $dir && -x $dir ]]; then
                view+=(rw "$dir" "$dir")
                shown+=("$dir")
            fi
            ;;
        esac
    done
    view+=(rw /dev /dev rw /proc /proc)
    [[ -d /sys/dev ]] && view+=(ro /sys /sys)
    # Writable scratch where Debian expects it; nothing of /var is needed but Xvfb's keymap folder.
    view+=(tmpfs - /var tmpfs - /var/tmp tmpfs - /var/lib/xkb link /run /var/run link /run/lock /var/lock)
    for dir in "$HOME" "$source_dir" "$PWD" "$cache" "${XDG_RUNTIME_DIR:-/tmp}" "${TMPDIR:-/tmp}"; do
        # shellcheck disable=SC2015
        is_under "$dir" "${shown[@]}" && continue || true
        [[ -d $dir ]] && view+=(rw "$dir" "$dir") && shown+=("$dir")
    done
    # Who the user is, how names are found, which clock and which authorities the host trusts.
    for file in resolv.conf hosts hostname passwd group machine-id gai.conf; do
        [[ -r /etc/$file && -e $root/etc/$file ]] && view+=(ro "/etc/$file" "/etc/$file")
    done
    if [[ -r /etc/ssl/certs/ca-certificates.crt ]]; then
        for dir in /etc/ssl/certs /usr/share/ca-certificates /usr/local/share/ca-certificates; do
            [[ -d $dir && -d $root$dir ]] && view+=(ro "$dir" "$dir")
        done
    fi
    for dir in /usr/share/fonts /usr/local/share/fonts; do
        [[ -d $dir && -d $root/usr/share/fonts/host${dir//\//-} ]] && view+=(ro "$dir" "/usr/share/fonts/host${dir//\//-}")
    done
    return 0
}

# The environment's variables. The host's DISPLAY, WAYLAND_DISPLAY, XDG_*, QT_*, DBUS_* stay as they are.
compose_variables() {
    export CCACHE_DIR="$cache/ccache" CCACHE_BASEDIR="$source_dir" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=5G
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    export RECLOSER_ENVIRONMENT="$way"
    if [[ $way == native ]]; then
        export PATH="$cache/bin:$PATH"
        return
    fi
    # Paths and tools of the host would be wrong here, and the root has the C locale only.
    unset LD_LIBRARY_PATH LD_PRELOAD LC_ALL CC CXX CPP LD CFLAGS CXXFLAGS CPPFLAGS LDFLAGS CMAKE_PREFIX_PATH
    unset CMAKE_GENERATOR CMAKE_TOOLCHAIN_FILE PKG_CONFIG_PATH PYTHONPATH PYTHONHOME QT_PLUGIN_PATH GTK_PATH LOCPATH
    unset QT_QPA_PLATFORM_PLUGIN_PATH QML2_IMPORT_PATH QML_IMPORT_PATH XLOCALEDIR GIO_EXTRA_MODULES
    unset "${!LC_@}"
    export LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin SHELL=/bin/bash
    if [[ -z ${TZ:-} && -L /etc/localtime ]]; then
        local zone
        zone=$(readlink /etc/localtime)
        [[ $zone == */zoneinfo/* ]] && export TZ="${zone#*/zoneinfo/}"
    fi
    return 0
}

bwrap_options() {
    options=()
    local i
    for ((i = 0; i < ${#view[@]}; i += 3)); do
        case ${view[i]} in
        ro) options+=(--ro-bind "${view[i + 1]}" "${view[i + 2]}") ;;
        rw) if [[ ${view[i + 2]} == /dev || ${view[i + 2]} == /dev/* ]]; then
            options+=(--dev-bind "${view[i + 1]}" "${view[i + 2]}")
        else
            options+=(--bind "${view[i + 1]}" "${view[i + 2]}")
        fi ;;
        link) options+=(--symlink "${view[i + 1]}" "${view[i + 2]}") ;;
        tmpfs) options+=(--tmpfs "${view[i + 2]}") ;;
        esac
    done
}

# --- entering ---------------------------------------------------------------------------------------

# Whether the root holds all that the list names. It may hold more: other versions of the list share it.
root_is_ready() {
    [[ -r $package_stamp ]] || return 1
    local there wanted name
    there=" $(<"$package_stamp") "
    read -ra wanted <<<"$(packages_for root)"
    for name in "${wanted[@]}"; do
        [[ $there == *" $name "* ]] || return 1
    done
}

bwrap_works() {
    [[ -z ${RECLOSER_NO_BWRAP:-} ]] && command -v bwrap >/dev/null &&
        bwrap --ro-bind / / --tmpfs /tmp --dev-bind /dev /dev true 2>/dev/null
}

mounting_works() { [[ -z ${RECLOSER_NO_MOUNT:-} ]] && as_root unshare --mount true 2>/dev/null; }

# Sets `way` when the environment is ready to use, else fails: then packaging/setup has work to do.
environment_is_ready() {
    if [[ -n ${RECLOSER_ENVIRONMENT:-} ]]; then # called from inside
        way=inside
        return 0
    fi
    if wants_host && host_is_ready; then
        way=native
        return 0
    fi
    [[ ${RECLOSER_WAY:-} != native ]] || return 1
    root_is_ready || return 1
    if bwrap_works; then
        way=bwrap
    elif ! can_be_root; then
        return 1
    elif mounting_works; then
        way=chroot
    else
        way=copy
    fi
}

ready_environment() {
    environment_is_ready && return 0
    "$packaging/setup"
    environment_is_ready || fail "the set-up finished but is not usable; please report this with the output of: bash -x packaging/setup"
}

# exec_inside COMMAND...: replaces this process by COMMAND in the environment, in the same folder.
exec_inside() {
    case $way in
    inside) exec "$@" ;;
    native)
        compose_variables
        exec "$@"
        ;;
    bwrap)
        compose_view
        bwrap_options
        compose_variables
        # bwrap waits for its child, and does not pass signals on: setpriv has the kernel do it.
        exec bwrap "${options[@]}" --chdir "$PWD" -- setpriv --pdeathsig TERM -- "$@"
        ;;
    chroot | copy)
        compose_view
        local directory=$PWD
        if ((EUID == 0)); then
            compose_variables
            exec "$packaging/chroot-enter" "$way" "$root" "$source_dir" "$directory" 0 0 '' - "${view[@]}" -- "$@"
        fi
        # sudo drops the variables, and an argument could be read by others: a private file carries them.
        local variables
        variables=$(mktemp "${TMPDIR:-/tmp}/recloser-variables.XXXXXX")
        (
            compose_variables
            export -p
        ) >"$variables"
        local ids
        ids=$(id -G)
        exec sudo -- "$packaging/chroot-enter" "$way" "$root" "$source_dir" "$directory" "$(id -u)" "$(id -g)" "${ids// /,}" "$variables" "${view[@]}" -- "$@"
        ;;
    esac
}
