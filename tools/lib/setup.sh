# shellcheck shell=bash
# What the tools need on the machine. Sourced, never run: it sets ROOT (the repository) and offers functions.
# With nothing to do it prints nothing and takes a fraction of a second.

# shellcheck disable=SC2034 # for those who source this
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"

# The oldest toolchain that can read Package.swift.
SWIFT_WANTED="6.3"

say() { printf '%s\n' "$*" >&2; }

# refuse LINE…
refuse() {
    printf '%s\n' "$@" >&2
    exit 1
}

# Succeeds when PostgreSQL's server programs are installed. Debian keeps initdb out of the search path.
has_postgres_server() {
    local program
    command -v initdb >/dev/null && return 0
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return 0
    done
    return 1
}

# Prints the Debian packages that are missing, one a line. It asks for what is used (a header's pkg-config name, a
# program) rather than for a package, so that a machine which has these from elsewhere is left alone.
missing_packages() {
    if command -v pkg-config >/dev/null; then
        pkg-config --exists libpq || echo libpq-dev
        pkg-config --exists libcurl || echo libcurl4-openssl-dev
        pkg-config --exists 'libcrypto >= 3' || echo libssl-dev
    else
        printf '%s\n' pkg-config libpq-dev libcurl4-openssl-dev libssl-dev
    fi
    { has_postgres_server && command -v psql >/dev/null; } || echo postgresql
    command -v python3 >/dev/null || echo python3
    command -v openssl >/dev/null || echo openssl
    command -v git >/dev/null || echo git
}

# Those that only the tests need, by the same rule.
missing_test_packages() {
    command -v node >/dev/null || echo nodejs
    # The interpreter's own module says whether it can make virtual environments: Debian keeps that apart.
    python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv
}

# Runs a command as root: as it is, or by sudo. Only called once something is known to be missing.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# install_packages PACKAGE…: from Debian's archive, without questions.
install_packages() {
    command -v apt-get >/dev/null ||
        refuse "This machine lacks: $*" "These are Debian's names: install what your system calls them."
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        refuse "This machine lacks: $*" "Neither root nor sudo is at hand. Ask an administrator for: apt-get install $*"
    fi
    say "Installing from Debian: $*"
    local log
    log="$(mktemp)"
    if ! { as_root apt-get update && install_without_cluster "$@"; } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        refuse "apt-get could not install: $*"
    fi
    rm -f "$log"
}

# Debian's `postgresql` makes and starts a cluster of its own when it is installed. Daybook runs private clusters, so
# that one would only be a server that nobody asked for: it is forbidden for the length of the installation.
install_without_cluster() {
    local folder=/etc/postgresql-common/createcluster.d status=0 made_folder=""
    local drop_in="$folder/daybook-setup.conf"
    [ -d "$folder" ] || made_folder=yes
    as_root mkdir -p "$folder"
    echo 'create_main_cluster = false' | as_root tee "$drop_in" >/dev/null
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@" || status=$?
    as_root rm -f "$drop_in"
    # A package that was just installed may have put something there: then the folder stays.
    [ -z "$made_folder" ] || as_root rmdir "$folder" 2>/dev/null || true
    return "$status"
}

# require_swift: stops with instructions unless a toolchain of at least SWIFT_WANTED is in the search path.
require_swift() {
    local advice="Get it from https://www.swift.org/install/linux/ (Debian 12 is listed) and put its usr/bin into PATH."
    if ! command -v swift >/dev/null || ! command -v swiftc >/dev/null; then
        refuse "Daybook is built with Swift $SWIFT_WANTED or newer, and there is no swift in PATH." "$advice"
    fi
    local line found
    line="$(swiftc --version 2>&1)" || refuse "swiftc is in PATH but does not run:" "$line" \
        "The page below lists the packages a toolchain needs (libc6-dev, libstdc++-12-dev, libxml2-dev, …)." "$advice"
    [[ "$line" =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]] || refuse "swiftc --version tells no version: $line" "$advice"
    found="${BASH_REMATCH[1]}.${BASH_REMATCH[2]}"
    [ "$(printf '%s\n' "$SWIFT_WANTED" "$found" | sort -V | head -n 1)" = "$SWIFT_WANTED" ] ||
        refuse "Daybook is built with Swift $SWIFT_WANTED or newer; this is $found ($(command -v swiftc))." "$advice"
}

# set_up [EXTRA PACKAGE…]: everything above, and the packages a tool needs beyond that.
set_up() {
    local missing
    mapfile -t missing < <(missing_packages)
    missing+=("$@")
    if [ "${#missing[@]}" -gt 0 ]; then
        install_packages "${missing[@]}"
        local left
        left="$(missing_packages)"
        [ -z "$left" ] || refuse "Still missing after the installation: ${left//$'\n'/ }"
    fi
    require_swift
}
