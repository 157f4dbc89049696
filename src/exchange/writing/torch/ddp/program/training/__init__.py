"""What `train.py` is made of: the order of pictures, how they are varied, losses, optimizers, and the folder of the run."""
