#!/bin/sh
# Drafts the audio description of every film of a folder; a bad film does not stop the rest.
#
#     examples/describe_folder.sh FILMS DRAFTS [OPTION of adtool describe]...
#
# DRAFTS gets FILM.srt and FILM.json for each. If a film has FILM.cast.json or FILM.dialogue.srt
# beside it, they are used. Films that have their drafts already are left alone, so that the same
# command goes on after an interruption. Exits with 1 if any film failed, and names those.
set -u

if [ $# -lt 2 ] || [ ! -d "$1" ]; then
    echo "usage: $0 FILMS DRAFTS [OPTION of adtool describe]..." >&2
    exit 2
fi
films=$1 drafts=$2
shift 2
mkdir -p "$drafts" || exit 1

describe() { # FILM [OPTION]...
    film=$1 base=${1%.*}
    shift
    [ -f "$base.cast.json" ] && set -- "$@" --cast "$base.cast.json"
    [ -f "$base.dialogue.srt" ] && set -- "$@" --subtitles "$base.dialogue.srt"
    "${ADTOOL:-adtool}" describe "$film" -o "$drafts/" --overwrite "$@"
}

failed=0
for film in "$films"/*; do
    case $(printf %s "$film" | tr '[:upper:]' '[:lower:]') in
    *.mp4 | *.mkv | *.mov | *.webm | *.avi | *.ts | *.ogv | *.m4v) ;;
    *) continue ;;
    esac
    name=$(basename "${film%.*}")
    [ -f "$drafts/$name.srt" ] && [ -f "$drafts/$name.json" ] && continue
    describe "$film" "$@"
    status=$?
    [ "$status" -eq 130 ] && exit 130
    if [ "$status" -ne 0 ]; then
        echo "$film: failed" >&2
        failed=1
    fi
done
exit "$failed"
