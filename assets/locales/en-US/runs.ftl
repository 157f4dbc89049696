### The panel of runs.

panel-runs = Runs
panel-runs-help = All runs, sorted and searched; several of them in one chart, and what differs between them
refresh-runs = Refresh
refresh-runs-help = Look again which runs there are
label-run = Name, note and color…
label-run-help = What you want to remember of this run; the run itself stays as it is
delete-run = Move to the trash
delete-run-help = Move this run into the folder .trash beside it
restore-run = Put back
restore-run-help = Move this run out of the trash
run-was-deleted = The run is in the trash; tick "Deleted" in the list to put it back
open-this-run = Open
find-runs = Find
find-runs-hint = name, data, note…
deleted-runs = Deleted
untick-runs = Clear chart
so-many-runs = { $count ->
    [one] { $count } run
   *[other] { $count } runs
}
reading-runs = Reading the runs…
no-runs = No runs yet
no-runs-help = Every training leaves one: press Train. Runs beside your projects and in the folder of the command line are listed here.
run-column-name = Name
run-column-state = State
run-column-network = Network
run-column-data = Data
run-column-epochs = Epochs
run-column-accuracy = Accuracy
run-column-loss = Loss
run-column-time = Time
run-column-started = Started
run-state-running = running
run-state-stopped = stopped
run-state-failed = failed
run-state-finished = finished
tick-run = Show { $name } in the chart
run-name = Name
run-note = Note
run-color = Color in charts
run-color-next = Next free one
run-color-number = Color { $number }
validation-of = { $name }, validation
rate-set-by-hand = Learning rate set to { $rate } by hand at epoch { $epoch }
rate-set-in-run = { $name }: { $words }
rate-from-here = learning rate { $rate }
best-epoch-of = { $name }, best epoch
chart-of-runs = { $quantity } of { $count ->
    [one] { $count } run
   *[other] { $count } runs
}
runs-differ-in = What differs
tick-another-run = Tick another run to see what differs between them
runs-differ-in-nothing = Nothing: network, data and settings are the same
run-not-moved = the run cannot be moved ({ $reason }); end programs that use it and try again: { $path }
run-label-save = Save

## Beginning with the weights of a run, and repeating one.

fit-kept = keeps its weights
fit-reshaped = reshaped, { $array } was { $before } and is { $now }; begins with random weights
fit-without-array = the run has no { $array } for it; begins with random weights
fit-new = new; begins with random weights
all-layers-kept = { $count ->
    [one] the layer keeps its weights
   *[other] all { $count } layers keep their weights
}
some-layers-kept = { $kept } of { $all } layers keep their weights, { $anew ->
    [one] { $anew } begins
   *[other] { $anew } begin
} with random ones
repeated-same = the same to the last bit over { $epochs }
repeated-parts = the losses part at epoch { $epoch }
start-from-run = Start from its weights…
start-from-run-help = Train with the weights of this run wherever a layer has the same name and shape; first you see which layers keep them
start-from-run-title = Start from the weights of a run
start-from-run-words = { $network } begins with the weights of { $run } wherever a layer has the same name and shape. Optimizer and epochs begin anew, in a run of its own.
replace-head = Replace the head…
replace-head-help = Transfer learning: a new head for other classes; the layers before it keep what they have learned
replace-head-do = Replace
replace-head-title = Replace the head
replace-head-words = The head “{ $name }” tells { $units } classes apart. It makes way for a new one with random weights; the layers before it keep what they have learned.
replace-head-same-words = The head “{ $name }” tells { $units } classes apart already, and keeps its weights.
replace-head-none-words = The network has no head: it ends in what it sees, not in classes. One is put behind it, with random weights; the layers before it keep what they have learned.
replace-head-in-block = It stands inside the block “{ $block }”, and is replaced there.
replace-head-in-shared-block = It stands inside the block “{ $block }”, which is in other places, too: this place gets a copy of the block, and the others stay as they are.
replace-head-loss = The chosen loss, { $loss }, does not go with softmax, in which the network ends then; { $usual } takes its place.
replace-head-classes = Classes
replace-head-classes-of = as many as there are in { $data }
replace-head-freeze = { $layers ->
    [one] Freeze the layer before it
   *[other] Freeze the { $layers } layers with weights before it
}
replace-head-freeze-help = Only the new head learns: quick, and best with few pictures. Unfreeze layers later, with a small learning rate, to fine-tune them.
replace-head-nothing-learned = Nothing has been learned here yet that freezing could keep.
reading-weights = Reading the weights…
weights-of-best = Best epoch ({ $epoch })
weights-of-last = Last epoch ({ $epoch })
weights-of-epoch = Epoch { $epoch }
run-again = Run again exactly
run-again-help = Repeat this run with the same network, data, settings and seed in a new folder, and say where, if anywhere, the losses part
repeated-run = { $title } again: { $parting }
open-at-epoch = Open at epoch { $epoch }
open-at-epoch-help = The network and the settings that made this epoch, in a tab of its own, with the weights after it where they were kept
network-at-epoch = { $network } at epoch { $epoch }
epoch-without-weights = No weights were kept after epoch { $epoch }; network and settings are open. Weights are kept of the best and the last epoch, and of others where Keep weights every is set
picked-point = { $run }, epoch { $epoch }: loss { $loss }, accuracy { $accuracy }
pick-a-point = Solid: training · dashed: validation · ◆ the best epoch. Click a curve for what made it
unpick-point = Clear the mark
export-tensorboard = Write for TensorBoard…
export-tensorboard-help = Write the figures of this run, or of all runs in the chart where it is one of them, into event files that tensorboard --logdir reads
export-tensorboard-title = Folder for TensorBoard
tensorboard-written = Written for TensorBoard; look at it with: tensorboard --logdir { $path }

## Sweeps and the queue.

run-state-waiting = waiting
run-state-behind = behind
expected-axis = expected a setting and its values, such as learning_rate=0.1,0.01, found `{ $found }`
expected-number-found = expected a number, found `{ $found }`
axis-twice = `{ $name }` is varied twice; name all of its values at once
sweep-without-axis = expected a setting to vary, such as learning_rate=0.1,0.01
sweep-of-many = expected from 1 to { $most } runs, found { $count }; vary fewer values, or draw some at random
range-without-draw = the values of `{ $name }` are a range, of which only a random draw can take some; draw at random, or list its values
not-varied = cannot set { $name }={ $value }: { $reason }
sweep-setting-similar = there is no such setting; did you mean { $similar }?
sweep-setting-unknown = there is no such setting; settings of training are { $known }…, those of a layer are written as layer.setting
variant-refused = with { $settings } the network cannot be trained: { $reason }
sweep-folder-exists = the folder is there already; choose another one: { $path }
no-sweep = expected a folder of runs that a sweep has made, found no `sweep.json` in it: { $path }
sweep-not-understood = expected the description of a sweep, but it cannot be understood ({ $reason }): { $path }
add-to-queue = Add to the queue
add-to-queue-help = Have the network trained as it is now once those before it are through; you can go on changing it
plan-sweep = Plan a sweep…
plan-sweep-help = Train the network several times with other settings, and compare the runs
queued = { $network } is in the queue; { $count ->
    [one] { $count } training waits
   *[other] { $count } trainings wait
}
queue-is-done = The queue is through; the panel Runs has the results
queue-is-empty = No training waits; Run → Queue → Add to the queue puts the network in front into the queue
queue-goes-on-already = The queue goes on already
queue-does-not-run = The queue is not running
waits-no-more = The run does not wait any more
choose-pictures-to-queue = Choose pictures to learn from first, in the Data panel
so-many-wait = { $count ->
    [one] { $count } run waits
   *[other] { $count } runs wait
}
start-queue = Start the queue
start-queue-help = Train the runs that wait, one after the other
hold-queue = Hold the queue
hold-queue-help = Begin none of the runs that wait; a training that is under way goes on
earlier-in-queue = Earlier
earlier-in-queue-help = Begin this run before the one before it
later-in-queue = Later
later-in-queue-help = Begin this run after the one after it
tick-sweep = Compare its whole sweep
parallel-axes = Parallel axes
parallel-axes-help = Each run as a line across the settings in which they differ, to its loss and accuracy
parallel-needs-settings = The ticked runs differ in no setting; tick another one
parallel-of-runs = { $count } runs across { $axes } axes
sweep-title = Plan a sweep
sweep-words = { $network } is trained with each combination of these values, one after the other; each is a run of its own.
sweep-setting = Setting { $number }
sweep-values-of = Values { $number }
sweep-values-hint = 0.1, 0.01 or 0.001..0.1
sweep-remove = Remove setting { $number }
sweep-add = Add a setting
sweep-find = find a setting
sweep-grid = Every combination
sweep-random = Drawn at random
sweep-count = Runs
sweep-seed = Seed
sweep-stop-behind = End what is clearly behind
sweep-stop-behind-help = A run ends whose best figure so far is worse than the median of what the others had shown on average by the same epoch (Vizier's rule; from the fourth run on)
sweep-so-many = { $count ->
    [one] { $count } run
   *[other] { $count } runs
} of their own will wait in the queue
sweep-trying = Trying the combinations…
sweep-start = Start
sweep-queued = { $count ->
    [one] { $count } run is
   *[other] { $count } runs are
} in the queue; the panel Runs shows them
expected-values = expected values of { $name }, such as 0.1, 0.01
keep-every = Keep weights every
keep-every-help = After each so many epochs the run keeps its weights, to begin from there or to look at them later; 0 keeps those of the best and the last epoch alone
