# shellcheck shell=bash
# For prove.sh and smoke.sh: everything of the running stack that could answer somebody, and this
# machine, which listens for as long as somebody tries it.
compose_file="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)/compose.yaml"
readonly compose_file host_port=18481
host_listener=""

compose() { docker compose --file "$compose_file" "$@"; }
container() { compose ps --quiet "$1"; }

open_host() {
  local empty
  empty="$(mktemp -d)"
  "$("${compose_file%/*}/../sallyport" --print-java-home)/bin/jwebserver" --bind-address 0.0.0.0 \
    --port $host_port --directory "$empty" --output none >/dev/null 2>&1 &
  host_listener=$!
  for _ in $(seq 40); do
    if timeout 1 bash -c "exec 3<>/dev/tcp/127.0.0.1/$host_port" 2>/dev/null; then break; fi
    sleep 0.25
  done
  rmdir -- "$empty"
}

close_host() {
  [[ -z $host_listener ]] || kill "$host_listener" 2>/dev/null || true
  host_listener=""
}

# Name, address and port: each address of every container, each bridge, this machine, others.
list_doors() {
  local name port service id
  while read -r name port service; do
    id="$(container "${service:-$name}")"
    docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$id" |
      tr ' ' '\n' | sed -n "s/\(.*\..*\)/$name \1 $port/p"
  done <<<"broker 9092
registry 8080
ingest 8080
target 8443
target-notices 8443
prometheus 9090
metrics-ingest 9464 ingest
metrics-validator 9464 validator
metrics-executor-deployments 9464 executor-deployments
metrics-executor-notices 9464 executor-notices
metrics-minter-notices 9464 minter-notices"
  docker network ls --quiet | while read -r id; do
    docker network inspect --format '{{range .IPAM.Config}}{{.Gateway}}{{end}}' "$id"
  done | sed -n "s/\(.*\..*\)/host \1 $host_port/p"
  hostname -I | tr ' ' '\n' | sed -n "s/^\([0-9.]*\)$/host \1 $host_port/p" | grep '\.' || true
  printf 'outside %s\n' '1.1.1.1 443' '8.8.8.8 53' '169.254.169.254 80'
}

# The doors of a file that open in the network of a container, by the names of what is behind them.
opened_by() {
  docker run --rm --interactive --network "container:$(container "$1")" --cap-drop ALL \
    --entrypoint bash sallyport/cli -c 'while read -r name address port; do
      (timeout 4 bash -c "exec 3<>/dev/tcp/$address/$port" 2>/dev/null && echo "$name") &
    done; wait' <"$2" | sort -u | paste -s -d ' '
}
