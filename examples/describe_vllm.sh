#!/bin/bash
#
# Drafts the audio description of a catalogue with one vision-language model that vLLM serves, and
# several workers of this machine that share it.
#
#     examples/describe_vllm.sh MODEL FILMS OUTPUT [OPTION]...
#
# MODEL is what "vllm serve" takes, a name on the hub or a folder; FILMS a list with a path a line.
# WORKERS says how many films are described at a time (4), PORT where the server listens (8000). The
# server answers this machine alone, and ends with the last worker. OPTIONs are those of adtool
# describe.
set -u

if [ $# -lt 3 ]; then
    echo "usage: $0 MODEL FILMS OUTPUT [OPTION]..." >&2
    exit 2
fi
model=$1 films=$2 output=$3
shift 3
port=${PORT:-8000} workers=${WORKERS:-4}
address=http://127.0.0.1:$port

vllm serve "$model" --host 127.0.0.1 --port "$port" &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT
until curl --silent --fail --output /dev/null "$address/health"; do
    kill -0 "$server" 2>/dev/null || { echo "vLLM ended before it could answer" >&2; exit 1; }
    sleep 2
done

seq "$workers" | xargs -P "$workers" -I N adtool describe --from "$films" -o "$output/" \
    --skip-existing --model "$address/v1" --shard "N/$workers" --progress lines "$@"
