## 窗口中其他程序的文件：打开、报告、文件未定之处，以及为已打开的网络导入权重。

# Opening.
reading-file = 正在读取 { $file } …
give-up-file = 停止读取
give-up-file-help = 放弃正在读取的文件
reading-file-ended = 文件未能读完
files-of-networks = 网络：Netsmith、Keras、PyTorch、ONNX、网络图
files-of-keras = Keras
files-of-torch = PyTorch
files-of-onnx = ONNX
files-of-drawings = 含有项目的网络图
files-of-weights = 权重：Keras、PyTorch、ONNX
network-of-file = { $network }（来自 { $file }）
weights-of-file = 来自 { $file }，未再训练
weights-as-brought = 文件自带的权重

# The report.
tab-import = 导入
tab-import-help = 此网络所来自的其他程序的文件：其中各部分如何处理
import-came-from = { $file }，由 { $writer } 写入
import-nothing-to-tell = 文件中的一切均已原样采用
import-no-report = 此网络并非来自其他程序的文件：没有可报告的内容
import-no-report-any-more = 其他程序文件的报告只保留到网络保存并重新打开为止；此网络没有报告
import-weights-not-kept = 文件中的权重不可用：{ $fault }
import-show-layer = 在画布上显示此层
fate-counted = { $fate }（{ $count }）
findings-and-more = 以及另外 { $more } 条，复制时一并包含
copy-report = 复制报告
refused-title = 无法打开 { $file }
refused-words = 文件中发现了以下问题。没有打开任何内容，文件也未改动。

# What a file leaves open.
open-with-choice = 按此选择打开
open-with-choice-help = 在文件未定之处改选后，重新读取文件
choice-opens-another = 此网络在打开后已有改动：改选后，文件会在新的标签页中打开，此网络保持不变
choice-values = 网络需要的数值
choice-values-help = 文件没有说明；须由训练该网络的程序来说明
values-unit = 0 到 1：图片的每个数值除以 255
values-raw = 0 到 255：与图片中相同
values-symmetric = −1 到 1：除以 127.5 再减 1（tf）
values-caffe = 蓝、绿、红，减去 ImageNet 的均值（caffe）
values-torch = 0 到 1，再按 ImageNet 归一化为均值 0、标准差 1（torch）
choice-head = 输出
choice-head-help = 文件有多个输出；只有其他输出需要的层不予保留
choice-size = 输入尺寸
choice-height = 输入高度
choice-width = 输入宽度
choice-size-now = 输入为 { $height } × { $width }；请改选尺寸以重新读取文件
choice-read-again = 重新读取文件

# Weights for an open network.
import-weights = 为此网络导入权重…
import-weights-help = 把 Keras、PyTorch 或 ONNX 文件中的权重用于此网络的各层
import-weights-title = 导入权重
import-no-weights = 其中的网络没有权重
assign-array = 改用另一个数组
assign-array-help = 为此权重指定文件中的另一个数组，或不指定
put-weights = 导入
put-weights-help = 按所示把权重放入网络
putting-weights = 正在放入权重 …
weights-were-put = 已从 { $file } 取得 { $all } 个权重中的 { $given } 个
weights-need-pictures = 此网络不接收图片，有了这些权重也无法提问；请给它一个含高、宽和通道的 Input
mapping-summary = { $file }（{ $writer }）：此网络的 { $all } 个权重中有 { $given } 个得到数组；剩余数组：{ $left }
mapping-only-doubtful = 只显示需要查看的：没有数组，或数组名称不同
mapping-nothing-doubtful = 每个权重都得到了同名的数组
mapping-weight = 权重
mapping-shape = 形状
mapping-array = 文件中的数组
mapping-why = 原因
mapping-array-for = { $weight } 的数组
mapping-nothing = 无：保持不变
mapping-left-over = 文件中剩余：{ $count }
mapping-reason-name = 名称相同
mapping-reason-order = 形状与顺序相符
mapping-reason-shape = 形状相符
mapping-reason-again = 与同一层的首次调用相同
mapping-reason-chosen = 手动选择
mapping-namesake-of-other-shape = { $array } 在文件中为 { $found }，而这里需要 { $expected }
