#!/usr/bin/env bash
# Installs the peers into a folder: `bash benchmarks/peers.sh FOLDER`; from PyPI and npm, each in its newest version.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
python3 -m venv "$folder/py"
"$folder/py/bin/python" -m pip install -q --upgrade pip
for peer in rumdl pymarkdownlnt mdlint mdformat yamllint; do
  "$folder/py/bin/python" -m pip install -q "$peer" || echo "SKIPPED: $peer could not be installed."
done
if command -v npm >/dev/null; then
  for peer in markdownlint-cli2 "remark-cli remark-lint remark-preset-lint-recommended"; do
    # shellcheck disable=SC2086 - several packages
    npm install --silent --no-audit --no-fund --prefix "$folder/js" $peer || echo "SKIPPED: $peer could not be installed."
  done
fi
echo "SKIPPED: mdschema is neither on PyPI nor on npm."
echo "Installed into $folder"
