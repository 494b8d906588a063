#!/usr/bin/env bash
# Hold rdjson of all fixtures and of a plan that could not be read against a validator of the format; exit 1 on a fault.
# Needs npm and the network; PLANLINT is the command (default: planlint).
set -euo pipefail
cd "$(dirname "$0")/../.."
version=1.0.1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf '\xff' >"$work/latin.md"
"${PLANLINT:-planlint}" check --no-repository --no-config --min-severity note --format rdjson fixtures "$work/latin.md" \
  >"$work/report.json" || test $? -eq 2
npm install --silent --no-audit --no-fund --prefix "$work" "@umbrelladocs/rdformat-validator@$version"
"$work/node_modules/.bin/rdformat-validator" "$work/report.json"
