# setup.sh - sourced by ./run and ./check: finds what is missing on this machine and installs it, or says how.
#
# Looks for commands, headers and modules, never for package names, so that it holds on newer systems too. As root, or with sudo, missing packages
# are installed by apt-get; without either, the exact command is printed and nothing is touched.

root=${root:-$(cd "$(dirname "$0")" && pwd)}
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }
die() { say "viva: $*"; exit 2; }

# The interpreter whose modules count: VIVA_PYTHON, else Debian's own.
viva_python() {
    if [ -n "${VIVA_PYTHON:-}" ]; then printf '%s' "$VIVA_PYTHON"
    elif [ -x /usr/bin/python3 ]; then printf /usr/bin/python3
    else printf python3; fi
}

there() {
    case "$1" in
    cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
    pc:*) command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "${1#pc:}" ;;
    header:*) command -v cc >/dev/null 2>&1 && printf '#include <%s>\n' "${1#header:}" | cc -E - >/dev/null 2>&1 ;;
    py:*) "$(viva_python)" -I -c "import importlib.util as u, sys; sys.exit(u.find_spec('${1#py:}') is None)" >/dev/null 2>&1 ;;
    glob:*) for file in ${1#glob:}; do [ -e "$file" ] && return 0; done; return 1 ;;
    *) die "tools/packages: '$1' is not understood" ;;
    esac
}

# missing GROUP...: prints the packages of these groups that are not there.
missing() {
    while read -r group probe package; do
        case "$group" in '' | '#'*) continue ;; esac
        for wanted; do
            [ "$group" = "$wanted" ] && ! there "$probe" && printf '%s ' "$package"
        done
    done <"$root/tools/packages"
    return 0
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    else sudo "$@"; fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null 2>&1 || return 1
    sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }
}

install_packages() {
    # Other package work on this machine is waited for, not fought.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 update >&2 &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
            -o Dpkg::Use-Pty=0 install "$@" >&2
}

# need GROUP...: installs what is missing of these groups, or says exactly how and stops.
need() {
    packages=$(missing "$@")
    [ -n "$packages" ] || return 0
    if ! can_install; then
        say "viva: this machine lacks: $packages"
        say "Neither root nor sudo is at hand. Ask somebody who has them to run:"
        say "    apt-get install --no-install-recommends $packages"
        exit 2
    fi
    say "Installing: $packages"
    # shellcheck disable=SC2086
    install_packages $packages || die "the packages could not be installed; see the messages above, then try again"
    packages=$(missing "$@")
    [ -z "$packages" ] || die "installed, but still not found: $packages(is $(viva_python) the interpreter you mean? VIVA_PYTHON names another)"
}

# build DIR [MESON OPTIONS]: configures once, then builds. The paths of an old tree are not reused; who comes second waits.
build() {
    dir=$1; shift
    mkdir -p "${dir%/*}"
    (
        flock 9
        if [ ! -e "$dir/build.ninja" ]; then
            rm -rf "$dir"; mkdir "$dir"
            meson setup "$dir" "$root" "$@" >"$dir/setup.log" 2>&1 || { cat "$dir/setup.log" >&2; die "the build could not be configured"; }
        fi
        ninja -C "$dir" >"$dir/build.log" 2>&1 || { tail -n 60 "$dir/build.log" >&2; die "the build failed; the whole log is in $dir/build.log"; }
    ) 9>"$dir.lock" || exit $?
}

# release: the binary that people use, at build/viva.
release() {
    build "$root/build/release" --buildtype=release -Dtests=false
    ln -sfn release/viva "$root/build/viva"
    ln -sfn release/src/box/viva-box "$root/build/viva-box"
    ln -sfn release/runtime "$root/build/runtime"
}
