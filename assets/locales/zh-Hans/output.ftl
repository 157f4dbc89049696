batches-of = 批次：{ $done } / { $total }
slow = { $doing }：{ $place }
slow-and-can-end = { $doing }：{ $place }；按 Ctrl-C 结束
epoch-of = 第 { $epoch }/{ $epochs } 轮
batch-of-epoch = 第 { $epoch }/{ $epochs } 轮：批次 { $step } / { $steps }
batch-figures = 损失 { $loss } 准确率 { $accuracy } { $speed } 张/秒
progress-validating = 正在验证
progress-asking = 正在预测
progress-files = 正在检查文件
stage-of-pictures = { $stage }图片
stage-of-pictures-percent = { $stage }图片：{ $percent } %
epoch-line = 第 { $epoch }/{ $epochs } 轮  损失 { $loss }  准确率 { $accuracy }  { $seconds } 秒  { $speed } 张/秒
epoch-line-validated = 第 { $epoch }/{ $epochs } 轮  损失 { $loss }  准确率 { $accuracy }  验证损失 { $val_loss }  验证准确率 { $val_accuracy }  { $seconds } 秒  { $speed } 张/秒
epoch-line-lagging = 第 { $epoch }/{ $epochs } 轮  损失 { $loss }  准确率 { $accuracy }  验证损失 { $val_loss }  验证准确率 { $val_accuracy }（用批统计量为 { $batch_accuracy }）  { $seconds } 秒  { $speed } 张/秒
images-per-second = { $speed } 张/秒
speed-of = { $model }，{ $shape }，批大小 { $batch_size }，{ $device }，{ $threads }
speed-step = 训练步
speed-one-image = 一张图片
speed-memory = 训练时的内存
speed-network = 每步网络流量
speed-sent-and-received = 去 { $sent }，回 { $received }
profile-of-step = 每步毫秒数
profile-forward = 前向
profile-backward = 反向
profile-update = 更新
profile-share = 占比
profile-speed = GFLOP/s 前 / 反
profile-sum = 合计（共 { $milliseconds }）
profile-mean = { $steps } 步的平均值，每步 { $images } 张图片
device-with-instructions = { $device }，{ $instructions ->
    [avx512] AVX-512 指令
    [avx2] AVX2 指令
    [neon] NEON 指令
   *[baseline] 只用每个处理器都有的向量指令
}
device-with-threads = { $device }，最多 { $threads } 个线程
preset-params = { $params } 个参数
prediction-line = { $image }：{ $class }（{ $percent } %）
explain-line = { $said }；{ $method }
explain-line-layer = { $said }；{ $method }，层 `{ $layer }`
explain-line-maps = { $said }；`{ $layer }` 的{ $method }，{ $count } 个，{ $size }
loss-and-accuracy = 损失 { $loss }  准确率 { $accuracy }
evaluation-class = 类别
evaluation-precision = 精确率
evaluation-recall = 召回率
evaluation-f1 = f1
evaluation-auc = auc
evaluation-support = 样本数
