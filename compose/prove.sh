#!/usr/bin/env bash
# prove.sh DIRECTORY [PRINCIPAL...]: has every principal of the running stack (or those) try whatever it
# may not do, as itself and from its own place, and puts the signed reports in the directory together
# with those that are there: the matrix. Ends with 0 only if each was refused all that is not its own.
set -euo pipefail
here="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd -P)"
# shellcheck source-path=SCRIPTDIR source=doors.sh
. "$here/doors.sh"
readonly at_once=3
readonly all=(ingest validator executor-deployments executor-notices minter-deployments
  minter-notices operator approver auditor inspector integrator witness)

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
host ${SALLYPORT_EDGE_OPEN-ingest}
outside"
  printf '  paths:\n    - {path: /data/approver-1, open: [approver]}\n'
  for name in ingest validator executor-{deployments,notices} minter-{deployments,notices} operator \
    auditor inspector integrator witness; do
    printf '    - {path: /data/%s, open: [%s]}\n' "$name" "$name"
  done
  for name in /data/{admin,approver-2,broker,ca,registry,target,target-notices} /run/docker.sock; do
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

[[ $# -ge 1 ]] || fail 'usage: prove.sh DIRECTORY [PRINCIPAL...]'
dir=$1
shift
mkdir -p -- "$dir"
# Whoever proves again goes by what the others went by; all of them, by what runs now.
if [[ $# -eq 0 ]]; then
  set -- "${all[@]}"
  rm -f -- "$dir/reach.yaml"
fi
[[ -s $dir/reach.yaml ]] || write_reach >"$dir/reach.yaml"
trap close_host EXIT
open_host
provers=()
for principal; do
  if ((${#provers[@]} >= at_once)); then
    wait "${provers[0]}"
    provers=("${provers[@]:1}")
  fi
  prove "$principal" &
  provers+=($!)
done
for prover in "${provers[@]}"; do wait "$prover"; done
close_host
cluster="$(docker exec "$(container broker)" \
  sed -n 's/^sallyport.cluster.id=//p' /mnt/shared/config/server.properties)"
tar -C "$dir" -c reach.yaml "${all[@]/%/.proof}" | compose run --rm --no-deps -T collect "$cluster"
