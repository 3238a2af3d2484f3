#!/usr/bin/env bash
# Installs the wishare-lint of this action's own version, with a Python that the runner has.
set -euo pipefail

fits() { "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

for python in python3 python python3.14 python3.13 python3.12 python3.11; do
    if fits "$python"; then
        "$python" -m venv "$RUNNER_TEMP/wishare-lint"
        break
    fi
done
if [ ! -d "$RUNNER_TEMP/wishare-lint" ]; then
    echo '::error title=wishare-lint::There is no Python 3.11 or newer: put actions/setup-python before this step.'
    exit 2
fi

programs=$RUNNER_TEMP/wishare-lint/bin
[ -d "$programs" ] || programs=$RUNNER_TEMP/wishare-lint/Scripts # Windows
"$programs/python" -m pip install --quiet --disable-pip-version-check "$GITHUB_ACTION_PATH"
echo "$programs" >>"$GITHUB_PATH"
