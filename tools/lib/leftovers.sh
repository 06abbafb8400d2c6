# shellcheck shell=bash
# Leaves nothing behind of a test run. Sourced.

# stop_postmasters FOLDER: stops PostgreSQL servers whose data directory lies below FOLDER, and no others: each is
# known by the id in its own postmaster.pid, and must be at work in that directory (a stale file's id may by now
# belong to somebody else).
stop_postmasters() {
    local file pid data
    while IFS= read -r file; do
        read -r pid <"$file" || continue
        data="$(cd "$(dirname "$file")" && pwd -P)" || continue
        is_at_work "$pid" "$data" || continue
        # SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one.
        kill -INT "$pid" 2>/dev/null || continue
        wait_until_gone "$pid" "$data" 50 && continue
        kill -QUIT "$pid" 2>/dev/null || continue
        wait_until_gone "$pid" "$data" 50 || printf 'PostgreSQL server %s does not stop\n' "$pid" >&2
    done < <(find "$1" -name postmaster.pid -type f 2>/dev/null)
}

is_at_work() {
    [[ "$1" =~ ^[0-9]+$ ]] && [ "$(readlink "/proc/$1/cwd" 2>/dev/null)" = "$2" ]
}

# wait_until_gone PID DATA TENTHS
wait_until_gone() {
    local left="$3"
    while is_at_work "$1" "$2"; do
        [ "$left" -gt 0 ] || return 1
        left=$((left - 1))
        sleep 0.1
    done
}
