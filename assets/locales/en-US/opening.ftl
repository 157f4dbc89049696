## Files of other programs in the window: opening them, the report, what they leave open, their weights for a network.

# Opening.
reading-file = Reading { $file } …
give-up-file = Stop reading
give-up-file-help = Give up the file that is being read
reading-file-ended = The file could not be read to its end
files-of-networks = Networks: Netsmith, Keras, PyTorch, ONNX, drawings
files-of-keras = Keras
files-of-torch = PyTorch
files-of-onnx = ONNX
files-of-drawings = Drawings that hold a project
files-of-weights = Weights: Keras, PyTorch, ONNX
network-of-file = { $network } from { $file }
weights-of-file = as they came in { $file }
weights-as-brought = The weights that came with the file

# The report.
tab-import = Import
tab-import-help = What became of the file of another program that this network comes from
import-came-from = { $file }, written by { $writer }
import-nothing-to-tell = Everything in the file was taken as it is
import-no-report = This network comes from no file of another program: there is nothing to report
import-no-report-any-more = The report of a file of another program is kept until its network is saved and opened again; of this network there is none
import-weights-not-kept = The weights in the file are not at hand: { $fault }
import-show-layer = Show this layer on the canvas
fate-counted = { $fate } ({ $count })
findings-and-more = and { $more } more, which are copied with the rest
copy-report = Copy the report
refused-title = { $file } cannot be opened
refused-words = This was found in it. Nothing was opened, and the file is as it was.

# What a file leaves open.
open-with-choice = Open it with this choice
open-with-choice-help = Read the file again, with another choice where it leaves something open
choice-opens-another = This network was changed since it was opened: with another choice the file opens in a tab of its own, and this one stays
choice-values = Values that the network wants
choice-values-help = The file does not say it; the program that trained the network must
values-unit = 0 to 1: each value of the picture divided by 255
values-raw = 0 to 255: as they are in the picture
values-symmetric = −1 to 1: divided by 127.5, less 1 (tf)
values-caffe = Blue, green, red, less the means of ImageNet (caffe)
values-torch = 0 to 1, then mean 0 and deviation 1 as ImageNet has them (torch)
choice-head = Output
choice-head-help = The file has several outputs; the layers that only others need are left out
choice-size = Size of the input
choice-height = Height of the input
choice-width = Width of the input
choice-size-now = The input is { $height } × { $width }; choose another size to read the file again
choice-read-again = Read the file again

# Weights for an open network.
import-weights = Import weights into this network…
import-weights-help = Take the weights in a file of Keras, PyTorch or ONNX for the layers of this network
import-weights-title = Import weights
import-no-weights = it holds a network without weights
assign-array = Take another array
assign-array-help = Give this weight another array of the file, or none
put-weights = Import
put-weights-help = Put the weights into the network as shown
putting-weights = Putting the weights in …
weights-were-put = { $given } of { $all } weights taken from { $file }
weights-need-pictures = The network takes no pictures, so that nothing could be asked of it with these weights; give it an Input of height, width and channels
mapping-summary = { $file } ({ $writer }): { $given } of { $all } weights of this network get an array; arrays left over: { $left }
mapping-only-doubtful = Only what needs a look: no array, or one of another name
mapping-nothing-doubtful = Every weight gets the array that is called like it
mapping-weight = Weight
mapping-shape = Shape
mapping-array = Array in the file
mapping-why = Why
mapping-array-for = Array for { $weight }
mapping-nothing = Nothing: stays as it is
mapping-left-over = Left over in the file: { $count }
mapping-reason-name = is called the same
mapping-reason-order = fits by shape and order
mapping-reason-shape = fits by shape
mapping-reason-again = is what the first call of the same layer gets
mapping-reason-chosen = was chosen
mapping-namesake-of-other-shape = { $array } is { $found } in the file, and { $expected } is needed
