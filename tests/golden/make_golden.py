#!/usr/bin/env python3
"""Writes every golden file beside this script; README.md says in which environment."""

import os

# Deterministic sums, whatever the machine; before TensorFlow is imported.
os.environ.update(TF_ENABLE_ONEDNN_OPTS="0", CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", KERAS_BACKEND="tensorflow")

import augmentation_golden  # noqa: E402
import course_golden  # noqa: E402
import explain_golden  # noqa: E402
import frozen_golden  # noqa: E402
import layers_golden  # noqa: E402
import learning_golden  # noqa: E402
import steering_golden  # noqa: E402
import summary_golden  # noqa: E402

if __name__ == "__main__":
    layers_golden.write_all()
    augmentation_golden.write_all()
    learning_golden.write_all()
    steering_golden.write_all()
    course_golden.write_all()
    explain_golden.write_all()
    frozen_golden.write_all()
    summary_golden.write_all()
