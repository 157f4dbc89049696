## Formats that networks are written in.

format-keras = Keras 3 归档（.keras）
format-h5 = Keras 2 文件（.h5）
format-weights-h5 = Keras 权重（.weights.h5）
format-json = Keras 模型 JSON（.json）
format-tfjs = TensorFlow.js 模型（model.json）
format-keras-py = Keras 脚本（.py 和 .weights.h5）
format-onnx = ONNX，通道在前（.onnx）
format-onnx-nhwc = ONNX，通道在后（.nhwc.onnx）
format-pt = PyTorch 权重（.pt）
format-safetensors = PyTorch 的 safetensors（.safetensors）
format-torch-py = PyTorch 程序（.py 和 .pt）
format-torch-ddp = 多机 PyTorch 训练（文件夹）
format-burn-rs = Burn 程序（.rs 和 .safetensors）

## What they are for, and what is in them.

formats-of-keras = Keras
formats-of-pytorch = PyTorch
formats-of-onnx = ONNX
formats-of-browsers = 网页
formats-of-programs = 程序
for-keras = 可在 Keras 3 中打开，含编译设置
for-h5 = 可在 tf_keras 和较早的 Keras 中打开
for-weights-h5 = 供脚本构建的模型加载
for-json = 只有结构，与 to_json() 相同
for-pt = PyTorch 程序的 state_dict
for-safetensors = 相同内容，读取时无需 pickle
for-onnx = 供 onnxruntime 等大多数运行时使用
for-onnx-nhwc = 相同，图片按内存中的顺序排列
for-tfjs = 在网页中运行网络
for-keras-py = 用 Keras 3 构建、训练并使用网络
for-torch-py = 同上，用 PyTorch
for-torch-ddp = 用 torchrun 训练，其运行可在此打开
for-burn-rs = 用 Rust 和 Burn 使用网络
holds-both = 网络及其权重
holds-network = 网络，不含权重
holds-weights = 权重，不含网络
holds-code = 构建网络的程序，若有权重则一并写出
holds-training = 含程序、初始权重和图片的文件夹：torchrun 在多个进程和多台机器上训练网络，写出的运行可在此打开

## What became of a network on its way into a file.

fate-refused = 不支持
fate-left-out = 已省略
fate-translated = 已转换
fate-taken = 原样采用
finding-of-layer = `{ $layer }`：{ $finding }
export-finding = { $fate }：{ $message }
export-taken = { $count } 个层原样保留
export-refused-at-layer = { $layer }：{ $reason }
export-refused-by-library = 无法生成文件：{ $error }
export-format-unclear = 无法从文件名判断格式；请用 --format 指定：{ $known }：{ $path }
export-needs-weights = { $format } 需要权重，但此网络尚未训练；请先训练，或只导出网络（模型 JSON 或代码）
export-without-weights = { $format } 只包含网络，权重不会写入
export-code-without-weights = 此网络尚未训练，程序将使用自己的初始权重
export-weight-missing = 权重不属于此网络：{ $weight } 缺失或形状不同
export-scaling-as-layer = 输入之后的 Rescaling 层完成图片的预处理 { $formula }：请直接输入 0 到 255 的值 x
export-scaling-left-out = 文件不含图片的预处理：对 0 到 255 的每个值 x，请先计算 { $formula } 再输入
export-burn-lacks = Burn 没有与 { $kind } 相当的层，它只在训练时起作用
export-burn-asks-only = 程序只使用网络而不训练：优化器、损失和正则项不会写入
export-scaling-in-program = 程序在网络之前完成图片的预处理：对 0 到 255 的每个值 x 计算 { $formula }
export-beside = 旁边已有同名文件，写入会将其覆盖；请移走它，或选择其他名称：{ $path }
export-folder-taken = 此名称已被文件或文件夹占用，不会覆盖它；请选择其他名称：{ $path }
export-ddp-needs-data = 此文件夹要包含训练用的图片，但尚未选择数据；请先选择数据
export-ddp-too-large = 图片超出任何磁盘的容量；请减少图片，或缩小输入
export-ddp-picture-missing = 缺少第 { $number } 张图片；请重新读取数据
export-ddp-pictures = 图片按网络的输入大小一并写出：训练 { $training } 张，验证 { $validation } 张，共 { $size }
export-ddp-first-weights = 训练从这里种子 { $seed } 给出的权重开始
export-ddp-inherited-weights = 训练从另一个运行的权重开始，与在这里相同
export-ddp-order = 每一步使用与这里相同的图片，不论由多少进程分担
export-ddp-augmentation = 图片按相同的随机数增强：{ $names }
export-ddp-other-noise = 在那里抽取的随机数不同，因此损失平均一致而非逐位一致
export-ddp-no-checkpointing = 梯度检查点：每个进程只保存一个批次中自己的一份
export-ddp-no-watch = 训练时对各层的观察：那里无人观察
export-training-argument = { $argument } 说明运行在本机上的去向，而此运行在别处完成；请去掉它
export-training-unused = 只有 torch-ddp 会训练并接受 -- 之后的内容；请去掉它，或写 --to torch-ddp
export-over-source = 网络正是从此文件读取的，不会覆盖它；请选择其他名称：{ $path }
over-file-of-run = 此文件属于一个运行，写入会破坏该运行；请选择其他位置：{ $path }
export-blocks-opened = 块被展开；各层保留其名称
export-renamed = 按格式要求改名为 { $name }
export-function-as-layers = { $function } 转换为计算结果相同的若干层
export-registered-as-layers = { $kind } 转换为计算结果相同的若干层
export-only-keras-3 = Keras 3 有 { $function }，而 tf_keras 没有
export-metric-left-out = 指标 { $metric } 在这里按类别取平均，在 Keras 中不是
export-strides-and-dilation = Keras 的 Conv2DTranspose 不允许步长和膨胀率同时大于 1；请把其中之一设为 1
export-output-padding = Keras 3.0 至 3.10 不接受含 0 的 output_padding；Keras 2 以及 3.11 起的版本可以打开
export-output-padding-forgotten = Keras 3.0 至 3.14 能按其 output_padding 打开，但复制或重新保存该网络时会丢失这一设置
export-browser-lacks = TensorFlow.js 没有 { $what }
export-browser-lacks-setting = TensorFlow.js 的 { $what } 没有 { $setting } 设置

## Files of PyTorch's, and pictures that hold a project.

import-torch-empty = 应为 PyTorch 的权重，但文件中没有
import-torch-unreadable = 应为 PyTorch 保存的权重，但内容不是（{ $reason }）
import-torch-too-large = 最多十亿个数，但文件中更多
import-torch-kind = 应为实数，但张量 { $tensor } 不是
import-torch-missing = 缺少张量 { $tensor }
import-torch-axes = 张量 { $tensor } 应有 { $axes } 个轴，但其形状为 { $shape }
import-torch-unused = 没有层使用张量 { $tensor }
import-torch-program = 应为权重，但这是 { $maker } 生成的程序，而文件中的程序一律不运行；请改为保存该模块的 state_dict，或导出为 ONNX
import-torch-other-network = 张量 { $tensor } 不属于 torchvision 的残差网络，因此这是另一个网络；请打开它所属的网络，再导入权重
import-torch-weights-only = 文件只有 { $count } 个张量，没有网络；请打开它们所属的网络，再导入权重
import-plain-picture = 这是一张普通图片；由 Netsmith 导出的网络图含有其项目，除非它在途中被粘贴、转换或缩小
mapping-does-not-fit = 形状为 { $found } 的 { $tensor } 不适合 { $weight }，后者需要 { $expected }
mapping-nothing-fits = 文件中没有适合 { $shape } 的数组
mapping-all-taken = { $count ->
    [1] 形状为 { $shape } 的唯一数组已属于其他权重
   *[other] 形状为 { $shape } 的 { $count } 个数组已属于其他权重
}
mapping-by-shape = { $weight } 取自 { $tensor }，其形状和位置相符
mapping-again = { $weight } 同样取自 { $tensor }：该层的各次调用在文件中共用它
mapping-gets-nothing = { $weight } 保持初始值：{ $reason }
