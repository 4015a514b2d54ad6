"""A text in, how long the first answer takes and how much memory it needs out, each in a process of its own.

In: texts. Out: figures as plain values. Starts Python anew for every figure, so that nothing is warm.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: What is run: each prints one JSON value, seconds or kilobytes.
_CLOCK = "import json, time; began = time.perf_counter()\n"
_TAKEN = "\nprint(json.dumps(time.perf_counter() - began))"
_PEAK = """
def peak():  # of this process alone: what getrusage tells begins with the memory of the one that started it
    try:
        with open("/proc/self/status") as status:
            return int(status.read().split("VmHWM:")[1].split()[0])
    except (OSError, IndexError):
        import resource, sys
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most
"""
_MEMORY = f"{_PEAK}\nimport json; print(json.dumps(peak()))"
_READ = "from pathlib import Path; import sys; text = Path(sys.argv[1]).read_text('utf-8')\n"
_TEXTS = f"{_READ}import json; texts = json.loads(text)\n"
_EXTRACT = "from quoteattr import QuoteExtractor; extractor = QuoteExtractor()\n"
_GROWTH = (
    _READ
    + _EXTRACT
    + _PEAK
    + """
import json, time
extractor.extract("“It rained,” said Ida Moe.")
before = peak()
began = time.process_time()
extractor.extract(text)
taken = time.process_time() - began
print(json.dumps([taken, before, peak()]))
"""
)


def run(code: str, *arguments: str) -> Any:
    """Run some Python in a new process and give what it prints."""
    command = [sys.executable, "-c", code, *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603  ours


def start(article: str, repeat: int) -> dict[str, float]:
    """Measure the seconds that importing takes, and the first quote of an article beyond ``import spacy``; medians."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(article, "utf-8")
        spacy = _median(f"{_CLOCK}import spacy{_TAKEN}", repeat)
        ours = _median(f"{_CLOCK}import spacy, quoteattr{_TAKEN}", repeat)
        first = _median(f"{_CLOCK}import spacy\n{_READ}{_EXTRACT}extractor.extract(text)[0]{_TAKEN}", repeat, str(path))
    return {"import spacy": spacy, "import quoteattr": ours - spacy, "first quote": first - spacy}


def _median(code: str, repeat: int, *arguments: str) -> float:
    return float(statistics.median(run(code, *arguments) for _ in range(repeat)))


def memory(texts: Sequence[str]) -> dict[str, float]:
    """Measure the most memory that a process ever held, in megabytes, when it had come so far."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(list(texts)), "utf-8")
        steps = {
            "import spacy": "import spacy",
            "import quoteattr": "import quoteattr",
            "after one article": f"{_TEXTS}{_EXTRACT}extractor.extract(texts[0])",
            f"after {len(texts)} articles": f"{_TEXTS}{_EXTRACT}for text in texts: extractor.extract(text)",
        }
        return {name: run(code + _MEMORY, str(path)) / 1024 for name, code in steps.items()}


def growth(texts: Mapping[int, str]) -> dict[str, dict[str, float]]:
    """Measure one text of each size: microseconds of CPU a word, and megabytes beyond those of the loaded model."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        for size, text in texts.items():
            path.write_text(text, "utf-8")
            taken, before, after = run(_GROWTH, str(path))
            words = len(text.split())
            figures[str(size)] = {
                "words": words,
                "microseconds a word": 1e6 * taken / words,
                "megabytes": (after - before) / 1024,
            }
    return figures
