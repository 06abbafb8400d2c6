#!/bin/sh
# Checks a signed checkpoint (C2SP signed-note, Ed25519) with OpenSSL's command line and nothing of Daybook's.
#
#   check_openssl.sh CHECKPOINT VERIFIER_KEY
#
# CHECKPOINT is a file: the text, an empty line, signature lines. VERIFIER_KEY is <name>+<hash>+<base64>.
# Exit code 0 when the key's signature is right, 1 when it isn't; a sentence says which.
set -eu

fail() {
    echo "Rejected: $*"
    exit 1
}

[ $# -eq 2 ] || {
    echo "usage: check_openssl.sh CHECKPOINT VERIFIER_KEY" >&2
    exit 2
}
checkpoint=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Base64 may hold a +, so only the first two split the key.
name=${2%%+*}
rest=${2#*+}
number=${rest%%+*}
key=${rest#*+}
hex() { od -An -v -tx1 | tr -d ' \n'; }

# The key's first byte is the algorithm, 1 for Ed25519; the public key follows.
printf '%s' "$key" | openssl base64 -d -A >"$work/key" 2>/dev/null
[ "$(wc -c <"$work/key")" -eq 33 ] || fail "the verifier key does not hold 33 bytes."
[ "$(head -c 1 "$work/key" | hex)" = 01 ] || fail "the verifier key is not an Ed25519 one."

# Its number is the start of SHA-256(name, newline, algorithm, public key).
counted=$({ printf '%s\n' "$name" && cat "$work/key"; } | openssl dgst -sha256 -binary | head -c 4 | hex)
[ "$counted" = "$number" ] || fail "the verifier key's number should be $counted, not $number."

# The text goes up to the last empty line, which is not part of it.
boundary=$(awk '$0 == "" { last = NR } END { print last + 0 }' "$checkpoint")
[ "$boundary" -gt 1 ] || fail "the checkpoint has no signature."
head -n $((boundary - 1)) "$checkpoint" >"$work/text"
[ "$(head -n 1 "$work/text")" = "$name" ] || fail "the checkpoint is another log's."

# Subject public key info of RFC 8410: a fixed beginning and the 32 bytes.
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000' && tail -c 32 "$work/key"; } >"$work/key.der"

tail -n +$((boundary + 1)) "$checkpoint" >"$work/signatures"
while IFS= read -r line; do
    case $line in
    "— $name "*) ;;
    *) continue ;;
    esac
    printf '%s' "${line#"— $name "}" | openssl base64 -d -A >"$work/payload" 2>/dev/null
    # Four bytes of the key's number, then the signature. Other keys of the same name are not ours to judge.
    [ "$(head -c 4 "$work/payload" | hex)" = "$number" ] || continue
    [ "$(wc -c <"$work/payload")" -eq 68 ] || fail "the signature has not 64 bytes."
    tail -c 64 "$work/payload" >"$work/signature"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/key.der" -rawin -in "$work/text" \
        -sigfile "$work/signature" >/dev/null 2>&1 || fail "the checkpoint's signature is wrong."
    echo "The checkpoint is signed by $name ($number)."
    exit 0
done <"$work/signatures"
fail "the checkpoint is not signed by this key."
