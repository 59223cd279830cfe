#!/bin/sh
# Trains both stages on one GPU (or, slowly, on a CPU).
#
#     examples/train_one_gpu.sh CONFIG RUNS [KEY=VALUE]...
#
# CONFIG is the name of configurations that come with adtool (mad, cmdad, tvad, storyworld), or a
# folder with a stage1.toml and a stage2.toml of your own. RUNS gets the folders stage1 and stage2.
# KEY=VALUE replaces a setting of both stages, such as data.videos=MOVIES. The same command goes on
# after an interruption; a finished stage is not trained again. Stage-I encodes CHUNK clips at a
# time (16 unless set; 0 is the whole batch at once): more is faster as long as it fits the memory,
# and the result is the same.
set -eu

if [ $# -lt 2 ]; then
    echo "usage: $0 CONFIG RUNS [KEY=VALUE]..." >&2
    exit 2
fi
config=$1 runs=$2
shift 2

train() { # STAGE [KEY=VALUE]...
    stage=$1
    shift
    from=$config
    [ -d "$config" ] && from=$config/$stage.toml
    accelerate launch --num_machines 1 --num_processes 1 --mixed_precision no --dynamo_backend no \
        -m adtool train "$stage" --config "$from" -o "$runs/$stage" --resume "$@"
}

train stage1 "chunk=${CHUNK:-16}" "$@"
train stage2 "clip=$runs/stage1/clip_ad" "$@"
