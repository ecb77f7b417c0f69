"""Run one benchmark and keep its figures: ``python tests/benchmarks/run.py NAME``.

A benchmark is a module beside this file with ``run() -> list[dict]``; each dict has
``name``, ``value``, ``unit`` and, where a peer or a floor was measured in the same
run, ``baseline_name``, ``baseline`` and ``ratio`` (value / baseline).
"""

import importlib.util
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(
        p.stem for p in HERE.glob("*.py") if p.stem != "run" and not p.stem.startswith("_")
    )


def machine() -> dict[str, object]:
    """What the figures were taken on."""
    info = Path("/proc/cpuinfo")
    model = ""
    if info.exists():
        lines = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = lines[0].partition(":")[2].strip() if lines else ""
    return {
        "system": platform.platform(),
        "processor": model,
        "cores": os.cpu_count(),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def main(name: str) -> int:
    if name not in names():
        print(f"make bench NAME=…, one of: {', '.join(names())}", file=sys.stderr)
        return 2
    # The root first: a benchmark may have the name of the package that it measures.
    sys.path.insert(0, str(HERE))
    sys.path.insert(0, str(ROOT))
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    report = {
        "benchmark": name,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "results": module.run(),
    }
    text = json.dumps(report, indent=2, ensure_ascii=False)
    out = ROOT / "build" / "bench" / f"{name}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text + "\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
