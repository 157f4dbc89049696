## How each layer computes, with the numbers of a network.

how-it-computes = How it computes
how-it-computes-unknown = Its formulas stand here as soon as what reaches it has a shape
quantity-sides = Height and width
quantity-height = Height
quantity-width = Width
quantity-channels = Channels
quantity-features = Numbers
quantity-window = Reach of the window
quantity-padding = Zeros at both ends together
quantity-params = Parameters
quantity-field = Receptive field along a side
explains-input = Hands on one sample of shape { $shape }: { $numbers } numbers. It computes nothing; how the pixels of a picture become these numbers is said by the preprocessing.
explains-conv-2d = Each of the { $filters } filters slides over the map in steps of { $strides }. Wherever it stands, it multiplies its { $window } × { $channels } weights with the numbers below it and adds the products up, so that it answers to one pattern, wherever that is. { $border }
border-valid = Windows stay inside of the map.
border-same = Zeros around the map let windows reach over its border: { $top } above, { $bottom } below, { $left } before, { $right } after.
explains-zero-padding-2d = Puts zeros around the map: { $top } rows above, { $bottom } below, { $left } columns before, { $right } after. Windows behind it can then stand on the border, too.
explains-batch-normalization = Brings each of the { $channels } channels to mean 0 and variance 1 over the batch, y = γ·(x − μ) / √(σ² + { $epsilon }) + β; γ and β are learned. While it learns, it keeps moving averages of μ and σ², { $momentum } of the old and { $rest } of the new, and a finished network goes by these.
explains-dropout = While the network learns, each number is set to zero with probability { $rate }, and the others are multiplied by { $scale }, so that their sum stays the same on average. A finished network lets all of them through.
explains-activation = Every number x goes through { $told } The shape stays { $shape }.
function-told-linear = no function and stays as it is.
function-told = { $function }, { $formula }. { $purpose }
purpose-relu = What is below zero becomes zero; without such a bend, layers one after another could do no more than a single one.
purpose-sigmoid = It becomes a probability between 0 and 1, which suits one unit that says yes or no.
purpose-softmax = The sum goes over all numbers of a place, so that they become probabilities that add up to 1, one for each class.
purpose-tanh = It comes to lie between −1 and 1.
purpose-leaky-relu = Below zero a fifth is left, so that a unit never falls silent altogether.
purpose-elu = Above zero x stays; below zero it bends smoothly towards −1.
purpose-gelu = Φ is the share of a normal distribution below x: a relu with a smooth bend.
purpose-silu = A relu with a smooth bend.
taken-largest = the largest number
taken-mean = the mean
explains-pooling-2d = A window of { $window } pixels goes over the map in steps of { $strides } and takes { $taken } of what it sees, in each of the { $channels } channels alone. It learns nothing; it makes maps smaller, and what follows cares less about the exact place.
explains-global-pooling-2d = Takes { $taken } of all { $numbers } pixels, in each of the { $channels } channels alone: of every map one number is left, that its pattern is there, not where.
explains-dense = { $units ->
    [one] Its one unit
   *[other] Each of the { $units } units
} multiplies all { $features } numbers with weights of its own and adds the products up. The sum x goes through { $told }
explains-flatten = Writes the map { $shape } as one row of numbers: row by row, and in every pixel channel by channel. It computes nothing.
explains-flatten-vector = What comes in, { $shape }, is one row of numbers already and stays as it is. Behind a map it would write that as one row.
explains-add = Adds { $inputs } inputs of shape { $shape } number by number. In a residual network one of them is the shortcut: what lies between learns only the difference, and gradients have a way around it.
explains-concatenate = Puts { $inputs } inputs side by side along the channels. It computes nothing; what follows sees all of them at once.
letters-kept = n: as many as come in
letters-set = n: as the layer is set
letters-made = k: as the layer is set
letters-sliding = n: pixels that come in; p: zeros at each end; f: reach of the window; s: strides; the brackets round down
letters-same = n: pixels that come in; s: strides; the brackets round up, as Keras counts padding 'same'
letters-same-padding = m: pixels that go out; s: strides; f: reach of the window; n: pixels that come in; an odd zero goes to the end
letters-dilated = d: dilation; f: size of the kernel
letters-padded = n: pixels that come in; p₁ and p₂: zeros before and after
letters-channels = c: channels that come in
letters-flattened = h, w, c: height, width and channels that come in
letters-concatenated = c₁, c₂, …: channels of each input
letters-conv-bias = f: height and width of the kernel; c: channels that come in; + 1: the bias; k: filters
letters-conv = f: height and width of the kernel; c: channels that come in; k: filters; there is no bias
letters-conv-groups-bias = f: height and width of the kernel; c/g: channels of one group; + 1: the bias; k: filters
letters-conv-groups = f: height and width of the kernel; c/g: channels of one group; k: filters; there is no bias
letters-batch-normalization = γ, β and two moving averages for each of c channels; the optimizer moves γ and β only
letters-dense-bias = n: numbers that come in; + 1: the bias; k: units
letters-dense = n: numbers that come in; k: units; there is no bias
letters-field = r: receptive field of what comes in; f: reach of the window; j: pixels of the picture between neighboring fields
letters-fields = r₁, r₂, …: receptive fields of the inputs
letters-field-kept = r: receptive field of what comes in
formula-line = { $quantity }: { $equation } = { $result }
