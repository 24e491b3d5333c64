#!/usr/bin/env bash
# Makes an archive of the classes that a hub loads at its start, beside its jar: it then starts sooner, if Java is told of it.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: scripts/class-archive.sh [JAR [ARCHIVE]]

Runs the hub once on a directory of its own and writes ARCHIVE (by default JAR with .jsa for .jar). Start it with

  java -XX:SharedArchiveFile=ARCHIVE -jar JAR serve ...

The archive belongs to this jar, where it lies, and to this version of Java: make it anew after each change. One that does not fit
is passed over.
TEXT
}

case "${1:-}" in -h | --help) usage && exit 0 ;; esac
jar=${1:-hub-server/target/hub-server.jar}
archive=${2:-${jar%.jar}.jsa}
[ -f "$jar" ] || { echo "There is no $jar: build it first (mvn package)." >&2; exit 1; }

work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$work"' EXIT
rm -f "$archive"
java -XX:ArchiveClassesAtExit="$archive" -jar "$jar" serve --open --port 0 --data "$work/data" >"$work/out" 2>"$work/err" &
pid=$!
until grep -q '^Dashboard: ' "$work/out"; do
  kill -0 "$pid" 2>/dev/null || { cat "$work/err" >&2; exit 1; }
  sleep 0.1
done
address=$(sed -n 's/^Dashboard: //p' "$work/out")
curl -fs "${address}readyz" >/dev/null || true
kill "$pid"
wait "$pid" || true
pid=
[ -s "$archive" ] || { echo "Java wrote no archive:" >&2; cat "$work/err" >&2; exit 1; }
echo "$archive: $(($(wc -c <"$archive") / 1000000)) MB"
