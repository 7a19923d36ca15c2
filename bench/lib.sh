# shellcheck shell=bash
# bench/lib.sh - rows of the tables that the bench scripts print.
measure() { python3 bench/measure.py "$@"; }
row() { # what, reached, goal, met?
    printf '| %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4"
}
met() { awk "BEGIN {print ($1) ? \"yes\" : \"NO\"}"; }
