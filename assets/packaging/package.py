#!/usr/bin/env python3
"""Lays out what belongs to an installed Netsmith, and packs it.

    assets/packaging/package.py stage PROGRAM    target/package: what [package.metadata.deb] in Cargo.toml takes
    assets/packaging/package.py tar PROGRAM      target/netsmith-VERSION-SYSTEM.tar.xz, unpacked and started anywhere
    assets/packaging/package.py zip PROGRAM      the same for Windows
    assets/packaging/package.py app PROGRAM      Netsmith.app in a zip, for macOS

The program must run on this machine: its pages for man and its completions are what it says of itself. The same program and
commit give the same bytes. Needs Python and cargo alone, and on macOS iconutil.
"""

import gzip
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "target"
STAGE = TARGET / "package"
COMPLETIONS = {
    "bash": "bash-completion/completions/netsmith",
    "zsh": "zsh/vendor-completions/_netsmith",
    "fish": "fish/vendor_completions.d/netsmith.fish",
}
ICON_SIZES = (16, 32, 48, 128, 256)


def say(program, *words):
    environment = dict(os.environ, NETSMITH_LANG="en-US")
    done = subprocess.run([program, *words], check=True, capture_output=True, env=environment)
    return done.stdout


def commit_time():
    """When the commit was made, in seconds: the time of all that is packed."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    return int(given or subprocess.run(asked, check=True, capture_output=True).stdout)


def version(program):
    return say(program, "--version").decode().split()[1]


def copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write(target, content):
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def icon(size):
    return ROOT / ("assets/icon.png" if size == 256 else f"assets/packaging/icons/{size}.png")


def stage_papers(folder):
    """What is to be read: the licenses of the program and of all that is in it, and what changed."""
    for name in ("LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md", "SECURITY.md"):
        copy(ROOT / name, folder / name)
    for file in sorted((ROOT / "assets/fonts").glob("*LICENSE*")):
        copy(file, folder / "fonts" / file.name)
    copy(ROOT / "datasets/digits/README.md", folder / "digits/README.md")
    asked = [sys.executable, str(ROOT / "assets/packaging/licenses.py")]
    write(folder / "LICENSES-OF-CRATES", subprocess.run(asked, check=True, capture_output=True, cwd=ROOT).stdout)


def stage(program):
    """Everything but the program, as it lies below /usr."""
    shutil.rmtree(STAGE, ignore_errors=True)
    share = STAGE / "share"
    linux = ROOT / "assets/packaging/linux"
    copy(linux / "netsmith.desktop", share / "applications/netsmith.desktop")
    copy(linux / "netsmith.xml", share / "mime/packages/netsmith.xml")
    hicolor = share / "icons/hicolor"
    copy(ROOT / "assets/icon.svg", hicolor / "scalable/apps/netsmith.svg")
    for size in ICON_SIZES:
        copy(icon(size), hicolor / f"{size}x{size}/apps/netsmith.png")
    for shell, place in COMPLETIONS.items():
        write(share / place, say(program, "completions", shell))
    pages = STAGE / "pages"
    pages.mkdir(parents=True)
    say(program, "manual", str(pages))
    for page in sorted(pages.iterdir()):
        write(share / f"man/man1/{page.name}.gz", gzip.compress(page.read_bytes(), mtime=0))
    shutil.rmtree(pages)
    stage_papers(share / "doc/netsmith")


def stripped(program):
    """The program without what only a debugger reads; names of functions stay, for crash logs."""
    target = TARGET / "package-bin" / Path(program).name
    copy(program, target)
    subprocess.run(["strip", "-S", str(target)], check=True)
    return target


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def tar(program):
    stage(program)
    name = f"netsmith-{version(program)}-{platform.machine()}-{platform.system().lower()}"
    when = commit_time()

    def plain(member, mode):
        member.mtime, member.mode = when, mode
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        return member

    path = TARGET / f"{name}.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        packed.add(stripped(program), f"{name}/bin/netsmith", filter=lambda it: plain(it, 0o755))
        for file in files_in(STAGE):
            inside = f"{name}/{file.relative_to(STAGE).as_posix()}"
            packed.add(file, inside, filter=lambda it: plain(it, 0o644))
    return path


def zipped(path, files):
    """A zip of files by their names in it, with their modes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for inside, file, mode in files:
            entry = zipfile.ZipInfo(inside)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100000 | mode) << 16
            packed.writestr(entry, Path(file).read_bytes())
    return path


def zip_of(program):
    shutil.rmtree(STAGE, ignore_errors=True)
    stage_papers(STAGE)
    name = f"netsmith-{version(program)}-{platform.machine().lower()}-windows"
    files = [(f"{name}/netsmith.exe", program, 0o755)]
    files += [(f"{name}/{file.relative_to(STAGE).as_posix()}", file, 0o644) for file in files_in(STAGE)]
    return zipped(TARGET / f"{name}.zip", files)


def app(program):
    shutil.rmtree(STAGE, ignore_errors=True)
    contents = STAGE / "Netsmith.app/Contents"
    info = (ROOT / "assets/packaging/macos/Info.plist").read_text()
    write(contents / "Info.plist", info.replace("VERSION", version(program)).encode())
    copy(stripped(program), contents / "MacOS/netsmith")
    stage_papers(contents / "Resources")
    icons = TARGET / "netsmith.iconset"
    shutil.rmtree(icons, ignore_errors=True)
    for size in (16, 32, 128, 256):
        copy(icon(size), icons / f"icon_{size}x{size}.png")
    made = str(contents / "Resources/netsmith.icns")
    subprocess.run(["iconutil", "-c", "icns", "-o", made, str(icons)], check=True)
    program_inside = contents / "MacOS/netsmith"
    modes = ((file, 0o755 if file == program_inside else 0o644) for file in files_in(STAGE))
    files = [(file.relative_to(STAGE).as_posix(), file, mode) for file, mode in modes]
    return zipped(TARGET / f"netsmith-{version(program)}-{platform.machine()}-macos.zip", files)


def main():
    kinds = {"stage": stage, "tar": tar, "zip": zip_of, "app": app}
    if len(sys.argv) != 3 or sys.argv[1] not in kinds:
        raise SystemExit(__doc__)
    made = kinds[sys.argv[1]](str(Path(sys.argv[2]).resolve()))
    print(made or STAGE)


if __name__ == "__main__":
    main()
