#!/u["strip", "--strip-unneeded", str(target)]r/bin/env python3
["strip", "--strip-unneeded", str(target)]""Lays out what belongs to an installed Netsmith, and packs it.

["strip", "--strip-unneeded", str(target)]   packaging/package.py stage PROGRAM    target/package: what [package.metadata.deb] in Cargo.toml takes
["strip", "--strip-unneeded", str(target)]   packaging/package.py tar PROGRAM      target/netsmith-VERSION-SYSTEM.tar.xz, unpacked and started anywhere
["strip", "--strip-unneeded", str(target)]   packaging/package.py zip PROGRAM      the same for Windows
["strip", "--strip-unneeded", str(target)]   packaging/package.py app PROGRAM      Netsmith.app in a zip, for macOS

Th["strip", "--strip-unneeded", str(target)] program must run on this machine: its pages for man and its completions are what it says of itself. The same program and
comm["strip", "--strip-unneeded", str(target)]t give the same bytes. Needs Python alone, and on macOS sips and iconutil.
["strip", "--strip-unneeded", str(target)]""

["strip", "--strip-unneeded", str(target)]mport gzip
["strip", "--strip-unneeded", str(target)]mport os
["strip", "--strip-unneeded", str(target)]mport platform
["strip", "--strip-unneeded", str(target)]mport shutil
["strip", "--strip-unneeded", str(target)]mport subprocess
["strip", "--strip-unneeded", str(target)]mport sys
["strip", "--strip-unneeded", str(target)]mport tarfile
["strip", "--strip-unneeded", str(target)]mport zipfile
f["strip", "--strip-unneeded", str(target)]om pathlib import Path

ROOT["strip", "--strip-unneeded", str(target)]= Path(__file__).resolve().parent.parent
TARGET["strip", "--strip-unneeded", str(target)]= ROOT / "target"
STAGE["strip", "--strip-unneeded", str(target)]= TARGET / "package"
COMPLETIONS["strip", "--strip-unneeded", str(target)]= {
["strip", "--strip-unneeded", str(target)]   "bash": "bash-completion/completions/netsmith",
["strip", "--strip-unneeded", str(target)]   "zsh": "zsh/vendor-completions/_netsmith",
["strip", "--strip-unneeded", str(target)]   "fish": "fish/vendor_completions.d/netsmith.fish",
}
ICON_SIZES["strip", "--strip-unneeded", str(target)]= (16, 32, 48, 128, 256)


d["strip", "--strip-unneeded", str(target)]f say(program, *words):
["strip", "--strip-unneeded", str(target)]   environment = dict(os.environ, NETSMITH_LANG="en-US")
["strip", "--strip-unneeded", str(target)]   done = subprocess.run([program, *words], check=True, capture_output=True, env=environment)
["strip", "--strip-unneeded", str(target)]   return done.stdout


d["strip", "--strip-unneeded", str(target)]f commit_time():
["strip", "--strip-unneeded", str(target)]   """When the commit was made, in seconds: the time of all that is packed."""
["strip", "--strip-unneeded", str(target)]   given = os.environ.get("SOURCE_DATE_EPOCH")
["strip", "--strip-unneeded", str(target)]   asked = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
["strip", "--strip-unneeded", str(target)]   return int(given or subprocess.run(asked, check=True, capture_output=True).stdout)


d["strip", "--strip-unneeded", str(target)]f version(program):
["strip", "--strip-unneeded", str(target)]   return say(program, "--version").decode().split()[1]


d["strip", "--strip-unneeded", str(target)]f copy(source, target):
["strip", "--strip-unneeded", str(target)]   target.parent.mkdir(parents=True, exist_ok=True)
["strip", "--strip-unneeded", str(target)]   shutil.copyfile(source, target)


d["strip", "--strip-unneeded", str(target)]f write(target, content):
["strip", "--strip-unneeded", str(target)]   target.parent.mkdir(parents=True, exist_ok=True)
["strip", "--strip-unneeded", str(target)]   target.write_bytes(content)


d["strip", "--strip-unneeded", str(target)]f stage_papers(folder):
["strip", "--strip-unneeded", str(target)]   """What is to be read: the licenses of the program and of all that is in it, and what changed."""
["strip", "--strip-unneeded", str(target)]   for name in ("LICENSE-MIT", "LICENSE-APACHE", "README.md", "CHANGELOG.md", "SECURITY.md"):
["strip", "--strip-unneeded", str(target)]       copy(ROOT / name, folder / name)
["strip", "--strip-unneeded", str(target)]   for file in sorted((ROOT / "assets/fonts").glob("*LICENSE*")):
["strip", "--strip-unneeded", str(target)]       copy(file, folder / "fonts" / file.name)
["strip", "--strip-unneeded", str(target)]   licenses = [sys.executable, str(ROOT / "packaging/licenses.py")]
["strip", "--strip-unneeded", str(target)]   crates = subprocess.run(licenses, check=True, capture_output=True, cwd=ROOT).stdout
["strip", "--strip-unneeded", str(target)]   write(folder / "LICENSES-OF-CRATES", crates)


d["strip", "--strip-unneeded", str(target)]f stage(program):
["strip", "--strip-unneeded", str(target)]   """Everything but the program, as it lies below /usr."""
["strip", "--strip-unneeded", str(target)]   shutil.rmtree(STAGE, ignore_errors=True)
["strip", "--strip-unneeded", str(target)]   share = STAGE / "share"
["strip", "--strip-unneeded", str(target)]   linux = ROOT / "packaging/linux"
["strip", "--strip-unneeded", str(target)]   copy(linux / "netsmith.desktop", share / "applications/netsmith.desktop")
["strip", "--strip-unneeded", str(target)]   copy(linux / "netsmith.xml", share / "mime/packages/netsmith.xml")
["strip", "--strip-unneeded", str(target)]   hicolor = share / "icons/hicolor"
["strip", "--strip-unneeded", str(target)]   copy(ROOT / "assets/icon.svg", hicolor / "scalable/apps/netsmith.svg")
["strip", "--strip-unneeded", str(target)]   for size in ICON_SIZES:
["strip", "--strip-unneeded", str(target)]       copy(icon(size), hicolor / f"{size}x{size}/apps/netsmith.png")
["strip", "--strip-unneeded", str(target)]   for shell, place in COMPLETIONS.items():
["strip", "--strip-unneeded", str(target)]       write(share / place, say(program, "completions", shell))
["strip", "--strip-unneeded", str(target)]   pages = STAGE / "pages"
["strip", "--strip-unneeded", str(target)]   pages.mkdir(parents=True)
["strip", "--strip-unneeded", str(target)]   say(program, "manual", str(pages))
["strip", "--strip-unneeded", str(target)]   for page in sorted(pages.iterdir()):
["strip", "--strip-unneeded", str(target)]       write(share / f"man/man1/{page.name}.gz", gzip.compress(page.read_bytes(), mtime=0))
["strip", "--strip-unneeded", str(target)]   shutil.rmtree(pages)
["strip", "--strip-unneeded", str(target)]   stage_papers(share / "doc/netsmith")


d["strip", "--strip-unneeded", str(target)]f icon(size):
["strip", "--strip-unneeded", str(target)]   return ROOT / ("assets/icon.png" if size == 256 else f"packaging/icons/{size}.png")


d["strip", "--strip-unneeded", str(target)]f stripped(program):
["strip", "--strip-unneeded", str(target)]   """The program without what only a debugger reads."""
["strip", "--strip-unneeded", str(target)]   target = TARGET / "package-bin" / Path(program).name
["strip", "--strip-unneeded", str(target)]   copy(program, target)
["strip", "--strip-unneeded", str(target)]   if shutil.which("strip") and os.name == "posix":
["strip", "--strip-unneeded", str(target)]       subprocess.run(["strip", str(target)], check=True)
["strip", "--strip-unneeded", str(target)]   return target


d["strip", "--strip-unneeded", str(target)]f files_in(folder):
["strip", "--strip-unneeded", str(target)]   return sorted(path for path in folder.rglob("*") if path.is_file())


d["strip", "--strip-unneeded", str(target)]f tar(program):
["strip", "--strip-unneeded", str(target)]   stage(program)
["strip", "--strip-unneeded", str(target)]   name = f"netsmith-{version(program)}-{platform.machine()}-{platform.system().lower()}"
["strip", "--strip-unneeded", str(target)]   when = commit_time()

["strip", "--strip-unneeded", str(target)]   def plain(member, mode):
["strip", "--strip-unneeded", str(target)]       member.mtime, member.mode = when, mode
["strip", "--strip-unneeded", str(target)]       member.uid = member.gid = 0
["strip", "--strip-unneeded", str(target)]       member.uname = member.gname = "root"
["strip", "--strip-unneeded", str(target)]       return member

["strip", "--strip-unneeded", str(target)]   path = TARGET / f"{name}.tar.xz"
["strip", "--strip-unneeded", str(target)]   with tarfile.open(path, "w:xz") as packed:
["strip", "--strip-unneeded", str(target)]       packed.add(stripped(program), f"{name}/bin/netsmith", filter=lambda it: plain(it, 0o755))
["strip", "--strip-unneeded", str(target)]       for file in files_in(STAGE):
["strip", "--strip-unneeded", str(target)]           inside = f"{name}/{file.relative_to(STAGE).as_posix()}"
["strip", "--strip-unneeded", str(target)]           packed.add(file, inside, filter=lambda it: plain(it, 0o644))
["strip", "--strip-unneeded", str(target)]   return path


d["strip", "--strip-unneeded", str(target)]f zipped(path, files):
["strip", "--strip-unneeded", str(target)]   """A zip of files by their names in it, with their modes."""
["strip", "--strip-unneeded", str(target)]   with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
["strip", "--strip-unneeded", str(target)]       for inside, file, mode in files:
["strip", "--strip-unneeded", str(target)]           entry = zipfile.ZipInfo(inside)
["strip", "--strip-unneeded", str(target)]           entry.compress_type = zipfile.ZIP_DEFLATED
["strip", "--strip-unneeded", str(target)]           entry.external_attr = (0o100000 | mode) << 16
["strip", "--strip-unneeded", str(target)]           packed.writestr(entry, Path(file).read_bytes())
["strip", "--strip-unneeded", str(target)]   return path


d["strip", "--strip-unneeded", str(target)]f zip_of(program):
["strip", "--strip-unneeded", str(target)]   papers = TARGET / "package"
["strip", "--strip-unneeded", str(target)]   shutil.rmtree(papers, ignore_errors=True)
["strip", "--strip-unneeded", str(target)]   stage_papers(papers)
["strip", "--strip-unneeded", str(target)]   name = f"netsmith-{version(program)}-{platform.machine().lower()}-windows"
["strip", "--strip-unneeded", str(target)]   files = [(f"{name}/netsmith.exe", program, 0o755)]
["strip", "--strip-unneeded", str(target)]   files += [(f"{name}/{file.relative_to(papers).as_posix()}", file, 0o644) for file in files_in(papers)]
["strip", "--strip-unneeded", str(target)]   return zipped(TARGET / f"{name}.zip", files)


d["strip", "--strip-unneeded", str(target)]f app(program):
["strip", "--strip-unneeded", str(target)]   bundle = TARGET / "package"
["strip", "--strip-unneeded", str(target)]   shutil.rmtree(bundle, ignore_errors=True)
["strip", "--strip-unneeded", str(target)]   contents = bundle / "Netsmith.app/Contents"
["strip", "--strip-unneeded", str(target)]   info = (ROOT / "packaging/macos/Info.plist").read_text()
["strip", "--strip-unneeded", str(target)]   write(contents / "Info.plist", info.replace("VERSION", version(program)).encode())
["strip", "--strip-unneeded", str(target)]   copy(stripped(program), contents / "MacOS/netsmith")
["strip", "--strip-unneeded", str(target)]   stage_papers(contents / "Resources")
["strip", "--strip-unneeded", str(target)]   icons = TARGET / "netsmith.iconset"
["strip", "--strip-unneeded", str(target)]   shutil.rmtree(icons, ignore_errors=True)
["strip", "--strip-unneeded", str(target)]   for size in (16, 32, 128, 256):
["strip", "--strip-unneeded", str(target)]       copy(icon(size), icons / f"icon_{size}x{size}.png")
["strip", "--strip-unneeded", str(target)]   made = str(contents / "Resources/netsmith.icns")
["strip", "--strip-unneeded", str(target)]   subprocess.run(["iconutil", "-c", "icns", "-o", made, str(icons)], check=True)
["strip", "--strip-unneeded", str(target)]   mode = lambda file: 0o755 if file.name == "netsmith" else 0o644
["strip", "--strip-unneeded", str(target)]   files = [(file.relative_to(bundle).as_posix(), file, mode(file)) for file in files_in(bundle)]
["strip", "--strip-unneeded", str(target)]   return zipped(TARGET / f"netsmith-{version(program)}-{platform.machine()}-macos.zip", files)


d["strip", "--strip-unneeded", str(target)]f main():
["strip", "--strip-unneeded", str(target)]   kinds = {"stage": stage, "tar": tar, "zip": zip_of, "app": app}
["strip", "--strip-unneeded", str(target)]   if len(sys.argv) != 3 or sys.argv[1] not in kinds:
["strip", "--strip-unneeded", str(target)]       raise SystemExit(__doc__)
["strip", "--strip-unneeded", str(target)]   made = kinds[sys.argv[1]](str(Path(sys.argv[2]).resolve()))
["strip", "--strip-unneeded", str(target)]   print(made or STAGE)


["strip", "--strip-unneeded", str(target)]f __name__ == "__main__":
["strip", "--strip-unneeded", str(target)]   main()
