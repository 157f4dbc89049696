//! Narrow groups of a convolution, several of them as one. A product with a few columns takes as long as one with a whole tile's;
//! joined, the groups share it, with zeros for what they do not see of each other.

use super::buffer::Buffer;
use super::geometry::ConvolutionGeometry;

/// Filters that a joined group has at least, where there are as many: the narrowest tile's columns.
const FILTERS: usize = 16;

/// A convolution of narrow groups as one of fewer.
pub struct JoinedGroups {
    narrow: ConvolutionGeometry,
    joined: ConvolutionGeometry,
}

impl JoinedGroups {
    /// The convolution with as many groups joined as make [`FILTERS`]; none where they are wide enough.
    pub fn of(geometry: &ConvolutionGeometry) -> Option<Self> {
        let groups = geometry.groups();
        let wide_enough = |count: &usize| count * geometry.group_filters() >= FILTERS;
        let mut counts = (1..=groups).filter(|count| groups.is_multiple_of(*count));
        let count = counts.find(wide_enough).unwrap_or(groups);
        (count > 1).then(|| Self {
            narrow: *geometry,
            joined: geometry.with_groups(groups / count),
        })
    }

    /// The convolution of joined groups.
    pub fn geometry(&self) -> &ConvolutionGeometry {
        &self.joined
    }

    /// The kernel of joined groups: zero where a filter does not see a channel.
    pub fn kernel(&self, kernel: &[f32]) -> Buffer {
        let mut joined = Buffer::zeros(self.joined.kernel_shape().iter().product());
        self.for_each_group(|wide, narrow, filters| {
            joined[wide..wide + filters].copy_from_slice(&kernel[narrow..narrow + filters]);
        });
        joined
    }

    /// Of a joined kernel's gradient what belongs to the kernel.
    pub fn kernel_gradient(&self, joined: &[f32]) -> Buffer {
        let mut gradient = Buffer::of(self.narrow.kernel_shape().iter().product());
        self.for_each_group(|wide, narrow, filters| {
            gradient[narrow..narrow + filters].copy_from_slice(&joined[wide..wide + filters]);
        });
        gradient
    }

    /// Where the weights of each channel of each group start in the joined kernel and in the kernel, and how many they are.
    fn for_each_group(&self, mut each: impl FnMut(usize, usize, usize)) {
        let [height, width, channels, filters] = self.narrow.kernel_shape();
        let own = self.narrow.group_filters();
        let together = self.narrow.groups() / self.joined.groups();
        for row in 0..height * width * channels {
            let (tap, channel) = (row / channels, row % channels);
            for group in 0..self.narrow.groups() {
                let wide = (tap * together + group % together) * channels + channel;
                each(
                    wide * filters + group * own,
                    row * filters + group * own,
                    own,
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry(groups: usize, channels: usize, filters: usize) -> ConvolutionGeometry {
        let (maps, kernel) = (
            [1, 4, 4, groups * channels],
            [1, 1, channels, groups * filters],
        );
        ConvolutionGeometry::new(maps, kernel, [1, 1], [1, 1], [(0, 0); 2], groups)
    }

    #[test]
    fn groups_are_joined_up_to_the_columns_of_a_tile() {
        let joined = |groups, filters| {
            let joined = JoinedGroups::of(&geometry(groups, 2, filters));
            joined.map(|joined| joined.geometry().groups())
        };
        assert_eq!(joined(8, 4), Some(2));
        assert_eq!(joined(8, 16), None);
        // A number that only itself divides, and groups that are too few.
        assert_eq!(joined(7, 4), Some(1));
        assert_eq!(joined(2, 3), Some(1));
        assert_eq!(joined(1, 3), None);
    }

    #[test]
    fn filters_see_the_channels_of_their_group_alone() {
        let joined = JoinedGroups::of(&geometry(2, 2, 1)).expect("two groups of one filter");
        let kernel = [1.0, 2.0, 3.0, 4.0];
        let wide = joined.kernel(&kernel);
        assert_eq!(*wide, [1.0, 0.0, 3.0, 0.0, 0.0, 2.0, 0.0, 4.0]);
        assert_eq!(*joined.kernel_gradient(&wide), kernel);
    }
}
