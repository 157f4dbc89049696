## Formats that networks are written in.

format-keras = Keras 3 archive (.keras)
format-h5 = Keras 2 file (.h5)
format-weights-h5 = Keras weights (.weights.h5)
format-json = Keras model JSON (.json)
format-tfjs = TensorFlow.js model (model.json)
format-keras-py = Keras script (.py and .weights.h5)
format-onnx = ONNX, channels first (.onnx)
format-onnx-nhwc = ONNX, channels last (.nhwc.onnx)
format-pt = PyTorch weights (.pt)
format-safetensors = Safetensors for PyTorch (.safetensors)
format-torch-py = PyTorch program (.py and .pt)
format-torch-ddp = PyTorch training on many machines (folder)
format-burn-rs = Burn program (.rs and .safetensors)

## What they are for, and what is in them.

formats-of-keras = Keras
formats-of-pytorch = PyTorch
formats-of-onnx = ONNX
formats-of-browsers = Browsers
formats-of-programs = Programs
for-keras = Opens in Keras 3, with what it is trained by
for-h5 = Opens in tf_keras and older versions of Keras
for-weights-h5 = Loads into the model that a script builds
for-json = The structure alone, as to_json() gives it
for-pt = The state_dict of the PyTorch program
for-safetensors = The same, to be read without pickle
for-onnx = What onnxruntime and most other runtimes take
for-onnx-nhwc = The same for pictures as they lie in memory
for-tfjs = For pages that run the network in a browser
for-keras-py = Builds, trains and asks the network in Keras 3
for-torch-py = The same in PyTorch
for-torch-ddp = Trains it with torchrun; its run opens here
for-burn-rs = Asks the network in Rust, with Burn
holds-both = The network and its weights
holds-network = The network without its weights
holds-weights = Weights without a network
holds-code = A program that builds the network, and beside it the weights where there are any
holds-training = A folder with a program, the first weights and the pictures: torchrun trains the network on many processes and machines, and the run that it writes opens here

## What became of a network on its way into a file.

fate-refused = refused
fate-left-out = left out
fate-translated = translated
fate-taken = taken as it is
finding-of-layer = `{ $layer }`: { $finding }
export-finding = { $fate }: { $message }
export-taken = { $count ->
    [one] 1 layer as it is
   *[other] { $count } layers as they are
}
export-refused-at-layer = { $layer }: { $reason }
export-refused-by-library = The file could not be made: { $error }
export-format-unclear = Which format to write cannot be told by the file's name; name one with --format: { $known }: { $path }
export-needs-weights = { $format } holds weights, but this network has learned none; train it, or write its network alone, as model JSON or code
export-without-weights = { $format } holds the network alone; its weights stay here
export-code-without-weights = The network has learned nothing, so that the program begins with weights of its own
export-weight-missing = The weights do not belong to this network: { $weight } is missing or has another shape
export-scaling-as-layer = A Rescaling layer behind the input prepares pictures, { $formula }: give it their values x from 0 to 255
export-scaling-left-out = Pictures are not prepared by the file: of each value x from 0 to 255, give it { $formula }
export-burn-lacks = Burn has nothing like { $kind }, which acts while training alone
export-burn-asks-only = The program asks the network and does not train it: optimizer, loss and penalties stay here
export-scaling-in-program = The program prepares pictures before the network: { $formula } of each value x from 0 to 255
export-beside = expected no file of this name beside what is written, found one that would be overwritten; move it away, or choose another name: { $path }
export-folder-taken = expected a name that is free, found a file or folder that is not written over; choose another name: { $path }
export-ddp-needs-data = This folder holds the pictures to train on, and none are known; choose data first
export-ddp-too-large = The pictures are more than any disk holds; choose fewer, or a smaller input
export-ddp-picture-missing = expected picture { $number }, found none; read the data once more
export-ddp-pictures = The pictures go along in the size that the network takes: { $training } to learn from, { $validation } to validate on, { $size } in all
export-ddp-first-weights = Training begins with the weights that seed { $seed } gives here
export-ddp-inherited-weights = Training begins with the weights of the other run, as it would here
export-ddp-order = Each step takes the same pictures as here, however many processes share them
export-ddp-augmentation = Pictures are varied by the same random numbers: { $names }
export-ddp-other-noise = draws other random numbers there, so that losses agree on average and not digit by digit
export-ddp-no-checkpointing = Gradient checkpointing: each process holds only its share of a batch
export-ddp-no-watch = What is watched of the layers while training: nobody watches there
export-training-argument = { $argument } says what becomes of a run on this machine, and this one is made elsewhere; leave it out
export-training-unused = Only torch-ddp trains, and takes what stands behind --; leave it out, or write --to torch-ddp
export-over-source = the network is read from this file, which is not written over; choose another name: { $path }
over-file-of-run = this file belongs to a run, which would be spoiled; choose another place: { $path }
export-blocks-opened = Blocks are opened; the layers keep their names
export-renamed = is called { $name }, as the format asks
export-function-as-layers = { $function } becomes layers that compute the same
export-registered-as-layers = { $kind } becomes layers that compute the same
export-only-keras-3 = { $function } is known to Keras 3 and not to tf_keras
export-metric-left-out = The metric { $metric } is averaged over classes here and not in Keras
export-strides-and-dilation = Keras refuses strides above 1 together with a dilation above 1 in Conv2DTranspose; set one of them to 1
export-output-padding = Keras 3.0 to 3.10 refuse an output_padding with a 0; Keras 2 and 3.11 and later open it
export-output-padding-forgotten = Keras 3.0 to 3.14 open it with its output_padding, but leave that out where they copy the network or save it again
export-browser-lacks = { $what } is not in TensorFlow.js
export-browser-lacks-setting = { $what } of TensorFlow.js has no { $setting }

## Files of PyTorch's, and pictures that hold a project.

import-torch-empty = expected weights of PyTorch's, found none
import-torch-unreadable = expected weights as PyTorch saves them, found something else ({ $reason })
import-torch-too-large = expected at most a thousand million numbers, found more
import-torch-kind = expected real numbers, but the tensor { $tensor } holds others
import-torch-missing = the tensor { $tensor } is missing
import-torch-axes = the tensor { $tensor } should have { $axes } axes, but its shape is { $shape }
import-torch-unused = nothing takes the tensor { $tensor }
import-torch-program = expected weights, found a program that { $maker } made, and programs in files are never run; save the state_dict of its module instead, or export it as ONNX
import-torch-other-network = the tensor { $tensor } has no place in a residual network of torchvision's, so this is another network; open the one that it belongs to, and import the weights into it
import-torch-weights-only = it holds { $count } tensors and no network; open the network that they belong to, and import the weights into it
import-plain-picture = it is a plain picture; a drawing that Netsmith exported holds its project, unless it was pasted, converted or made smaller on its way
mapping-does-not-fit = { $tensor } of shape { $found } does not fit { $weight }, which needs { $expected }
mapping-nothing-fits = no array in the file fits { $shape }
mapping-all-taken = { $count ->
    [one] the one array of shape { $shape } belongs to another weight
   *[other] the { $count } arrays of shape { $shape } belong to other weights
}
mapping-by-shape = { $weight } gets { $tensor }, which fits by its shape and its place
mapping-again = { $weight } gets { $tensor }, too, which the file has once for all calls of the layer
mapping-gets-nothing = { $weight } stays as it begins: { $reason }
