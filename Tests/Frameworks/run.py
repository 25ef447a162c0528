"""Runs emitted Python in the frameworks themselves.

    python3 run.py ADL jax|pytorch|tensorflow [PROGRAMS.json …]

writes every program of the files (by default those of Tests/Oracle, and calls.json: every primitive
at ties and elsewhere) with `emit … as …` at each of its points, runs the files in one process, and
prints how many return what adl expects, and each that does not. Ends with 1 where something differs
that is not among `EXPLAINED`. The framework has to be installed for this Python; nothing else of the
project needs it.
"""

import contextlib
import importlib.util
import io
import json
import pathlib
import subprocess
import sys
import tempfile

NAMES = ["composites", "primitives", "edges"]

# What is known to differ, with the reason: a part of the function's text, or of the file's name.
EXPLAINED = {
    ("pytorch", "hardsigmoid"): "PyTorch's slope is 1/6 in single precision",
    ("pytorch", "largest"): "torch.topk takes equal entries in an order that no rule states",
}


def number(x):
    """A number of the record in the language; strings stand for what is not finite."""
    return str(x) if isinstance(x, str) else repr(float(x))


def cases(path):
    """The functions of a file, each with its points, as texts of the language."""
    record = json.load(open(path))
    for case in record.get("cases") or record["programs"]:
        if "function" in case:
            is_vector = case["function"].startswith("(x: R^")
            texts = [", ".join(map(number, x)) for x in case.get("points") or [case["x"]]]
            yield case["function"], [f"([{x}])" if is_vector else f"({x})" for x in texts]
            continue
        outputs = case["outputs"]
        body = outputs[0] if len(outputs) == 1 else "[" + ", ".join(outputs) + "]"
        lets = "let " + ", ".join(case["lets"]) + " in " if case["lets"] else ""
        function = f"({', '.join(case['inputs'])}) -> {lets}{body}"
        yield function, [f"({', '.join(map(number, p['x']))})" for p in case["points"]]


def main(adl, framework, *paths):
    # It is run in another folder.
    adl, framework = str(pathlib.Path(adl).resolve()), framework.lower()
    here = pathlib.Path(__file__).resolve().parent
    oracle = [here.parent / "Oracle" / f"{name}.json" for name in NAMES]
    paths = paths or [*oracle, here / "calls.json"]
    asked = {}
    for path in paths:
        for function, points in cases(path):
            asked.setdefault(function, {}).update(dict.fromkeys(points))
    folder = pathlib.Path(tempfile.mkdtemp())
    lines, files = [], []
    for i, (function, points) in enumerate(asked.items()):
        for j, point in enumerate(points):
            name = f"program{i}_{j}.py"
            lines.append(f'emit ({function}) as {framework} at {point} to "{name}"')
            files.append((name, function, point))
    (folder / "emit.adl").write_text("\n".join(lines) + "\n")
    emission = subprocess.run(
        [adl, "run", "--keep-going", "emit.adl"], cwd=folder, capture_output=True, text=True)
    counts = {"agree": 0, "explained": 0, "differ": 0, "refused": 0}
    for name, function, point in files:
        path = folder / name
        if not path.exists():
            counts["refused"] += 1
            continue
        text = io.StringIO()
        try:
            spec = importlib.util.spec_from_file_location(path.stem, path)
            module = importlib.util.module_from_spec(spec)
            with contextlib.redirect_stdout(text):
                spec.loader.exec_module(module)
                status = module.main()
        except Exception as error:
            status = f"{type(error).__name__}: {error}"
        if status == 0:
            counts["agree"] += 1
            continue
        known = (EXPLAINED[key] for key in EXPLAINED if key[0] == framework and key[1] in function)
        reason = next(known, None)
        counts["explained" if reason else "differ"] += 1
        print(f"{function} at {point}: {reason or status}")
        print("  " + text.getvalue().strip().replace("\n", "\n  "))
    if emission.stderr:
        print(emission.stderr[-4000:])
    words = ", ".join(f"{count} {word}" for word, count in counts.items())
    print(f"{framework}: {len(asked)} programs, {len(files)} points: {words}")
    return 1 if counts["differ"] or counts["refused"] else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
