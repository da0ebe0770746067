#!/usr/bin/env bash
# Takes this release back: it serves a lunch, and the functions of a release before serve the dinner of the same
# day from the database that it has migrated and written to. The argument is that release, as git knows it.
set -euo pipefail
release=$1
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$work/before"; rm -rf "$work"' EXIT
git -C "$here" worktree add --quiet --detach "$work/before" "$release"

serve() {
  "$1/sam/local/run" "$2" --exit --json --port-base 0 --data "$work/data"
}

# Built before it sees the new schema: what runs are the jars that were released.
"$work/before/sam/local/run" --help >/dev/null
serve "$here" lunch

# Whoever migrates must know the migrations that were applied; nothing else of the release before changes.
cp "$here"/schema/migrations/*.sql "$work/before/schema/migrations/"
find "$work/before/schema/migrations" -name '*.sql' -exec touch -r "$work/before/pom.xml" {} +
dinner=$(serve "$work/before" dinner)
echo "$dinner"
grep -q '"failed" *: *0' <<<"$dinner"
echo "The functions of $release serve on the schema of $(git -C "$here" rev-parse --short HEAD)."
