## What is wrong with a network. The ids are codes that programs know (`netsmith check --json`): they never change.
## A problem follows the name of its layer; what is advised stands behind a semicolon.

problem-of-layer = `{ $node }` { $problem }
problem-mended = { $problem }: { $repair }
cause-of-layer = `{ $node }`: { $cause }
cause-made = { $kind } made { $after } of { $before }
cause-begins = { $kind } begins with { $shape }
cause-with-branches = { $cause }; the branches are { $histories }
shape-from = { $shape } from `{ $node }`

add-unequal-shapes = needs equal shapes but gets { $shapes }
concatenate-unequal-shapes = needs equal heights and widths but gets { $shapes }
needs-map = needs a feature map (height, width, channels) but gets { $shape }
needs-vector = needs a vector but gets the feature map { $shape }; insert Flatten or GlobalAveragePooling2D before it
window-too-large = the window is { $window } but its input has only { $map } pixels; use padding 'same' or a smaller `{ $key }`
window-does-not-fit = does not fit: { $reason }
wrong-setting = has a wrong setting: { $reason }
too-large = is too large: { $reason }

macs-too-many = the number of multiply-adds is too large to count; use smaller settings or a smaller input
output-too-large = the output is too large to count; use smaller settings or a smaller input
parameters-too-many = the number of parameters is too large to count; use smaller settings or a smaller input
setting-too-large = a setting is too large to count; use smaller settings or a smaller input
padded-map-too-large = the padded map is too large to count; use smaller settings or a smaller input
flattened-vector-too-large = the flattened vector is too large to count; use smaller settings or a smaller input
channels-too-many = the number of channels is too large to count; use smaller settings or a smaller input

setting-unknown = there is no setting `{ $key }` here; known are: { $known }
setting-unknown-of-none = there is no setting `{ $key }` here; known are: it has none
setting-refused = `{ $key }` must be { $expected }, but is `{ $value }`
setting-refused-expression = `{ $key }` must be { $expected }, but is the expression `{ $value }`, which only works inside a block
expected-whole = a whole number
expected-whole-between = a whole number from { $min } to { $max }
expected-two-whole = two whole numbers
expected-pair-between = one or two whole numbers from { $min } to { $max } (height, width)
expected-margins = 1, 2 or 4 whole numbers from 0 (all; height, width; top, bottom, left, right)
expected-shape = a shape like [64, 64, 3] (height, width, channels) or [784] (features)
expected-number = a number
expected-number-below = a number from { $min } to less than { $below }
expected-switch = true or false
expected-number-between = a number from { $min } to { $max }
expected-number-above-zero = a number above 0, up to { $max }
expected-pair-or-automatic = one or two whole numbers from 0 to { $max } (height, width), or [-1, -1] for as many as fit
fault-in-setting = `{ $key }`: { $reason }
call-not-closed = `{ $text }` has no closing parenthesis at its end
call-unknown = there is no `{ $word }` here; known are: { $known }
call-takes-nothing = `{ $word }` takes nothing in parentheses, but is given `{ $argument }`
call-argument-unknown = `{ $word }` takes no `{ $argument }`; it takes: { $known }
call-argument-twice = `{ $word }` is given `{ $key }` twice
call-argument-refused = `{ $key }` of `{ $word }` must be { $expected }, but is `{ $value }`
uniform-bounds-turned = `minval` of `random_uniform` must not be above its `maxval`, but they are { $least } and { $most }
output-padding-not-below = `output_padding` must be smaller than the strides, but is { $padding } where these are { $strides }
output-padding-leaves-nothing = with this `output_padding` no pixel is left; make it larger or use a larger kernel
expected-one-of = one of { $words }
groups-do-not-divide-filters = `filters` must be a multiple of `groups`, but { $filters } is not one of { $groups }; change either
groups-do-not-divide-channels = `groups` must divide the { $channels } input channels, but is { $groups }; use a divisor of { $channels }

block-cannot-be-opened = cannot be opened
block-missing = is a block `{ $block }`, but the network has no block of that name; choose another one or delete it
block-too-deep = stands inside of { $depth } blocks, and more are not opened; nest blocks less deep
block-argument = cannot be opened: { $reason }
block-without-output = gives nothing: no wire leads to an output inside of its block `{ $block }`; open the block and connect one

dead-end = leads nowhere: no layer uses its output; connect it or delete it
map-at-the-end = is the last layer and gives the feature map { $shape }; a classifier ends in one number per class, so add GlobalAveragePooling2D and Dense
second-input = is a second input beside `{ $first }`; a classifier has one, so delete either
no-input = The network has no Input layer; add one and connect it with the first layer
circle = the wires of the network form a circle; remove one of them
part-of-circle = is part of a circle of wires ({ $circle }), but data flows one way only; remove one of them
input-missing = has no input; drag a wire to it from the layer before it
inputs-too-few = needs at least { $least } inputs but has { $given }; drag another wire to it
name-unfilled = has a name that cannot be filled in: { $reason }
name-repeated = has the name of another layer; rename either
name-repeated-by-block = names a layer `{ $layer }` as `{ $other }` does already; give the block another letter
more-problems = { $count ->
    [one] one more problem is not listed; repair those above first
   *[other] { $count } more problems are not listed; repair those above first
}
too-many-layers = the network has more than { $most } layers; repeat fewer blocks, or nest them less deep

head-behind-probabilities = { $layers ->
    [one] is the last layer, behind `{ $source }`, which gives the probabilities; a classifier ends in them, so move it in front of `{ $front }`
   *[other] is the last layer, behind `{ $source }`, which gives the probabilities; a classifier ends in them, so move what stands between in front of `{ $front }`
}
softmax-of-one = is a softmax over one unit, which is always 1; use sigmoid
every-layer-frozen = is frozen like every other layer with weights, so training would change nothing; unfreeze a layer
unfreeze-named = Unfreeze { $name }
unit-without-probability = is the only output unit but gives no probability; use sigmoid
head-without-probabilities = is the last layer but gives no probabilities; use softmax
loss-over-one-number = gives 1 number, over which { $loss } is always 0, so that nothing is learned; use binary_crossentropy, or 2 units with softmax
loss-belongs-to-softmax = ends in sigmoid, but { $loss } belongs to softmax; as in Keras with TensorFlow, the loss is computed as if it were softmax
loss-belongs-to-sigmoid = ends in softmax, but { $loss } belongs to sigmoid; as in Keras with TensorFlow, the loss is computed as if it were sigmoid
loss-of-no-probabilities = is the last layer but gives no probabilities; mean squared error can be learned from, but what comes out is no per cent
loss-needs-probabilities = is the last layer but gives no probabilities, which { $loss } needs; use { $function }

classes-differ = gives { $units ->
        [one] { $units } number
       *[other] { $units } numbers
    } but the data has { $classes ->
        [one] { $classes } class
       *[other] { $classes } classes
    }; set { $key } to { $classes }
pictures-converted = takes { $shape } but the pictures are { $pictures }; they will be converted
input-no-picture = takes { $shape }, which is no picture; set its shape to height, width and channels
input-channels-first = takes { $shape }, which reads as pictures of { $height }×{ $width } with { $channels } channels; channels come last, so set its shape to { $wanted }
input-channels = takes { $shape }, but pictures have 1 channel (gray) or 3 (red, green, blue); set its shape to one of them
input-too-large = takes { $shape }, but pictures have at most { $most } pixels a side; set a smaller shape

## What the button of a repair says. In the middle of a sentence, the first letter becomes a small one.

repair-delete = Delete { $node }
repair-delete-rejoin = Delete { $node } and join its wires
repair-bring-block = Bring { $block } from the library
repair-argument-default = Set { $argument } back to { $value }
repair-remove-argument = Remove the argument { $argument }
repair-connect-output = Connect { $node } with the output of { $block }
repair-add-head = Add GlobalAveragePooling2D and Dense
repair-use-input = Use { $first } instead of { $second }
repair-add-input = Add an Input layer
repair-remove-wire = Remove the wire from { $from } to { $to }
repair-connect = Connect { $from } with { $to }
repair-connect-instead = Connect { $from } with { $to } instead of { $before }
repair-move-in-front = Move { $nodes } in front of { $before }
repair-use-same-padding = Use padding 'same'
repair-use-same-padding-in = Use padding 'same' in { $nodes }
repair-use-same-padding-in-branch = Use padding 'same' in { $count } layers of the branch
repair-set = Set { $key } to { $value }
repair-set-of = Set { $key } of { $node } to { $value }
repair-set-and-softmax = Set { $key } to { $value } and activation to softmax
repair-set-and-flatten = Set { $key } to { $value } and insert Flatten
repair-set-back = Set { $key } back to { $value }
repair-rename-setting = Rename { $key } to { $meant }
repair-remove-setting = Remove { $key }
repair-put-activation = Put Activation with { $function } behind it instead
repair-add-activation = Add Activation with { $function }
repair-add-dense = Add Dense with { $units } units and softmax
repair-in-both-instances = { $repair }, in both instances of { $blocks }
repair-in-all-instances = { $repair }, in all { $count } instances of { $blocks }
repair-rename = Rename to { $name }
repair-insert = Insert { $kind }
repair-insert-flatten-before = Insert Flatten before it
repair-turn-convolutional = Turn { $node } into a convolutional block
repair-add-on-shortcut = Add { $layers } on the shortcut
repair-add-convolutions = Add convolutions on the branches that differ
repair-insert-on-larger = Insert { $layers } on the larger branch
repair-insert-pooling = Insert MaxPooling2D on the larger branches
repair-insert-padding = { $branches ->
    [one] Insert ZeroPadding2D on the smaller branch
   *[other] Insert ZeroPadding2D on the smaller branches
}
a-convolution = a { $height }×{ $width } convolution

## What repairs of several steps are called in the history.

step-add-head = add a head
step-set-of = set { $key } of { $node } to { $value }
step-set-shape-and-flatten = set shape of { $node } and insert Flatten
step-rename-setting = rename { $key } of { $node } to { $meant }
step-put-activation = put Activation behind { $node }
step-two-units = make { $node } a softmax of 2 units
step-set-padding = set padding of { $count } layers
expression-unexpected = the expression `{ $text }` has an unexpected `{ $other }`
template-unclosed = `{ $template }` has a `{"{"}` without its `{"}"}`
template-too-long = `{ $template }` becomes longer than { $max_filled_bytes } letters once it is filled in; shorten it or its arguments
expression-too-deep = the expression `{ $text }` is nested too deeply
expression-lacks-parenthesis = the expression `{ $text }` lacks a `)`
expression-ends-early = the expression `{ $text }` ends too early
number-too-large = the number { $digits } is too large
expression-lacks-bracket = the expression `{ $text }` lacks a `]`
expression-no-whole-number = the expression `{ $text }` calculates with something that is no whole number
expression-overflow = the expression `{ $text }` divides by zero or becomes too large
parameter-outside-block = `{ $name }` stands for a block parameter, and here are none; write the value itself
parameter-unknown = there is no parameter `{ $name }`; known are: { $known }
no-list = `{ $name }` is no list, so `{ $name }[{ $index }]` has no meaning
list-without-element = `{ $name }` has { $list } values, numbered from 0; there is no `{ $name }[{ $index }]`
default-calculated = the parameter `{ $parameter }` of `{ $block }` has the default `{ $value }`, but there is nothing that a default could be calculated from; give it a plain value
name-empty = a layer needs a name of at least one character
name-too-long = a layer's name has at most { $most_chars } characters
name-of-wrong-characters = a layer's name cannot hold `/` or control characters, but `{ $name }` does
so-many-layers = { $count } layers
repairs-in-a-row = { $repairs }
block-without-parameters = `{ $block }` has no parameter `{ $parameter }`; it has none
block-parameter-unknown = `{ $block }` has no parameter `{ $parameter }`; known are: { $known }
setting-of-expression = `{ $key }`: { $reason }
recipe-setting-refused = { $setting } must be { $expected }, but is { $found }; { $advice }
recipe-expected = Expected { $expected }; { $advice }
recipe-above-zero = a number above 0
recipe-good-start = 0.001 is a good start for most settings of this kind
recipe-zero-or-above = 0 or a number above it
recipe-zero-is-off = 0 switches it off
recipe-fraction = at least 0 and below 1
recipe-one-leaves-nothing = 0 switches it off, 1 would leave nothing
recipe-one-or-more = 1 or more
recipe-between-one-and = between 1 and { $largest }
recipe-choose-in-range = choose a number in that range
network-takes-no-pictures = the network takes no pictures of height, width and channels; set the shape of its input to three numbers
training-takes-too-much-memory-fitting = training takes at least { $needed } of memory with { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    } a batch, but only { $available } are available; choose a smaller batch size or a smaller network: batches of { $fitting } fit
training-takes-too-much-memory = training takes at least { $needed } of memory with { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    } a batch, but only { $available } are available; choose a smaller batch size or a smaller network
axis-not-last = `axis` must be -1 or { $last }, the channels: channels lie last here; but is { $axis }
merge-unequal-shapes = needs shapes that go together (each axis as long as the others', or 1) but gets { $shapes }
expected-reshaped = a shape like [4, 4, 32] or [512], of which one axis may be -1
expected-numbers = a number, or a list of numbers
numbers-not-per-channel = `{ $key }` must be one number or one for each of the { $channels } channels, but holds { $count }
reshape-unfit = `target_shape` { $target } cannot hold the numbers of { $shape }
dims-no-order = `dims` must hold 1, 2 and 3, each once, in the new order
cropping-leaves-nothing = `cropping` leaves nothing of { $shape }; crop less
mean-without-variance = `mean` and `variance` belong together: give both, or neither
variance-below-zero = `variance` must be 0 or more
groups-are-none = `groups` must be 1 or more, or -1 for as many as there are channels
shared-axes-beyond-rank = `shared_axes` are { $axes }, but what comes in has { $rank ->
    [one] one axis
   *[other] { $rank } axes
} only
