//! `explain`: heat over a picture, what layers make of it, and what cannot be explained.

use super::*;

/// A run of `model` that has learned a little of dark and light pictures, and one of the pictures.
fn trained(folder: &Path, model: &str) -> [String; 2] {
    let pictures = folder.join("pictures");
    for (class, value) in [("dark", 40), ("light", 200)] {
        std::fs::create_dir_all(pictures.join(class)).unwrap();
        for index in 0..4 {
            let path = pictures.join(class).join(format!("{index}.png"));
            write_gray(&path, [64, 64], value + index);
        }
    }
    let picture = pictures.join("light").join("one.png");
    let half =
        image::GrayImage::from_fn(64, 64, |x, _| image::Luma([if x < 32 { 30 } else { 220 }]));
    let mut png = std::io::Cursor::new(Vec::new());
    half.write_to(&mut png, image::ImageFormat::Png).unwrap();
    write(&picture, png.into_inner());
    let run_folder = folder.join("run");
    let [data, out] = [&pictures, &run_folder].map(|path| path.to_str().unwrap());
    output_of([
        "train", model, "--epochs", "1", "--data", data, "--out", out,
    ]);
    [run_folder, picture].map(|path| path.to_str().unwrap().to_owned())
}

fn png_size(path: &Path) -> (u32, u32) {
    let bytes = netsmith::files::read_limited(path, 1 << 24).unwrap();
    let picture = image::load_from_memory(&bytes).unwrap();
    (picture.width(), picture.height())
}

fn numbers(value: &Value) -> Vec<f64> {
    let numbers = value.as_array().unwrap().iter();
    numbers.map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn heat_lies_over_the_picture_and_the_sentence_names_class_and_probability() {
    let folder = folder();
    let [model, picture] = trained(folder.path(), "happy_model");
    let out = folder.path().join("heat.png");
    for method in ["grad-cam", "gradient"] {
        let out = out.to_str().unwrap();
        let said = output_of([
            "explain", &model, &picture, "--method", method, "--out", out,
        ]);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            said.contains("one.png: ") && said.contains(" %); "),
            "{said}"
        );
        assert_eq!(png_size(Path::new(out)), (512, 512), "{method}");
    }
    let asked = |more: &[&str]| {
        let mut arguments = vec!["explain", &model, &picture, "--json"];
        arguments.extend(more);
        json_of(arguments)
    };
    let of_light = asked(&["--class", "light"]);
    assert_eq!(of_light["method"], "grad-cam");
    assert_eq!(
        (&of_light["class"], &of_light["index"]),
        (&"light".into(), &1.into())
    );
    // The end of the last convolution's maps, before they are made smaller.
    assert_eq!(of_light["layer"], "activation");
    let heat = numbers(&of_light["heat"]);
    assert_eq!(heat.len(), 64 * 64);
    assert!(heat.iter().all(|value| (0.0..=1.0).contains(value)));
}

#[test]
fn layers_show_what_they_make_of_the_picture_and_filters_what_they_look_for() {
    let folder = folder();
    let [model, picture] = trained(folder.path(), "happy_model");
    let out = folder.path().join("maps.png");
    let out = out.to_str().unwrap();
    let asked = |more: &[&str]| {
        let mut arguments = vec!["explain", &model, &picture, "--json", "--out", out];
        arguments.extend(more);
        json_of(arguments)
    };
    let shape = |told: &Value| ["height", "width", "depth", "count"].map(|key| told[key].clone());
    let pooled = asked(&["--method", "activations", "--layer", "max_pool"]);
    assert_eq!(shape(&pooled), [32, 32, 1, 32].map(Value::from));
    assert!(numbers(&pooled["values"]).iter().all(|value| *value >= 0.0));
    assert!(png_size(Path::new(out)).0 > 32);
    let filters = asked(&["--method", "filters"]);
    assert_eq!(filters["layer"], "conv0");
    assert_eq!(shape(&filters), [7, 7, 3, 32].map(Value::from));
    // A vector's numbers are maps of one pixel; the last layer's are what the network says.
    let last = asked(&["--method", "activations", "--layer", "fc"]);
    let said = numbers(&last["values"])[0];
    let of_light = asked(&["--class", "light"]);
    assert!((said - of_light["probability"].as_f64().unwrap()).abs() < 1e-6);
}

#[test]
fn what_cannot_be_explained_is_said_and_no_picture_is_left() {
    let folder = folder();
    let [model, picture] = trained(folder.path(), "happy_model");
    let out = folder.path().join("none.png");
    let refused = |more: &[&str], words: &str| {
        let out = out.to_str().unwrap();
        let mut arguments = vec!["explain", &model, &picture, "--out", out];
        arguments.extend(more);
        let message = refusal(arguments, 1);
        assert!(message.contains(words), "{message}");
        assert!(!Path::new(out).exists());
    };
    refused(&["--layer", "conv1"], "has no layer `conv1`");
    refused(&["--layer", "conv1"], "did you mean conv0?");
    refused(&["--layer", "fc"], "`fc` gives (1); choose one of: ");
    refused(
        &["--method", "filters", "--layer", "bn0"],
        "only a convolution has filters",
    );
    refused(
        &["--class", "sad"],
        "knows no class `sad`; it knows dark, light",
    );
    refused(&["--class", "2"], "knows no class `2`");
    let message = refusal(["explain", &model, &picture, "--out", "heat.jpg"], 2);
    assert!(message.contains("ends in .png"), "{message}");
    let message = refusal(["explain", &model, folder.path().to_str().unwrap()], 1);
    assert!(message.contains("this is a folder"), "{message}");
    let message = refusal(["explain", &model, "/no/such.png"], 1);
    assert!(message.contains("/no/such.png"), "{message}");
}

#[test]
fn a_network_without_maps_is_explained_by_what_needs_none() {
    let folder = folder();
    let [model, picture] = trained(folder.path(), "mlp");
    let message = refusal(["explain", &model, &picture], 1);
    assert!(message.contains("ask for occlusion"), "{message}");
    let message = refusal(["explain", &model, &picture, "--method", "filters"], 1);
    assert!(message.contains("this network has none"), "{message}");
    let told = json_of([
        "explain", &model, &picture, "--json", "--method", "gradient",
    ]);
    assert!(numbers(&told["values"]).iter().any(|value| *value > 0.0));
    let asked = |more: &[&str]| {
        let mut arguments = vec!["explain", &model, &picture, "--json"];
        arguments.extend(more);
        json_of(arguments)
    };
    let again = ["--method", "smooth-grad"];
    assert_eq!(asked(&again), asked(&again), "noise has a seed");
    // The two classes share one probability, whichever is asked about, by its name or by its number.
    let occlusion = |class: &str| asked(&["--method", "occlusion", "--class", class]);
    let (dark, light) = (occlusion("0"), occlusion("light"));
    assert_eq!(
        (&dark["class"], &light["index"]),
        (&"dark".into(), &1.into())
    );
    let sum = dark["probability"].as_f64().unwrap() + light["probability"].as_f64().unwrap();
    assert!((sum - 1.0).abs() < 1e-6, "{sum}");
    for (dark, light) in numbers(&dark["values"])
        .iter()
        .zip(numbers(&light["values"]))
    {
        assert!((dark + light).abs() < 1e-6, "what one loses the other wins");
    }
}
