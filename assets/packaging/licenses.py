#!/usr/bin/env python3
"""Prints the licenses of everything that is compiled into the program: which crate has which, and each text once.

Reads what `cargo metadata` says and the license files that the crates bring along. Crates that are used only for building and
testing are left out.
"""

import collections
import json
import subprocess
from pathlib import Path

NAMES = ("licen", "copying", "notice", "unlicense", "copyright")


def host():
    asked = subprocess.run(["rustc", "--print", "host-tuple"], check=True, capture_output=True, text=True)
    return asked.stdout.strip()


def compiled_in():
    """The packages behind the program, by the ways that dependencies lead."""
    asked = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", host()]
    said = subprocess.run(asked, check=True, capture_output=True, text=True)
    metadata = json.loads(said.stdout)
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    waiting, seen = [metadata["resolve"]["root"]], set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            normal = [it for it in nodes[one]["deps"] if any(kind["kind"] is None for kind in it["dep_kinds"])]
            waiting.extend(it["pkg"] for it in normal)
    found = [packages[one] for one in seen]
    others = [package for package in found if package["source"]]
    return sorted(others, key=lambda package: (package["name"], package["version"]))


def main():
    packages = compiled_in()
    texts = collections.defaultdict(list)
    print("Netsmith is made with these crates, under these licenses.\n")
    for package in packages:
        name = f"{package['name']} {package['version']}"
        print(f"{name}: {package['license'] or 'see its text below'}")
        folder = Path(package["manifest_path"]).parent
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.name.lower().startswith(NAMES):
                texts[file.read_text(errors="replace").strip()].append(name)
    for text, names in texts.items():
        print("\n" + "=" * 100 + "\n" + ", ".join(dict.fromkeys(names)) + "\n" + "-" * 100 + "\n" + text)


if __name__ == "__main__":
    main()
