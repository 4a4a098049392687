#!/usr/bin/env bash
# prove.sh DIRECTORY [NAME...]: has every principal of the running stack (or those) try whatever it
# may not do, as itself and from its own place, and puts the signed reports in the directory together
# with those that are there: the matrix. Ends with 0 only if each was refused all that is not its own.
# @Tag("NHI5")
# @Tag("NHI8")
# @Tag("CSF-PR.IR")
set -euo pipefail
here="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd -P)"
# shellcheck source-path=SCRIPTDIR source=doors.sh
. "$here/doors.sh"
readonly at_once=3
readonly all=(ingest validator executor-deployments executor-notices minter-deployments
  minter-notices operator approver auditor inspector integrator witness)
# Who is no principal signs nothing: what opens in its network is tried for it, and is this.
readonly others=(registry target target-notices broker prometheus)
declare -rA opens=(
  [registry]=registry
  [target]=target
  [target-notices]=target-notices
  [broker]='broker ingest'
  [prometheus]='ingest metrics-executor-deployments metrics-executor-notices metrics-ingest metrics-minter-notices metrics-validator'
)

fail() { printf 'prove: %s\n' "$*" >&2; exit 2; }

# Who may connect to what, and whose files are whose: README.md's table.
write_reach() {
  list_doors >"$dir/doors"
  local name open IFS=,
  printf 'apiVersion: sallyport/v1\nkind: Reach\nmetadata: {name: compose}\nspec:\n  addresses:\n'
  while IFS=' ' read -r name open; do
    printf '    - {name: %s, at: [%s], open: [%s]}\n' "$name" \
      "$(sed -n "s/^$name \([^ ]*\) /\1:/p" "$dir/doors" | sort -u | paste -s -d ,)" "$open"
  done <<<"broker ${all[*]}
registry validator
ingest ingest
target executor-deployments
target-notices executor-notices
metrics-ingest ingest
metrics-validator validator
metrics-executor-deployments executor-deployments
metrics-executor-notices executor-notices
metrics-minter-notices minter-notices
host ${SALLYPORT_EDGE_OPEN-ingest}
outside"
  printf '  paths:\n    - {path: /data/approver-1, open: [approver]}\n'
  printf '    - {path: /run/minter, open: [executor-notices, minter-notices]}\n'
  for name in ingest validator executor-{deployments,notices} minter-{deployments,notices} operator \
    auditor inspector integrator witness; do
    printf '    - {path: /data/%s, open: [%s]}\n' "$name" "$name"
  done
  for name in /data/{admin,approver-2,broker,ca,registry,target,target-notices,ui} /run/docker.sock; do
    printf '    - {path: %s}\n' "$name"
  done
}

# A report, even where something was not as declared: whoever collects will say so.
prove() {
  local code=0
  compose run --rm --no-deps -T "prove-$1" <"$dir/reach.yaml" >"$dir/$1.proof" 2>"$dir/$1.log" ||
    code=$?
  if ((code > 1)) || [[ ! -s $dir/$1.proof ]]; then
    cat -- "$dir/$1.log" >&2
    return 2
  fi
}

try_other() {
  local seen
  seen="$(opened_by "$1" "$dir/doors")"
  [[ $seen == "${opens[$1]}" ]] || printf '%s: reaches %s, and should reach %s\n' "$1" "${seen:-nothing}" "${opens[$1]}"
}

[[ $# -ge 1 ]] || fail 'usage: prove.sh DIRECTORY [NAME...]'
dir=$1
shift
mkdir -p -- "$dir"
# Whoever proves again goes by what the others went by; all of them, by what runs now.
if [[ $# -eq 0 ]]; then
  set -- "${all[@]}" "${others[@]}"
  rm -f -- "$dir/reach.yaml"
fi
[[ -s $dir/reach.yaml ]] || write_reach >"$dir/reach.yaml"
trap close_host EXIT
open_host
provers=()
for name; do
  if ((${#provers[@]} >= at_once)); then
    wait "${provers[0]}"
    provers=("${provers[@]:1}")
  fi
  if [[ -v opens[$name] ]]; then
    try_other "$name" >"$dir/$name.other" &
  else
    prove "$name" &
  fi
  provers+=($!)
done
for prover in "${provers[@]}"; do wait "$prover"; done
close_host
cluster="$(docker exec "$(container broker)" \
  sed -n 's/^sallyport.cluster.id=//p' /mnt/shared/config/server.properties)"
code=0
tar -C "$dir" -c reach.yaml "${all[@]/%/.proof}" | compose run --rm --no-deps -T collect "$cluster" || code=$?
for name in "${others[@]}"; do
  cat -- "$dir/$name.other"
  [[ ! -s $dir/$name.other ]] || code=1
done
exit "$code"
