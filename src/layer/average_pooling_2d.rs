//! The mean value of each window.

use super::reader::Reader;
use super::setting::SettingSpec;
use super::sliding::{Padding, Sliding, times};
use super::{Fault, LayerKind, Shape, Window};

/// `AveragePooling2D`; padding is not counted, as in Keras.
#[derive(Clone, Debug, PartialEq)]
pub struct AveragePooling2D {
    /// `[height, width]` of a window.
    pub pool_size: [usize; 2],
    /// Distance of neighboring windows; the pool size unless set.
    pub strides: [usize; 2],
    /// The border.
    pub padding: Padding,
}

impl LayerKind for AveragePooling2D {
    const SETTINGS: &'static [SettingSpec] = Sliding::POOLING_SETTINGS;

    fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        let Sliding {
            size: pool_size,
            strides,
            padding,
            ..
        } = Sliding::read_pooling(settings)?;
        Ok(Self {
            pool_size,
            strides,
            padding,
        })
    }

    fn output_shape(&self, inputs: &[Shape]) -> Result<Shape, Fault> {
        let sliding = Sliding::pooling(self.pool_size, self.strides, self.padding);
        let ([_, _, channels], [height, width]) = sliding.slide(inputs[0])?;
        Ok(Shape::map(height, width, channels))
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
        }
    }
}
