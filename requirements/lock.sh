#!/bin/sh
# Write the lock files anew from pyproject.toml: exact versions and hashes, no download address.
# What is added to an extra keeps the versions of the lock it stands on.
set -eu
cd "$(dirname "$0")/.."

lock() {
    target=$1
    shift
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links --python-version 3.11 \
        --output-file "requirements/$target.txt" "$@"
}

lock runtime pyproject.toml "$@"
lock dev pyproject.toml --extra demo --extra dev --constraint requirements/runtime.txt "$@"
for extra in postgres node; do
    grep -A1 "^$extra = " pyproject.toml | grep -o '"[^"]*"' | tr -d '"' > "requirements/$extra.in"
    lock "$extra" "requirements/$extra.in" "$@"
    rm "requirements/$extra.in"
done
