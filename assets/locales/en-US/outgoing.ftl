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

## What became of a network on its way into a file.

fate-refused = refused
fate-left-out = left out
fate-translated = translated
fate-taken = taken as it is
finding-of-layer = `{ $layer }`: { $finding }
export-finding = { $fate }: { $message }
export-taken = { $layers } as they are
export-refused-at-layer = { $layer }: { $reason }
export-refused-by-library = The file could not be made: { $error }
export-format-unclear = Which format to write cannot be told by the file's name; name one with --format: { $known }: { $path }
export-needs-weights = { $format } holds weights, but this network has learned none; train it, or write its network alone, as model JSON or code
export-without-weights = { $format } holds the network alone; its weights stay here
export-code-without-weights = The network has learned nothing, so that the program begins with weights of its own
export-weight-missing = The weights do not belong to this network: { $weight } is missing or has another shape
export-scaling-as-layer = What pictures go through, x · { $scale } + { $offset }, is a Rescaling layer behind the input: give it values from 0 to 255
export-scaling-left-out = What pictures go through is no part of the network: give it x · { $scale } + { $offset } of values from 0 to 255
export-blocks-opened = Blocks are opened; the layers keep their names
export-renamed = is called { $name }, as the format asks
export-function-as-layers = { $function } becomes layers that compute the same
export-registered-as-layers = { $kind } becomes layers that compute the same
export-only-keras-3 = { $function } is known to Keras 3 and not to tf_keras
export-metric-left-out = The metric { $metric } is averaged over classes here and not in Keras
export-browser-lacks = { $what } is not in TensorFlow.js
