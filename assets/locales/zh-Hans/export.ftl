## Titles of file dialogs, and kinds of files.

open-data-title = 打开数据
open-data-folder-title = 打开数据文件夹
open-validation-data-title = 打开验证数据
open-test-data-title = 打开测试数据
open-pictures-title = 打开图片
save-chart-title = 保存图表
save-diagram-title = 保存网络图
files-of-data = 数据集（HDF5、NumPy、IDX、CIFAR、CSV、zip、tar）
files-all = 所有文件
files-pictures = 图片
files-charts = PNG、SVG 或 CSV
files-svg = SVG 图片
files-png = PNG 图片

## The dialog that exports a diagram.

export-diagram-title = 导出网络图
preview-of-diagram = 网络图预览
drawing = 正在绘制
drawing-ended = 绘制意外结束；请报告此问题
diagram-format = 格式
diagram-format-help = SVG 在任何尺寸下都清晰；PNG 到处都能打开
diagram-direction = 方向
diagram-direction-help = 网络的走向
diagram-down = 向下
diagram-right = 向右
diagram-blocks-help = “折叠”把块显示为一个节点
diagram-folded = 折叠
diagram-open = 展开
diagram-counted = 折叠 ×N
diagram-sheet = 版面
diagram-sheet-help = 版面大小固定，网络按版面排布
diagram-free = 不限
diagram-page = A4
diagram-slide = 16:9
diagram-column = 单栏
diagram-type-small = 在此版面上最小的字为 { $points } pt，难以阅读：请折叠块，或选择其他版面
diagram-profile = 用途
profile-whole = 整个网络
profile-whole-help = 画出每一层，图片大小按需要而定
profile-counted = 概览
profile-counted-help = 块被折叠，连续相同的块合为一个节点并标出个数
profile-page = 一页纸
profile-page-help = A4，分栏排布
profile-slide = 一张幻灯片
profile-slide-help = 16:9，从左到右
profile-column = 论文单栏
profile-column-help = 宽 84 毫米，高度按需要而定
diagram-theme-help = 浅色适合打印，深色适合幻灯片
diagram-light = 浅色
diagram-dark = 深色
diagram-scale = 缩放
diagram-scale-help = 图中每个像素对应的图片像素数
diagram-holds-project = 可重新打开
diagram-holds-project-help = 图片含有项目（不含权重，也不含本机路径）；不想让别人得到它时请关闭
size-in-pixels = { $width } × { $height } 像素
save-open = 保存…

## The dialog that writes the network for another program.

export-network-title = 导出网络
write-network-title = 导出网络
export-weights = 权重
export-weights-now = 当前使用的权重：{ $weights }
export-while-training = 网络正在训练，权重暂时不能导出：请停止训练，或只导出结构或程序
export-changed-since = { $change }，因此不会导出：请回到训练时的网络，或只导出结构或程序
export-untrained = 网络尚未训练，没有权重：请先训练，或只导出结构或程序
export-format-needs-weights = 此格式需要权重，而当前网络没有属于它的权重
export-rescaling = 直接输入 0 到 255 的图片
export-rescaling-help = 图片的预处理成为输入之后的一层；否则由使用该文件的程序负责
export-project = 附带项目
export-project-help = 文件同时含有项目（块、注释、名称和设置），在这里可原样重新打开；本机路径绝不会附带。不想让别人得到它时请关闭
export-what-becomes = 导出后的网络
export-looking = 正在检查每一层…
export-writing = 正在写入…
export-ended = 生成文件意外结束；请报告此问题
export-changed-meanwhile = 网络或其权重在此期间有变化，没有写入任何文件；请查看导出结果后重新导出
export-name-taken = 该格式要求的文件名已经存在；若要覆盖请直接选择它，否则请换一个名称：{ $path }
network-written = { $files ->
    [1] 已导出 { $path }（{ $size }）
   *[other] 已导出 { $path } 及其附带文件（共 { $files } 个文件，{ $size }）
}
report-group = { $fate }（{ $count }）

## Saving.

saved-to = 已保存 { $path }
saving-ended = 保存意外结束，文件没有写入；请重新保存，如果仍然失败请报告此问题：{ $path }
then-save-again = { $reason }，然后重新保存：{ $path }
no-curves-any-more = 已没有可以保存的曲线；请先训练，然后重新保存图表
chart-of-other-ending = 图表可以保存为 .png、.svg 或 .csv；请选择以其中之一结尾的名称：{ $path }
csv-not-written = 无法把表格写成 CSV：{ $error }

## 图中各颜色所代表的层。

legend-input = 输入
legend-shape = 形状
legend-convolution = 卷积
legend-normalization = 归一化
legend-activation = 激活
legend-pooling = 池化
legend-dense = 全连接
legend-merge = 合并
legend-regularization = 正则化
