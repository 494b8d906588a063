#!/usr/bin/env bash
# Hold SARIF of all fixtures against Microsoft's validator, GitHub's rules included; exit 1 where it finds an error.
# Needs npm and the network; PLANLINT is the command (default: planlint). SARIF_LEVELS=Error,Warning asks for more.
set -euo pipefail
cd "$(dirname "$0")/../.."
version=5.7.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

plans() { "${PLANLINT:-planlint}" check --no-repository --no-config --fail-on never --min-severity note --format sarif "$@"; }
plans fixtures >"$work/fixtures.sarif"
# A run with everything that is hard: a name to be escaped, a plan that is no UTF-8, a file that is not there.
printf '# Feature: x\n\n[x](javascript:1) \xf0\x90\x90\x80 {agent}\n' >"$work/a b#?%é]]>.md"
printf '\xff' >"$work/latin.md"
plans --ruleset feature-plan "$work/a b#?%é]]>.md" "$work/latin.md" "$work/nowhere.md" >"$work/hostile.sarif" || test $? -eq 2

npm install --silent --no-audit --no-fund --prefix "$work" "@microsoft/sarif-multitool-linux@$version"
tool=$work/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
chmod u+x "$tool"
"$tool" validate "$work"/*.sarif --rule-kind 'Sarif;Ghas' --output "$work/verdict.json" --log ForceOverwrite >/dev/null

# The validator exits with 0 whatever it finds: its own report says.
python3 - "$work/verdict.json" "${SARIF_LEVELS:-Error,Warning}" <<'PYTHON'
import json, sys

levels = sys.argv[2].lower().split(",")
with open(sys.argv[1], encoding="utf-8-sig") as file:
    (run,) = json.load(file)["runs"]
found = [result for result in run["results"] if result.get("level", "warning") in levels]
for result in found[:20]:
    print(result["ruleId"], result.get("level", "warning"), result["message"])
print(f"{len(found)} complaints about the SARIF of the fixtures and of a hostile plan")
sys.exit(bool(found))
PYTHON
