# shellcheck shell=bash
# Steps of a script, each shown with its seconds. Sourced; the first step that fails ends the script with its code.

# step NAME COMMAND…
step() {
    local name="$1" started status=0
    shift
    printf '== %s\n' "$name"
    started="$(now_in_tenths)"
    "$@" || status=$?
    local tenths=$(($(now_in_tenths) - started))
    if [ "$status" -ne 0 ]; then
        printf '== %s: failed (exit code %d) after %d.%d s\n' "$name" "$status" $((tenths / 10)) $((tenths % 10))
        exit "$status"
    fi
    printf '== %s: %d.%d s\n' "$name" $((tenths / 10)) $((tenths % 10))
}

now_in_tenths() {
    local time="${EPOCHREALTIME/[.,]/}"
    echo $((time / 100000))
}
