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
diagram-theme-help = Light for paper, dark for slides
diagram-light = Light
diagram-dark = Dark
diagram-scale = Scale
diagram-scale-help = Pixels of the picture for one of the drawing
diagram-holds-project = Can be opened again
diagram-holds-project-help = The picture holds the project, without weights and without places on this machine; leave it out where nobody else should have it
size-in-pixels = { $width } × { $height } pixels
save-open = Save…

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
