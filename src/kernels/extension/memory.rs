//! Buffers as the memory of Burn's tensors.
#![allow(
    unsafe_code,
    reason = "Burn asks an owner of memory for bytes that may be uninitialized, which numbers never are"
)]

use std::mem::MaybeUninit;

use burn::backend::flex::{FlexTensor, Layout};
use burn::tensor::{DType, Shape};
use cubecl_environment::bytes::{
    AccessError, AccessPolicy, AllocationController, AllocationProperty, Bytes,
};

use crate::buffer::Buffer;

/// A tensor of the buffer's numbers. Its memory goes back to the reserve with the tensor's last holder.
///
/// # Panics
/// When the shape holds another number of numbers.
pub fn pooled(buffer: Buffer, shape: impl Into<Shape>) -> FlexTensor {
    let shape = shape.into();
    assert_eq!(shape.num_elements(), buffer.len(), "numbers of a tensor");
    let length = size_of_val::<[f32]>(&buffer);
    // SAFETY: the owner's memory is exactly the buffer's numbers, all of them initialized.
    let bytes = unsafe { Bytes::from_controller(Box::new(Owner(buffer)), length) };
    FlexTensor::new(bytes, Layout::contiguous(shape), DType::F32)
}

/// Lends the buffer's memory to Burn.
struct Owner(Buffer);

impl AllocationController for Owner {
    fn alloc_align(&self) -> usize {
        // What Burn reads from it; buffers are aligned better than that.
        align_of::<f32>()
    }

    fn property(&self) -> AllocationProperty {
        AllocationProperty::Other
    }

    unsafe fn memory_mut(
        &mut self,
        _: AccessPolicy,
    ) -> Result<&mut [MaybeUninit<u8>], AccessError> {
        let numbers: &mut [f32] = &mut self.0;
        let length = size_of_val(numbers);
        // SAFETY: numbers are bytes, bytes have no alignment, and the borrow goes on. Whoever calls this
        // promises to write initialized bytes only, and every pattern of them is a number.
        Ok(unsafe { std::slice::from_raw_parts_mut(numbers.as_mut_ptr().cast(), length) })
    }

    fn memory(&self, _: AccessPolicy) -> Result<&[MaybeUninit<u8>], AccessError> {
        let numbers: &[f32] = &self.0;
        let length = size_of_val(numbers);
        // SAFETY: as above, for reading.
        Ok(unsafe { std::slice::from_raw_parts(numbers.as_ptr().cast(), length) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tensor_in_pooled_memory_is_read_and_changed_like_any_other() {
        let mut tensor = pooled(Buffer::from_slice(&[1.0, 2.0, 3.0, 4.0]), [2, 2]);
        assert_eq!(
            tensor.as_slice::<f32>(),
            Some([1.0, 2.0, 3.0, 4.0].as_slice())
        );
        let other = tensor.clone();
        tensor.storage_mut::<f32>()[0] = 9.0;
        assert_eq!(
            tensor.as_slice::<f32>(),
            Some([9.0, 2.0, 3.0, 4.0].as_slice())
        );
        assert_eq!(other.as_slice::<f32>().unwrap()[0], 1.0);
    }
}
