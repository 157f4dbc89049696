## Before a training: what stands in its way, and what it waits for.

ready-to-train = Ready to train
not-ready-to-train = Not ready to train
not-finished-yet = Not finished yet
network-on-data = { $network } on { $data }
network-on-fitting = { $network } on { $data }, which fit its classes
its-data = its data
no-pictures-yet = { $network } has no pictures to learn from yet
empty-begin-with-preset = The network is empty; begin with a preset
show-named = Show { $name }
show-the-problem = Show the problem
show-the-pictures = Show the pictures
choose-pictures = Choose pictures…
reading-pictures = Reading the pictures
bringing-to-size = Bringing the pictures to size
nothing-trained-yet = Nothing was trained yet; train first
run-under-way = Training is under way
nothing-to-go-on-from = The last training kept nothing to go on from; start anew
changed-since-trained = The network was changed since it was trained, so its weights do not fit; start anew or undo the change
another-is-trained = { $network } is being trained, and one network learns at a time; wait for it, or stop it in its tab
training-on-fitting = Training on { $data }, which fit this network; choose other pictures in the Data panel
choose-pictures-then-train = Choose pictures to learn from, then press Train again
not-trained-yet = { $network } cannot be trained yet: { $reason }
validation-unread-choose-another = The validation data could not be read; choose another in the Data tab
preparing-ended = preparing the training ended unexpectedly; please report this
of-network = { $network }: { $sentence }

## While it runs, and after it.

in-epoch = epoch { $epoch } of { $epochs }
paused-in-epoch = paused in epoch { $epoch } of { $epochs }
about-to-begin = about to begin
building-network = Building the network
stopping-after-this-batch = Stopping after this batch
pace = { $pace } images/s
pace-and-rest = { $pace } images/s · { $rest } left
under-one-second = under 1 s
so-many-seconds = { $seconds } s
minutes-and-seconds = { $minutes } min { $seconds } s
hours-and-minutes = { $hours } h { $minutes } min
training-progress = Training progress
training-failed = Training failed
training-ended-unexpectedly = The training ended without a word; please report this
part-of-first-epoch = a part of the first epoch
trained-epochs = Trained { $epochs }
trained-epochs-of = Trained { $epochs } of { $title }
stopped-in-first-epoch = Stopped in its first epoch
stopped-after-epochs = Stopped after { $epochs }
weights-after = after { $epochs } of { $title }
weights-in-training = still training, in epoch { $epoch } of { $title }
checkpoint-saved = Saved a checkpoint in epoch { $epoch }, after { $step ->
    [one] { $step } batch
   *[other] { $step } batches
}
trained-elsewhere = { $network } is being trained: { $progress }
show-tab-of-network = Show the tab of this network
changed-training-goes-on = The network was changed; this training goes on with the network as it was when it began
changed-since-curves = The network was changed since; these curves belong to the network as it was
give-this-up = Give this up
stop-after-batch-help = End after this batch and keep what was learned
start-training = Start training
start-training-help = Train with new random weights
train-again = Train again
train-again-help = Train the network as it is now, with new weights
open-folder-of-run = Open folder
copy-path = Copy path
copy-path-help = Copy the path of the run folder
no-file-manager = No file manager could be started; open the folder yourself: { $path }

## What has become of a network since it was trained.

changed-while-training = The network was changed since this training began ({ $difference }), and what learns is the network as it was
weights-fit-no-more = The network was changed since it was trained ({ $difference }), so its weights { $weights } do not fit it any more
trained-network-not-in-history = The network as it was trained is not among the steps of this session; open its run instead
cannot-be-trained-as-it-is = it cannot be trained as it stands
wired-in-another-way = its layers are wired in another way
layer-was-added = { $name } was added
layer-was-changed = { $name } was changed
layer-was-removed = { $name } was removed
differences-and-more = { $differences }, and { $more } more

## Curves.

loss = Loss
accuracy = Accuracy
loss-chart = Loss chart
accuracy-chart = Accuracy chart
chart-logarithmic = { $quantity }, logarithmic
chart-point =
    { $line }
    { $quantity } { $value }
    epoch { $epoch }
axis-epoch = epoch
line-each-batch = training, each batch
save-chart-kinds = As PNG, SVG or, for the figures, CSV
steer = Steer
rate-now = Rate now
as-table = Table
as-table-help = The figures of each epoch instead of charts, with all metrics
column-epoch = Epoch
log-axis = Log axis
log-axis-help = Losses on a logarithmic axis
smoothing = Smoothing
smoothing-help = How calm the solid line is; the faint one shows every batch
curves-none-yet = No curves yet
curves-none-yet-help = Loss and accuracy appear here as soon as the first batch is done

## Results.

evaluating = Evaluating
evaluating-help = The trained network looks at every picture once
evaluation-progress = Evaluation progress
evaluation-ended = The evaluation ended unexpectedly; please report this
results-none-yet = No results yet
results-none-yet-help = Accuracy, the confusion matrix and a row per class appear here once a training is over
results-choose-data = Choose the data set that the network was trained on to measure it; a network that was changed since has to be trained again
measured-on = on { $pictures }
per-class = Per class
column-class = class
column-class-help = The class
column-precision = precision
column-precision-help = Of the pictures predicted as this class, the share that is of it
column-recall = recall
column-recall-help = Of the pictures of this class, the share that was predicted so
column-f1-help = The harmonic mean of precision and recall
column-pictures = pictures
column-pictures-help = How many pictures of this class there are
confusion-matrix = Confusion matrix
matrix-predicted = predicted
matrix-actual = actual
pictures-predicted-as = { $count ->
    [one] { $count } picture of { $actual } was predicted as { $predicted }
   *[other] { $count } pictures of { $actual } were predicted as { $predicted }
}

## Settings.

data-set = Data set
data-set-help = The pictures to learn from; a click shows them
choose-open = Choose…
batch-size = Batch size
batch-size-help = Pictures per step; more make steadier steps, fewer make more of them
optimizer = Optimizer
optimizer-help = How gradients become steps; Adam is a good start
set-optimizer = set optimizer to { $optimizer }
learning-rate = Learning rate
learning-rate-help = The size of a step; too large and the loss jumps, too small and it hardly falls
epsilon = Epsilon
momentum = Momentum
loss-help = What is minimized; automatic takes the one that belongs to the last activation, sigmoid or softmax
loss-automatic = automatic ({ $loss })
loss-automatic-none = automatic (no loss yet)
set-loss = set loss to { $loss }
rate-suggested = Suggested: { $rate }, where the loss falls fastest as the rate grows; it is lowest at { $lowest }
rate-none-suggested = The loss fell at none of these rates; look at the data and at the network
rate-diverged = The loss diverged at { $rate }
rate-click = A click into the chart takes another rate
rate-chart-name = Loss over learning rates from { $first } to { $last }
rate-point =
    learning rate { $rate }
    loss { $loss }
use-rate = Use { $rate }
trial-progress = Progress of the trial
trial-stop = Stop
trial-ended = Trying it out ended unexpectedly; please report this
trial-under-way = Something is being tried out already
trial-needs-pictures = Choose pictures to learn from first
estimated-epoch = An epoch: { $mean } ({ $least } to { $most })
estimated-training = The whole training: { $mean } ({ $least } to { $most })
estimated-memory = Memory: { $peak } held at the peak of these batches, { $needed } reckoned for the training, { $available } available
checkpointing-saves = Without gradient checkpointing it would be { $saved } more
checkpointing-would-save = Gradient checkpointing (Less memory, by block) would save { $saved } for about a third more time
reckoned-memory = Memory: { $needed } reckoned for the training
estimated-before-change = The settings were changed since
seconds-precisely = { $seconds } s
settings-of-run = Run
epochs = Epochs
epochs-help = How many times training goes over all pictures
seed = Seed
seed-help = The same seed gives the same weights to begin with, the same order of pictures, the same result
device = Device
device-help = What computes
device-and-threads = { $threads ->
    [one] { $device } · { $threads } thread
   *[other] { $device } · { $threads } threads
}
threads = Threads
threads-help = Threads that compute; empty takes as many as the machine offers
all-threads = all
validation-share-of-training = Validation share
validation-share-help = The share of the training pictures that is held back to validate on, class by class
set-setting = set { $setting } to { $value }
expected-whole-number = Expected a whole number from 0
expected-real = Expected a number such as 0.001
chart-line-in-words = { $line }: { $points }
chart-value = { $at }: { $value }
