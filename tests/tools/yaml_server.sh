#!/usr/bin/env bash
# Prove the JSON Schema of rulesets in the real yaml-language-server: a fault is marked, keys are offered.
# Needs npm and the network; PYTHON is the interpreter (default: python3).
set -euo pipefail
cd "$(dirname "$0")/../.."
version=1.25.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

npm install --silent --no-audit --no-fund --prefix "$work" "yaml-language-server@$version"
timeout 60 "${PYTHON:-python3}" tests/tools/yaml_server.py "$work/node_modules/.bin/yaml-language-server"
