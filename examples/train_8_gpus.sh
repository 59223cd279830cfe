#!/bin/sh
# Trains both stages on the 8 GPUs of one machine, each batch shared out among them.
#
#     examples/train_8_gpus.sh CONFIG RUNS [KEY=VALUE]...
#
# CONFIG, RUNS and KEY=VALUE are as for train_one_gpu.sh. The result is that of one GPU, as the
# losses are those of the whole batch: 512 clips and 8 sequences by default, so 64 and 1 a GPU. GPUS
# sets another number, which must divide both batches; CHUNK is as for train_one_gpu.sh (32 unless
# set). Ctrl-C or SIGTERM saves the state; the same command goes on from there.
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
    accelerate launch --multi_gpu --num_machines 1 --num_processes "${GPUS:-8}" \
        --mixed_precision no --dynamo_backend no \
        -m adtool train "$stage" --config "$from" -o "$runs/$stage" --resume "$@"
}

train stage1 "chunk=${CHUNK:-32}" "$@"
train stage2 "clip=$runs/stage1/clip_ad" "$@"
