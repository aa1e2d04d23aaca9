#!/bin/sh
# Compiles each server and resolves its class path into target/servers/NAME, where that is missing or older than its
# sources. Arguments: the Maven home, the local repository and offline=true or offline=false, as the outer build has them.
set -eu
cd "$(dirname "$0")/../.."
maven=""
# Whoever stops this build means Maven too.
trap '[ -z "$maven" ] || kill "$maven" 2>/dev/null; exit 143' HUP INT TERM
offline=""
[ "$3" = offline=true ] && offline="-o"
for pom in src/servers/*/pom.xml; do
  source=$(dirname "$pom")
  stamp="target/servers/$(basename "$source")/built"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$2" ] && [ -z "$(find "$source" -type f -newer "$stamp")" ]; then
    continue
  fi
  "$1/bin/mvn" -q -B $offline "-Dmaven.repo.local=$2" -f "$pom" process-classes &
  maven=$!
  wait $maven
  echo "$2" >"$stamp"
done
