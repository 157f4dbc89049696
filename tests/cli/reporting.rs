//! How well a network does, in figures, and a run as a page to hand in.

use super::*;
use std::ffi::OsString;

/// A run of one epoch on pictures of two classes with names that are markup.
fn trained(folder: &Path) -> (PathBuf, PathBuf) {
    let pictures = folder.join("pictures");
    for (class, shade) in [("<b>dark & 暗", 20), ("light\"", 200)] {
        std::fs::create_dir_all(pictures.join(class)).unwrap();
        for index in 0..6 {
            let path = pictures.join(class).join(format!("{index}.png"));
            write_gray(&path, [8, 8], shade + 3 * index);
        }
    }
    let out = folder.join("run");
    let words = ["train", "mlp", "--epochs", "2", "--data"].map(OsStr::new);
    let rest = [pictures.as_os_str(), OsStr::new("--out"), out.as_os_str()];
    let output = run(words.into_iter().chain(rest));
    assert!(output.status.success(), "{}", text(&output.stderr));
    (out, pictures)
}

#[test]
fn evaluation_tells_areas_and_calibration_of_each_class() {
    let folder = folder();
    let (out, pictures) = trained(folder.path());
    let arguments = [
        OsStr::new("--json"),
        OsStr::new("evaluate"),
        out.as_os_str(),
        OsStr::new("--data"),
        pictures.as_os_str(),
        OsStr::new("--part"),
        OsStr::new("training"),
    ];
    let report = json_of(arguments);
    assert_eq!(report["data"]["images"], 12);
    assert_eq!(report["data"]["part"], "training");
    for row in report["per_class"].as_array().unwrap() {
        for key in ["auc", "average_precision", "precision"] {
            let share = row[key].as_f64().unwrap();
            assert!((0.0..=1.0).contains(&share), "{key} in {row}");
        }
    }
    let calibration = &report["calibration"];
    assert!(calibration["expected_calibration_error"].is_number());
    let bins = calibration["bins"].as_array().unwrap();
    let counted: u64 = bins.iter().map(|bin| bin["count"].as_u64().unwrap()).sum();
    assert_eq!((bins.len(), counted), (10, 12));
    let arguments = arguments.into_iter().skip(1);
    let told = output_of(arguments);
    assert!(
        told.contains("Mean AUC") && told.contains("calibration error"),
        "{told}"
    );
}

#[test]
fn a_report_is_one_page_that_needs_nothing_and_obeys_no_name() {
    let folder = folder();
    let (out, _) = trained(folder.path());
    let page = folder.path().join("report.html");
    let arguments = |language: &str| {
        let mut words = ["--lang", language, "report"].map(OsString::from).to_vec();
        words.extend([out.clone().into(), "-o".into(), page.clone().into()]);
        words
    };
    let output = run(arguments("en-US"));
    assert!(output.status.success(), "{}", text(&output.stderr));
    let html = read(&page).unwrap();
    for part in [
        "Confusion matrix",
        "ROC curve",
        "Per class",
        "Network",
        "Settings",
        "Curves",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.contains("learning_rate") && html.contains("data:image/png;base64,"));
    assert!(
        html.contains("&lt;b&gt;dark &amp; 暗"),
        "class names are told"
    );
    for bad in [
        "<script",
        "<b>dark",
        "light\"<",
        " src=\"http",
        " href=",
        "url(http",
        "<link",
    ] {
        assert!(!html.contains(bad), "{bad}");
    }
    let drawings = html.split("<svg ").skip(1).map(|rest| {
        let end = rest.find("</svg>").unwrap();
        format!("<svg {}</svg>", &rest[..end])
    });
    let drawings: Vec<String> = drawings.collect();
    assert!(drawings.len() >= 7, "{}", drawings.len());
    for drawing in drawings {
        resvg::usvg::Tree::from_str(&drawing, &resvg::usvg::Options::default()).unwrap();
    }
    assert!(run(arguments("zh-Hans")).status.success());
    let chinese = read(&page).unwrap();
    assert!(chinese.contains("混淆矩阵") && chinese.contains("lang=\"zh-Hans\""));
    assert!(!chinese.contains("Confusion matrix"));
    let refused = refusal(
        [
            OsStr::new("report"),
            out.as_os_str(),
            OsStr::new("-o"),
            OsStr::new("r.doc"),
        ],
        2,
    );
    assert!(refused.contains(".html") && refused.contains(".pdf"));
}

/// What is read of a report at most, bytes.
const LARGEST: u64 = 1 << 24;

#[test]
fn a_report_is_a_pdf_whose_words_can_be_copied() {
    let folder = folder();
    let (out, _) = trained(folder.path());
    let [english, again, chinese] =
        ["report.pdf", "again.PDF", "chinese.pdf"].map(|name| folder.path().join(name));
    for (path, language) in [
        (&english, "en-US"),
        (&again, "en-US"),
        (&chinese, "zh-Hans"),
    ] {
        let mut words = ["--lang", language, "report"].map(OsString::from).to_vec();
        words.extend([out.clone().into(), "-o".into(), path.clone().into()]);
        let output = run(words);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    let file = netsmith::files::read_limited(&english, LARGEST).unwrap();
    assert_eq!(
        file,
        netsmith::files::read_limited(&again, LARGEST).unwrap(),
        "the same bytes"
    );
    let told = words_of_pdf(&file);
    for words in [
        "Confusion matrix",
        "ROC curve",
        "Per class",
        "learning_rate",
        "<b>dark & 暗",
        "Flatten",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let file = netsmith::files::read_limited(&chinese, LARGEST).unwrap();
    assert!(file.windows(15).any(|bytes| bytes == b"/Lang (zh-Hans)"));
    let told = words_of_pdf(&file);
    assert!(told.contains("混淆矩阵") && !told.contains("Confusion matrix"));
}

/// The words of a PDF, one run of letters a line, as a reader takes them from the character maps of its faces.
fn words_of_pdf(file: &[u8]) -> String {
    let (mut objects, mut place) = (Vec::new(), 0);
    while let Some(found) = find(&file[place..], b" 0 obj\n") {
        let begin = place + found + 7;
        let end = begin + find(&file[begin..], b"\nendobj\n").unwrap();
        objects.push(&file[begin..end]);
        place = end;
    }
    let unpacked = |object: &[u8]| {
        let begin = find(object, b"stream\n")? + 7;
        let mut bytes = Vec::new();
        let mut reader = flate2::read::ZlibDecoder::new(&object[begin..]);
        std::io::Read::read_to_end(&mut reader, &mut bytes).ok()?;
        String::from_utf8(bytes).ok()
    };
    let number_after = |text: &str, name: &str| -> usize {
        let (_, rest) = text.split_once(name).unwrap();
        rest.split_whitespace().next().unwrap().parse().unwrap()
    };
    let plain: Vec<_> = objects
        .iter()
        .map(|it| String::from_utf8_lossy(it))
        .collect();
    let fonts = plain.iter().find(|it| it.starts_with("<< /F0 ")).unwrap();
    let mut letters = std::collections::BTreeMap::new();
    for face in (0..).map_while(|face| {
        let name = format!("/F{face} ");
        fonts.contains(&name).then(|| number_after(fonts, &name))
    }) {
        let map = number_after(&plain[face - 1], "/ToUnicode ");
        let map = unpacked(objects[map - 1]).unwrap();
        let index = letters.len();
        let entries = map.lines().filter_map(|line| {
            let (glyph, text) = line.strip_prefix('<')?.split_once("> <")?;
            let text = text.strip_suffix('>')?;
            let units: Vec<u16> = (0..text.len() / 4)
                .map(|unit| u16::from_str_radix(&text[unit * 4..][..4], 16).unwrap())
                .collect();
            Some((glyph.to_owned(), String::from_utf16(&units).unwrap()))
        });
        letters.insert(index, entries.collect::<std::collections::BTreeMap<_, _>>());
    }
    let mut told = String::new();
    for content in objects.iter().filter_map(|it| unpacked(it)) {
        for line in content.lines().filter(|line| line.ends_with(" TJ")) {
            let face: usize = line[2..].split(' ').next().unwrap().parse().unwrap();
            for shown in line.split('<').skip(1) {
                let glyphs = shown.split_once('>').unwrap().0;
                for glyph in (0..glyphs.len() / 4).map(|at| &glyphs[at * 4..][..4]) {
                    told.push_str(&letters[&face][glyph]);
                }
            }
            told.push('\n');
        }
    }
    told
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

#[test]
fn a_report_without_its_data_says_so_and_tells_the_rest() {
    let folder = folder();
    let (out, pictures) = trained(folder.path());
    std::fs::remove_dir_all(pictures).unwrap();
    let page = folder.path().join("report.html");
    let arguments = [
        OsStr::new("report"),
        out.as_os_str(),
        OsStr::new("-o"),
        page.as_os_str(),
    ];
    let output = run(arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("The network was not measured"));
    let html = read(&page).unwrap();
    assert!(html.contains("The network was not measured") && html.contains("Loss"));
}

#[test]
fn many_pictures_become_a_table_and_doubts_are_told() {
    let folder = folder();
    let (out, pictures) = trained(folder.path());
    let usual = pictures.join("light\"").join("0.png");
    let wide = folder.path().join("wide.png");
    write_gray(&wide, [40, 8], 130);
    let words = |flag: &'static str| {
        let flag = OsStr::new(flag);
        [
            flag,
            OsStr::new("predict"),
            out.as_os_str(),
            usual.as_os_str(),
            wide.as_os_str(),
        ]
        .map(OsString::from)
        .to_vec()
    };
    let rows = json_of(words("--json"));
    assert_eq!(rows[0]["warnings"], serde_json::json!([]));
    assert_eq!(rows[1]["warnings"][0]["code"], "aspect");
    let mut arguments = words("--json");
    arguments.remove(0);
    arguments.push("--csv".into());
    let table = output_of(&arguments);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(
        lines[0].starts_with("image,class,probability,warnings,<b>dark & 暗,"),
        "{table}"
    );
    assert!(lines[2].contains(",aspect"), "{table}");
    arguments.insert(0, "--json".into());
    let refused = run(&arguments);
    assert_eq!(refused.status.code(), Some(2));
    // In plain words, the doubts are told beside the answers.
    arguments.retain(|argument| argument != "--json" && argument != "--csv");
    let told = run(&arguments);
    assert!(
        text(&told.stderr).contains("stretched"),
        "{}",
        text(&told.stderr)
    );
}

#[test]
fn the_nearest_training_picture_of_one_is_itself() {
    let folder = folder();
    let (out, pictures) = trained(folder.path());
    let usual = pictures.join("light\"").join("2.png");
    let found = json_of([
        OsStr::new("--json"),
        OsStr::new("explain"),
        out.as_os_str(),
        usual.as_os_str(),
        OsStr::new("--method"),
        OsStr::new("nearest"),
    ]);
    assert_eq!(found["looked_at"], 12);
    let nearest = found["groups"][0]["pictures"].as_array().unwrap();
    assert_eq!(nearest.len(), 12);
    assert!((nearest[0]["value"].as_f64().unwrap() - 1.0).abs() < 1e-6);
    assert_eq!(nearest[0]["class"], "light\"");
    let values: Vec<f64> = nearest
        .iter()
        .map(|it| it["value"].as_f64().unwrap())
        .collect();
    assert!(
        values.windows(2).all(|pair| pair[0] >= pair[1]),
        "{values:?}"
    );
}
