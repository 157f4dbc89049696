## The pages of the panel of results.

results-overview = Overview
results-overview-help = Accuracy, confusion matrix and a row per class at one look
results-mistakes = Mistakes
results-mistakes-help = The confusion matrix, large, and the pictures behind each cell
results-classes = Classes
results-classes-help = Precision, recall, F1 and areas of each class, sorted by any column
results-curves = ROC and PR
results-curves-help = ROC and precision-recall curves of each class, with their areas
results-calibration = Calibration
results-calibration-help = Whether the network is as often right as it is sure

## What the network is measured on.

measure-on = Measure on
measure-on-help = Measure the network on other pictures: another part, a file, a folder
measure-usual = The pictures kept for that
measure-usual-help = Measure on the test part; on what was used for validation where there is none
measure-part = The { $role } part
measure-part-help = Measure on this part of the data set at hand
measure-source = Measure on { $data }
measure-file = Measure on a file…
measure-file-help = Measure the network on other data, with the same preprocessing
measure-folder = Measure on a folder…
measure-folder-help = Measure the network on the pictures in a folder, with the same preprocessing
measure-title = Measure on other data
nothing-to-measure = There is no trained network to measure: train it first
pictures-of-source = { $count ->
    [one] { $count } picture of { $data }
   *[other] { $count } pictures of { $data }
}

## The confusion matrix and the pictures behind it.

matrix-counts = Counts
matrix-counts-help = How many pictures of a class were predicted as which
matrix-of-row = By row
matrix-of-row-help = Shares of the pictures of a class; on the diagonal, recall
matrix-of-column = By column
matrix-of-column-help = Shares of the pictures predicted as a class; on the diagonal, precision
all-mistakes = { $count ->
    [0] No mistakes
    [one] { $count } mistake
   *[other] All { $count } mistakes
}
pictures-of-this-class = { $count ->
    [one] { $count } picture of { $class }
   *[other] { $count } pictures of { $class }
}
show-all-mistakes = All mistakes
mistakes-order = Mistakes first, the surest at the front; then what is right, the least sure first
no-picture-of-this = There is no such picture
picture-is = is { $class }
picture-judged = Picture { $number }: { $actual } ({ $of_actual }), predicted { $predicted } ({ $confidence })
file-of-class = { $name } ({ $class })
picture-of-class = picture { $number } ({ $class })
try-this-picture = Try this picture
try-this-picture-help = Ask the network about this picture in Predict
why-this-picture = Why does the network say that?
why-this-picture-help = Explain what the network says of this picture

## Each class.

column-average-precision = avg. precision
column-average-precision-help = The area below the precision-recall curve, as scikit-learn's average_precision_score has it
column-auc-help = The area below the ROC curve: how surely a picture of the class is told from one of another
macro-average = mean of the classes
weighted-average = mean weighted by pictures

## Curves.

roc-curve = ROC curve
false-positive-rate = false positive rate
true-positive-rate = true positive rate
precision-recall-curve = Precision-recall curve
area-is = area { $area }
mean-areas = Mean AUC { $auc } · mean average precision { $average_precision }
curves-of-all-classes = all classes
smallest-areas-shown = Shown are the { $count } classes with the smallest areas
no-probabilities-kept = There are no curves: of so many pictures and classes not every probability is kept (at most 16,777,216)

## Calibration.

reliability-diagram = Reliability diagram
axis-confidence = confidence
axis-accuracy = accuracy
calibration-of-network = the network
calibration-error = Expected calibration error
calibration-error-is = calibration error { $error }
calibration-help = Pictures in ten bins by how sure the network was. On the dashed line it is as often right as it is sure; below it, it is surer than it should be. The error is the mean distance from that line.
calibration-too-sure = The network is surer than it is right.
calibration-too-modest = The network is right more often than it is sure.
calibration-fair = The network is about as often right as it is sure.
percent-of = { $number } %

## Saving.

save-figure = Save…
save-figure-title = Save figure
no-results-any-more = There are no results any more; measure again

## A run's report.

save-report = Save report…
save-report-help = One file to hand in: curves, confusion matrix, examples, network, settings; as an HTML page or a PDF, by the ending of its name
save-report-title = Save report
files-reports = HTML pages and PDF
report-is-made = The report is being made; the network is measured for it
report-saved = report saved: { $path }
report-ending = a report is an HTML page or a PDF: give the file a name that ends in .html or .pdf: { $path }
face-not-embedded = a bundled face could not be put into the PDF: { $error }; please report this
report-without-data = the project names no data
report-title = { $network } on { $data }
report-run-of = Run { $run }, begun { $time }
report-run-failed = This training failed: { $reason }
report-accuracy-on = Accuracy on { $on }
report-time = Training time
report-parameters = Parameters
report-curves = Curves
report-best-epoch = The best epoch was { $epoch }: loss { $loss }, accuracy { $accuracy }.
report-results = Results
report-not-measured = The network was not measured: { $reason }
report-matrix-left-out = The confusion matrix of so many classes does not fit on a page; the window shows it and saves it as CSV.
report-wrong = Wrong, the surest first
report-right = Right, the surest of each class
report-network = Network
report-layer = Layer
report-type = Type
report-output-shape = Output shape
report-connected-to = Connected to
report-data = Data and preprocessing
report-trained-on = Trained on
report-validated-on = Validated on
report-measured-on = Measured on
report-pictures-of = { $count ->
    [one] { $count } picture of { $source }
   *[other] { $count } pictures of { $source }
}
report-preprocessing = Preprocessing
report-contract = { $width } × { $height }, { $channels } channels, { $resize }, value × { $scale } + { $offset }
report-device = Device · threads
report-fingerprint = Fingerprint of the data (SHA-256)
report-settings = Settings
report-settings-help = By the names that they have in project files, which are Keras's where Keras has them
report-made-by = Made with Netsmith { $version }, Burn { $burn }

## Why an answer about a picture may be a bad one.

doubt-transparent = The picture has transparent parts, which the network sees as white
doubt-stretched = The picture is { $width } × { $height } and was stretched to { $seen_width } × { $seen_height }: shapes are distorted
doubt-cropped = The picture is { $width } × { $height } and only its middle is seen, as { $seen_width } × { $seen_height }
doubt-padded = The picture is { $width } × { $height } and was padded with black to { $seen_width } × { $seen_height }
doubt-gray = The picture is gray, and the network was trained on colors
doubt-inverted = The picture looks inverted: its negative is like the training pictures, dark where they are dark
doubt-unlike = The picture is unlike those trained on: its brightness or contrast lies { $deviations } standard deviations from theirs (expected: at most { $most })

## Predict.

try-samples = Pictures of the { $role } part
try-samples-help = Ask about twelve pictures of this part of the data, evenly spread over it
try-data = From the data
try-data-help = Ask about pictures of the data set at hand, whose classes are known
no-such-part-at-hand = There are no such pictures at hand: choose a data set first
save-predictions = Save predictions…
save-predictions-help = What was said of every picture in the list, as a CSV table
save-predictions-title = Save predictions
files-tables = CSV tables
no-predictions-yet = Nothing was predicted yet: open some pictures first
enlarge-close = Close

## Pictures of the data that explain.

method-exciting = Exciting pictures
method-exciting-help = The pictures of the training data that excite each channel of a layer most
method-nearest = Nearest pictures
method-nearest-help = The training pictures that are most like this one to the network, by what its last hidden layer gives (cosine)
explain-no-hidden-layer = the network has no hidden layer that pictures could be compared by
explain-no-data = { $method } looks through the pictures that the network was trained on: choose that data set first
exciting-of = Of { $looked_at } training pictures, those that excite each channel of { $layer } most
exciting-left-out = Only the first { $count } of { $all } channels are shown
nearest-of = Of { $looked_at } training pictures, those most like this one to the network
channel-of-number = channel { $number }
found-picture = { $class }, { $value }
csv-or-json = --csv and --json each print in their own way: choose one of them
