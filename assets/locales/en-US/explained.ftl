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
explains-with-function = { $words } Each sum x then goes through { $told }
purpose-gelu-approximate = The gelu by way of tanh, a little faster and off by less than a thousandth.
purpose-relu6 = A relu that ends at 6, so that few bits suffice for its numbers.
purpose-hard-sigmoid = A sigmoid of three straight pieces: what gates open by, cheaply.
purpose-hard-silu = A silu of straight pieces, cheaper and nearly as good.
purpose-selu = Its constants keep mean 0 and variance 1 from layer to layer.
purpose-softplus = A relu with a smooth bend that is never zero.
purpose-softsign = Like tanh it comes to lie between −1 and 1, but gets there more slowly.
purpose-mish = A relu with a smooth bend that dips a little below zero.
purpose-exponential = It becomes larger than zero.
purpose-log-softmax = The logarithm of the probabilities that softmax gives.
explains-without-gamma = { $words } γ is left out here and counts 1.
explains-without-beta = { $words } β is left out here and counts 0.
explains-without-both = { $words } γ and β are left out here and count 1 and 0.
explains-dropout-of-samples = { $words } Here all numbers of a sample fall or stay together, so that a branch is left out now and then as a whole.
explains-dropout-of-channels = { $words } Here all pixels of a channel fall or stay together.
explains-dropout-of-pixels = { $words } Here all channels of a pixel fall or stay together.
explains-depthwise-conv-2d = Over each of the { $channels } channels { $multiplier ->
    [one] a kernel
   *[other] { $multiplier } kernels
} of { $window } weights of its own slides in steps of { $strides }. No channel sees another one: what mixes them is a convolution of single pixels behind it, and both together need far fewer products than one large convolution. { $border }
explains-separable-conv-2d = First each of the { $channels } channels is convolved by kernels of { $window } weights of its own, in steps of { $strides }, which gives { $between } channels. Then each of the { $filters } filters adds these up, pixel by pixel, with weights of its own. Both together need far fewer products than one large convolution. { $border }
explains-conv-2d-transpose = Each pixel of the { $channels } channels puts its own multiples of { $filters } kernels of { $window } weights onto a larger map, { $strides } pixels from its neighbor's; where they overlap, they add up. It is a convolution backwards: what was made smaller becomes large again.
explains-cropping-2d = Cuts off the map's border: { $top } rows above, { $bottom } below, { $left } columns before, { $right } after. It computes nothing.
explains-up-sampling-2d-nearest = Makes the map { $vertical } times as high and { $horizontal } times as wide by writing each pixel as often. It learns nothing.
explains-up-sampling-2d-wide = Makes the map { $vertical } times as high and { $horizontal } times as wide; each new pixel is a sum over { $reach } × { $reach } around it, some of which count negatively so that edges stay sharp ({ $interpolation }). It learns nothing.
explains-up-sampling-2d-bilinear = Makes the map { $vertical } times as high and { $horizontal } times as wide; each new pixel is a mean of the four around it, of which the nearer count more. It learns nothing.
explains-layer-normalization = Brings the { $channels } numbers of each pixel to mean 0 and variance 1 among themselves, y = γ·(x − μ) / √(σ² + { $epsilon }) + β; γ and β are learned for each channel. Other pictures of the batch play no part, so that training and a finished network compute alike.
explains-group-normalization = Divides the { $channels } channels into { $groups ->
    [one] one group
   *[other] { $groups } groups
} and brings the numbers of each group, over all pixels of a picture, to mean 0 and variance 1, y = γ·(x − μ) / √(σ² + { $epsilon }) + β; γ and β are learned for each channel. Other pictures of the batch play no part.
explains-unit-normalization = Divides the { $channels } numbers of each pixel by the root of the sum of their squares, so that they are a vector of length 1: its direction is left.
explains-normalization = Takes the mean from each of the { $channels } channels and divides by the root of the variance, so that pictures like those that these were measured on have mean 0 and variance 1.
explains-normalization-inverted = Multiplies each of the { $channels } channels by the root of the variance and adds the mean, which takes a normalization back.
explains-normalization-adapted = { $words } Mean and variance come with the weights, and no training moves them; before, they are 0 and 1.
explains-rescaling = Multiplies every number by { $scale } and adds { $offset }. It learns nothing.
explains-layer-scale = Multiplies each of the { $channels } channels by a factor of its own that is learned and starts as { $start }: a branch begins as next to nothing and grows as it proves useful.
explains-spatial-dropout-2d = While the network learns, each channel as a whole is set to zero with probability { $rate }, and the others are multiplied by { $scale }. Neighboring pixels say nearly the same, so that dropping one of them alone would hide little. A finished network lets all of them through.
explains-gaussian-dropout = While the network learns, each number is multiplied by a random one of mean 1 and standard deviation { $deviation }, as much noise as Dropout of rate { $rate } makes. A finished network lets all numbers through as they are.
explains-gaussian-noise = While the network learns, a random number of mean 0 and standard deviation { $deviation } is added to each number, so that it learns not to rely on the last digit. A finished network adds nothing.
explains-relu = From { $threshold } on, x stays as it is; below, it becomes { $slope } times its distance from there.
explains-relu-capped = From { $threshold } on, x stays as it is, but never becomes more than { $most }; below, it becomes { $slope } times its distance from there.
explains-leaky-relu = Above zero x stays as it is; below zero { $slope } of it is left, so that a unit never falls silent altogether.
explains-prelu = Above zero x stays as it is; below zero it is multiplied by a slope that is learned: { $slopes ->
    [one] one for all numbers
   *[other] { $slopes } of them
}.
explains-elu = Above zero x stays as it is; below zero it becomes { $alpha }·(exp(x) − 1) and so bends smoothly.
explains-identity = Hands on what comes in as it is. It computes nothing.
explains-reshape = Writes the numbers of { $shape } under another shape: row by row, and in every pixel channel by channel, without moving any. It computes nothing.
explains-permute = Puts the axes of { $shape } into the order { $order }. It computes nothing; every number goes to another place.
explains-multiply = Multiplies { $inputs } inputs number by number; an input of one pixel counts for all pixels. So attention weighs channels: what a small branch finds unimportant becomes small.
explains-subtract = Takes the second of its { $inputs } inputs from the first, number by number.
explains-average = Takes the mean of { $inputs } inputs number by number.
explains-maximum = Takes the largest of { $inputs } inputs number by number.
explains-minimum = Takes the smallest of { $inputs } inputs number by number.
explains-custom-scale-layer = Adds { $scale } times the second input to the first, number by number: a residual branch that counts less, so that training stays steady.
letters-batch-normalization-beta = β and two moving averages for each of c channels; the optimizer moves β only
letters-batch-normalization-gamma = γ and two moving averages for each of c channels; the optimizer moves γ only
letters-batch-normalization-averages = two moving averages for each of c channels; the optimizer moves neither
letters-gamma-and-beta = γ and β for each of c channels
letters-gamma = one factor for each of c channels
letters-beta = β for each of c channels
letters-multiplied-channels = c: channels that come in; d: kernels for each of them
letters-depthwise-bias = f: height and width of the kernel; + 1: the bias; c: channels that come in; d: kernels for each of them
letters-depthwise = f: height and width of the kernel; c: channels that come in; d: kernels for each of them; there is no bias
letters-separable-bias = f: height and width of the kernel; c: channels that come in; d: kernels for each of them; + 1: the bias; k: filters
letters-separable = f: height and width of the kernel; c: channels that come in; d: kernels for each of them; k: filters; there is no bias
letters-transposed = n: pixels that come in; s: strides; f: reach of the kernel
letters-transposed-same = n: pixels that come in; s: strides
letters-transposed-padded = n: pixels that come in; s: strides; f: reach of the kernel; p: output_padding
letters-transposed-same-padded = n: pixels that come in; s: strides; o: 1 for a kernel of odd reach, else 0; p: output_padding
letters-cropped = n: pixels that come in; c₁ and c₂: what is cut off before and after
letters-up-sampled = n: pixels that come in; s: factor
letters-permuted = n₁, n₂, n₃: height, width and channels that come in
letters-prelu = n₁, n₂, …: height, width and channels that come in, 1 for an axis that shares its slope
letters-normalization = a mean and a variance for each of c channels, and how many numbers they come from; no optimizer moves them
explains-dense-on-maps = { $words } That is done on every pixel of the map by itself.
explains-with-penalty = { $words } What its { $array } holds costs something: { $l1 } times the sum of its magnitudes and { $l2 } times the sum of its squares are added to the loss.
