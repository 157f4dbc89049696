//! Where the input ports of a node are that the canvas shows.

/// Between two input ports of one node, px.
const PORT_STEP: f32 = 36.0;

/// Between the last port and the edge at least, px.
const EDGE: f32 = 10.0;

/// Where input `port` of `count` is, across from the near corner of a node that measures `across`. The first is in the
/// middle, so that the main path of a network runs straight; others follow beside it, where shortcuts come in.
#[must_use]
pub fn entry(across: f32, port: usize, count: usize) -> f32 {
    let last = count.max(port + 1) - 1;
    let step = PORT_STEP.min((across / 2.0 - EDGE) / last.max(1) as f32);
    across / 2.0 + step * port as f32
}
