//! What each folder of a tree is: a wrapper to pass through, a part of the data set, a class. Knows names and counts
//! only, never what is in a image.

use std::path::PathBuf;

use super::super::super::role::{Role, Sureness, role_of_name};
use super::tree::Folder;

/// One part of a data set as its folders lie.
#[derive(Debug)]
pub(super) struct PartFolders {
    pub(super) role: Role,
    /// The folder it was taken from; for classes that hold the parts, the folder of the classes.
    pub(super) path: PathBuf,
    /// Folders that may be classes: name, images.
    pub(super) groups: Vec<(String, Vec<PathBuf>)>,
    /// Images beside them.
    pub(super) loose: Vec<PathBuf>,
}

/// What desktops call a folder that nobody has named yet.
const UNNAMED: [&str; 7] = [
    "new folder",
    "untitled folder",
    "neuer ordner",
    "nouveau dossier",
    "nueva carpeta",
    "新建文件夹",
    "新增資料夾",
];

/// A tree taken apart.
#[derive(Debug)]
pub(super) struct FolderLayout {
    /// One for each role at most, the training part first. At least one.
    pub(super) parts: Vec<PartFolders>,
    /// Folders that are neither part nor class: path, images.
    pub(super) passed_over: Vec<(PathBuf, usize)>,
    /// Images that lie beside the parts and belong to none.
    pub(super) loose: Vec<PathBuf>,
}

/// Takes a tree apart.
pub(super) fn layout(root: &Folder) -> FolderLayout {
    let inner = unwrapped(root, |outer, child| {
        child.filled().next().is_some() && parts_of(outer).is_none()
    });
    if let Some(layout) = parts_of(inner).or_else(|| parts_in_classes(inner)) {
        return layout;
    }
    FolderLayout {
        parts: vec![part(Role::Training, inner)],
        passed_over: Vec::new(),
        loose: Vec::new(),
    }
}

/// The folder at the end of a chain of folders that hold nothing but each other. `may_enter` stops between a folder and
/// the only one in it, where that is a class.
fn unwrapped(folder: &Folder, may_enter: impl Fn(&Folder, &Folder) -> bool) -> &Folder {
    let mut inner = folder;
    loop {
        let mut filled = inner.filled();
        match (filled.next(), filled.next()) {
            (Some(only), None) if inner.pictures.is_empty() && may_enter(inner, only) => {
                inner = only;
            }
            _ => return inner,
        }
    }
}

/// A part's folder as groups. A folder without any file is a class that still waits for images; one that holds other
/// files is none.
fn part(role: Role, folder: &Folder) -> PartFolders {
    let may_be_class = |child: &&Folder| {
        child.picture_count > 0 || (child.all_others().is_empty() && !is_unnamed(&child.name))
    };
    let groups = folder.folders.iter().filter(may_be_class);
    PartFolders {
        role,
        path: folder.path.clone(),
        groups: groups
            .map(|child| (child.name.clone(), child.all_pictures()))
            .collect(),
        loose: folder.pictures.clone(),
    }
}

/// `New folder`, `New folder (2)`.
fn is_unnamed(name: &str) -> bool {
    let name = name.to_lowercase();
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || "() ".contains(c));
    UNNAMED.contains(&name)
}

/// `train/…`, `test/…`: folders whose names say part.
fn parts_of(folder: &Folder) -> Option<FolderLayout> {
    let (named, unnamed): (Vec<_>, Vec<_>) = folder
        .filled()
        .map(|child| (child, role_of_name(&child.name)))
        .partition(|(_, role)| role.is_some());
    let named: Vec<Named<'_>> = named
        .into_iter()
        .filter_map(|(folder, role)| {
            role.map(|(role, sureness)| Named {
                folder,
                role,
                sureness,
            })
        })
        .collect();
    let unnamed: Vec<&Folder> = unnamed.into_iter().map(|(child, _)| child).collect();
    if !are_parts(&named, &unnamed) {
        return None;
    }
    let mut passed_over: Vec<_> = unnamed
        .iter()
        .map(|child| (child.path.clone(), child.picture_count))
        .collect();
    let mut parts = Vec::new();
    for role in Role::ALL {
        let mut of_role: Vec<&Named<'_>> =
            named.iter().filter(|named| named.role == role).collect();
        // The surest name; of equals, the one with most images.
        of_role
            .sort_by_key(|named| std::cmp::Reverse((named.sureness, named.folder.picture_count)));
        let mut of_role = of_role.into_iter();
        parts.extend(of_role.next().map(|named| part(role, inside(named))));
        passed_over
            .extend(of_role.map(|named| (named.folder.path.clone(), named.folder.picture_count)));
    }
    let mut loose = folder.pictures.clone();
    let held_out: usize = named.iter().map(|named| named.folder.picture_count).sum();
    let has_training = parts.iter().any(|part| part.role == Role::Training);
    if !has_training && 2 * loose.len() >= held_out {
        // `test` beside the images that it tests.
        parts.insert(0, of_loose(folder, std::mem::take(&mut loose)));
    }
    // Whoever opens a lone `test` folder means its images; so does who has none to train on.
    if let Some(first) = parts.first_mut() {
        first.role = Role::Training;
    }
    Some(FolderLayout {
        parts,
        passed_over,
        loose,
    })
}

/// The images that lie in `folder` itself, to learn from.
fn of_loose(folder: &Folder, loose: Vec<PathBuf>) -> PartFolders {
    PartFolders {
        role: Role::Training,
        path: folder.path.clone(),
        groups: Vec::new(),
        loose,
    }
}

/// A folder whose name says part.
struct Named<'a> {
    folder: &'a Folder,
    role: Role,
    sureness: Sureness,
}

/// `seg_train/seg_train/…` is passed through, a part's only class is not.
fn inside<'a>(named: &Named<'a>) -> &'a Folder {
    unwrapped(named.folder, |_, child| {
        let has_same_role = role_of_name(&child.name).is_some_and(|(role, _)| role == named.role);
        has_same_role || child.filled().nth(1).is_some()
    })
}

/// A class may be called `train` too, among `bus` and `car`. So a name alone is not enough: several parts, or nothing
/// else beside the one, or folders of classes inside it.
fn are_parts(named: &[Named<'_>], unnamed: &[&Folder]) -> bool {
    let mut roles: Vec<Role> = named.iter().map(|named| named.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let exact = named
        .iter()
        .filter(|named| named.sureness == Sureness::Exact);
    let exact_roles: std::collections::BTreeSet<Role> = exact.map(|named| named.role).collect();
    let holds_classes = |named: &Named<'_>| inside(named).filled().nth(1).is_some();
    let has_training_classes = named
        .iter()
        .any(|named| named.role == Role::Training && holds_classes(named));
    let may_be_classes = unnamed.iter().any(|child| !child.pictures.is_empty());
    match (roles.len(), unnamed.len()) {
        (0, _) => false,
        (1, 0) => named.len() == 1,
        (_, 0) => true,
        (1, _) => has_training_classes,
        _ => exact_roles.len() >= 2 || has_training_classes || !may_be_classes,
    }
}

/// `cat/train/…`, `cat/test/…`, `dog/train/…`: classes that hold the parts.
fn parts_in_classes(folder: &Folder) -> Option<FolderLayout> {
    let classes: Vec<&Folder> = folder.filled().collect();
    let holds_parts = |class: &&Folder| class.pictures.is_empty() && parts_of(class).is_some();
    if classes.len() < 2 || !folder.pictures.is_empty() || !classes.iter().all(holds_parts) {
        return None;
    }
    let mut layout = FolderLayout {
        parts: Vec::new(),
        passed_over: Vec::new(),
        loose: Vec::new(),
    };
    let mut of_classes: Vec<(&Folder, FolderLayout)> = classes
        .into_iter()
        .filter_map(|class| Some((class, parts_of(class)?)))
        .collect();
    for role in Role::ALL {
        let mut inside = None;
        let groups: Vec<(String, Vec<PathBuf>)> = of_classes
            .iter_mut()
            .filter_map(|(class, layout)| {
                let place = layout.parts.iter().position(|part| part.role == role)?;
                let part = layout.parts.swap_remove(place);
                let mut pictures = part.loose;
                pictures.extend(part.groups.into_iter().flat_map(|(_, pictures)| pictures));
                pictures.sort();
                // The classes' parts may be called otherwise in each; one name stands for them.
                inside.get_or_insert(part.path);
                Some((class.name.clone(), pictures))
            })
            .collect();
        if !groups.is_empty() {
            let name = inside.as_ref().and_then(|path| path.file_name());
            layout.parts.push(PartFolders {
                role,
                path: folder.path.join("*").join(name.unwrap_or_default()),
                groups,
                loose: Vec::new(),
            });
        }
    }
    for (_, of_class) in of_classes {
        layout.passed_over.extend(of_class.passed_over);
        layout.loose.extend(of_class.loose);
    }
    Some(layout)
}
