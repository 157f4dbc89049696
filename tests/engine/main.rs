//! The engine from outside: networks that are built, computed, trained, saved, and compared with Keras.

mod networks;
mod training;
mod weights;
