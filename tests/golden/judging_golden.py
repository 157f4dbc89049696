"""judging.json: precision, recall and F1, ROC and precision-recall curves with their areas, and calibration, as scikit-learn has
them. Run by itself: it needs scikit-learn and no Keras."""

import json
from pathlib import Path

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    precision_recall_curve,
    precision_recall_fscore_support,
    roc_auc_score,
    roc_curve,
)

import formula

BINS = 10
# Name, classes, images, classes that occur. Few levels: many probabilities are equal.
CASES = [("two", 2, 300, 2), ("six", 6, 400, 6), ("absent", 4, 120, 3), ("many", 20, 1000, 20)]


def probabilities(name, classes, images):
    levels = np.floor(formula.unit(f"judging/{name}", (images, classes)) * 32).astype(np.float32) + np.float32(1)
    return levels / levels.sum(axis=1, keepdims=True, dtype=np.float32)


def labels(name, rows, occurring):
    images = len(rows)
    drawn = np.floor(formula.unit(f"judging/{name}/label", (images,)) * occurring).astype(int)
    is_right = formula.unit(f"judging/{name}/right", (images,)) < 0.6
    predicted = rows.argmax(axis=1)
    return np.where(is_right & (predicted < occurring), predicted, drawn)


def of_class(truth, scores):
    is_of = truth.astype(int)
    if not is_of.any():
        return {"auc": None, "average_precision": None, "roc": [], "precision_recall": []}
    rates = roc_curve(is_of, scores, drop_intermediate=False)
    precision, recall, _ = precision_recall_curve(is_of, scores)
    return {
        "auc": float(roc_auc_score(is_of, scores)),
        "average_precision": float(average_precision_score(is_of, scores)),
        "roc": [[float(x), float(y)] for x, y in zip(rates[0], rates[1])],
        "precision_recall": [[float(x), float(y)] for x, y in zip(recall[::-1], precision[::-1])],
    }


def calibration(truth, rows):
    confidence = rows.max(axis=1)
    is_right = (rows.argmax(axis=1) == truth).astype(int)
    accuracy, mean = calibration_curve(is_right, confidence, n_bins=BINS, strategy="uniform")
    edges = np.linspace(0.0, 1.0, BINS + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], confidence), minlength=BINS)
    filled = counts[counts > 0]
    error = float((filled * np.abs(accuracy - mean)).sum() / filled.sum())
    return {"counts": counts.tolist(), "accuracy": accuracy.tolist(), "confidence": mean.tolist(), "error": error}


def case(name, classes, images, occurring):
    rows = probabilities(name, classes, images)
    truth = labels(name, rows, occurring)
    predicted = rows.argmax(axis=1)
    everything = list(range(classes))
    per_class = precision_recall_fscore_support(truth, predicted, labels=everything, zero_division=0)
    seen = sorted(set(truth) | set(predicted))
    macro = precision_recall_fscore_support(truth, predicted, labels=seen, average="macro", zero_division=0)
    weighted = precision_recall_fscore_support(truth, predicted, labels=everything, average="weighted", zero_division=0)
    curves = [of_class(truth == index, rows[:, index]) for index in everything]
    # Curves of two classes are enough: the areas stand for the others.
    for index in everything[2:]:
        del curves[index]["roc"], curves[index]["precision_recall"]
    return {
        "name": name,
        "classes": classes,
        "images": images,
        "occurring": occurring,
        "confusion": confusion_matrix(truth, predicted, labels=everything).tolist(),
        "precision": per_class[0].tolist(),
        "recall": per_class[1].tolist(),
        "f1": per_class[2].tolist(),
        "support": per_class[3].tolist(),
        "macro": [float(value) for value in macro[:3]],
        "weighted": [float(value) for value in weighted[:3]],
        "curves": curves,
        "calibration": calibration(truth, rows),
    }


if __name__ == "__main__":
    text = json.dumps({"bins": BINS, "cases": [case(*arguments) for arguments in CASES]}, separators=(",", ":"))
    (Path(__file__).parent / "judging.json").write_text(text + "\n")
