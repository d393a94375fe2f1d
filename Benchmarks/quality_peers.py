#!/usr/bin/env python3
"""Times the Python references on the synthetic sets, in the lines that `Benchmarks` prints too:
task, set, library, milliseconds, value.

usage: quality_peers.py [DATAFOLDER] [--install] [--slow]

Libraries that are not installed are left out. --install makes a throw-away environment with all of
them, and writes the synthetic sets into it where no folder is named. With --slow also those tasks
that take minutes. Data are read before the clock starts.
"""
import importlib
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv

try:
    import numpy as np
except ImportError:
    np = None

PACKAGES = ["numpy", "pandas", "krippendorff==0.9.0", "crowd-kit==1.4.2", "evalica==0.4.2",
            "choix==0.4.1", "statsmodels"]
GENERATOR = pathlib.Path(__file__).resolve().parents[2] / "shared" / "quality" / "gen.py"


def run_in_environment(arguments):
    """Runs this script again in an environment that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="quality-peers-") as folder:
        venv.create(f"{folder}/env", with_pip=True)
        python = f"{folder}/env/bin/python"
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
        names = [argument for argument in arguments if not argument.startswith("--")]
        if not names:
            if not GENERATOR.exists():
                sys.exit(f"The generator of the synthetic sets is not at {GENERATOR}. "
                         "Name a folder that holds them.")
            subprocess.run([python, str(GENERATOR), f"{folder}/data"], check=True,
                           stdout=subprocess.DEVNULL)
            arguments = [f"{folder}/data", *arguments]
        sys.exit(subprocess.run([python, __file__, *arguments]).returncode)


def load(folder, name):
    return np.loadtxt(f"{folder}/{name}.csv", delimiter=",", skiprows=1, dtype=np.int64)


def library(name):
    try:
        return importlib.import_module(name)
    except Exception:
        print(f"{name} is not installed, so it is left out.", file=sys.stderr)
        return None


def line(task, data, name, body, runs=3):
    times, value = [], None
    for _ in range(runs):
        start = time.perf_counter()
        value = body()
        times.append(time.perf_counter() - start)
    print(f"{task}\t{data}\t{name}\t{statistics.median(times) * 1e3:.3f} ms\t{value}", flush=True)


def agreement(rows, data):
    items, annotators, classes = (int(rows[:, k].max()) + 1 for k in range(3))
    counts = np.zeros((items, classes), dtype=np.int64)
    np.add.at(counts, (rows[:, 0], rows[:, 2]), 1)
    matrix = np.full((annotators, items), np.nan)
    matrix[rows[:, 1], rows[:, 0]] = rows[:, 2]
    krippendorff = library("krippendorff")
    if krippendorff:
        for level in ("nominal", "ordinal", "interval"):
            line(f"alpha {level}", data, "krippendorff, matrix", lambda: krippendorff.alpha(
                reliability_data=matrix, level_of_measurement=level, value_domain=range(classes)))
        line("alpha nominal", data, "krippendorff, counts", lambda: krippendorff.alpha(
            value_counts=counts, level_of_measurement="nominal"))
        if data == "100k":
            draw = np.random.default_rng(1)

            def loop(replicates=50):
                values = [krippendorff.alpha(
                    value_counts=counts[draw.integers(0, items, items)],
                    level_of_measurement="nominal") for _ in range(replicates)]
                return np.quantile(values, 0.025)
            line("alpha bootstrap 50 of 1000", data, "krippendorff, loop", loop, 1)
    evalica = library("evalica")
    if evalica and hasattr(evalica, "alpha"):
        import pandas as pd
        frame = pd.DataFrame(matrix)
        line("alpha nominal", data, "evalica", lambda: evalica.alpha(
            frame, distance="nominal").alpha)
        if data == "100k" and hasattr(evalica, "alpha_bootstrap"):
            line("alpha bootstrap 1000 of pairs", data, "evalica", lambda: evalica.alpha_bootstrap(
                frame, distance="nominal", n_resamples=1000).low, 1)
    if library("statsmodels"):
        from statsmodels.stats.inter_rater import fleiss_kappa
        line("fleiss", data, "statsmodels, counts", lambda: fleiss_kappa(counts))


def aggregation(rows, data, slow):
    if not library("crowdkit"):
        return
    import pandas as pd
    from crowdkit.aggregation import GLAD, MACE, DawidSkene, MajorityVote, OneCoinDawidSkene
    frame = pd.DataFrame(rows, columns=["task", "worker", "label"])
    # A tolerance below every change makes crowd-kit run all its iterations.
    models = [
        ("majority vote", MajorityVote, {}),
        ("dawid_skene 20 steps", DawidSkene, {"n_iter": 20, "tol": -1e9}),
        ("one_coin 20 steps", OneCoinDawidSkene, {"n_iter": 20, "tol": -1e9}),
        ("mace 1 x 20", MACE, {"n_iter": 20, "n_restarts": 1}),
    ]
    if slow and data == "100k":
        models.append(("glad 3 steps", GLAD, {"n_iter": 3, "tol": 0}))
    for task, model, options in models:
        line(task, data, "crowd-kit", lambda: len(model(**options).fit_predict(frame)), 1)


def preferences(rows):
    left, right, winner = rows[:, 1], rows[:, 2], rows[:, 3]
    loser = np.where(winner == left, right, left)
    players = int(max(left.max(), right.max())) + 1
    choix = library("choix")
    if choix:
        pairs = list(zip(winner.tolist(), loser.tolist()))

        def spread(scores):
            return scores[players - 1] - scores[0]
        line("bradley_terry from rows", "bt100k", "choix ILSR",
             lambda: spread(choix.ilsr_pairwise(players, pairs)))
        line("bradley_terry from rows", "bt100k", "choix LSR",
             lambda: spread(choix.lsr_pairwise(players, pairs)))
    evalica = library("evalica")
    if evalica:
        names = [str(k) for k in range(players)]
        xs = [names[k] for k in left]
        ys = [names[k] for k in right]
        winners = [evalica.Winner.X if a == w else evalica.Winner.Y for a, w in zip(left, winner)]

        def fit():
            scores = evalica.bradley_terry(xs, ys, winners).scores
            return float(np.log(scores[names[-1]] / scores[names[0]]))
        line("bradley_terry from rows", "bt100k", "evalica", fit)


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--install"]
    if "--install" in sys.argv:
        run_in_environment(arguments)
    names = [argument for argument in arguments if not argument.startswith("--")]
    if not names:
        sys.exit(__doc__)
    if np is None:
        sys.exit("NumPy is not installed. Use --install, or pip install numpy.")
    folder, slow = names[0], "--slow" in arguments
    for data in ("100k", "1m"):
        rows = load(folder, f"j{data}")
        agreement(rows, data)
        aggregation(rows, data, slow)
    preferences(load(folder, "bt100k"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak resident memory of the references: {peak} MB")


if __name__ == "__main__":
    main()
