## What a file is that cannot be read as it is asked for, to follow "found", and what to do about it.

kind-zip = a zip archive
kind-compressed = a compressed archive
kind-rar = a RAR archive
kind-pdf = a PDF
kind-photoshop = a Photoshop file
kind-jpeg-xl = a JPEG XL picture
kind-jpeg-2000 = a JPEG 2000 picture
kind-icon = an icon (ICO)
kind-open-exr = an OpenEXR picture of decimal numbers
kind-radiance = a Radiance picture of decimal numbers
kind-numpy = a NumPy array
kind-pickle = a Python pickle
kind-hdf5 = an HDF5 file
kind-apple-double = a Mac's note about a file (AppleDouble)
kind-raw-raf = a raw photograph (RAF)
kind-raw-cr3 = a raw photograph (CR3)
kind-video = a video
kind-web-page = a web page (HTML)
kind-git-lfs = a Git LFS pointer, a note that stands in for the file itself
kind-svg = a drawing (SVG)
kind-zeros = nothing but zeros, as a broken copy leaves them
kind-json = JSON
kind-network-archive = a network of Keras or PyTorch
kind-avif = an AVIF picture
kind-heic = a HEIC picture, as iPhones take them
kind-decimal-tiff = a TIFF of decimal numbers, whose black and white nobody knows
kind-keras-model = a Keras model
advice-save-as-png = save it as PNG or JPEG
advice-unpack = unpack it and open what is in it
advice-save-as-hdf5 = save it as HDF5 with the course's names, or as pictures in folders
advice-save-its-pictures = save its pictures as PNG or JPEG
advice-open-as-data = open it as data
advice-copy-picture = copy the picture itself
advice-take-pictures = take single pictures from it
advice-download-itself = download the file itself, the site may want you signed in
advice-git-lfs-pull = fetch the files with `git lfs pull`
advice-copy-again = copy or download it again
advice-open-as-project = open it as a project or network instead
advice-save-with-bits = save it with 8 or 16 bits a channel
advice-open-as-network = open it as a network instead

## What was expected of data and what was found instead.

expected-file-or-folder = a file or a folder
expected-picture-file = a picture file
found-device-or-pipe = something else, such as a device or a pipe
found-folder-for-picture = a folder; name the pictures in it
picture-without-pixels = it has no pixels
bytes-are-no-pixels = { $bytes } bytes are not { $width } × { $height } RGBA pixels
data-any-picture-cut-short = the picture is cut short, the end of the picture is missing: copy or download it again
expected-pictures-array = (count, height, width, channels)
expected-labels-array = ({ $count },) or (1, { $count }), one label for each picture, or one-hot ({ $count }, classes)
expected-classes-array = (classes,), one entry for each class
expected-pixel-numbers = numbers from 0 to 255 or from 0 to 1
expected-whole-numbers-array = whole numbers
no-finite-number = not a number or infinity
list-because = {"; others because "}
resized-by-stretching = stretch
resized-by-cropping = crop
resized-by-padding = pad
stage-reading = reading
stage-resizing = resizing
stage-comparing = comparing



## Files, and projects in them.

advice-choose-file = choose a file
file-circle-of-links = a symbolic link that leads in a circle
project-no-format = JSON without `"format": "netsmith"`
project-content = { $content }: { $path }
no-place-for-unsaved-work = expected a folder for unsaved work, found { $found }; check its permissions, and save often meanwhile: { $folder }
unsaved-documents-already = { $count } documents in it already

## The networks that come with Netsmith.

preset-happy-model = One convolution that tells a smiling face from one that does not smile
preset-resnet50 = Fifty layers in residual blocks, for hand signs that show 0 to 5
preset-resnet18 = The small residual network: eight blocks of two convolutions
preset-plain50 = ResNet50 with every shortcut removed: shows why they matter, for it hardly learns
preset-resnet20 = Twenty layers in small residual blocks for pictures of 32×32: learns in minutes
preset-plain20 = ResNet20 with every shortcut removed: put beside it, it shows what shortcuts do
preset-lenet5 = The classic of 1998 for handwritten digits: two convolutions, three dense layers
preset-mlp = No convolution at all: one hidden layer on the pixels of a small digit
kind-archive = an archive
kind-idx = an IDX array
kind-encrypted = an encrypted file
kind-packed-otherwise = a file that is packed in a way that cannot be read
advice-unpack-folder = unpack the archive and open the folder
