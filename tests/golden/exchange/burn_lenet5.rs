pub const CLASSES: [&str; 10] = [""; 10];
pub struct Network;
impl Network {
    pub fn load(_: impl AsRef<std::path::Path>, _: &burn::tensor::Device) -> Result<Self, Box<dyn std::error::Error>> { Ok(Self) }
    pub fn forward(&self, _: burn::tensor::Tensor<4>) -> burn::tensor::Tensor<2> { panic!("a place holder") }
}
