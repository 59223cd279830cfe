#!/bin/bash
#
# Drafts the audio description of a catalogue on a Ray cluster.
#
#     examples/describe_ray.sh ADDRESS FILMS OUTPUT [OPTION]...
#
# ADDRESS is the cluster's: HOST:6379 on a machine of it, ray://HOST:10001 from outside. One is made
# by "ray start --head" on its first machine and "ray start --address HOST:6379" on the others, each
# with adtool and its extra "cluster" installed. FILMS is a list with a path a line; it, the films
# and the folder OUTPUT must be where all machines find them. A film whose machine fails is tried on
# another; OUTPUT/films.csv says what became of each. Run again, it does what is left.
#
# GPUS, a number or a part of one, is what a film asks for: GPUS=0.5 has two films share a GPU.
set -u

if [ $# -lt 3 ]; then
    echo "usage: $0 ADDRESS FILMS OUTPUT [OPTION]..." >&2
    exit 2
fi
address=$1 films=$2 output=$3
shift 3

exec adtool describe --from "$films" -o "$output/" --skip-existing --work "$output/.work" \
    --cluster "$address" --gpus-per-film "${GPUS:-0}" --progress lines "$@"
