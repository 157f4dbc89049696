"""Runs the same Keras code in float64 and in float32."""

import keras


def in_both_precisions(compute):
    """What `compute()` returns in float64, then in float32. Weights and inputs are float32 values in either."""
    results = []
    for dtype in ("float64", "float32"):
        keras.backend.clear_session()
        keras.config.set_floatx(dtype)
        keras.config.set_dtype_policy(dtype)
        results.append(compute())
    return results
