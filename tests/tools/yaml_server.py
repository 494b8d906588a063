"""Proves the JSON Schema of rulesets in the real yaml-language-server: `python tests/tools/yaml_server.py SERVER`.

SERVER is the server's command (npm: yaml-language-server). A fault must be marked at its line, and what fits be offered.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT / "planlint/schemas/ruleset.schema.json"
RULESET = f"""\
# yaml-language-server: $schema={SCHEMA.as_uri()}
planlint: 1
ruleset: mine
title: Mine
source: {{document: mine.txt}}
recognised by: []
rules:
  has-goal:
    must have: {{section: Goal}}
    source: 1
    becaus: A slip of the pen.
    say: No goal
    pass: x
    fail: {{plan: x, at: 1}}
    un
"""
FAULT_LINE, COMPLETED_LINE = 10, 14  # from 0, as the protocol counts


class Server:
    """A language server, spoken to over its standard input and output."""

    def __init__(self, command: str) -> None:
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0

    def send(self, method: str, parameters: Any, *, answered: bool = False) -> None:
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": parameters}
        if answered:
            self.number += 1
            message["id"] = self.number
        self._write(message)

    def _write(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """Return the next message; what the server asks of its client is answered with nothing."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            wanted = (
                message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else None
            )
            self._write(
                {
                    "jsonrpc": "2.0",
                    "id": message["id"],
                    "result": [None for _ in wanted] if wanted is not None else None,
                }
            )
        return message

    def answer(self) -> Any:
        """Return the answer to what was asked last."""
        while True:
            message = self.read()
            if message.get("id") == self.number and "method" not in message:
                return message["result"]

    def faults(self) -> list[dict[str, Any]]:
        """Return the first faults that are marked."""
        while True:
            message = self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["diagnostics"]:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found


def main(command: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "mine.yaml")
        file.write_text(RULESET, encoding="utf-8")
        server = Server(command)
        server.send(
            "initialize", {"processId": None, "rootUri": Path(folder).as_uri(), "capabilities": {}}, answered=True
        )
        server.answer()
        server.send("initialized", {})
        server.send(
            "workspace/didChangeConfiguration",
            {"settings": {"yaml": {"validate": True, "completion": True, "schemaStore": {"enable": False}}}},
        )
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": RULESET}
        server.send("textDocument/didOpen", {"textDocument": document})
        marked = [fault["message"] for fault in server.faults() if fault["range"]["start"]["line"] == FAULT_LINE]
        place = {"line": COMPLETED_LINE, "character": 6}
        server.send(
            "textDocument/completion", {"textDocument": {"uri": file.as_uri()}, "position": place}, answered=True
        )
        offered = {item["label"] for item in server.answer()["items"]}
        server.process.kill()
    print("marked:", marked)
    print("offered:", sorted(offered)[:12])
    return int(not any("becaus" in message for message in marked) or not {"unless", "when", "because"} <= offered)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
