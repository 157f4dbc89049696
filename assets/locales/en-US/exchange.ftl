## Files of other programs: what was found in them, and what became of it.

import-unreadable = This file cannot be opened: { $reason }: { $path }
import-refused = This file cannot be opened as it is: { $reasons }: { $path }
import-refused-more = This file cannot be opened as it is: { $reasons }, and { $more } more; `netsmith import` lists all of it: { $path }
import-canceled = Opening was canceled
import-unknown-format = it is of none of the programs that are known here: Keras (.keras, .h5, .json), PyTorch (.pt, .pth, .safetensors) and ONNX (.onnx)
import-empty = it is empty; look for another copy of it
import-web-page = it is a web page (HTML) under that name; download the file itself, the site may want you signed in
import-damaged-archive = it begins as an archive of Keras or PyTorch does, but is cut off or damaged; copy or download it once more
import-saved-model = it is a SavedModel of TensorFlow, a folder with a program; load it where it was made, and save it as .keras or .h5 (model.save)
import-unpacked-keras = it is what lies inside of a .keras file, unpacked; name the .keras file, or pack config.json, metadata.json and model.weights.h5 as a zip again
import-answers-nothing = it has no weights for a network that takes pictures, so nothing can be asked of it; open it as a project and train it
import-without-output = the file names no output
import-no-such-head = there is no output "{ $wanted }"; there are: { $known }
import-one-head-of-several = of several outputs, `{ $head }` is taken; left out: { $others }
import-of-another-head = only outputs depend on it that were left out; `{ $head }` does not
import-without-input = the network has no input
import-several-inputs = it has several inputs, and networks here have one: { $inputs }
import-size-open = the file leaves its size open; taken as { $height } × { $width }
import-channels-open = the file leaves the number of channels open; save the network again with 1 (gray) or 3 (RGB)
import-size-fixed = the file says { $height } × { $width }; the other size was left out
import-takes-no-pictures = it does not take pictures (height, width, channels), so nothing can be asked of it here
import-row-as-picture = it takes { $count } numbers in a row; they are taken for the values of pictures of { $height } × { $width } pixels with { $channels ->
    [one] one channel
   *[other] { $channels } channels
}, row by row
import-weights-without-pictures = the weights stay in the file, since a network is asked, tested and trained here with pictures alone; give it an input of pictures, then import the weights into it
import-values-unknown = the file does not say which values the network wants; taken as 0 to 1. The program that trained it must say: 0..1, 0..255, -1..1 (tf), caffe or torch
import-values-of-layers = the network brings values to its own range by layers; it gets { $values }
import-mode-caffe = a Normalization behind the input takes the means of ImageNet away, and the first convolution reads red, green and blue instead of blue, green and red
import-mode-torch = a Normalization behind the input brings values to mean 0 and deviation 1 by the figures of ImageNet
import-mode-of-three-channels = the modes caffe and torch are for pictures of three channels
import-caffe-without-convolution = the mode caffe reverses the colors, which only works where a Conv2D of one group reads the input; choose other values
import-shared-layer = is called { $count } times with the same weights; here each call is a layer of its own that begins with a copy: predictions stay the same, training moves the copies apart, and there are more parameters
import-weights-of-first-call = gets the weights of `{ $first }`, which the file has once for all calls of the layer; training moves them apart
import-renamed = is called `{ $name }` here
import-wrong-arity = { $kind } does not take { $count } inputs
import-weight-missing = its { $array } { $expected } is not in the file
import-weight-without-place = its { $array } { $found } has no place here
import-weight-of-other-shape = its { $array } should be { $expected }, but is { $found } in the file
import-ends-in-one-pixel = the network ends in a map of one pixel; a Flatten makes a row of it: the same numbers, one for each class
import-ends-in-map = it ends in a map, not in one number for each class: add layers such as GlobalAveragePooling2D and Dense before it is asked or trained
import-without-weights = the file has no weights: the network begins anew

## Keras.

keras-no-model = it holds no network of Keras
keras-weights-only = it holds weights alone, without the network that they are of; open the network, and load these weights into it
keras-other-hdf5 = it is an HDF5 file without a network of Keras; it holds { $found }
keras-other-class = it holds `{ $class }`, which is none of the models Model, Functional and Sequential
keras-too-deep = models stand in models more than { $deepest } deep
keras-too-many-layers = it has more than { $most } layers, models in models and shared layers counted each time
keras-model-without-layers = the model has no layers
keras-json-broken = its description cannot be read: { $fault }
keras-archive-broken = the archive cannot be read: { $fault }
keras-archive-names-twice = the archive has several members of one name
keras-archive-lacks = the archive has no { $member }
keras-member-broken = { $member } in the archive cannot be read: { $fault }
keras-member-too-large = { $member } in the archive would unpack to { $bytes } bytes, more than is read
keras-member-cut-short = { $member } in the archive is cut short
keras-weights-of-numpy = its weights are in a file of NumPy (model.weights.npz), which is not read; save it again as .keras or .h5
keras-hdf5-broken = the HDF5 file cannot be read: { $fault }
keras-hdf5-cut-short = the HDF5 file is cut short
keras-array-beyond-file = the array { $array } claims the shape { $shape }, more than the file can hold
keras-array-cut-short = the array { $array } is cut short
keras-array-of-other-type = the array { $array } holds { $found }, not numbers
keras-setting-unknown = its { $key } is { $value }, which has no counterpart here
keras-setting-changes-result = its { $key } is { $value }, which changes what is computed and has no counterpart here
keras-only-in-training = its { $key } ({ $value }) acts only in training and has no counterpart here
keras-only-varies = acts only in training and lets everything through otherwise; what varies pictures is chosen in the training settings
keras-channels-first = puts channels first, and channels lie last here
keras-other-precision = was computed in { $dtype } and is computed in float32 here
keras-and-others = { $finding }; the same holds for others
keras-several-axes = its { $key } is { $axes }, and one axis is worked on here
keras-activation-unknown = its activation { $activation } is none of those here
keras-initializer-unknown = its initializer { $initializer } is none of those here; where the layer begins anew, it begins as usual
keras-relu-without-values = its max_value is 0, so that it lets nothing through
keras-concatenate-other-axis = joins along axis { $axis }, and only channels are joined here
keras-called-as-in-training = was called with training=True, which is not kept
keras-called-as-at-rest = was called with training=False: freeze its layers to keep their averages while training
keras-input-of-other-shape = has the shape { $shape }; an input here is a picture (height, width, channels) or a vector
keras-without-output = one of the outputs belongs to no layer
keras-takes-unknown-layer = takes the output of a layer that is not in the file
keras-waits-for-itself = takes what depends on itself
keras-one = `{ $class }` with these settings is of Keras 1, which is not read; load it with Keras 2 and save it again
keras-lambda = Lambda holds Python code, which is never executed here; replace it by layers and save again
keras-class-unknown = the class { $class } has no counterpart here
keras-several-layers = its activation becomes a layer of its own ({ $count })
keras-operator-read = the operation { $function } becomes a layer { $kind }
keras-operator-unknown = the function { $function }, called like this, has no counterpart here
keras-optimizer-unknown = the optimizer { $optimizer } has no counterpart here; the training settings keep their own
keras-loss-unknown = the loss { $loss } has no counterpart here; the last activation chooses one
keras-loss-of-logits = the loss { $loss } works on numbers before softmax (from_logits=True): give the last layer the activation softmax or sigmoid to see probabilities
keras-metric-unknown = the metric { $metric } has no counterpart here
keras-schedule-left-out = its learning rate follows a schedule, which is not read

## netsmith import

help-import = Open a network of another program, and say what became of each part of it
help-import-file = A file of Keras (.keras, .h5, .json)
help-import-out = Save the project here, and its weights as a run beside it
help-import-size = Height and width of an input whose size the file leaves open; 224x224 without
help-import-values = The values that the network wants, as the program that trained it must say; tf is -1..1
help-import-head = The output to take, of several
expected-size = Expected a size such as 224x224 but found "{ $found }"
import-over-itself = The project would overwrite the file that it comes from; choose another name: { $path }
import-saved = project saved: { $path }
import-weights-saved = its weights, as a run of no epochs: { $run }
import-summary = { $name } ({ $writer }): { $layers }, { $params } parameters
import-taken = { $count } of { $all } layers taken as they are
import-heads = outputs to choose from with --head: { $heads }
import-line = { $fate }: { $finding }
file-answers-nothing = This file has no weights for a network that takes pictures, so nothing can be asked of it; import it as a project and train that: { $path }
file-was-never-trained = This file of another program has no run to go on with; train it, and its weights are what the training begins with: { $path }
no-folder-for-weights = The weights cannot be laid aside for the training: { $error }
data-of-other-class-count = The network tells { $outputs } classes apart, but the data has { $classes }
import-own-project = The file was written by Netsmith and holds its project: blocks, places, names and settings are as they were
import-own-project-differs = The Netsmith project in the file no longer computes what the file does, so the network is read from the file itself
import-weights-of-another = none of its arrays belongs to a layer of this network
keras-no-weights = it holds no weights of Keras
help-import-into = Load the file's weights into the network of this project, as a run beside it
import-block-summary = Layers that stand in the file several times under names that begin alike
import-more-findings = { $count ->
    [one] 1 remark about a layer; `netsmith import` shows it
   *[other] { $count } remarks about layers; `netsmith import` lists them
}
