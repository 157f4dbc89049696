"""Rows of what was tried, and N of M for each format."""

import json


def add(row, path):
    """Prints a row, and adds it to a file where there is one."""
    print("ok  " if row["good"] else "FAIL", json.dumps(row, ensure_ascii=False), flush=True)
    if path:
        with open(path, "a") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def newest(rows):
    """Of several tries of one thing, the last."""
    return list({(row["format"], row["name"]): row for row in rows}.values())


def totals(rows):
    """N of M for each format, the worst difference, and every failure by name."""
    lines, formats = [], {}
    for row in newest(rows):
        formats.setdefault(row["format"], []).append(row)
    for name, rows in formats.items():
        good = [row for row in rows if row["good"]]
        worst = max((row["worst"] for row in rows if row.get("worst") is not None), default=float("nan"))
        lines.append(f"{name}: {len(good)} of {len(rows)}, worst difference {worst:.1e}")
        lines += [f"  not {row['name']}: {row.get('why') or row}" for row in rows if not row["good"]]
    return "\n".join(lines)


def markdown(rows):
    """The same as a table."""
    lines = ["| format | as they should be | worst difference | not |", "|---|---|---|---|"]
    formats = {}
    for row in newest(rows):
        formats.setdefault(row["format"], []).append(row)
    for name, rows in formats.items():
        good = sum(row["good"] for row in rows)
        worst = max((row["worst"] for row in rows if row.get("worst") is not None), default=None)
        failed = ", ".join(row["name"] for row in rows if not row["good"]) or "–"
        lines.append(f"| {name} | {good} of {len(rows)} | {'–' if worst is None else f'{worst:.1e}'} | {failed} |")
    return "\n".join(lines)
