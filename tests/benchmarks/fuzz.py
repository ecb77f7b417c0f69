"""Every reader of what comes from outside, under coverage-guided fuzzing (atheris).

atheris is installed from PyPI into an environment of its own under ``build/``, with the
versions of our libraries that are installed here. The corpus starts from the examples of
docs/protocol.md and stays in ``build/bench/corpus``. SONCA_BENCH_SECONDS (20) is the time
for each reader, SONCA_BENCH_SEED the seed. Ends with an error if a reader raised anything
but its own error; the input lies beside the corpus then.
"""

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sync.protocol import bundle, dictionary, encoding, signing
from tests.sync.protocol.examples import EXAMPLES, STRUCTS

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "bench"
SECONDS = int(os.environ.get("SONCA_BENCH_SECONDS", "20"))
SEED = int(os.environ.get("SONCA_BENCH_SEED", "1"))
OURS = ("msgspec", "zstandard", "pyrage", "PyNaCl")
TARGETS = ("message", "event", "archive", "head", "pack", "code")


def run() -> list[dict[str, Any]]:
    python = _python()
    rows: list[dict[str, Any]] = []
    broken = []
    for target in TARGETS:
        corpus = HOME / "corpus" / target
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(_seeds(target)):
            (corpus / f"seed{number}").write_bytes(seed)
        done = subprocess.run(
            [
                *(python, Path(__file__).with_name("_fuzz_target.py"), target, corpus),
                *(f"-max_total_time={SECONDS}", f"-seed={SEED}", "-rss_limit_mb=1024"),
                *("-timeout=10", f"-artifact_prefix={HOME}/crash-{target}-"),
            ],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        runs = re.findall(r"Done (\d+) runs", done.stderr)
        covered = re.findall(r"cov: (\d+)", done.stderr)
        if done.returncode or not runs:
            broken.append(target)
            print(done.stderr[-3000:], file=sys.stderr)
        rows.append({"name": f"fuzz: {target}", "value": int((runs or [0])[-1]), "unit": "inputs"})
        edges = int((covered or [0])[-1])
        rows.append({"name": f"fuzz: {target}", "value": edges, "unit": "edges covered"})
    if broken:
        raise SystemExit(f"raised something of its own: {', '.join(broken)}")
    return rows


def _seeds(target: str) -> list[bytes]:
    if target == "message":
        seeds = [bytes([n, 0]) + text.encode() for n in range(5) for _, text in EXAMPLES]
        for name, text in EXAMPLES:
            if name == "SyncRequest":
                message = encoding.decode(text.encode(), STRUCTS[name])
                frame, _ = encoding.encode_for(message, "zstd", dictionary.NEWEST)
                seeds += [b"\x00\x01" + frame, b"\x00\x01" + encoding.encode(message)[0]]
        return seeds
    if target == "archive":
        head = next(text.encode() for name, text in EXAMPLES if name == "Head")
        signature = signing.sign(bytes(range(32)), signing.BUNDLE, head)
        sources = [("head.json", head), ("head.sig", signature), ("messages", b"{}" * 406)]
        return [b"".join(bundle._tar([bundle.Source.of_bytes(*each) for each in sources]))]
    if target == "code":
        return [b"7QK2M-ZX4TP", b" o1l u "]
    wanted = {"head": {"Head"}, "pack": {"Manifest", "SignedManifest"}}.get(target)
    return [
        (b"\x00" if target == "event" else b"") + text.encode()
        for name, text in EXAMPLES
        if wanted is None or name in wanted
    ]


def _python() -> Path:
    """atheris' environment, made if it is not there."""
    home = HOME / "atheris"
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        uv = ROOT / ".venv" / "bin" / "uv"
        libraries = [f"{name}=={version(name)}" for name in OURS]
        subprocess.run([uv, "venv", "-q", "--clear", "-p", sys.executable, home], check=True)
        subprocess.run(
            [uv, "pip", "install", "-q", "--python", python, "atheris", *libraries], check=True
        )
        (home / "ready").touch()
    return python


if __name__ == "__main__":
    for each in run():
        print(each)
