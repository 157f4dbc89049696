### What goes on in the layers while a network learns: figures, their panel, what they mean.

health-gradient-norm = gradient norm
health-gradient-norm-help = How long the loss's gradient by the layer's weights is. Where it falls by powers of ten towards the input, the first layers hardly learn.
health-update-ratio = update ratio
health-update-ratio-help = How far one step moved the layer's weights, as a share of their length. About a thousandth is usual; a tenth is too fast, a millionth hardly moves anything.
health-dead-relus = dead ReLUs
health-dead-relus-help = The share of channels whose ReLU gave zero at every place of every picture of the batch. They get no gradient and learn no more while that lasts.
health-minimum = minimum
health-maximum = maximum
health-mean = mean
health-deviation = standard deviation
health-range = Range of the outputs
health-range-help = What the layer gave for the batch. A deviation that grows or shrinks from layer to layer makes gradients do the same.
health-mean-drift = drift of means
health-variance-drift = drift of variances
health-drift-help = How far batch norm's moving averages, by which the network goes at rest, lie from the batch's own: between the means in standard deviations, between the variances as a factor.
health-branch-ratio = branch beside shortcut
health-branch-ratio-help = How large what a block's branch adds is beside the shortcut that it is added to: 0.5 is half of it.

health-by-depth = By depth
health-by-depth-help = One figure of every layer, from the input to the output
health-over-time = Over time
health-over-time-help = The figures of one layer over the epochs
health-beside = Side by side
health-beside-help = Two trainings in one view
health-pictures = Pictures
health-pictures-help = What the network says of pinned pictures after each epoch
health-no-pictures = No pinned pictures yet
health-no-pictures-help = Open pictures in Predict, pin them with the star in the list, and train: after each epoch a line for each class shows what the network makes of them
pin-picture = Pin { $name }
unpin-picture = Unpin { $name }
pin-picture-help = While a network learns, the page Pictures of Health shows what it says of pinned pictures after each epoch
pinned-at = { $class }: { $percent } % after epoch { $epoch }
health-figure = Figure
health-layer = Layer
health-other = Beside
health-read-at = step { $step }, epoch { $epoch } · { $count ->
    [one] { $count } reading
   *[other] { $count } readings
}
health-of-step = Health of the layers in step { $step }, epoch { $epoch }
health-figure-by-depth = { $figure } by depth
health-no-layer-has-it = No layer of this network has this figure
health-at-layer = { $layer }: { $figure } { $value }
health-at-epoch = { $layer }: { $figure } { $value } in epoch { $epoch }
health-none-yet = Nothing watched yet
health-none-yet-help = While a network learns, its layers are looked at every 40 steps: press Train
health-waits = Trained next, on the same pictures
health-comes = The first reading comes with the first step
health-is-off = Watching the layers is turned off in the settings of this network
watch-health-now = Watch the layers
health-alone = No other training to compare with
health-alone-help = Open and train another network in a tab of its own, or let Netsmith do it:
watch-health = Watch layers
watch-health-help = Look at gradients, updates and activations of every layer every 40 steps; costs up to 3 % of the time and changes nothing in what is learned
watch-batch-statistics = Validate by batch
watch-batch-statistics-help = Validate once more with each batch normalized by its own statistics, as in training: shows whether bad validation figures come from moving averages that lag behind
line-batch-validation = by batch
train-to-watch = Train the network first: its layers are watched meanwhile

## Thresholds in words.

finding-vanishing = gradients vanish: those of `{ $first }` are 1/{ $factor } as long as those of `{ $last }`, so the first layers hardly learn; add batch normalization or shortcuts, or take another activation
finding-exploding = gradients explode: those of `{ $first }` are { $factor } times as long as those of `{ $last }`; add batch normalization, clip gradients or take smaller first weights
finding-no-gradient = no gradient reaches `{ $first }`: it does not learn at all; look for dead ReLUs behind it
finding-fast = steps are too long: one step moves the weights of `{ $layer }` by { $share } of their length, where a thousandth is usual; lower the learning rate
finding-slow = steps hardly move anything: at most by { $share } of the weights, in `{ $layer }`, where a thousandth is usual; raise the learning rate
finding-dead = { $percent } % of the ReLUs of `{ $layer }` are dead: zero at every place of every picture of the batch; lower the learning rate, or normalize before the ReLU
finding-mean-drift = the moving means of `{ $layer }` lie { $distance } standard deviations from the batch's: at rest the network sees other numbers than in training, and validation is worse than training; train on, or lower the momentum of batch norm
finding-variance-drift = the moving variances of `{ $layer }` differ from the batch's by a factor of { $factor }: at rest the network sees other numbers than in training, and validation is worse than training; train on, or lower the momentum of batch norm

## Two trainings side by side.

plain-beside-residual = Plain20 beside ResNet20
plain-beside-residual-help = Open both, train them one after the other on the same pictures by the same settings, and show their gradients, losses and shortcuts in one view; takes some minutes
beside-gradients = Gradient norm by depth
beside-losses = Training loss
beside-branches = What each block adds to its shortcut
beside-what-shows = What it shows
beside-input = input
beside-output = output
beside-loss-at = { $network }: loss { $loss } in epoch { $epoch }
beside-at-layer = { $network }, { $layer }: { $figure } { $value }
beside-vanishes = In { $network } the gradient vanishes on its way back: at { $first } it is { $share } times what it is at { $last }.
beside-lasts-normalized = In { $network } the gradient does not vanish: at { $first } it is { $share } times what it is at { $last }. Batch normalization keeps it up, with shortcuts or without.
beside-lasts = In { $network } the gradient does not vanish: at { $first } it is { $share } times what it is at { $last }.
beside-losses-are = After epoch { $epoch } the training loss is { $one_loss } in { $one } and { $other_loss } in { $other }.
beside-branches-add = In { $network } what a block adds is { $least } to { $most } times as large as the shortcut that it is added to: where that is below 1, most of a block's output is what came in.

## On the command line.

help-train-health = Tell what goes on in the layers: after each epoch what stands out, at the end a table, with --json every reading
help-train-batch-statistics = Validate once more with each batch normalized by its own statistics, as in training
