#!/usr/bin/env bash
# rolling.sh [RATE]: restarts each service of the running stack, and the broker, one after the other, while
# signed deliveries come at that rate (200 each second). Ends with 0 only if each of them was taken, all are
# accounted for, no chain is broken, and the target heard of each permitted one once, but for those that the
# tally calls in doubt or failed. It lifts the limit of the demonstration's source for it: for a stack that
# may be thrown away.
# @Tag("CSF-PR.IR")
set -euo pipefail
here="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd -P)"
readonly here rate=${1:-200} most=60000
# Those of one round at the same time: none of them needs another.
readonly rounds=(ingest validator executor-deployments 'executor-notices minter-notices witness registry' broker)
# shellcheck source-path=SCRIPTDIR source=doors.sh
. "$here/doors.sh"
work="$(mktemp -d)"
readonly work
load=""

say() { printf 'rolling: [%3d s] %s\n' "$SECONDS" "$*"; }
fail() { printf 'rolling: %s\n' "$*" >&2; exit 1; }
end() {
  [[ -z $load ]] || kill "$load" 2>/dev/null || true
  rm -rf -- "$work"
}
trap end EXIT

# Ingest starts anew as the first one, and goes by it then.
lift_limit() {
  # shellcheck disable=SC2016 # for the shell in the container
  docker run --rm --user 0:0 --network none --volume "${COMPOSE_PROJECT_NAME:-sallyport}_ingest:/data/ingest" \
    --entrypoint bash sallyport/cli -ec 'file="$(grep -l "name: github" /data/ingest/sources/*)"
    sed -i "s|rate: 50/s|rate: 5000/s|" "$file" && grep -q "rate: 5000/s" "$file"' ||
    fail 'the source has no limit of 50/s to lift'
}

start_load() {
  local cli="$here/../cli/target" address
  address="http://$(compose port ingest 8080)"
  (umask 077 && docker exec "$(container ingest)" cat /data/ingest/secrets/github >"$work/secret")
  mkfifo "$work/until"
  "$("$here/../sallyport" --print-java-home)/bin/java" -Xmx128m -XX:+UseSerialGC \
    -cp "$cli/sallyport-cli.jar:$(<"$cli/classpath")" "$here/src/test/java/io/sallyport/compose/LoadMain.java" \
    "$address" "$work/secret" "$rate" "$most" <"$work/until" >"$work/load" &
  load=$!
  exec 4>"$work/until"
}

end_load() {
  exec 4>&-
  wait "$load" || fail 'the senders failed'
  load=""
}

# Until each of them says itself that it is well.
restart() {
  local service ids=() began=$SECONDS
  for service in "$@"; do ids+=("$(container "$service")"); done
  docker restart --time 30 "${ids[@]}" >/dev/null
  for _ in $(seq 240); do
    if [[ $(docker inspect --format '{{.State.Health.Status}}' "${ids[@]}" | sort -u) == healthy ]]; then
      say "$* restarted in $((SECONDS - began)) s"
      return
    fi
    sleep 0.5
  done
  fail "not all of $* are healthy two minutes after their restart"
}

# What ingest answered to whom, and who sent how fast: a rate that the senders did not have proves nothing.
judge_load() {
  local sent had taken again
  IFS='= ' read -r _ sent _ had _ taken _ again <"$work/load"
  say "$sent deliveries at $had/s, $taken of them taken, $again attempts repeated"
  ((had >= rate * 95 / 100)) || fail "the senders had $had/s only, not $rate/s"
  ((sent < most)) || fail "$most deliveries were sent before the last restart was over"
  ((taken == sent)) || fail "$((sent - taken)) deliveries were never taken"
  ((again > 0)) || fail 'nobody was refused meanwhile, so nothing was away'
  permitted=$(((sent + 15) / 16))
}

# The books, when all is done that was taken.
tally() {
  compose run --rm --no-deps -T auditor tally --data /data --wait 180s --output json >"$1" || fail "tally: $(cat -- "$1")"
}

# How many actions did not succeed, by these books.
unlucky() {
  sed 's/.*"actions":{\([^}]*\)}.*/\1/' "$1" | tr ',' '\n' | awk -F: '!/SUCCEEDED/ { n += $2 } END { print n + 0 }'
}

keep_books() {
  tally "$work/tally"
  grep -q '"unaccounted":0.*"broken":\[\]' "$work/tally" || fail "tally: $(cat -- "$work/tally")"
  say 'tally: unaccounted 0, no chain broken'
}

# Every sixteenth push is of the repository that policy knows; its commit is its number.
count_effects() {
  local heard other
  docker exec "$(container target)" cat /data/target/state/effects.jsonl |
    grep -o '"commit":"0\{32\}[0-9a-f]\{8\}"' | sort >"$work/effects" || true
  [[ -z $(uniq -d "$work/effects") ]] || fail "the target heard of one twice: $(uniq -d "$work/effects" | head -n 3)"
  heard="$(wc -l <"$work/effects")"
  other=$(($(unlucky "$work/tally") - $(unlucky "$work/before")))
  ((heard <= permitted && heard + other >= permitted)) ||
    fail "the target heard of $heard of $permitted permitted ones, and $other ended otherwise"
  say "the target heard of $heard of $permitted permitted ones, of none twice; $other actions did not succeed"
}

lift_limit
tally "$work/before"
start_load
for round in "${rounds[@]}"; do
  # shellcheck disable=SC2086 # its words
  restart $round
done
end_load
judge_load
keep_books
count_effects
