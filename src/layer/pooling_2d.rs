//! The largest or the mean value of each window, or of the whole map.

use std::fmt;
use std::marker::PhantomData;

use super::reader::Reader;
use super::setting::SettingSpec;
use super::sliding::{Padding, Sliding, times};
use super::{Fault, LayerKind, Passes, Quantity, Shape, Step, Window, explained};
use crate::text::Message;
use crate::{message, tr};

/// What is taken of each window.
pub trait Taken {
    /// The layer that takes it of windows, as Keras calls it.
    const NAME: &'static str;
    /// The layer that takes it of the whole map.
    const GLOBAL_NAME: &'static str;

    /// What is taken, as part of a sentence.
    fn words() -> Message;
}

/// Takes the largest value.
#[derive(Clone, PartialEq)]
pub enum Largest {}

impl Taken for Largest {
    const NAME: &'static str = "MaxPooling2D";
    const GLOBAL_NAME: &'static str = "GlobalMaxPooling2D";

    fn words() -> Message {
        message!("taken-largest")
    }
}

/// Takes the mean value.
#[derive(Clone, PartialEq)]
pub enum Mean {}

impl Taken for Mean {
    const NAME: &'static str = "AveragePooling2D";
    const GLOBAL_NAME: &'static str = "GlobalAveragePooling2D";

    fn words() -> Message {
        message!("taken-mean")
    }
}

/// `MaxPooling2D`; padding never wins, as in Keras.
pub type MaxPooling2D = Pooling2D<Largest>;
/// `AveragePooling2D`; padding is not counted, as in Keras.
pub type AveragePooling2D = Pooling2D<Mean>;
/// `GlobalMaxPooling2D`: `(height, width, channels)` becomes `(channels)`.
pub type GlobalMaxPooling2D = GlobalPooling2D<Largest>;
/// `GlobalAveragePooling2D`: `(height, width, channels)` becomes `(channels)`.
pub type GlobalAveragePooling2D = GlobalPooling2D<Mean>;

/// One value, [`Largest`] or [`Mean`], of each window.
#[derive(Clone, PartialEq)]
pub struct Pooling2D<Of> {
    /// `[height, width]` of a window.
    pub pool_size: [usize; 2],
    /// Distance of neighboring windows; the pool size unless set.
    pub strides: [usize; 2],
    /// The border.
    pub padding: Padding,
    of: PhantomData<Of>,
}

impl<Of: Taken> fmt::Debug for Pooling2D<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(Of::NAME)
            .field("pool_size", &self.pool_size)
            .field("strides", &self.strides)
            .field("padding", &self.padding)
            .finish()
    }
}

impl<Of> Pooling2D<Of> {
    /// Windows of `pool_size`, `strides` apart.
    #[must_use]
    pub const fn new(pool_size: [usize; 2], strides: [usize; 2], padding: Padding) -> Self {
        Self {
            pool_size,
            strides,
            padding,
            of: PhantomData,
        }
    }

    fn sliding(&self) -> Sliding {
        Sliding::pooling(self.pool_size, self.strides, self.padding)
    }
}

impl<Of: Taken> LayerKind for Pooling2D<Of> {
    const PASSES: Passes = Passes::Channels;
    const SETTINGS: &'static [SettingSpec] = Sliding::POOLING_SETTINGS;

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let Sliding {
            size: pool_size,
            strides,
            padding,
            ..
        } = Sliding::read_pooling(settings)?;
        Ok(Self::new(pool_size, strides, padding))
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let ([_, _, channels], [height, width]) = self.sliding().slide(inputs[0])?;
        Ok(Shape::map(height, width, channels))
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        message!(
            "explains-pooling-2d",
            taken = Of::words(),
            window = times(self.pool_size),
            strides = times(self.strides),
            channels = inputs[0].channels()
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let mut steps = explained::slid(&self.sliding(), inputs[0]);
        steps.push(explained::kept_channels(inputs[0]));
        steps
    }

    fn headline(&self) -> String {
        if self.strides == self.pool_size {
            times(self.pool_size)
        } else {
            format!("{} / {}", times(self.pool_size), self.strides[0])
        }
    }

    fn window(&self) -> Window {
        Window {
            extent: self.pool_size,
            strides: self.strides,
            ..Window::POINT
        }
    }

    fn padding(&self) -> Option<Padding> {
        Some(self.padding)
    }
}

/// One value, [`Largest`] or [`Mean`], of each channel over the whole map.
#[derive(Clone, PartialEq)]
pub struct GlobalPooling2D<Of> {
    /// Whether the output stays a map, of one pixel.
    pub keepdims: bool,
    of: PhantomData<Of>,
}

impl<Of: Taken> fmt::Debug for GlobalPooling2D<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct(Of::GLOBAL_NAME)
            .field("keepdims", &self.keepdims)
            .finish()
    }
}

impl<Of> GlobalPooling2D<Of> {
    /// With its usual settings: the output is a vector.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            keepdims: false,
            of: PhantomData,
        }
    }
}

impl<Of: Taken> LayerKind for GlobalPooling2D<Of> {
    const PASSES: Passes = Passes::Channels;
    const SETTINGS: &'static [SettingSpec] = &[SettingSpec::switch(
        "keepdims",
        "setting-keepdims",
        false,
        "setting-keepdims-help",
    )];

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            keepdims: settings.switch("keepdims")?,
            of: PhantomData,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let [_, _, channels] = inputs[0]
            .as_map()
            .ok_or_else(|| Fault::needs_map(inputs[0]))?;
        Ok(if self.keepdims {
            Shape::map(1, 1, channels)
        } else {
            Shape::vector(channels)
        })
    }

    fn explained(&self, inputs: &[Shape]) -> Message {
        let [height, width, channels] = inputs[0].as_map().unwrap_or([1, 1, 1]);
        message!(
            "explains-global-pooling-2d",
            taken = Of::words(),
            numbers = height.saturating_mul(width),
            channels = channels
        )
    }

    fn output_steps(&self, inputs: &[Shape]) -> Vec<Step> {
        let channels = inputs[0].channels();
        if self.keepdims {
            return explained::set(Shape::map(1, 1, channels));
        }
        let letters = ("c", "letters-channels");
        let filled = channels.to_string();
        vec![Step::new(
            Quantity::Features,
            letters,
            filled,
            channels as u64,
        )]
    }

    fn headline(&self) -> String {
        if self.keepdims {
            tr!("keeps-dimensions")
        } else {
            String::new()
        }
    }
}
