## Titles of file dialogs, and kinds of files.

open-data-title = Open data
open-data-folder-title = Open data folder
open-validation-data-title = Open validation data
open-test-data-title = Open test data
open-pictures-title = Open pictures
save-chart-title = Save chart
save-diagram-title = Save diagram
files-of-data = Data sets (HDF5, NumPy, IDX, CIFAR, CSV, zip, tar)
files-all = All files
files-pictures = Pictures
files-charts = PNG, SVG or CSV
files-svg = SVG picture
files-png = PNG picture

## The dialog that exports a diagram.

export-diagram-title = Export diagram
preview-of-diagram = Preview of the diagram
drawing = Drawing
drawing-ended = Drawing ended unexpectedly; please report this
diagram-format = Format
diagram-format-help = SVG stays sharp at any size; PNG opens everywhere
diagram-direction = Direction
diagram-direction-help = Which way the network runs
diagram-down = Down
diagram-right = Right
diagram-blocks-help = Folded shows a block as one node
diagram-folded = Folded
diagram-open = Open
diagram-counted = Folded ×N
diagram-sheet = Sheet
diagram-sheet-help = A sheet keeps its size, and the network is laid out to fill it
diagram-free = None
diagram-page = A4
diagram-slide = 16:9
diagram-column = Column
diagram-type-small = The smallest letters are { $points } pt on this sheet, too small to read: fold blocks, or choose another sheet
diagram-profile = For
profile-whole = The whole network
profile-whole-help = Every layer, on a picture as large as that takes
profile-counted = An overview
profile-counted-help = Blocks are folded, and those in a row that are alike are one box with how many they are
profile-page = One page
profile-page-help = A4, in columns
profile-slide = A slide
profile-slide-help = 16:9, from left to right
profile-column = A column of a paper
profile-column-help = 84 mm wide, as high as it needs to be
diagram-theme-help = Light for paper, dark for slides
diagram-light = Light
diagram-dark = Dark
diagram-scale = Scale
diagram-scale-help = Pixels of the picture for one of the drawing
diagram-holds-project = Can be opened again
diagram-holds-project-help = The picture holds the project, without weights and without places on this machine; leave it out where nobody else should have it
size-in-pixels = { $width } × { $height } pixels
save-open = Save…

## The dialog that writes the network for another program.

export-network-title = Export network
write-network-title = Export network
export-weights = Weights
export-weights-now = As it answers now: { $weights }
export-while-training = The network learns at this moment, so its weights cannot go yet: stop the training, or export the structure or a program
export-changed-since = { $change }, and do not go with it: go back to the network as trained, or export the structure or a program
export-untrained = The network has not learned yet, so there are no weights: train it, or export the structure or a program
export-format-needs-weights = It holds weights, and there are none of the network as it stands
export-rescaling = Takes pictures as they are, 0 to 255
export-rescaling-help = What pictures go through becomes a layer behind the input; without it, whoever uses the file has to do that
export-project = Include the project
export-project-help = The file holds the project too, with blocks, comments, names and settings, so that it opens here as it was left; places on this machine never go along. Leave it out where nobody else should have it
export-what-becomes = What becomes of the network
export-looking = Looking at every layer…
export-writing = Writing…
export-ended = Making the file ended unexpectedly; please report this
export-changed-meanwhile = The network or its weights have changed meanwhile, so nothing was written; look at what becomes of it, and export it again
export-name-taken = expected a name that ends as the format asks, and the file of that name is there already; choose it to overwrite it, or another name: { $path }
network-written = { $files ->
    [one] Exported { $path } ({ $size })
   *[other] Exported { $path } and what goes with it ({ $files } files, { $size })
}
report-group = { $fate } ({ $count })

## Saving.

saved-to = Saved { $path }
saving-ended = Saving ended unexpectedly, so the file was not written; save it again, and report this if that fails too: { $path }
then-save-again = { $reason }, then save again: { $path }
no-curves-any-more = There are no curves to save any more; train, then save the chart again
chart-of-other-ending = A chart is saved as .png, .svg or .csv; choose a name with one of these endings: { $path }
csv-not-written = The table cannot be written as CSV: { $error }

## What the colors of a diagram stand for.

legend-input = Input
legend-shape = Shape
legend-convolution = Convolution
legend-normalization = Normalization
legend-activation = Activation
legend-pooling = Pooling
legend-dense = Dense
legend-merge = Merge
legend-regularization = Regularization
