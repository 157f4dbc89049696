## What the command line prints of its work: how far it has come, and its tables.

batches-of = batches: { $done } of { $total }
slow = { $doing }: { $place }
slow-and-can-end = { $doing }: { $place }; Ctrl-C ends it
epoch-of = epoch { $epoch }/{ $epochs }
batch-of-epoch = epoch { $epoch }/{ $epochs }: batch { $step } of { $steps }
batch-figures = loss { $loss } accuracy { $accuracy } { $speed } images/s
progress-validating = validating
progress-asking = asking
progress-files = going through the files
stage-of-pictures = { $stage } pictures
stage-of-pictures-percent = { $stage } pictures: { $percent } %
epoch-line = epoch { $epoch }/{ $epochs }  loss { $loss }  accuracy { $accuracy }  { $seconds } s  { $speed } images/s
epoch-line-validated = epoch { $epoch }/{ $epochs }  loss { $loss }  accuracy { $accuracy }  val_loss { $val_loss }  val_accuracy { $val_accuracy }  { $seconds } s  { $speed } images/s
epoch-line-lagging = epoch { $epoch }/{ $epochs }  loss { $loss }  accuracy { $accuracy }  val_loss { $val_loss }  val_accuracy { $val_accuracy } ({ $batch_accuracy } with batch statistics)  { $seconds } s  { $speed } images/s
images-per-second = { $speed } images/s
speed-of = { $model }, { $shape }, batches of { $batch_size }, { $device }, { $threads }
speed-step = training step
speed-one-image = one image
speed-memory = memory in training
speed-network = network, a step
speed-sent-and-received = { $sent } there, { $received } back
profile-of-step = ms of a step
profile-forward = forward
profile-backward = backward
profile-update = update
profile-share = share
profile-speed = GFLOP/s fwd / bwd
profile-sum = sum of { $milliseconds }
profile-mean = mean of { $steps } steps of { $images } images
device-with-instructions = { $device }, { $instructions ->
    [avx512] AVX-512
    [avx2] AVX2
    [neon] NEON
   *[baseline] no vector instructions beyond what every processor has
}
device-with-threads = { $device }, up to { $threads } threads
preset-params = { $params } params
prediction-line = { $image }: { $class } ({ $percent } %)
explain-line = { $said }; { $method }
explain-line-layer = { $said }; { $method } at `{ $layer }`
explain-line-maps = { $said }; { $method } of `{ $layer }`, { $count } of { $size }
loss-and-accuracy = loss { $loss }  accuracy { $accuracy }
evaluation-class = class
evaluation-precision = precision
evaluation-recall = recall
evaluation-f1 = f1
evaluation-auc = auc
evaluation-support = support
