## Panels and bars: finding, comparing, lists and settings, and what is told at the start.

compare-row = row { $row }, { $name }
change-added = added ({ $layer })
change-removed = removed ({ $layer })
compared-with = Compared with { $what }:
count-added = { $count } added
count-removed = { $count } removed
count-changed = { $count } changed
count-with-another-shape = { $count } with another shape
no-layer-differs = no layer differs
rows-agree = { $count ->
    [one] the only row agrees
   *[other] all { $count } rows agree
}
count-differences = { $count ->
    [one] 1 difference
   *[other] { $count } differences
}
before-side = Before: { $what }
what-is-saved = what is saved
summary-of-model = the summary of { $model }
a-summary = a summary
compared-version = version { $version }: { $label }
check-against-title = Check against a summary
check-against-hint = Paste what model.summary() printed, of Keras 2 or 3; the first row that differs is shown on the canvas, and all others are listed.
text-of-summary = Text of the summary
check = Check
compare-layer-by-layer = Compare this network, layer by layer, with another one:
what-differs-is-marked = What differs is marked on the canvas and listed here, and follows every edit
compare-open-tab = Compare with an open tab
no-other-network-open = No other network is open
one-version-only = Nothing was changed yet, so there is only one version
find-hint = conv, 3x3, problem, kind:dense…
find-help = Try nn.Conv2d, 卷积, 3x3, (?, ?, 64), problem, bypassed, frozen, name:2b, kind:dense, in:stage4, kernel:3x3, filters>=64, params>1M, -relu; several narrow it down
previous-match = Previous match
next-match = Next match
find-layers = Find layers
no-match = No match
match-count = { $count } found
match-of = { $current } of { $count }
choose-what-to-change = Choose what to change of every match
only-matches = Only matches
only-matches-help = Blocks in which something was found get a definition of their own, so that others stay as they are
replace-all = Replace all
replace-all-count = { $count ->
    [one] Replace 1
   *[other] Replace all { $count }
}
change-what = Change
choose-hint = choose…
into-kind = into { $kind }
change-to = to
new-value = New value
margins-hint = 1 or 1, 1
search-hint = Search…
new-name = New name
family-input = input layer
family-shape = shape layer
family-convolution = convolution layer
family-normalization = normalization layer
family-activation = activation layer
family-pooling = pooling layer
family-dense = dense layer
family-merge = merge layer
family-regularization = regularization layer
field-empty = empty
field-mixed = mixed
switch-on = on
switch-off = off
note-fault = The { $kind } { $fault }
is-bypassed = bypassed
outline-network = network
outline-unknown = unknown
tab-being-trained = { $title }, being trained
tab-with-changes = { $title }, unsaved changes
folder-unreadable = This folder cannot be read ({ $error }): { $path }
your-settings = your settings
your-own-blocks = your own blocks
holds-something-else = it holds something else
held-by-other-window = another window holds it: { $path }
set-aside = The file with { $what } cannot be understood ({ $reason }) and is set aside, unchanged; what is in it can be looked at there: { $path }
own-blocks-not-understood = { $count } of your own blocks cannot be understood by this version and stay in their file: { $path }
layout-not-understood = The panels lie as they did at first, because what is stored about them cannot be understood ({ $fault }): { $path }
layout-sizes-wrong = expected sizes above 0 and a panel in front of each group
layout-panel-twice = expected one place for { $panel }, found two
fault-at = { $fault }: { $path }
window-not-painted = The window cannot be painted on this display ({ $faults }); { $commands }
display-silent = The display does not answer; check DISPLAY and WAYLAND_DISPLAY; { $commands }
no-display = There is no display to open a window on; { $commands }
commands-without-window = without a window these commands work: presets, summary, check, train, find-rate, sweep, evaluate, predict, explain, report, history, import, export, diagram, lesson, devices, speed, dataset (see netsmith --help)
input-instead-of = { $input }, instead of { $name }
maximize-panel = Maximize panel
maximize-panel-help = Give the panel that was used last the whole window, or the others their room back
close-this-panel = Close panel
close-this-panel-help = Close the panel that was used last; View, Panels brings it back
no-panel-open = Every panel of this workspace is closed; View, Panels brings them back
panel-handbook = Handbook
panel-handbook-help = How to use all of this
