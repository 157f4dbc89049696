## What computes, and what is computed.

device-cpu = CPU, float32
device-ndarray = CPU, float32, Burn's older ndarray backend, for comparison
device-gpu = { $name }, float32, Burn's wgpu backend
device-gpu-nameless = graphics card without a name, float32, Burn's wgpu backend
operation-convolution = convolution
operation-dense = dense
operation-normalization = batch normalization
operation-activation = activation
operation-pooling = pooling
operation-merging = add, concatenate
operation-moving = padding, flatten, dropout
operation-loss = loss
operation-optimizer = optimizer
operation-rest = the rest

## What was being computed when it failed.

doing-training = training
doing-evaluating = evaluating
doing-predicting = predicting
doing-preparing = preparing pictures
doing-gradients = computing gradients
doing-first-weights = making the first weights
doing-reading-weights = reading the weights
doing-comparing = comparing statistics
doing-fault = looking for the fault
doing-graphics-cards = looking for graphics cards
thread-has-ended = its thread has ended already
reason-at-file = { $reason }, at `{ $file }`
no-pictures = none
pictures-of-fingerprint = { $images } pictures of fingerprint { $fingerprint }
run-project-expected = a project
run-checkpoint-expected = a checkpoint
run-text-expected = text
run-buildable-expected = a network that can be built
no-utf-8 = it is not UTF-8
at-line = line { $line }
checkpoint-without-state = it has no state
checkpoint-of-version = version { $found } instead of { $expected }
fewer-epochs-than-checkpoint = { $epochs } where the checkpoint says { $checkpoint }
says-nothing-about = it says nothing about its { $key }
fault-of-key = its { $key }: { $fault }
run-of-other-format = it says `{ $format }` version { $version }, not `{ $own_format }` version { $own_version }
numbers-do-not-fill-shape = "{ $name }" has { $numbers } numbers, which do not fill its shape { $shape }
numbers-of-other-type = "{ $name }" holds { $found } numbers where F32 is needed
fault-of-header = its header: { $fault }
text-is-no-number = `{ $text }` is no number
