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
