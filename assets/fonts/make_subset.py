#!/usr/bin/env python3
"""Cuts the bundled fonts down to the characters Netsmith can show.

Never run by the build: the results are committed. Run it again when a character is missing; README.md has the command.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Latin with extensions, Greek, Cyrillic, punctuation, currency, letter-like signs, arrows, mathematics, technical signs,
# box drawing, geometric shapes and the few dingbats used as icons. A font keeps those of them it has.
WESTERN = [
    (0x0020, 0x007E),
    (0x00A0, 0x024F),
    (0x02B0, 0x036F),
    (0x0370, 0x03FF),
    (0x0400, 0x045F),
    (0x1E00, 0x1EFF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2190, 0x21FF),
    (0x2200, 0x22FF),
    (0x2300, 0x23FF),
    (0x2500, 0x257F),
    (0x2580, 0x259F),
    (0x25A0, 0x25FF),
    (0x2600, 0x27BF),
    (0x2B00, 0x2BFF),
]

# CJK punctuation, full-width forms, enclosed numbers, and the symbols that egui's last fallback would otherwise draw in
# another weight.
CHINESE_SYMBOLS = [
    (0x0020, 0x007E),
    (0x00B0, 0x00D7),
    (0x2010, 0x2027),
    (0x2030, 0x203B),
    (0x2160, 0x216B),
    (0x2190, 0x2199),
    (0x2460, 0x2473),
    (0x25A0, 0x25CF),
    (0x3000, 0x303F),
    (0xFF01, 0xFF5E),
    (0xFFE0, 0xFFE5),
]

# Words of the trade whose characters GB2312 files under its second, rarer level.
CHINESE_EXTRA = "阈值 交叉熵 瓶颈 撤销 拖拽 粘贴 缩略 混淆矩阵 遮挡 骤 帧 坍塌 鲁棒 掩膜 鼠标 瞳 眸 咧 噘 毡 褶 皱 笺"

# Contextual alternates are left out on purpose: they turn `->` into an arrow and `3x3` into `3×3` behind the user's back,
# and move columns in the monospaced face.
LAYOUT_FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "tnum"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inter-regular", type=Path, required=True, help="Inter-Regular.woff2")
    parser.add_argument("--inter-semibold", type=Path, required=True, help="Inter-SemiBold.woff2")
    parser.add_argument("--jetbrains-mono", type=Path, required=True, help="JetBrainsMono-Regular.ttf")
    parser.add_argument("--noto-cjk", type=Path, required=True, help="NotoSansCJK-Regular.ttc")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()

    western = code_points(WESTERN)
    chinese = code_points(CHINESE_SYMBOLS) | gb2312_level_1() | {ord(c) for c in CHINESE_EXTRA}
    write(TTFont(arguments.inter_regular), western, arguments.out / "Inter-Regular.ttf")
    write(TTFont(arguments.inter_semibold), western, arguments.out / "Inter-SemiBold.ttf")
    write(TTFont(arguments.jetbrains_mono), western, arguments.out / "JetBrainsMono-Regular.ttf")
    noto_sans_sc = simplified_chinese_face(arguments.noto_cjk)
    write(noto_sans_sc, chinese, arguments.out / "NotoSansSC-Regular-subset.otf")


def code_points(ranges):
    return {code_point for first, last in ranges for code_point in range(first, last + 1)}


def gb2312_level_1():
    """The 3,755 common hanzi: rows 16 to 55 of GB2312, the last one short of its five final cells."""
    cells = [(row, cell) for row in range(16, 56) for cell in range(1, 95) if (row, cell) < (55, 90)]
    hanzi = {ord(bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")) for row, cell in cells}
    assert len(hanzi) == 3755, len(hanzi)
    return hanzi


def simplified_chinese_face(collection):
    """Debian's collection holds one face per region; only this one draws the shapes used in mainland China."""
    for number in range(16):
        face = TTFont(collection, fontNumber=number)
        if face["name"].getDebugName(1) == "Noto Sans CJK SC":
            return face
    raise SystemExit(f"expected a face named Noto Sans CJK SC; found none in {collection}")


def write(font, wanted, path):
    options = subset.Options()
    options.layout_features = LAYOUT_FEATURES
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    # Reproducible bytes: the time of the upstream release stays.
    options.recalc_timestamp = False
    font.recalcTimestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    font.save(path)
    print(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
