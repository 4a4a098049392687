#!/usr/bin/env bash
# Brings the stack up in a project of its own and tries what compose/README.md promises: a signed delivery
# becomes an effect, the books are even though everything restarts, nobody reaches what is not theirs, no secret
# lies where others look, and nothing is left behind. Ends with 0 only if all of it held.
# @Tag("NHI2")
# @Tag("CSF-PR.PS")
# @Tag("CSF-DE.CM")
set -euo pipefail
here="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd -P)"
readonly here
export COMPOSE_PROJECT_NAME=sallyport-smoke SALLYPORT_PORT="${SALLYPORT_PORT:-18480}"
readonly running=(broker registry ingest validator executor-deployments executor-notices
  target target-notices minter-notices witness prometheus)
readonly watched=(ingest validator executor-deployments executor-notices minter-notices)
readonly homes=(admin approver-1 approver-2 auditor broker ca executor-deployments executor-notices ingest inspector
  integrator minter-deployments minter-notices operator target target-notices ui validator witness)
work="$(mktemp -d)"
readonly work
# shellcheck source-path=SCRIPTDIR source=doors.sh
. "$here/doors.sh"

say() { printf 'smoke: [%3d s] %s\n' "$SECONDS" "$*"; }
fail() { printf '%s\n' "$*" >"$work/reason"; exit 1; }

end() {
  local code=$?
  if ((code)); then
    compose ps --all >&2 || true
    compose logs --no-color --tail 15 >&2 || true
  fi
  close_host
  compose --profile tools --profile prove --profile ui down --volumes --remove-orphans --timeout 10 >/dev/null 2>&1 || true
  if ((code)); then
    printf 'smoke: FAILED after %d s: %s\n' "$SECONDS" \
      "$(cat -- "$work/reason" 2>/dev/null || echo 'a command did not work')" >&2
  fi
  rm -rf -- "$work"
  exit "$code"
}
trap end EXIT

# What must be nowhere but in its owner's home: secrets, and the bodies of private keys. The container that made
# them sees every home, the authority's too, and no network.
collect_canaries() {
  # shellcheck disable=SC2016 # for the shells in the containers
  local owned='shopt -s nullglob
    for home in /data/*/; do
      name="$(basename "$home")" count=0
      for file in "$home"*.pem "$home"{keys,tls,proof}/*.pem; do
        body="$(sed -n "/BEGIN PRIVATE KEY/,/END PRIVATE KEY/{/-----/d;p}" "$file")"
        if [[ -n $body ]]; then printf "%s\n" "$body"; count=$((count + 1)); fi
      done
      for file in "$home"secrets/*; do cat "$file"; echo; count=$((count + 1)); done
      echo "$name $count" >&2
    done'
  compose run --rm --no-deps -T --entrypoint bash provision -c "$owned" 2>"$work/homes" |
    grep -E '.{20}' | sort -u >"$work/canaries"
  local home
  for home in "${homes[@]}"; do
    grep -q "^$home [1-9]" "$work/homes" || fail "no secret was found in the home of $home"
  done
}

# That a stream holds none of them, and does hold what shows that it is the right stream.
holds_no_canary() {
  local name=$1 sign=$2
  cat >"$work/searched"
  grep -a -q -F -- "$sign" "$work/searched" || fail "$name is not what was to be searched"
  ! grep -a -q -F -f "$work/canaries" "$work/searched" || fail "a secret lies in $name"
}

try_secrets() {
  collect_canaries
  local image ids=()
  for image in ingest validator executor cli quickstart; do
    docker save "sallyport/$image" | holds_no_canary "image $image" "opt/sallyport/app"
  done
  mapfile -t ids < <(compose ps --all --quiet)
  docker inspect "${ids[@]}" | holds_no_canary 'the description of the containers' JDK_JAVA_OPTIONS
  for image in "${running[@]}"; do
    docker exec "$(container "$image")" cat /proc/1/environ | holds_no_canary "the environment of $image" PATH=
  done
  compose logs --no-color | holds_no_canary 'a log' '"ready"'
  say "no secret in images, descriptions, environments or logs ($(wc -l <"$work/canaries") looked for)"
}

# One delivery as its sender would send it, from this machine by ingest's published port: an event, its
# payload, the field of the commit in it, and the target that has to hear of it.
deliver() {
  local event=$1 payload=$2 field=$3 target=$4 commit line
  commit="$(head -c 20 /dev/urandom | od -An -tx1 | tr -d ' \n')"
  sed "s/\"$field\": *\"[0-9a-f]*\"/\"$field\": \"$commit\"/" "$payload" >"$work/payload"
  grep -q "$commit" "$work/payload" || fail 'the payload has no place for a commit'
  line="$(compose run --rm --no-deps -T demo send github --event "$event" - --print --data /data \
    <"$work/payload" 2>/dev/null | tail -n 1)"
  line="${line/http:\/\/ingest:8080/http:\/\/127.0.0.1:$SALLYPORT_PORT}"
  bash -c "$line" <"$work/payload" >"$work/answer" || fail 'ingest does not answer'
  grep -q '^HTTP/1.1 202' "$work/answer" || fail "ingest answered $(head -n 1 "$work/answer")"
  for _ in $(seq 60); do
    if docker exec "$(container "$target")" grep -q "$commit" "/data/$target/state/effects.jsonl"; then
      say "a signed delivery became an effect at $target"
      return
    fi
    sleep 0.5
  done
  fail 'the delivery had no effect within 30 s'
}

# While deliveries come all the time, each service and the broker are gone once and come back; fewer than rolling.sh
# sends by itself, so that what waits is soon worked off.
try_rolling() {
  "$here/rolling.sh" 60 >"$work/rolled" 2>&1 || { cat -- "$work/rolled"; fail 'what came during restarts is not as it should be'; }
  say "each service was restarted while deliveries came: $(sed -n 's/.*\] \(.*at .*\)/\1/p' "$work/rolled"), all accounted for"
}

# An export holds against the witness's last checkpoint, and one whose end was cut off does not.
try_witness() {
  docker exec "$(container witness)" cat /data/witness/state/checkpoint.note >"$work/note"
  # shellcheck disable=SC2016 # for the shell in the container
  compose run --rm --no-deps -T --entrypoint bash auditor -ec 'cd /tmp && cat >note
    run=(java -XX:SharedArchiveFile=/opt/sallyport/classes.jsa @/opt/sallyport/jvm io.sallyport.cli.SallyportMain)
    against=(--keys /data/auditor/keys --heads note --witness /data/auditor/keys/witness.jwk)
    "${run[@]}" audit export whole.jsonl --data /data
    "${run[@]}" audit verify whole.jsonl "${against[@]}"
    truncate -s "$(head -n "$(($(wc -l <whole.jsonl) / 2))" whole.jsonl | wc -c)" whole.jsonl
    code=0; "${run[@]}" audit verify whole.jsonl "${against[@]}" >cut || code=$?; cat cut
    ((code == 1)) && grep -q "a receipt that was there is missing" cut' \
    <"$work/note" >"$work/verified" 2>&1 || { cat -- "$work/verified"; fail 'the witness is not believed'; }
  say "an export holds against the witness's checkpoint, and does not where its end is cut off"
}

# Every principal is refused whatever is not its own: rights, addresses, files.
try_isolation() {
  "$here/prove.sh" "$work/proofs" >"$work/matrix" || { cat -- "$work/matrix"; fail 'something was not refused'; }
  say "every principal was refused all that is not its own ($(awk 'NR > 2 { n += $2 } END { print n }' \
    "$work/matrix") attempts), and nobody else reaches more than declared"
}

# And would be seen if it were not: by a principal that reaches a target, by Prometheus that reaches a broker.
try_sabotage() {
  local joined
  join validator executor-target
  join prometheus validator-broker
  ! "$here/prove.sh" "$work/proofs" validator prometheus >"$work/matrix" || fail 'a second network was not seen'
  for joined in 'validator: address target connect: succeeded' 'prometheus: reaches broker '; do
    grep -q -- "^$joined" "$work/matrix" || { cat -- "$work/matrix"; fail "not seen: $joined"; }
  done
  join validator executor-target disconnect
  join prometheus validator-broker disconnect
  say 'containers that joined another network are seen'
}

join() { docker network "${3:-connect}" "${COMPOSE_PROJECT_NAME}_$2" "$(container "$1")"; }

# Whoever is to mend it sees each service, the broker's settings and grants, and the registry's subjects.
try_doctor() {
  local service code=0
  compose run --rm --no-deps -T doctor --output json >"$work/findings" 2>"$work/doctor" || code=$?
  ((code == 0)) || { cat -- "$work/doctor" "$work/findings"; fail "the doctor ended with $code"; }
  (($(grep -c '"state":"ok","code":"role-ready"' "$work/findings") == ${#watched[@]})) ||
    { cat -- "$work/findings"; fail 'the doctor does not see each service'; }
  for service in broker-reachable grant-extra registry-schema registry-compatibility role-unseen certificate-expiry clock; do
    grep -q "\"state\":\"ok\",\"code\":\"$service\"" "$work/findings" ||
      { cat -- "$work/findings"; fail "the doctor does not say $service"; }
  done
  say "the doctor finds $(grep -c '"state":"ok"' "$work/findings") things well and $(grep -c '"state":"warning"' "$work/findings") to know of, and nothing bad"
}

# What Prometheus answers to a question that has one number for an answer.
figure() {
  docker exec "$(container prometheus)" /bin/promtool query instant http://127.0.0.1:9090 "$1" |
    sed -n 's/.*=> \(.*\) @.*/\1/p'
}

await_figure() {
  local seen
  for _ in $(seq "$3"); do
    seen="$(figure "$1")"
    if [[ $seen == "$2" ]]; then return; fi
    sleep 1
  done
  fail "$1 is '$seen' after $3 s, and should be $2"
}

# Prometheus sees each service and goes by the rules; no service can ask it.
try_watch() {
  local service rules
  await_figure 'count(up{job=~"sallyport.*"} == 1)' "${#watched[@]}" 30
  rules="$(grep -c '^ *- alert: ' "$here/../docs/operate/alerts.yml")"
  await_figure 'sum(prometheus_rule_group_rules)' "$rules" 30
  await_figure 'sum(sallyport_minter_requests_total{result="lent"})' 1 10
  for service in "${watched[@]}"; do
    docker exec "$(container "$service")" bash -c 'getent hosts prometheus >/dev/null &&
      ! timeout 4 bash -c "exec 3<>/dev/tcp/prometheus/9090" 2>/dev/null' ||
      fail "$service can ask Prometheus"
  done
  say "Prometheus sees ${#watched[@]} services and goes by $rules rules; none of them can ask it"
}

# A cell that is not there any more is paged for.
see_it_paged() {
  await_figure 'ALERTS{alertname="SallyportDown",alertstate="firing",instance="executor-notices:9464"}' 1 90
  docker start "$1" >/dev/null
  await_figure 'count(up{job=~"sallyport.*"} == 1)' "${#watched[@]}" 60
  say 'the executor that was stopped meanwhile was paged for'
}

# Every query of the dashboard has an answer, of numbers, when all of this has happened; but the one for the
# end of pinned keys, since those of the demonstration have none, and that for circuits, which none of its
# handlers has.
try_dashboard() {
  local refused='sallyport_validator_decisions_total{result="REFUSED"}'
  send_push <"$here/../quickstart/src/main/bundles/validator/tests/payloads/tag.json"
  send_push <"$here/../quickstart/src/main/bundles/validator/tests/payloads/ref-twice.json"
  await_figure 'sum(sallyport_validator_held)' 1 30
  await_figure "count(rate(${refused}[1m])) > bool 0" 1 30
  # shellcheck disable=SC2016 # Grafana's own variable, and what is for the shell in the container
  sed -n 's/.*"expr": "\(\([^"\\]\|\\.\)*\)".*/\1/p' "$here/../docs/operate/dashboard.json" |
    sed 's/\\"/"/g; s/\$__rate_interval/15m/g' >"$work/queries"
  # shellcheck disable=SC2016 # for the shell in the container
  docker exec --interactive "$(container prometheus)" sh -c 'while IFS= read -r query; do
    answer="$(/bin/promtool query instant http://127.0.0.1:9090 "$query" 2>&1 </dev/null)" &&
      printf "%s" "$answer" | grep -q "=> [0-9.e+-]* @" || printf "%s: %s\n" "$query" "$answer"; done' \
    <"$work/queries" >"$work/unanswered"
  ! grep -v -e sallyport_executor_key_not_after_seconds -e sallyport_executor_circuit "$work/unanswered" ||
    fail 'the dashboard asks for what is not there'
  say "all but $(wc -l <"$work/unanswered") of the $(wc -l <"$work/queries") queries of the dashboard have figures for an answer"
}

send_push() {
  compose run --rm --no-deps -T demo send github --event push - --data /data >"$work/answer" 2>/dev/null ||
    fail "ingest answered $(cat -- "$work/answer")"
}

# What the kernel and the engine say of each container.
try_hardening() {
  local service id seen hard='^(20[0-9]{3}) \1 \1 \1 0{16} 0{16} 1 2 $'
  for service in "${running[@]}"; do
    id="$(container "$service")"
    seen="$(docker inspect --format '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.Privileged}} {{gt .HostConfig.Memory 0}} {{.HostConfig.PidsLimit}}' "$id")"
    [[ $seen == 'true [ALL] false true 256' ]] || fail "$service is not hard: $seen"
    seen="$(docker exec "$id" sed -n 's/^\(CapBnd\|CapEff\|NoNewPrivs\|Seccomp\|Uid\):\t*//p' /proc/1/status | tr '\n\t' '  ')"
    [[ $seen =~ $hard ]] || fail "$service runs with $seen"
    ! docker exec "$id" touch /opt/written 2>/dev/null || fail "$service can write to its root"
    [[ $(docker exec "$id" cat /proc/sys/net/ipv4/ip_forward) == 0 ]] || fail "$service forwards"
  done
  say 'every container: own user, no capability, no new privileges, seccomp, read-only root, forwards nothing'
}

play_scenes() {
  "$here/../sallyport" demo --against compose --output json >"$work/scenes" ||
    { cat "$work/scenes"; fail 'a scene did not end as stated'; }
  say "$(grep -c '"ok":true' "$work/scenes") scenes of the demo ended as stated, the last being its books"
}

leave_nothing() {
  compose --profile tools --profile prove --profile ui down --volumes --remove-orphans --timeout 10 >/dev/null 2>&1
  local label="label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" left
  left="$(docker ps --all --quiet --filter "$label"; docker network ls --quiet --filter "$label"
    docker volume ls --quiet --filter "$label")"
  [[ -z $left ]] || fail "down left $left"
  say 'down left no container, network or volume'
}

compose --profile tools --profile prove --profile ui down --volumes --remove-orphans >/dev/null 2>&1
compose up --detach --wait --wait-timeout 240 --quiet-pull >"$work/up" 2>&1 ||
  { tail -n 30 "$work/up" >&2; fail 'the stack did not come up'; }
say 'the stack is up'
try_hardening
deliver push "$here/../cli/src/main/resources/samples/push.json" after target
deliver release "$here/notices/validator/tests/payloads/published.json" target_commitish target-notices
try_doctor
try_isolation
try_sabotage
try_watch
stopped="$(container executor-notices)"
docker stop --time 10 "$stopped" >/dev/null
play_scenes
see_it_paged "$stopped"
try_rolling
try_dashboard
try_witness
try_secrets
leave_nothing
