//! Cross-entropies on logits, together with the last activation. Rows are images, `[batch, units]`.

use super::buffer::Buffer;

/// A last activation with the loss that belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrossEntropy {
    /// Categorical, of a softmax over each row; the mean over rows.
    Softmax,
    /// Binary, of a sigmoid of each number; the mean over all numbers.
    Sigmoid,
}

/// The loss, and its gradient by the logits.
pub fn cross_entropy(
    kind: CrossEntropy,
    logits: &[f32],
    targets: &[f32],
    units: usize,
) -> (f32, Buffer) {
    let mut gradient = Buffer::of(logits.len());
    let images = logits.chunks_exact(units).zip(targets.chunks_exact(units));
    let mut sum = 0.0;
    for (gradient, (logits, targets)) in gradient.chunks_exact_mut(units).zip(images) {
        sum += match kind {
            CrossEntropy::Softmax => softmax_row(logits, targets, gradient),
            CrossEntropy::Sigmoid => sigmoid_row(logits, targets, gradient),
        };
    }
    let count = match kind {
        CrossEntropy::Softmax => logits.len() / units,
        CrossEntropy::Sigmoid => logits.len(),
    } as f32;
    gradient.iter_mut().for_each(|number| *number /= count);
    (sum / count, gradient)
}

/// `Σ -t log softmax(x)`. Distances to the largest logit never overflow.
fn softmax_row(logits: &[f32], targets: &[f32], gradient: &mut [f32]) -> f32 {
    let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = logits.iter().map(|logit| (logit - largest).exp()).sum();
    let (log_sum, whole): (f32, f32) = (sum.ln(), targets.iter().sum());
    let mut loss = 0.0;
    for ((gradient, logit), target) in gradient.iter_mut().zip(logits).zip(targets) {
        let log_probability = logit - largest - log_sum;
        loss -= target * log_probability;
        *gradient = log_probability.exp() * whole - target;
    }
    loss
}

/// `Σ max(x, 0) - x t + log(1 + exp(-|x|))`, which keeps its digits where the probability rounds to 0 or 1.
fn sigmoid_row(logits: &[f32], targets: &[f32], gradient: &mut [f32]) -> f32 {
    let mut loss = 0.0;
    for ((gradient, &logit), target) in gradient.iter_mut().zip(logits).zip(targets) {
        let tail = (-logit.abs()).exp();
        // `(1 - t) x + log(1 + exp(-x))`, with the sign that keeps the exponential small.
        loss += if logit > 0.0 {
            (1.0 - target) * logit + tail.ln_1p()
        } else {
            -target * logit + tail.ln_1p()
        };
        let (large, small) = (1.0 / (1.0 + tail), tail / (1.0 + tail));
        let (one, zero) = if logit > 0.0 {
            (large, small)
        } else {
            (small, large)
        };
        // The probability less the target, without canceling: each side keeps its own small number.
        *gradient = one * (1.0 - target) - zero * target;
    }
    loss
}
