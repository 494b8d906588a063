#!/usr/bin/env bash
# The Action's one step: installs planlint from the Action's own checkout, finds the plans, lints and reports.
# All input comes by environment; nothing of a plan, not even its name, is ever part of a command.
set -euo pipefail

# A workflow may have set them for its own steps; where they point to, a pull request may have put modules.
unset PYTHONPATH PYTHONHOME

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${RUNNER_TEMP:-/tmp}/planlint.XXXXXX")

fail() {
  echo "::error title=planlint::$1"
  echo "exit-code=2" >>"$GITHUB_OUTPUT"
  exit 2
}

# -I, and a folder of ours to stand in: a pull request may bring a venv.py or pip.py of its own. What one run needs
# is compiled by it, a tenth of what is installed.
# So it stays where it is: a wheel would hold all that any plan asks for, worked out, which takes longer than a run.
# A pip of its own takes longer to unpack than all else; the one that is there serves, from 22.3 on.
install() (
  cd "$work"
  "$PLANLINT_PYTHON" -I -m venv --without-pip env
  local pip=("$PLANLINT_PYTHON" -I -m pip --python env/bin/python)
  if ! "${pip[@]}" --version >/dev/null 2>&1; then
    "$PLANLINT_PYTHON" -I -m venv env
    pip=(env/bin/python -I -m pip)
  fi
  "${pip[@]}" install --quiet --no-compile --disable-pip-version-check --editable "$here"
)

# The commit that the pull request is merged into: the first parent of the merge that was checked out.
# A shallow clone has its name, not the commit. Without a merge, the branch that the pull request goes to.
base() {
  local parents=() from
  mapfile -t parents < <(git cat-file -p HEAD | sed -n -e '/^$/q' -e 's/^parent //p')
  if ((${#parents[@]} == 2)); then
    from=${parents[0]}
    git cat-file -e "$from^{commit}" 2>/dev/null || git fetch --quiet --depth=1 --no-tags origin "$from" || return 1
    echo "$from"
  else
    git fetch --quiet --depth=1 --no-tags origin "refs/heads/$GITHUB_BASE_REF" || return 1
    git rev-parse FETCH_HEAD
  fi
}

# Whether the plans come from strangers: a pull request's head that is not in the repository it goes to. A fork
# that was deleted has no name.
untrusted() {
  [[ $PLANLINT_UNTRUSTED == auto ]] || { [[ $PLANLINT_UNTRUSTED == true ]]; return; }
  [[ -n ${GITHUB_EVENT_PATH:-} ]] || return 1
  [[ $("$PLANLINT_PYTHON" -I - "$GITHUB_EVENT_PATH") != own ]] <<'PYTHON'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    request = json.load(file).get("pull_request")
names = [((request or {}).get(side, {}).get("repo") or {}).get("full_name") for side in ("head", "base")]
print("own" if not request or (names[0] and names[0] == names[1]) else "strangers")
PYTHON
}

lines() {
  local line
  while IFS= read -r line; do
    line=${line%$'\r'}
    [[ -z $line ]] || printf '%s\0' "$line"
  done <<<"$1"
}

paths=()
given() {
  local from
  mapfile -d '' -t paths < <(lines "$PLANLINT_PATHS")
  if untrusted && from=$(base); then options+=(--base "$from"); fi
}
changed() {
  local from
  from=$(base) || fail "The plans of a pull request are told from its base, which could not be fetched. Give actions/checkout fetch-depth: 2, or name paths."
  git diff --name-only -z --diff-filter=ACMR --no-renames --no-ext-diff --no-textconv "$from" HEAD -- ':(icase)*.md' ':(icase)*.markdown' >"$work/changed"
  mapfile -d '' -t paths <"$work/changed"
  options+=(--base "$from")
}

options=(--format github)
options+=(--report "text=$work/report.txt" --report "json=$work/report.json")
[[ -z $PLANLINT_MIN_SEVERITY ]] || options+=(--min-severity "$PLANLINT_MIN_SEVERITY")
[[ -z $PLANLINT_FAIL_ON ]] || options+=(--fail-on "$PLANLINT_FAIL_ON")
[[ -z $PLANLINT_CONFIG ]] || options+=(--config "$PLANLINT_CONFIG")
[[ $PLANLINT_SUMMARY != true ]] || options+=(--report "markdown=$work/report.md")
[[ -z $PLANLINT_SARIF_FILE ]] || options+=(--report "sarif=$PLANLINT_SARIF_FILE")
case $PLANLINT_UNTRUSTED in
  auto | true | false) ! untrusted || options+=(--untrusted) ;;
  *) fail "untrusted is true, false or auto." ;;
esac
while IFS= read -r -d '' name; do options+=(--ruleset "$name"); done < <(lines "$PLANLINT_RULESET")
while IFS= read -r -d '' option; do options+=("$option"); done < <(lines "$PLANLINT_ARGS")

# Outputs first of all: a step that dies has them.
{
  echo "findings=0"
  echo "errors=0"
  echo "sarif-file=$PLANLINT_SARIF_FILE"
} >>"$GITHUB_OUTPUT"

if [[ -n $PLANLINT_PATHS ]]; then
  given
elif [[ ${GITHUB_EVENT_NAME:-} == pull_request* ]]; then
  changed
  if ((${#paths[@]} == 0)); then
    echo "planlint: This pull request adds or changes no Markdown file."
    echo "exit-code=0" >>"$GITHUB_OUTPUT"
    exit 0
  fi
fi

install >"$work/install.log" 2>&1 || { cat "$work/install.log"; fail "planlint could not be installed; the log above says why."; }

code=0
"$work/env/bin/planlint" check "${options[@]}" -- ${paths[@]+"${paths[@]}"} || code=$?

# Without a report, an option, the configuration or a ruleset is wrong.
[[ -e $work/report.txt || $code != 2 ]] || fail "planlint judged nothing; the log above says why."

if [[ -s $work/report.txt ]]; then
  # The report quotes plans: until the word that nobody knows, the runner takes no line for a command.
  word=$("$work/env/bin/python" -I -c 'import secrets; print(secrets.token_hex(16))')
  echo "::group::Report"
  echo "::stop-commands::$word"
  cat "$work/report.txt"
  echo "::$word::"
  echo "::endgroup::"
fi
if [[ -s $work/report.md && -n ${GITHUB_STEP_SUMMARY:-} ]]; then
  cat "$work/report.md" >>"$GITHUB_STEP_SUMMARY"
fi
if [[ -s $work/report.json ]]; then
  "$work/env/bin/python" -I - "$work/report.json" >>"$GITHUB_OUTPUT" <<'PYTHON'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    summary = json.load(file)["summary"]
print(f"findings={summary['errors'] + summary['warnings'] + summary['notes']}")
print(f"errors={summary['errors']}")
PYTHON
fi
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
exit "$code"
