#!/usr/bin/env bash
# Makes the images of compose.yaml from the built project, and stand-ins for the public ones that they
# begin with where no image registry answers. What is there already is kept.
set -euo pipefail
home="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/.." && pwd -P)"
readonly home
readonly context="$home/compose/target/images"
readonly kafka=apache/kafka:4.3.1 registry=apicurio/apicurio-registry:3.3.3
readonly prometheus=prom/prometheus:v2.42.0
readonly jre=eclipse-temurin:25-jre base=debian:bookworm-slim
readonly jre_modules=java.se,jdk.attach,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs

say() { printf 'images: %-38s %s\n' "$1" "$2"; }
fail() { printf 'images: %s\n' "$*" >&2; exit 2; }

is_there() { docker image inspect "$1" >/dev/null 2>&1; }

# Whether a public image has to be made here.
is_missing() {
  if is_there "$1"; then say "$1" 'there'; return 1; fi
  if timeout 300 docker pull -q "$1" >/dev/null 2>&1; then say "$1" 'pulled'; return 1; fi
}

empty() { rm -rf -- "$1"; mkdir -p -- "$1"; }

# The jars of a module's class path: those of the project in one place, those of others in another.
gather() {
  local module=$1 from="$home/$1/target" to="$context/$1" entry entries paths=()
  [[ -s $from/classpath && -s $from/sallyport-$module.jar ]] ||
    fail "$module is not built; run 'mvn package' or any ./sallyport command first"
  empty "$to"
  mkdir -- "$to/app" "$to/lib"
  IFS=: read -r -a entries <<<"$from/sallyport-$module.jar:$(<"$from/classpath")"
  for entry in "${entries[@]}"; do
    [[ $entry == *.jar && -s $entry ]] || fail "$entry is no jar; run 'mvn package' first"
    local part=lib
    [[ $entry != "$home"/* && ${entry##*/} != sallyport-* ]] || part=app
    [[ ! -e $to/$part/${entry##*/} ]] || fail "two jars of $module are called ${entry##*/}"
    cp -- "$entry" "$to/$part/"
    paths+=("/opt/sallyport/$part/${entry##*/}")
  done
  chmod -R a+rX,go-w -- "$to"
  local IFS=:
  cat >"$to/jvm" <<FLAGS
-XX:+UseSerialGC
-XX:MaxRAMPercentage=50
-XX:-UsePerfData
-XX:+DisableAttachMechanism
-XX:+ExitOnOutOfMemoryError
-Xlog:disable
-Xlog:all=error,cds*=off:stderr
--enable-native-access=ALL-UNNAMED
--sun-misc-unsafe-memory-access=allow
-Dsallyport.home=/opt/sallyport
-cp ${paths[*]}
FLAGS
}

make_base() {
  if ! command -v mmdebstrap >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null
  fi
  mmdebstrap --quiet --variant=minbase --include=ca-certificates \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' bookworm - 2>/dev/null |
    docker import --change 'CMD ["bash"]' - "$base" >/dev/null
}

make_jre() {
  local jdk
  jdk="$("$home/sallyport" --print-java-home)"
  empty "$context/jre"
  "$jdk/bin/jlink" --add-modules "$jre_modules" --include-locales=en --strip-debug \
    --no-header-files --no-man-pages --compress zip-6 --output "$context/jre/jre"
  build_stand_in jre "$jre" "$context/jre"
}

make_kafka() {
  empty "$context/kafka"
  cp -r -- "$context/quickstart/lib" "$context/kafka/libs"
  cp -- "$home/compose/docker/stand-in/kafka/"{run,logback.xml} "$context/kafka/"
  build_stand_in kafka "$kafka" "$context/kafka"
}

make_registry() {
  empty "$context/registry"
  cp -r -- "$home/quickstart/target/registry" "$context/registry/registry"
  chmod -R a+rX -- "$context/registry"
  build_stand_in registry "$registry" "$context/registry"
}

make_prometheus() {
  is_there "$base" || provide "$base" make_base
  empty "$context/prometheus"
  apt-get update -qq
  (cd -- "$context/prometheus" && apt-get download -qq -o APT::Sandbox::User=root prometheus &&
    dpkg-deb --extract prometheus_*.deb .)
  build_stand_in prometheus "$prometheus" "$context/prometheus"
}

build_stand_in() {
  docker build --quiet --file "$home/compose/docker/stand-in/$1/Dockerfile" --tag "$2" "$3" >/dev/null
}

# A public image, made by its own function where it cannot be pulled.
provide() {
  local began=$SECONDS
  if is_missing "$1"; then
    "$2"
    say "$1" "made here in $((SECONDS - began)) s, as a stand-in"
  fi
}

command -v docker >/dev/null || fail 'docker is not there; compose/engine.sh up brings it from Debian'
export DOCKER_BUILDKIT=1
modules=(ingest validator executor cli quickstart)
for module in "${modules[@]}"; do gather "$module"; done
cp -r -- "$home/quickstart/src/main/bundles" "$context/quickstart/bundles"
cp -r -- "$home/compose/notices/validator/." "$context/quickstart/bundles/validator/"
cp -r -- "$home/compose/notices/executor" "$context/quickstart/bundles/executor-notices"
chmod -R a+rX -- "$context/quickstart/bundles"
cp -- "$home/compose/docker/archive" "$context/"

if ! is_there "$jre"; then
  is_missing "$jre" || true
  is_there "$jre" || provide "$base" make_base
fi
provide "$jre" make_jre
provide "$kafka" make_kafka
provide "$registry" make_registry
provide "$prometheus" make_prometheus
for module in "${modules[@]}"; do
  began=$SECONDS
  docker build --quiet --file "$home/compose/docker/Dockerfile" --target "$module" \
    --tag "sallyport/$module" "$context" >/dev/null
  say "sallyport/$module" "built in $((SECONDS - began)) s, $(($(docker image inspect \
    --format '{{.Size}}' "sallyport/$module") / 1000000)) MB"
done
