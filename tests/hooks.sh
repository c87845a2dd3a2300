#!/usr/bin/env bash
# Runs the hooks of .pre-commit-hooks.yaml by pre-commit itself, which PyPI holds: tests/hooks.sh target/debug/kanhe
# Building kanhe by cargo is what pre-commit would do first; here it is given the binary that was built already.
set -euo pipefail
kanhe=$(realpath "$1")
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

PATH="$(dirname "$kanhe"):$PATH"
if ! command -v pre-commit >/dev/null; then
    if ! python3 -m venv "$scratch/venv" >/dev/null 2>&1; then
        echo "skipped: there is neither pre-commit nor a Python with venv here"
        exit 0
    fi
    "$scratch/venv/bin/pip" install -q --disable-pip-version-check 'pre-commit>=4,<5'
    PATH="$scratch/venv/bin:$PATH"
fi
export PATH PRE_COMMIT_HOME="$scratch/cache"
pre-commit validate-manifest .pre-commit-hooks.yaml

git() { command git -c user.name=A -c user.email=a@example.org -c init.defaultBranch=main -c commit.gpgsign=false "$@"; }
mkdir "$scratch/hooks" "$scratch/texts"
sed 's/language: rust/language: system/' .pre-commit-hooks.yaml >"$scratch/hooks/.pre-commit-hooks.yaml"
git -C "$scratch/hooks" init -q
git -C "$scratch/hooks" add .pre-commit-hooks.yaml
git -C "$scratch/hooks" commit -qm hooks

cd "$scratch/texts"
mkdir zh en
printf '[[pairs]]\nsource = "zh/*.md"\ntarget = "en/*.md"\n' >kanhe.toml
for name in changed other; do
    printf '乌兹别克斯坦总统昨天到访北京。\n' >"zh/$name.md"
    printf 'The President of Ukraine arrived in Beijing yesterday.\n' >"en/$name.md"
done
git init -q
git add .
# The hook fails, as it should, and shows the pair of the file alone.
if printed=$(pre-commit try-repo "$scratch/hooks" kanhe --files zh/changed.md 2>&1); then
    echo "$printed"
    echo "the hook passed where it should have failed"
    exit 1
fi
case $printed in
*en/other.md*) echo "$printed"; echo "the hook shows a pair that was not named"; exit 1 ;;
*en/changed.md:1:18*) ;;
*) echo "$printed"; echo "the hook does not show the error"; exit 1 ;;
esac
if printed=$(pre-commit try-repo "$scratch/hooks" kanhe-all --files kanhe.toml 2>&1); then
    echo "$printed"
    exit 1
fi
case $printed in
*en/changed.md:1:18*en/other.md:1:18*) echo "the hooks work" ;;
*) echo "$printed"; exit 1 ;;
esac
