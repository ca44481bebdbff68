"""Checks a proof on a machine that has nothing but this checkout and the published key.

    python -m eap.audit.checker proof.json 5f3c...(64 hex digits of the public key)

The exit code is 0 when the proof holds and 1 when it does not.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eap.audit import signer, tree


def check(proof: Mapping[str, Any], public_key: bytes) -> bool:
    """Whether `proof` (as made by `audit prove`) leads from its event to a head signed by the key.

    The key inside the proof is ignored: only a key from elsewhere proves anything.
    """
    batch, head = proof["batch"].split("\n"), proof["head"].split("\n")
    no, root = int(batch[1]), batch[-1]
    if batch[0] != "harbour.audit.batch.1" or head[:2] != ["harbour.audit.head.1", str(no + 1)]:
        return False
    in_batch = tree.root_from_path(
        tree.leaf(proof["event"].encode()), proof["index"], proof["size"], _steps(proof["path"])
    )
    in_trail = tree.root_from_path(
        tree.leaf(proof["batch"].encode()), no, no + 1, _steps(proof["batch_path"])
    )
    return (
        in_batch == bytes.fromhex(root)
        and in_trail == bytes.fromhex(head[2])
        and signer.verify(proof["head"].encode(), bytes.fromhex(proof["signature"]), public_key)
    )


def _steps(path: list[str]) -> list[bytes]:
    return [bytes.fromhex(step) for step in path]


def main(file: str, key: str) -> int:
    """Check the proof in `file` against the public key `key` in hex."""
    holds = check(json.loads(Path(file).read_text()), bytes.fromhex(key))
    sys.stdout.write("the proof holds\n" if holds else "the proof does NOT hold\n")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
