#!/usr/bin/env bash
# Checks the change; for code scanning it checks everything once more.
#
# Writes `exit-code`, and with UPLOAD `sarif-file`, to the outputs of the step.
set -uo pipefail

read -ra paths <<<"${LINT_PATHS:-}"
options=()
[ -z "${PROFILE:-}" ] || options+=(--profile "$PROFILE")
base=()
[ -z "${BASE:-}" ] || base=(--base "$BASE")
reports=()
[ "$ANNOTATIONS" != true ] || reports+=(--format github)
[ "$SUMMARY" != true ] || reports+=(--output "markdown=$RUNNER_TEMP/wishare-lint.md")

code=0
wishare-lint check "${options[@]}" "${base[@]}" "${reports[@]}" \
    --fail-on "$FAIL_ON" -- "${paths[@]}" || code=$?
[ ! -f "$RUNNER_TEMP/wishare-lint.md" ] || cat "$RUNNER_TEMP/wishare-lint.md" >>"$GITHUB_STEP_SUMMARY"
echo "exit-code=$code" >>"$GITHUB_OUTPUT"

# An alert is closed as soon as a scan does not have it, so each scan is a full one. What only a
# comparison shows is gone after the merge: on a branch, the scan compares with nothing.
if [ "$UPLOAD" = true ] && [ "$code" -ne 2 ]; then
    [[ $GITHUB_EVENT_NAME == pull_request* ]] || base=(--base HEAD)
    sarif=$RUNNER_TEMP/wishare-lint.sarif
    wishare-lint check --all "${options[@]}" "${base[@]}" --fail-on never --quiet \
        --format sarif -- "${paths[@]}" >"$sarif" && echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
fi
exit 0
