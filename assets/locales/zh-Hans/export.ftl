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
diagram-theme-help = 浅色适合打印，深色适合幻灯片
diagram-light = 浅色
diagram-dark = 深色
diagram-scale = 缩放
diagram-scale-help = 图中每个像素对应的图片像素数
diagram-holds-project = 可重新打开
diagram-holds-project-help = 图片含有项目（不含权重，也不含本机路径）；不想让别人得到它时请关闭
size-in-pixels = { $width } × { $height } 像素
save-open = 保存…

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
