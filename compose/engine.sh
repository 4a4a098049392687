#!/usr/bin/env bash
# 'up' brings a Docker engine with compose and buildx to a bare Debian 12, as root and without an init,
# and starts it; 'down' ends the engine that 'up' started. Where an engine answers, both do nothing.
set -euo pipefail
home="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd -P)"
readonly home
readonly state="$home/target/engine" log=/var/log/dockerd.log run=/var/run

say() { printf 'engine: %s\n' "$*"; }
fail() { printf 'engine: %s\n' "$*" >&2; exit 2; }
answers() { docker info >/dev/null 2>&1; }

install_engine() {
  local missing=()
  command -v dockerd >/dev/null || missing+=(docker.io)
  command -v iptables >/dev/null || missing+=(iptables)
  ((${#missing[@]})) || return 0
  say "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian 12 has compose 1 only. Debian 13's compose 2 and buildx need no newer libc than 12's. Its lists
# lie in a directory of their own, so that nothing else ever comes from there.
install_plugins() {
  local missing=() mirror at
  docker compose version >/dev/null 2>&1 || missing+=(docker-compose)
  docker buildx version >/dev/null 2>&1 || missing+=(docker-buildx)
  ((${#missing[@]})) || return 0
  say "installing ${missing[*]} of Debian 13"
  # shellcheck disable=SC2016 # apt's own variables
  mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' |
    sort -u | head -n 1)"
  [[ -n $mirror ]] || fail 'apt knows no mirror of Debian 12'
  at="$(mktemp -d)"
  chmod 0755 "$at"
  mkdir -p "$at/lists/partial" "$at/parts"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' \
    "$mirror" >"$at/sources"
  local apt=(apt-get -qq -o "Dir::Etc::sourcelist=$at/sources" -o "Dir::Etc::sourceparts=$at/parts"
    -o "Dir::State::lists=$at/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
    -o APT::Sandbox::User=root)
  "${apt[@]}" update
  (cd -- "$at" && "${apt[@]}" download "${missing[@]}" && dpkg -i ./*.deb >/dev/null)
  rm -rf -- "$at"
}

# Whether the process of a pid file is that program and no corpse: without an init nobody takes those away.
lives() {
  local pid
  pid="$(cat -- "$1" 2>/dev/null)" || return 1
  grep -qs "^Name:[[:space:]]$2\$" "/proc/$pid/status" &&
    ! grep -qs '^State:[[:space:]]Z' "/proc/$pid/status"
}

start_engine() {
  lives "$run/docker.pid" dockerd && fail "dockerd runs and does not answer; see $log"
  lives "$run/docker/containerd/containerd.pid" containerd || rm -rf -- "$run/docker/containerd"
  rm -f -- "$run/docker.pid"
  setsid nohup dockerd --ip 127.0.0.1 --log-opt max-size=10m --log-opt max-file=2 \
    >"$log" 2>&1 </dev/null &
  for _ in $(seq 120); do
    if answers; then
      mkdir -p -- "$state"
      cp -- "$run/docker.pid" "$state/pid"
      return
    fi
    sleep 0.25
  done
  tail -n 20 -- "$log" >&2
  fail "dockerd did not start; the whole log: $log"
}

up() {
  [[ $EUID -eq 0 ]] || answers || fail 'no engine answers, and only root can start one'
  if [[ $EUID -eq 0 ]]; then
    install_engine
    answers || start_engine
    install_plugins
  fi
  say "$(docker version --format '{{.Server.Version}}'), compose $(docker compose version --short)"
}

down() {
  if ! lives "$state/pid" dockerd; then
    say 'none that was started here runs'
    return
  fi
  local pid
  pid="$(<"$state/pid")"
  kill "$pid"
  for _ in $(seq 120); do
    if ! lives "$state/pid" dockerd; then
      rm -rf -- "$state"
      say 'ended'
      return
    fi
    sleep 0.25
  done
  fail "the engine (process $pid) does not end; see $log"
}

case ${1:-} in
  up | down) "$1" ;;
  *) fail 'usage: engine.sh up|down' ;;
esac
