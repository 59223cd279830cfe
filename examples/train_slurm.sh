#!/bin/bash
#SBATCH --job-name=adtool
#SBATCH --nodes=2
#SBATCH --ntasks-per-node=1
#SBATCH --gpus-per-node=4
#SBATCH --cpus-per-task=32
#SBATCH --time=24:00:00
#SBATCH --signal=B:USR1@300
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=adtool-%j.log
#
# Trains both stages under SLURM, here on 2 nodes of 4 GPUs.
#
#     sbatch examples/train_slurm.sh CONFIG RUNS [KEY=VALUE]...
#
# CONFIG, RUNS (in a file system that all nodes share) and KEY=VALUE are as for train_one_gpu.sh;
# adtool must be on the PATH of the job. Whatever of the above does not fit your cluster can be
# given to sbatch instead; all GPUs together must divide both batches, 512 clips and 8 sequences.
#
# Five minutes before the time is up, or when the job is preempted, the training saves its state and
# the job goes back into the queue, to go on from there when its turn comes.
set -u

if [ $# -lt 2 ]; then
    echo "usage: sbatch $0 CONFIG RUNS [KEY=VALUE]..." >&2
    exit 2
fi
config=$1 runs=$2
shift 2

nodes=$SLURM_JOB_NUM_NODES
gpus=${SLURM_GPUS_ON_NODE:-1}
address=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
port=$((10000 + SLURM_JOB_ID % 50000))

step='' stopped=''
stop() { # the launchers pass SIGTERM on, and the training saves before it ends
    stopped=yes
    [ -n "$step" ] && kill -TERM "$step"
}
trap stop USR1 TERM

train() { # STAGE [KEY=VALUE]...
    local stage=$1 from=$config status
    shift
    [ -d "$config" ] && from=$config/$stage.toml
    # One launcher a node; its rank is known only there, so the node's own shell fills it in.
    # shellcheck disable=SC2016
    srun --kill-on-bad-exit=1 bash -c 'exec accelerate launch --machine_rank "$SLURM_NODEID" "$@"' \
        launcher --multi_gpu --num_machines "$nodes" --num_processes $((nodes * gpus)) \
        --main_process_ip "$address" --main_process_port "$port" \
        --mixed_precision no --dynamo_backend no \
        -m adtool train "$stage" --config "$from" -o "$runs/$stage" --resume "$@" &
    step=$!
    [ -n "$stopped" ] && kill -TERM "$step" # the signal came between the stages
    wait "$step"
    status=$?
    while kill -0 "$step" 2>/dev/null; do # a signal ends the wait, not the training
        wait "$step"
        status=$?
    done
    step=''
    if [ -n "$stopped" ]; then
        echo "stopped and saved; back into the queue"
        scontrol requeue "$SLURM_JOB_ID"
        exit
    fi
    [ "$status" -eq 0 ] || exit "$status"
}

train stage1 "chunk=${CHUNK:-32}" "$@"
train stage2 "clip=$runs/stage1/clip_ad" "$@"
