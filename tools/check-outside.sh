#!/usr/bin/env bash
# Checks that a project outside this tree can use Jacobian: installs into a fresh local Maven repository, builds
# examples/outside in a folder of its own against it, and trains digits on the module path and on the class path.
# Your own local repository (M2, else ~/.m2/repository) lends third-party artifacts and is not installed into.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
lender=${M2:-$HOME/.m2/repository}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A repository of links to everything but what is to be checked.
mkdir -p "$work/repository/org"
for each in "$lender"/*; do
  [ "$(basename "$each")" = org ] || ln -s "$each" "$work/repository/"
done
for each in "$lender"/org/*; do
  [ "$(basename "$each")" = jacobian ] || ln -s "$each" "$work/repository/org/"
done

echo "installing into a fresh repository ..."
MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.repo.local=$work/repository" "$root/jac" install

cp -r "$root/examples/outside" "$work/project"
cd "$work/project"
rm -rf target
mvn -B -q ${OFFLINE:--o} -Dmaven.repo.local="$work/repository" compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DincludeScope=runtime -DoutputDirectory="$work/project/target/lib"
echo "needs at run time: $(ls target/lib | tr '\n' ' ')"

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
check() { # what it is, then the flags
  local what=$1 out
  shift
  out=$("$java" -XX:+UseSerialGC "$@" 2> "$work/errors") || { cat "$work/errors" >&2; echo "$what: failed" >&2; exit 1; }
  case $out in
    "test accuracy 0."[89]* | "test accuracy 1.0"*) echo "$what: $out" ;;
    *) echo "$what: expected a test accuracy of at least 0.8, got: $out" >&2; exit 1 ;;
  esac
}
check "module path, no flag" -p "target/classes:target/lib" -m outside/outside.Digits
grep -q "slow loops" "$work/errors" && { echo "the module path runs slow loops" >&2; exit 1; }
check "class path, no flag" -cp "target/classes:target/lib/*" outside.Digits
[ "$(grep -c "slow loops" "$work/errors")" = 1 ] || { echo "the class path does not say once that loops are slow" >&2; exit 1; }
check "class path, --add-modules jdk.incubator.vector" \
  --add-modules jdk.incubator.vector -cp "target/classes:target/lib/*" outside.Digits
grep -q "slow loops" "$work/errors" && { echo "the flag does not bring the vector kernels" >&2; exit 1; }
echo "outside: all three train"
