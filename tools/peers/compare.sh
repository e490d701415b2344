#!/usr/bin/env bash
# Trains a workload in Jacobian and in the peers turn by turn: tools/peers/compare.sh mlp|cnn|lstm|transformer|resnet20 [THREADS=2] [ROUNDS=21] [PEER ..]
# Needs a built checkout (any ./jac command builds), JDK 25 (JAVA_HOME or java on the path), and a Python with
# requirements.txt installed (PYTHON, else venv/bin/python beside this script).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
workload=${1:?give a workload: mlp, cnn, lstm, transformer or resnet20}
threads=${2:-2}
rounds=${3:-21}
shift $(($# < 3 ? $# : 3))
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# Jars where they are packed, else the classes of the build.
if ls "$root"/cli/target/lib/jacobian-bench-*.jar > /dev/null 2>&1; then
  path=$root/cli/target/lib
else
  fastcsv=$(find "${M2:-$HOME/.m2/repository}/de/siegmar/fastcsv" -name 'fastcsv-*.jar' | head -n 1)
  path=$root/engine/target/classes:$root/keras/target/classes:$root/bench/target/classes:$fastcsv
fi
confined=
command -v taskset > /dev/null && confined="taskset -c 0-$((threads - 1)) "
exec "${PYTHON:-$here/venv/bin/python}" -B "$here/interleave.py" "$workload" --threads "$threads" --rounds "$rounds" \
  ${1:+--frameworks "$@"} \
  --own "$confined$java -p $path --enable-native-access=jacobian.engine -m jacobian.bench/jacobian.bench.Worker {workload} {threads}"
