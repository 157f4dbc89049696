## Choosing data.

choose-pictures-title = Choose pictures to learn from
choose-pictures-help = Three sets come with Netsmith; your own can be a course file or a folder, or be dropped here
change-data = Change data
open-file = Open file…
open-file-help = A data set in one file: the course's HDF5, NumPy (npy, npz), IDX as MNIST, CIFAR's batches, CSV, a zip or tar of class folders
open-folder = Open folder…
open-folder-help = A folder with one folder per class, or with pictures whose names begin with their label
fits-this-network = fits this network
builtin-on-command-line = { $description }; on the command line it is called { $name }
reading-data = Reading { $data }
resizing-data = Resizing { $data }
comparing-data = Comparing { $data }
reading-data-set = Reading the data set
resizing-data-set = Resizing the data set
comparing-data-set = Comparing the data set
done-of-pictures = { $total ->
    [one] { $done } of { $total } picture
   *[other] { $done } of { $total } pictures
}
reading-data-ended = Reading the data set ended unexpectedly; please report this
fault-and-data-stays = { $fault }; the data at hand stays
other-data-than-trained-on = This is other data than { $network } was trained on: what lies there has changed since; train again, or choose the data that it was trained on: { $data }
choose-other-role-data = choose other { $role } data

## What is in it.

list-plus = {" + "}
count-of-role = { $count } { $role }
pictures-in-parts = { $counts } pictures
pictures-in-parts-of = { $counts } pictures ({ $test })
data-figures = { $pictures } · { $shape } · { $classes }
classes-and-samples = Classes and samples
next-pictures = Next pictures
previous-pictures = Previous pictures
sample-of-class = Sample { $number } of { $class }
class-to-train-on = { $class }: { $count } to train on
class-in-parts = { $class }: { $count } to train on, { $parts }
class-in-part = { $count } in the { $role } part
double-click-renames-class = Double click to give the class another name
new-class-name = New class name
class-name-taken = Another class is called { $name } already; give each class a name of its own
call-class = call class { $class } { $name }
checks = Checks
no-copies = No picture occurs twice
no-copies-in-any-part = No picture occurs twice, in any part
copies = { $pictures ->
    [one] { $pictures } picture occurs more than once
   *[other] { $pictures } pictures occur more than once
}
copies-none-held-out = { $pictures ->
    [one] { $pictures } picture occurs more than once, none of them both trained on and held out
   *[other] { $pictures } pictures occur more than once, none of them both trained on and held out
}
copies-held-out = { $pictures ->
    [one] { $pictures } picture occurs more than once, { $leaks } of them both trained on and held out
   *[other] { $pictures } pictures occur more than once, { $leaks } of them both trained on and held out
}
role-data-unread = The { $role } data could not be read: { $fault }

## Its parts, and where labels are read.

parts = Parts
part-training = Training
part-training-help = The pictures to learn from
part-of-training = Training part
part-validation = Validation part
part-validation-of = Validation part: { $part }
part-test = Test part
part-none = None
part-and-count = { $part } ({ $count })
part-share-of-training = { $percent } of the training part
validation = Validation
validation-help = Pictures that the network never learns from, to see after every epoch how well it does on new ones
validation-automatic = Automatic
validation-split = Share of training
validation-test-part = Test part, as in the course
validation-other-data = Other data
set-validation = set validation to { $validation }
test-data = Test
test-data-help = Pictures that are kept for the end, when the finished network is measured
set-test-part = set the test part to { $part }
other-file = Other file…
other-folder = Other folder…
labels = Labels
labels-help = Where it is written what a picture shows
labels-and-classes = { $labels }: { $classes }
file-has-label = { $file } is { $label }
read-folders = Folders
read-before-dot = Before the dot
read-before-first = Before the first _
read-before-last = Before the last _
read-before-number = Before the number
read-leading-digits = Leading digits
read-after-last = After the last _
read-labels = read labels { $labels }
read-labels-from = Read labels from…

## What the network sees of a picture.

what-network-sees = What the network sees
contract-size = Size
contract-size-help = Height and width of the network's input; other pictures are resized to it
contract-color = Color
contract-color-help = Three channels or one; pictures are converted
color-rgb = RGB
color-grayscale = Grayscale
contract-resize = Resize
contract-resize-help = Stretch distorts, Crop cuts the edges off, Pad adds black bars
resize-stretch = Stretch
resize-crop = Crop
resize-pad = Pad
set-resize = set resize to { $mode }
contract-scale = Scale
contract-scale-help = Every value from 0 to 255 is multiplied by this; 1/255 as in the course
set-scale = set scale to { $scale }
contract-offset = Offset
contract-offset-help = Added after the scale; −1 with a scale of 2/255 gives values from −1 to 1
set-offset = set offset to { $offset }
set-input-shape = set the input's shape
expected-height-and-width = Expected height × width, such as 64 × 64
expected-scale = Expected a number such as 1/255
