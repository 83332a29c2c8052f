"""A corpus read on a cluster of Dask on this machine: `python tests/benchmarks/cluster.py --documents 10000`.

The documents are synthetic, of three sentences each in the way of news agencies, and seeded. They are extracted by the
workers, partition by partition, and learnt into a dataset on disk. Written is its section of RESULTS.md.
"""

import argparse
import json
import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from distributed import LocalCluster
from results import keep

from amity import building
from amity.cluster import Cluster
from amity.extraction import Extractor
from amity.reference import load
from amity.store import Dataset
from amity.vocabulary import Class

_SENTENCES = (
    "The foreign minister of {a} received his counterpart from {b} on {day}.",
    "{a} and {b} signed an agreement on {domain}.",
    "{a} will open an embassy in {b} next year.",
    "The president of {a} paid a visit to {b} last week.",
    "{a} granted {b} a loan of {sum} million dollars for {domain}.",
    "The harvest was good, and prices fell.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        LocalCluster(n_workers=arguments.workers, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        folder = Path(name)
        (folder / "news.jsonl").write_text(corpus(arguments.documents), encoding="utf-8")
        with Dataset.open(folder / "store", write=True) as dataset:
            begun = time.perf_counter()
            spread = Cluster(cluster.scheduler_address, folder / "parts")
            report = building.build([folder / "news.jsonl"], dataset, Extractor(), spread=spread)
            seconds = time.perf_counter() - begun
        keep(
            "cluster",
            f"{report.learnt:,} documents learnt and {len(report.refused)} refused in {seconds:,.0f} s by "
            f"{arguments.workers} workers, {report.learnt / seconds:,.0f} documents a second.",
        )


def corpus(number: int, seed: int = 1) -> str:
    """So many documents as JSON Lines; the same for the same arguments."""
    dice, reference = random.Random(seed), load()  # noqa: S311
    states = [reference.label(entry.iri, "en") for entry in reference.of(Class.STATE)]
    domains = [reference.label(entry.iri, "en") for entry in reference.of(Class.DOMAIN)]
    lines: list[str] = []
    for place in range(number):
        published = date(2015, 1, 1) + timedelta(days=place * 3_650 // number)
        one, other = dice.sample(states, 2)
        said = {
            "a": one,
            "b": other,
            "domain": dice.choice(domains),
            "sum": dice.randrange(2, 90),
            "day": f"{published - timedelta(days=2):%d %B %Y}",
        }
        text = " ".join(sentence.format(**said) for sentence in dice.sample(_SENTENCES, 3))
        record = {"id": f"news-{place:06}", "language": "en", "text": text, "published": published.isoformat()}
        lines.append(json.dumps(record))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
