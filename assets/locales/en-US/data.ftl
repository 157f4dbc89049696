data-unknown-builtin = there is no built-in data set `{ $name }`: use one of { $known }
data-unknown-part = a built-in data set has the parts `train` and `test`, not `{ $part }`: use `builtin:{ $name }/test`
data-empty-source = expected a data set but got an empty text: name a file, a folder or a built-in such as `builtin:happy`
data-path-not-utf8 = a path that is not valid UTF-8 cannot be written into a project: rename the file or folder: { $path }
data-missing = there is no such file or folder: check the name: { $path }
data-unreadable = could not be read ({ $reason }): { $path }
data-not-a-file = expected { $expected }, found { $found }: { $path }
data-empty-file = the file is empty: copy or download it again: { $path }
data-canceled = opening the data set was stopped
data-web-page = expected a data set, found a web page (HTML) under that name: download the file itself, the site may want you signed in: { $path }
data-single-picture = expected a data set, found a single { $format } picture: open the folder around it, or predict this picture with a trained model: { $path }
data-wrong-kind = expected a data set (a folder or an archive of pictures, HDF5, NumPy, IDX, CIFAR or CSV), found { $found }: { $advice }: { $path }
data-unknown-kind = expected a data set (a folder or an archive of pictures, HDF5, NumPy, IDX, CIFAR or CSV), found a file of another kind: { $path }
data-broken-hdf5 = the HDF5 file is damaged or cut short ({ $reason }): copy or download it again: { $path }
data-newer-hdf5 = the HDF5 file uses a layout that cannot be read yet ({ $reason }): save it again with `h5py.File(name, 'w')`, without `libver`: { $path }
data-array-beyond-file = `{ $array }` claims { $claimed_bytes } bytes, but the whole file holds { $file_bytes }: it is damaged or was never written to its end: { $path }
data-not-one-hot = `{ $array }` has shape { $found }, but picture { $index } is marked for { $classes }: one-hot labels have a single 1 in each row: { $path }
data-no-course-keys = expected the course's `train_set_x` and `train_set_y` (or `test_set_x`, …), found { $found }: { $path }
data-missing-array = `{ $present }` has no `{ $missing }` beside it: add the missing array: { $path }
data-bad-array-shape = `{ $array }` has shape { $found }, expected { $expected }: { $path }
data-bad-array-type = `{ $array }` holds { $found }, expected { $expected }: { $path }
data-array-too-large = `{ $array }` claims { $claimed_bytes } bytes, the limit is { $limit_bytes }: the file is damaged, or must be split: { $path }
data-short-array = `{ $array }` should hold { $expected } values, { $found } could be read: copy or download the file again: { $path }
data-bad-pixel-range = `{ $array }` holds values from { $lowest } to { $highest }, expected 0 to 1 or 0 to 255 (16-bit whole numbers up to 65535): undo the normalization before saving: { $path }
data-empty-folder = the folder holds no pictures: put one folder for each class into it, or files named `label_1.jpg`: { $path }
data-folder-of-files = the folder holds no pictures but { $files }: open one of them as data: { $path }
data-no-label-in-name = no label can be told from file names such as `{ $example }`: make one folder for each class, rename the files to `label_1.jpg`, or say where the label stands (on the command line `--labels`): { $path }
data-reading-finds-nothing = no picture has a label in the way `{ $reading }`: choose another way: { $path }
data-no-readable-picture = none of the { $pictures } could be read, the first because { $reason }: { $path }
data-too-many-files = the folder holds more than { $limit } files: split it: { $path }
data-bad-picture = the picture is damaged or of an unknown kind ({ $reason }); PNG, JPEG, WebP, GIF, BMP, TIFF and PNM can be read
data-other-kind = expected a picture (PNG, JPEG, WebP, GIF, BMP, TIFF or PNM), found { $found }: { $advice }
data-picture-cut-short = the { $format } is cut short, the end of the picture is missing: copy or download it again
data-picture-too-large = the picture claims { $width } × { $height } pixels, the limit is { $longest_side_px } a side and { $limit_megapixels } megapixels in all: make it smaller
data-picture-file-too-large = the picture file has { $found_mib } MiB, the limit is { $limit_mib } MiB: make it smaller
data-bad-shape = expected pictures of 1 to { $max_side } pixels a side in 1 (gray) or 3 (RGB) channels, found { $height } × { $width } × { $channels }
data-empty-dataset = the data set is empty: it needs at least one picture
data-label-count = { $images } but { $labels }: each picture needs exactly one
data-too-many-classes = the labels make { $classes } classes, but at most { $most_classes } are told apart: look for a label that is too large, or join classes
data-class-name-too-long = the class name `{ $start }…` has { $chars } characters, but at most { $longest_class_name } are kept: shorten it
data-class-names-too-long = the names of the { $classes } classes take { $bytes } bytes together, but at most { $most_class_name_bytes } are kept with a network: shorten them
data-single-class = all pictures are of one class, `{ $class }`: a network learns to tell classes apart, so give it pictures of at least two, each in a folder of its own
data-class-name-taken = the class name `{ $name }` would stand for `{ $class }`, but is already the name of another class: give each class a name of its own
data-no-such-part = the data has no { $role } part: name a file or folder instead, or choose a share of the training part
data-unknown-class = class `{ $class }` is not among the classes trained on ({ $known }): rename it, or leave its pictures out
data-bad-scale = expected a finite scale other than 0 and a finite offset, found scale { $scale } and offset { $offset }
data-bad-fraction = expected a validation part of at least 0 and less than 1, found { $fraction }: use for example 0.2
data-fraction-leaves-nothing = a validation part of { $fraction } of { $images } leaves nothing to train on or nothing to validate: use another part, or more pictures
data-zero-batch = expected a batch size of at least 1, found 0
data-index-outside = picture { $index } was asked for, but the data set holds { $images }
data-shape-mismatch = the pictures are { $found }, the network expects { $expected }: convert the data set first
warning-part-unreadable = none of the { $count } pictures of the { $role } part could be read, the first because { $reason }: { $folder }
warning-classes-file = the class names beside the data were not used, because { $reason }: { $path }
warning-companion = what lies beside the data was not taken as its { $role } part, because { $reason }
warning-single-class = all pictures are of one class, `{ $class }`, so that no network can learn from them: give it pictures of another class, too
warning-scaled = `{ $array }` holds 16-bit numbers, which were scaled to 256 levels
warning-empty-class = class `{ $class }` has no pictures: the network cannot learn it from this data
warning-empty-classes = { $count } of { $total } classes have no pictures, such as `{ $example }`: the network cannot learn them from this data
warning-resized = the pictures differ in size and were resized to { $shape }, by { $mode }
warning-rounded = `{ $array }` holds decimal numbers, which were rounded to 256 levels
warning-near-not-sought = there are too many pictures to look for almost equal ones; equal ones were looked for
builtin-happy = drawn faces
builtin-signs = drawn hands
builtin-digits = handwritten digits
builtin-happy-help = Drawn faces, happy or not, 64×64 RGB: 600 to train on and 150 to test with
builtin-signs-help = Drawn hands that show 0 to 5 fingers, 64×64 RGB: 1,080 to train on and 120 to test with
builtin-digits-help = Real handwritten digits, 8×8 gray: 1,437 to train on and 360 to test with
builtin-training-part = { $title }, training part
builtin-test-part = { $title }, test part
labels-folders = the names of the folders
labels-before-dot = what file names say before their first dot
labels-before-first = what file names say before the first `_`, `-` or space
labels-before-last = what file names say before the last `_`, `-` or space
labels-before-number = what file names say before their last number
labels-digits = the digits that file names begin with
labels-after-last = what file names say after the last `_`, `-` or space
taken-part = { $role } part `{ $from }` ({ $pictures })
data-label-outside = { $classes ->
    [one] picture { $index } has label { $label }, but there is only { $classes } class (0 to { $last }): correct the label or the class list
   *[other] picture { $index } has label { $label }, but there are only { $classes } classes (0 to { $last }): correct the label or the class list
}
data-class-name-count = { $given ->
        [one] { $given } class name was given
       *[other] { $given } class names were given
    }, but the data has { $classes ->
        [one] { $classes } class
       *[other] { $classes } classes
    } ({ $known }): give one for each, in that order
data-no-scratch = the pictures take { $needed } MiB, which is more than is held in memory, and the file for them could not be written ({ $reason }): make room there, or choose a smaller input size: { $folder }
data-picture-lost = picture { $index } can no longer be read from the file that stands for memory: see whether the disk is sound, and open the data again
data-too-large = { $pictures ->
    [one] { $pictures } picture of { $shape } takes { $needed } MiB, the limit is { $limit } MiB: choose a smaller input size
   *[other] { $pictures } pictures of { $shape } take { $needed } MiB, the limit is { $limit } MiB: choose a smaller input size
}
warning-left-out = { $count ->
    [one] { $count } of { $total } pictures could not be read and was left out, the first because { $reason }: { $path }
   *[other] { $count } of { $total } pictures could not be read and were left out, the first because { $reason }: { $path }
}
warning-passed-over = { $count ->
    [one] { $count } file is no picture and was passed over, such as { $example }
   *[other] { $count } files are not pictures and were passed over, such as { $example }
}
warning-beside-parts = { $count ->
    [one] { $count } picture lies beside the parts and was passed over, such as: { $path }
   *[other] { $count } pictures lie beside the parts and were passed over, such as: { $path }
}
warning-folder-passed-over = { $count ->
    [one] a folder with { $count } picture is neither a part nor a class and was passed over: { $path }
   *[other] a folder with { $count } pictures is neither a part nor a class and was passed over: { $path }
}
warning-without-label = { $count ->
    [one] { $count } picture has no label ({ $labels } were taken as labels) and was left out, such as: { $path }
   *[other] { $count } pictures have no label ({ $labels } were taken as labels) and were left out, such as: { $path }
}
warning-part-without-labels = { $count ->
    [one] the { $role } part carries no labels and was passed over; its { $count } picture can be predicted: { $path }
   *[other] the { $role } part carries no labels and was passed over; its { $count } pictures can be predicted: { $path }
}
warning-class-not-trained = { $count ->
    [one] { $count } picture of the { $role } part is of classes that the training part does not have, such as `{ $class }`, and was left out
   *[other] { $count } pictures of the { $role } part are of classes that the training part does not have, such as `{ $class }`, and were left out
}
warning-contradiction = { $count ->
    [one] { $count } picture occurs more than once under different labels, such as picture { $example }: at least one of its labels is wrong
   *[other] { $count } pictures occur more than once under different labels, such as picture { $example }: at least one of its labels is wrong
}
warning-leak = { $count ->
    [one] { $count } picture that is held out is also among those trained on: figures on it will look better than they are
   *[other] { $count } pictures that are held out are also among those trained on: figures on them will look better than they are
}
warning-near-leak = { $count ->
    [one] { $count } picture that is held out is almost equal to one trained on, like a photograph saved twice: figures on it will look better than they are
   *[other] { $count } pictures that are held out are almost equal to one trained on, like a photograph saved twice: figures on them will look better than they are
}
taken-labels = labels are { $labels }
taken-labels-example = labels are { $labels }, `{ $file }` is `{ $label }`: { $classes }
taken-labels-classes = labels are { $labels }: { $classes }
taken-and-labels = { $parts }; { $labels }
role-training = training
role-validation = validation
role-test = test
data-damaged = the file, { $kind }, is damaged or cut short ({ $reason }): copy or download it again: { $path }
data-no-array-pair = expected pictures and labels in arrays with names such as `x_train` and `y_train`, or `images` and `labels`, found { $found }: rename them: { $path }
data-bad-table = no pictures can be read from the table, because { $reason }: { $path }
data-archive-of-files = the archive holds no pictures but { $files }: unpack it and open one of them as data: { $path }
data-archive-too-large = the archive unpacks to more than { $limit } GiB: unpack it and open the folder: { $path }
table-is-empty = it has no row with a picture and a label
table-without-pictures = it has neither a column of picture files nor one label and as many numbers as a square picture has pixels (such as 784 or 3072)
table-without-labels = it has no column of labels: call one `label`
archive-without-end = its directory is missing
archive-cut-short = its end is missing
array-header-unreadable = its header says neither type nor shape
expected-numbers-or-text = numbers or text
warning-sides-guessed = `{ $array }` holds each picture as a row of numbers, which was taken for { $shape }
warning-rows-left-out = { $count ->
    [one] { $count } of { $total } rows of the table holds no whole picture and was left out, the first in line { $line }
   *[other] { $count } of { $total } rows of the table hold no whole picture and were left out, the first in line { $line }
}
warning-changed-to-unknown-class = pictures were labeled `{ $class }`, which is no class of this data: they keep the label that the data gives them
warning-collected-ignored = { $count ->
    [one] the picture that was added to this data is not used, because { $reason }
   *[other] the { $count } pictures that were added to this data are not used, because { $reason }
}
collect-fault = a picture could not be added ({ $fault }): { $path }
warning-near-contradiction = { $count ->
    [one] { $count } pair of almost equal pictures has different labels: one of the two is likely wrong
   *[other] { $count } pairs of almost equal pictures have different labels: one of each two is likely wrong
}
