#!/bin/bash
#SBATCH --job-name=adtool-describe
#SBATCH --array=1-8
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=4
#SBATCH --time=24:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=adtool-describe-%A-%a.log
#
# Drafts the audio description of a catalogue under SLURM, here shared by 8 jobs.
#
#     sbatch examples/describe_slurm.sh FILMS OUTPUT [OPTION]...
#
# FILMS is a list with a path a line; OUTPUT, a folder, gets the drafts and the kept work, and must
# be in a file system that all nodes share. OPTIONs are those of adtool describe, such as --model.
# Each job describes its share of the films; one that was stopped goes on where it was when it is
# submitted again. On one machine: seq 4 | xargs -P 4 -I N adtool describe … --shard N/4
set -u

if [ $# -lt 2 ]; then
    echo "usage: sbatch $0 FILMS OUTPUT [OPTION]..." >&2
    exit 2
fi
films=$1 output=$2
shift 2

exec adtool describe --from "$films" -o "$output/" --skip-existing --work "$output/.work" \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --progress lines "$@"
