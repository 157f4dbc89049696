## Choosing data.

choose-pictures-title = 选择用来学习的图片
choose-pictures-help = Netsmith 自带三个数据集；您自己的数据可以是课程文件或文件夹，也可以拖放到这里
change-data = 更换数据
open-file = 打开文件…
open-file-help = 单个文件的数据集：课程的 HDF5、NumPy（npy、npz）、MNIST 的 IDX、CIFAR 的批文件、CSV、每类一个文件夹的 zip 或 tar
open-folder = 打开文件夹…
open-folder-help = 每个类别一个子文件夹的文件夹，或其中图片的文件名以标签开头的文件夹
fits-this-network = 适合此网络
builtin-on-command-line = { $description }；在命令行中名为 { $name }
reading-data = 正在读取{ $data }
resizing-data = 正在调整{ $data }的尺寸
comparing-data = 正在比较{ $data }
reading-data-set = 正在读取数据集
resizing-data-set = 正在调整数据集的图片尺寸
comparing-data-set = 正在比较数据集的图片
done-of-pictures = { $done } / { $total } 张图片
reading-data-ended = 数据集的读取意外结束；请报告此问题
fault-and-data-stays = { $fault }；现有的数据保持不变
other-data-than-trained-on = 这不是训练 { $network } 时所用的数据：那里的内容在此之后有变化；请重新训练，或选择训练时所用的数据：{ $data }
choose-other-role-data = 选择其他{ $role }数据

## What is in it.

list-plus = {" + "}
count-of-role = { $count } 张{ $role }
pictures-in-parts = { $counts }图片
pictures-in-parts-of = { $counts }图片（{ $test }）
data-figures = { $pictures } · { $shape } · { $classes }
classes-and-samples = 类别与样例
next-pictures = 下一页图片
previous-pictures = 上一页图片
sample-of-class = { $class } 的第 { $number } 张样例
class-to-train-on = { $class }：{ $count } 张用于训练
class-in-parts = { $class }：{ $count } 张用于训练，{ $parts }
class-in-part = { $count } 张在{ $role }集中
double-click-renames-class = 双击可以给类别另取名称
new-class-name = 类别的新名称
class-name-taken = 已有另一个类别名为 { $name }；请给每个类别各自的名称
call-class = 把类别 { $class } 命名为 { $name }
checks = 检查
no-copies = 没有重复的图片
no-copies-in-any-part = 各部分都没有重复的图片
copies = { $pictures } 张图片重复出现
copies-none-held-out = { $pictures } 张图片重复出现，其中没有既用于训练又被留出的
copies-held-out = { $pictures } 张图片重复出现，其中 { $leaks } 张既用于训练又被留出
role-data-unread = 无法读取{ $role }数据：{ $fault }

## Its parts, and where labels are read.

parts = 数据划分
part-training = 训练
part-training-help = 用来学习的图片
part-of-training = 训练集
part-validation = 验证集
part-validation-of = 验证集：{ $part }
part-test = 测试集
part-none = 无
part-and-count = { $part }（{ $count }）
part-share-of-training = 训练集的 { $percent }
validation = 验证
validation-help = 网络从不学习的图片，用来在每轮之后查看它在新图片上的表现
validation-automatic = 自动
validation-split = 训练集的一部分
validation-test-part = 测试集，与课程相同
validation-other-data = 其他数据
set-validation = 把验证设为{ $validation }
test-data = 测试
test-data-help = 留到最后、用来评估训练好的网络的图片
set-test-part = 把测试集设为{ $part }
other-file = 其他文件…
other-folder = 其他文件夹…
labels = 标签
labels-help = 图片内容的标签写在哪里
labels-and-classes = { $labels }：{ $classes }
file-has-label = { $file } 是 { $label }
read-folders = 文件夹名
read-before-dot = 点之前
read-before-first = 第一个 _ 之前
read-before-last = 最后一个 _ 之前
read-before-number = 数字之前
read-leading-digits = 开头的数字
read-after-last = 最后一个 _ 之后
read-labels = 读取标签：{ $labels }
read-labels-from = 标签读取方式…

## What the network sees of a picture.

what-network-sees = 网络看到的图片
contract-size = 尺寸
contract-size-help = 网络输入的高度和宽度；其他图片会调整到这个尺寸
contract-color = 颜色
contract-color-help = 三个或一个通道；图片会被转换
color-rgb = RGB
color-grayscale = 灰度
contract-resize = 调整方式
contract-resize-help = “拉伸”会变形，“裁剪”切掉边缘，“填充”添加黑边
resize-stretch = 拉伸
resize-crop = 裁剪
resize-pad = 填充
set-resize = 把调整方式设为{ $mode }
contract-scale = 缩放
contract-scale-help = 0 到 255 的每个值都乘以它；课程中为 1/255
set-scale = 把缩放设为 { $scale }
contract-offset = 偏移
contract-offset-help = 缩放之后加上的值；缩放 2/255 加偏移 −1 得到 −1 到 1 的值
set-offset = 把偏移设为 { $offset }
set-input-shape = 设置输入的形状
expected-height-and-width = 应为高度 × 宽度，例如 64 × 64
expected-scale = 应为数，例如 1/255
