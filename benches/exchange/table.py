"""Rows of what was tried, and N of M for each format."""

import json
from pathlib import Path


def options(parser):
    """What every script that makes rows takes."""
    parser.add_argument("--json", type=Path, help="a file that rows are added to")
    parser.add_argument("--resume", action="store_true", help="what that file says of something that was as it should be is not tried again")


class Rows:
    """What one script tries: each row is printed, and added to the file where there is one."""

    def __init__(self, options):
        self.path, self.rows = options.json, []
        before = read(self.path) if options.resume else []
        self.known = {(row["format"], row["name"]): row for row in newest(before) if row["good"]}

    def wants(self, form, name):
        """Whether this is still to be tried. What is known already counts with what is."""
        known = self.known.get((form, name))
        if known:
            self.rows.append(known)
        return known is None

    def add(self, row):
        print("ok  " if row["good"] else "FAIL", json.dumps(row, ensure_ascii=False), flush=True)
        self.rows.append(row)
        if self.path:
            with open(self.path, "a") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def totals(self):
        """N of M for each format, the worst difference, and every failure by name."""
        lines = []
        for name, rows in by_format(self.rows).items():
            good, worst, failed = summed(rows)
            lines.append(f"{name}: {good} of {len(rows)}, worst difference {worst}")
            lines += [f"  not {row['name']}: {row.get('why') or row}" for row in failed]
        return "\n".join(lines)


def read(path):
    """The rows in a file; none where there is no file."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path and path.exists() else []


def newest(rows):
    """Of several tries of one thing, the last."""
    return list({(row["format"], row["name"]): row for row in rows}.values())


def by_format(rows):
    formats = {}
    for row in newest(rows):
        formats.setdefault(row["format"], []).append(row)
    return formats


def summed(rows):
    """How many are as they should be, the worst difference, and those that are not."""
    worst = max((row["worst"] for row in rows if row.get("worst") is not None), default=None)
    return sum(row["good"] for row in rows), "–" if worst is None else f"{worst:.1e}", [row for row in rows if not row["good"]]


def markdown(rows):
    """N of M for each format as a table."""
    lines = ["| format | as they should be | worst difference | not |", "|---|---|---|---|"]
    for name, rows in by_format(rows).items():
        good, worst, failed = summed(rows)
        lines.append(f"| {name} | {good} of {len(rows)} | {worst} | {', '.join(row['name'] for row in failed) or '–'} |")
    return "\n".join(lines)
