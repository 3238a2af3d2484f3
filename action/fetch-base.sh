#!/usr/bin/env bash
# Fetches the base, and as much history as it takes to find where this branch left it.
#
# BASE: a branch, tag or commit; nothing, or only zeros, where there is none.
# TOKEN: used when the checkout has kept no credentials.
# Writes `commit`, the commit of the base, to the outputs of the step.
set -euo pipefail

if [[ ! ${BASE:-} =~ [^0] ]]; then # a push that makes a branch has only zeros before it
    exit 0
fi

# Settings in the environment are seen neither in a list of processes nor in the repository.
if [ -n "${TOKEN:-}" ] && ! git config --get-regexp '^http\..*\.extraheader$' >/dev/null; then
    basic=$(printf 'x-access-token:%s' "$TOKEN" | base64 | tr -d '\n')
    echo "::add-mask::$basic"
    export GIT_CONFIG_COUNT=1
    export GIT_CONFIG_KEY_0="http.${GITHUB_SERVER_URL:-https://github.com}/.extraheader"
    export GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $basic"
fi

is_shallow() { [ "$(git rev-parse --is-shallow-repository)" = true ]; }
commit_of() { git rev-parse --quiet --verify "$1^{commit}"; }
known_base() { commit_of "refs/remotes/origin/$name" || commit_of "$name"; }

name=${BASE#origin/}
if is_shallow; then
    git fetch --quiet --no-tags --depth=1 origin "+refs/heads/$name:refs/remotes/origin/$name" 2>/dev/null ||
        git fetch --quiet --no-tags --depth=1 origin "$name"
elif ! known_base >/dev/null; then
    git fetch --quiet --no-tags origin "+refs/heads/$name:refs/remotes/origin/$name" 2>/dev/null ||
        git fetch --quiet --no-tags origin "$name"
fi
commit=$(known_base || commit_of FETCH_HEAD)

for depth in --depth=100 --depth=1000 --unshallow; do
    if ! is_shallow || git merge-base "$commit" HEAD >/dev/null; then
        break
    fi
    git fetch --quiet --no-tags "$depth" origin "$commit" "$(git rev-parse HEAD)"
done
echo "commit=$commit" >>"$GITHUB_OUTPUT"
