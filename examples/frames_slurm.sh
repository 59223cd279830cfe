#!/bin/bash
#SBATCH --job-name=adtool-frames
#SBATCH --array=1-8
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=8
#SBATCH --time=24:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=adtool-frames-%A-%a.log
#
# Keeps the frames of a data set's clips for training, under SLURM, here shared by 8 jobs.
#
#     sbatch examples/frames_slurm.sh FILMS ANNOTATIONS FRAMES [OPTION]...
#
# FRAMES, the folder that is made, must be in a file system that all nodes share; adtool must be on
# the PATH of the job. OPTIONs are those of adtool frames, such as --dataset cmdad. Each job keeps its
# share of the films; one that was stopped goes on where it was when it is submitted again.
set -u

if [ $# -lt 3 ]; then
    echo "usage: sbatch $0 FILMS ANNOTATIONS FRAMES [OPTION]..." >&2
    exit 2
fi
films=$1 annotations=$2 frames=$3
shift 3

exec adtool frames "$films" --annotations "$annotations" -o "$frames" \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" \
    --workers "${SLURM_CPUS_PER_TASK:-2}" --progress lines "$@"
