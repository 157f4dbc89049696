## What is wrong with a network in a file.

owner-block = the block `{ $block }`
owner-layer = `{ $layer }`
block-contains-itself = the block `{ $block }` contains itself
block-contains-itself-by = the block `{ $block }` contains itself, { $circle }
fault-of-node = node { $node }: { $fault }
position-out-of-reach = `{ $name }` has a position that no drawing has; coordinates go up to { $farthest }
id-of-node-too-large = `{ $name }` has the id { $id }; ids go up to { $largest }
id-of-note-too-large = a note has the id { $id }; ids go up to { $largest }
port-without-block = `{ $name }` is a block's port but stands outside of a block
several-outputs = a block has { $outputs } outputs instead of one
wires-form-circle = the wires form a circle, { $circle }, but data flows one way only
wires-form-circle-in-block = the wires inside of the block `{ $block }` form a circle, { $circle }, but data flows one way only
more-inputs-than-it-takes = `{ $name }` has { $inputs } inputs, more than it can take
input-from-nothing = `{ $name }` takes its input from node { $from }, which does not exist
input-without-output = `{ $name }` takes its input from `{ $from }`, which has no output
bypassed-nothing = node { $node } is bypassed but does not exist
bypassed-without-input = `{ $name }` is bypassed but has no input that could be let through
frozen-nothing = node { $node } is frozen but is no layer and no block
bend-without-wire = a wire from node { $from } to node { $to } bends, but there is none
bend-at-no-place = the wire from node { $from } to node { $to } bends at a point that is no place
fault-of-wire = the wire from node { $from } to node { $to } { $fault }
way-without-wire = has a way, but there is none
way-of-too-many-lanes = has more lanes than are kept
way-of-wrong-strips = needs one strip more than lanes
way-of-wrong-turns = has to turn once in each strip, at one number or at three
way-through-no-place = passes a point that is no place
fault-of-comment = the comment { $id } { $fault }
fault-of-frame = the frame { $id } { $fault }
fault-of-new-comment = a comment { $fault }
fault-of-new-frame = a frame { $fault }
note-at-no-place = stands at a place that no drawing has
note-of-wrong-side = has a side of { $side }; sides go from { $least } to { $most }
note-too-long = has { $chars } characters; a note holds at most { $most }
value-not-finite = `{ $key }` of { $owner } must be a finite number, but is { $value }
value-text-too-long = `{ $key }` of { $owner } has a text of { $bytes } bytes; at most { $most } are read
value-list-too-long = `{ $key }` of { $owner } has { $numbers } numbers; a list has at most { $most }
too-many-numbers = a list has at most { $most } numbers, but here are more
two-nodes-of-one-id = two nodes have the id { $id }; each needs its own
two-notes-of-one-id = two notes have the id { $id }; each needs its own
node-of-several-kinds = `{ $name }` must be one of layer, block and port; give it exactly one of these fields
layer-of-unknown-shape = the shape of a layer is unknown

## Searching, and changing what was found.

quote-without-end = a `"` has no second one that closes it
bracket-without-end = a `(` has no `)` that closes it
key-without-value = `{ $key }` needs something behind it, as in `{ $example }`
expected-shape-searched = expected a shape such as (16, 16, 256) or (?, ?, 256), got `{ $value }`
expected-number-searched = expected a number such as 64 or 1.5M, got `{ $text }`
nothing-has-such-setting = nothing here has a setting or argument called `{ $key }`; known are: { $known }
nothing-can-be-changed-so = Nothing that was found can be changed so
everything-is-so-already = Everything that was found is so already
plan-changes = { $count ->
    [one] Changes { $count } layer
   *[other] Changes { $count } layers
}
plan-changed = { $count ->
    [one] Changed { $count } layer
   *[other] Changed { $count } layers
}
plan-in-blocks = in { $blocks ->
    [one] { $blocks } block
   *[other] { $blocks } blocks
}, { $instances ->
    [one] { $instances } instance follows
   *[other] { $instances } instances follow
}
plan-without-match = { $count } of them without a match
plan-replaces = { $count ->
    [one] replaces { $count } expression
   *[other] replaces { $count } expressions
}
plan-replaced = { $count ->
    [one] replaced { $count } expression
   *[other] replaced { $count } expressions
}
plan-already-so = { $count } already so
plan-skips = skips { $count }
plan-skipped = skipped { $count }

## Differences.

no-inputs = none
differs-name = name { $before } → { $after }
differs-input = input { $before } → { $after }
differs-parameters = { $before } → { $after } parameters
summary-too-long = expected the text of one model.summary(), found { $mebibytes } MiB; paste only the table
summary-without-table = expected a table with the heads "Layer (type)", "Output Shape" and "Param #", found none; copy all that model.summary() prints
summary-has-more = the summary has a { $class } here, this network has none
summary-has-less = the summary does not have this layer
summary-differs-in-type = type: the summary says { $there }, here it is { $here }
summary-differs-in-name = name: the summary says { $there }, here it is { $here }
summary-differs-in-shape = output shape: the summary says { $there }, here it is { $here }
summary-differs-in-parameters = parameters: the summary says { $there }, here it is { $here }
summary-differs-in-input = input: the summary says { $there }, here it is { $here }

## What a network costs.

measure-parameters = parameters
measure-multiply-adds = multiply-adds
measure-activation-memory = activation memory
measure-training-time = training time
at-least-so-many = at least { $count }
unknown-layers = Unknown layers: { $count }
list-cut-short = { $shown }, … and { $more } more
costs = { $layers } · { $parameters } · { $macs } multiply-adds
costs-at-least = { $layers } · at least { $parameters } · at least { $macs } multiply-adds

## What stands in a layer's box, short.

input-rgb = { $height }×{ $width } RGB
input-gray = { $height }×{ $width } gray
input-channels-of = { $height }×{ $width }, { $channels } channels
input-features = { $features } features
pad-all = pad { $margin }
pad-two = pad { $vertical }×{ $horizontal }
pad-four = pad { $top }, { $bottom }, { $left }, { $right }
along-channels = channels
part-of-frame = { $title } ({ $number } of { $count })

## Why a diagram becomes no picture.

drawing-too-large = expected a picture of at most { $most } megapixels, found { $width } × { $height } pixels; choose a smaller scale, or SVG, which has no pixels
drawing-too-large-for-scale = expected a picture of at most { $most } megapixels, found { $nodes } nodes at scale { $scale }, which need more; choose a smaller scale, or SVG, which has no pixels
drawing-of-too-many-nodes = expected a diagram of at most { $most } nodes, found more; leave blocks folded, or draw a part of the network
drawing-of-too-many-wires = expected a diagram of at most { $most } wires, found more; leave blocks folded, or draw a part of the network
drawing-scale-wrong = expected a scale above 0, found { $scale }; choose one such as 2
drawing-no-svg = expected an SVG, found { $fault }; please report this
as-the-window = as the window
window-in-strides = window
