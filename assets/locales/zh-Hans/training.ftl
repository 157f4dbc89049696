## Before a training: what stands in its way, and what it waits for.

ready-to-train = 可以训练
not-ready-to-train = 还不能训练
not-finished-yet = 尚未完成
network-on-data = { $network }（{ $data }）
network-on-fitting = { $network }（{ $data }，与它的类别相符）
its-data = 它的数据
no-pictures-yet = { $network } 还没有用来学习的图片
empty-begin-with-preset = 网络是空的；请从预设网络开始
show-named = 显示 { $name }
show-the-problem = 显示问题
show-the-pictures = 显示图片
choose-pictures = 选择图片…
reading-pictures = 正在读取图片
bringing-to-size = 正在调整图片尺寸
nothing-trained-yet = 还没有训练过；请先训练
run-under-way = 训练正在进行
nothing-to-go-on-from = 上次训练没有留下可以继续的内容；请重新开始
changed-since-trained = 网络在训练之后被改过，权重已不适合它；请重新开始，或撤销改动
another-is-trained = { $network } 正在训练，而同时只能训练一个网络；请等待它结束，或在它的标签页中停止
training-on-fitting = 正在用{ $data }训练，它适合这个网络；可在“数据”面板中选择其他图片
choose-pictures-then-train = 请选择用来学习的图片，然后再次点击“训练”
not-trained-yet = { $network } 还不能训练：{ $reason }
validation-unread-choose-another = 无法读取验证数据；请在“数据”标签页中选择其他数据
preparing-ended = 训练的准备工作意外结束；请报告此问题
of-network = { $network }：{ $sentence }

## While it runs, and after it.

in-epoch = 第 { $epoch } 轮，共 { $epochs } 轮
paused-in-epoch = 已暂停在第 { $epoch } 轮，共 { $epochs } 轮
about-to-begin = 即将开始
building-network = 正在构建网络
stopping-after-this-batch = 当前批次结束后停止
pace = 每秒 { $pace } 张图片
pace-and-rest = 每秒 { $pace } 张图片 · 还剩 { $rest }
under-one-second = 不到 1 秒
so-many-seconds = { $seconds } 秒
minutes-and-seconds = { $minutes } 分 { $seconds } 秒
hours-and-minutes = { $hours } 小时 { $minutes } 分
training-progress = 训练进度
training-failed = 训练失败
training-ended-unexpectedly = 训练没有任何说明就结束了；请报告此问题
part-of-first-epoch = 第一轮的一部分
trained-epochs = 已训练 { $epochs }
trained-epochs-of = { $title }已训练 { $epochs }
stopped-in-first-epoch = 在第一轮中停止
stopped-after-epochs = 训练 { $epochs }后停止
weights-after = { $title }训练 { $epochs }之后
weights-in-training = { $title }仍在训练，第 { $epoch } 轮
checkpoint-saved = 已在轮次 { $epoch } 的 { $step } 个批次之后保存检查点
trained-elsewhere = { $network } 正在训练：{ $progress }
show-tab-of-network = 显示这个网络的标签页
changed-training-goes-on = 网络已被改动；这次训练继续使用开始时的网络
changed-since-curves = 网络在此之后被改过；这些曲线属于改动之前的网络
give-this-up = 放弃
stop-after-batch-help = 当前批次结束后停止，保留学到的内容
start-training = 开始训练
start-training-help = 用新的随机权重训练
train-again = 重新训练
train-again-help = 用新的权重训练现在的网络
open-folder-of-run = 打开文件夹
copy-path = 复制路径
copy-path-help = 复制运行文件夹的路径
no-file-manager = 无法启动文件管理器；请自行打开文件夹：{ $path }

## What has become of a network since it was trained.

changed-while-training = 网络在这次训练开始之后被改过（{ $difference }），正在学习的是改动之前的网络
weights-fit-no-more = 网络在训练之后被改过（{ $difference }），因此它的权重（{ $weights }）已不适合它
trained-network-not-in-history = 训练时的网络不在本次会话的历史中；请改为打开它的运行
cannot-be-trained-as-it-is = 按现在的样子无法训练
wired-in-another-way = 各层的连接方式不同
layer-was-added = 添加了 { $name }
layer-was-changed = 更改了 { $name }
layer-was-removed = 移除了 { $name }
differences-and-more = { $differences }，另外还有 { $more } 处

## Curves.

loss = 损失
accuracy = 准确率
loss-chart = 损失曲线图
accuracy-chart = 准确率曲线图
chart-logarithmic = { $quantity }（对数）
chart-point =
    { $line }
    { $quantity } { $value }
    轮次 { $epoch }
axis-epoch = 轮次
line-each-batch = 训练（每批）
save-chart-kinds = 保存为 PNG、SVG，或保存数值的 CSV
steer = 操控
rate-now = 当前学习率
as-table = 表格
as-table-help = 以表格显示各轮次的数值及全部指标，代替曲线图
column-epoch = 轮次
log-axis = 对数坐标
log-axis-help = 用对数坐标显示损失
smoothing = 平滑
smoothing-help = 实线的平滑程度；淡线显示每一批
curves-none-yet = 还没有曲线
curves-none-yet-help = 第一批结束后，这里会显示损失和准确率

## Results.

evaluating = 正在评估
evaluating-help = 训练好的网络把每张图片看一遍
evaluation-progress = 评估进度
evaluation-ended = 评估意外结束；请报告此问题
results-none-yet = 还没有结果
results-none-yet-help = 训练结束后，这里会显示准确率、混淆矩阵和每个类别的指标
results-choose-data = 请选择网络训练时所用的数据集来评估它；之后被改过的网络必须重新训练
measured-on = 在 { $pictures }上
per-class = 每个类别
column-class = 类别
column-class-help = 类别
column-precision = 精确率
column-precision-help = 预测为此类别的图片中，真正属于它的比例
column-recall = 召回率
column-recall-help = 属于此类别的图片中，被预测出来的比例
column-f1-help = 精确率和召回率的调和平均数
column-pictures = 图片数
column-pictures-help = 此类别的图片数量
confusion-matrix = 混淆矩阵
matrix-predicted = 预测类别
matrix-actual = 真实类别
pictures-predicted-as = { $count } 张 { $actual } 的图片被预测为 { $predicted }

## Settings.

data-set = 数据集
data-set-help = 用来学习的图片；点击可以查看
choose-open = 选择…
batch-size = 批大小
batch-size-help = 每一步的图片数；越多每步越稳定，越少步数越多
optimizer = 优化器
optimizer-help = 如何由梯度得到更新；可以先用 Adam
set-optimizer = 把优化器设为 { $optimizer }
learning-rate = 学习率
learning-rate-help = 每次更新的步长；太大则损失跳动，太小则损失几乎不下降
epsilon = Epsilon
momentum = 动量
loss-help = 训练所最小化的损失函数；“自动”采用与最后的激活函数（sigmoid 或 softmax）相配的损失函数
loss-automatic = 自动 ({ $loss })
loss-automatic-none = 自动（尚无损失函数）
set-loss = 把损失函数设为 { $loss }
rate-suggested = 建议：{ $rate }，在此处损失随学习率增大而下降最快；在 { $lowest } 处最低
rate-none-suggested = 在这些学习率下损失都没有下降；请检查数据和网络
rate-diverged = 损失在 { $rate } 处发散
rate-click = 点击图表可选用其他学习率
rate-chart-name = 学习率从 { $first } 到 { $last } 的损失
rate-point =
    学习率 { $rate }
    损失 { $loss }
use-rate = 使用 { $rate }
trial-progress = 试验进度
trial-stop = 停止
trial-ended = 试验意外结束；请报告此问题
trial-under-way = 已有试验正在进行
trial-needs-pictures = 请先选择用于学习的图片
estimated-epoch = 一个轮次：{ $mean }（{ $least } 至 { $most }）
estimated-training = 整个训练：{ $mean }（{ $least } 至 { $most }）
estimated-memory = 内存：这些批次的峰值为 { $peak }，训练估计需要 { $needed }，可用 { $available }
checkpointing-saves = 不使用梯度检查点则需多用 { $saved }
checkpointing-would-save = 梯度检查点（节省内存：按块）可节省 { $saved }，耗时约增加三分之一
reckoned-memory = 内存：训练估计需要 { $needed }
estimated-before-change = 此后设置已更改
seconds-precisely = { $seconds } 秒
settings-of-run = 运行
epochs = 训练轮数
epochs-help = 训练把所有图片遍历多少次
seed = 随机种子
seed-help = 相同的种子给出相同的初始权重、相同的图片顺序和相同的结果
device = 设备
device-help = 用什么计算
device-and-threads = { $device } · { $threads } 个线程
threads = 线程数
threads-help = 用于计算的线程数；留空则使用本机的全部线程
all-threads = 全部
validation-share-of-training = 验证集比例
validation-share-help = 从训练图片中逐类留出、用于验证的比例
set-setting = 把{ $setting }设为 { $value }
expected-whole-number = 应为不小于 0 的整数
expected-real = 应为数，例如 0.001
chart-line-in-words = { $line }：{ $points }
chart-value = { $at }：{ $value }
