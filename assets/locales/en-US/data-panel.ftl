## Choosing data.

choose-pictures-title = Choose pictures to learn from
choose-pictures-help = Three sets come with Netsmith; your own can be a file (HDF5, NumPy, IDX, CIFAR, CSV, zip, tar) or a folder, or be dropped here
change-data = Change data
open-file = Open file…
open-file-help = A data set in one file: the course's HDF5, NumPy (npy, npz), IDX as MNIST, CIFAR's batches, CSV (also packed by gzip), a zip or tar of class folders
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
page-classes = Classes
page-pictures = Pictures
page-statistics = Statistics
pictures-all = All pictures
pictures-copies = Duplicates
pictures-leaks = Leaks between parts
pictures-changed = Relabeled
pictures-left-out = Left out
all-parts = All parts
all-classes = All classes
which-pictures = Which pictures
which-part = Which part
which-class = Which class
find-pictures = Find by file name
size-of-pictures = Size of the pictures
pictures-grid = Pictures
pictures-shown = { $pictures }
pictures-selected = { $count } selected
no-such-pictures = No picture fits this filter
select-none = Select none
picture-number = picture { $number }
picture-in-grid = { $name }: { $class }, { $role }
picture-relabeled = { $name } (now { $class })
picture-is-left-out = { $name } (left out)
show-picture-large = Show large
label-as = Label as
leave-out = Leave out
take-in-again = Take in again
as-in-the-data = As in the data
rename-class = Rename class…
label-pictures = label { $pictures } `{ $class }`
label-pictures-help = Counts the selected pictures as another class, in this project alone (keys 0 to 9 for the first classes); the files stay as they are
leave-pictures-out = leave { $pictures } out
leave-pictures-out-help = Neither trains nor measures on the selected pictures, in this project alone (Delete); the files stay as they are
take-pictures-back = take { $pictures } as in the data
take-pictures-back-help = Takes the selected pictures with the label that the data gives them
back-to-grid = All pictures
next-picture = Next picture
previous-picture = Previous picture
fact-picture = Picture
fact-class = Class
fact-own-class = Class in the data
fact-part = Part
fact-number = Number
fact-size-in-file = Size in the file
fact-size = Size in the data set
balance = Balance
channels = Channels
sizes = Sizes
mean-pictures = Mean picture of each class
mean-picture-of = Mean picture of { $class }
channel-red = red
channel-green = green
channel-blue = blue
gray = gray
channel-figures = { $channel }: mean { $mean }, deviation { $deviation } (of 0 to 1: { $unit_mean } and { $unit_deviation })
all-of-one-size = { $role }: all { $size }
sizes-of-part = { $role }: { $count } sizes from { $smallest } to { $largest }, most often { $common } ({ $pictures })
and-more-classes = and { $count } more
show-leaks = Show what leaks
show-copies = Show the duplicates
width-by-height = { $width } × { $height }
class-and-counts = { $class }: { $counts }
add-pictures = Add pictures to the data…
add-pictures-help = Adds pictures of your own to the training part, in this project alone: they are copied, and your files and the data itself stay as they are
add-pasted = Add the picture on the clipboard to the data…
add-pictures-title = Add pictures to the data
add-pictures-menu = Add pictures
add-files = From files…
add-folder = From a folder…
add-clipboard = From the clipboard…
add-drawn = Draw one
add-pictures-where = Copies are kept in { $folder }; your files and the data itself stay as they are.
add-these = Add
add-this-to-data = Add { $name } to the data
of-which-class = Of this class:
new-class = New class
new-class-hint = Name of the new class
new-class-has-no-name = Give the new class a name first
first-of-several = { $first } and { $count } more
copying-pictures = Copying pictures
learn-from-folder = Use as data instead
learn-from-folder-help = Learn from this folder, and no longer from the data at hand
try-these = Classify instead
try-these-help = Ask the network about them, without learning from them
pictures-not-added = { $count ->
    [one] { $fault }
   *[other] { $fault } ({ $count } pictures were not added)
}
no-pictures-to-add = there are no pictures in this folder
too-many-to-add = a project takes up to { $most } pictures beside its data, and these make { $found }: put them into folders, one for each class, and use those as data
no-data-to-add-to = There is no data yet that pictures could be added to: choose data first
add-pictures-to-class = add { $pictures } to class { $class }
remove-added = Remove from this project
remove-added-pictures = remove { $pictures } that had been added
remove-added-pictures-help = Takes back that these pictures were added; their copies stay on the disk, so that undo can bring them back
pictures-added = Added by you
pictures-near = Almost equal
show-near-copies = Show what is almost equal
near-copies-found = { $count ->
    [one] 1 pair of pictures is almost equal, { $across } of them across parts
   *[other] { $count } pairs of pictures are almost equal, { $across } of them across parts
}
almost-equal-to = Almost equal to { $name } ({ $class }, { $role }): differs by { $difference } of its contrast
class-and-part = { $class }, { $role }
preview-augmentation = Preview augmentation…
preview-augmentation-of-training = Only pictures that are trained on are varied
augmentation-preview-title = As training will vary it
no-augmentation-chosen = Training varies no pictures, because no augmentation is chosen: choose one in the training settings.
choose-augmentation = Training settings…
