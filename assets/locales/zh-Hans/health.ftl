### What goes on in the layers while a network learns: figures, their panel, what they mean.

health-gradient-norm = 梯度范数
health-gradient-norm-help = 损失对该层权重的梯度有多长。如果越靠近输入就小好几个数量级，前面的层就几乎学不到东西。
health-update-ratio = 更新比例
health-update-ratio-help = 一步把该层权重移动了多少，以权重长度的比例表示。通常约为千分之一；十分之一太快，百万分之一几乎不动。
health-dead-relus = 死亡神经元
health-dead-relus-help = 在整批图片的所有位置上 ReLU 输出都为零的通道所占的比例。只要这样，它们就得不到梯度，也不再学习。
health-minimum = 最小值
health-maximum = 最大值
health-mean = 均值
health-deviation = 标准差
health-range = 输出范围
health-range-help = 该层对这一批图片的输出。标准差如果逐层变大或变小，梯度也会如此。
health-mean-drift = 均值漂移
health-variance-drift = 方差漂移
health-drift-help = 推理时使用的批归一化移动平均与该批自身统计量相差多少：均值以标准差为单位，方差以倍数表示。
health-branch-ratio = 分支与捷径之比
health-branch-ratio-help = 残差块的分支所加的量与它所加到的捷径相比有多大：0.5 就是一半。

health-by-depth = 按深度
health-by-depth-help = 从输入到输出，每一层的一项指标
health-over-time = 随时间
health-over-time-help = 一层的各项指标随训练轮次的变化
health-beside = 并排
health-beside-help = 在同一视图中看两次训练
health-pictures = 图片
health-pictures-help = 每轮之后网络对固定图片的判断
health-no-pictures = 还没有固定的图片
health-no-pictures-help = 在“预测”中打开图片，用列表里的星号固定它们，然后训练：每轮之后，每个类别一条线，显示网络对它们的判断
pin-picture = 固定 { $name }
unpin-picture = 取消固定 { $name }
pin-picture-help = 网络学习时，“健康”的“图片”页会显示每轮之后它对固定图片的判断
pinned-at = { $class }：第 { $epoch } 轮后 { $percent } %
health-figure = 指标
health-layer = 层
health-other = 对照
health-read-at = 第 { $step } 步，第 { $epoch } 轮 · { $count } 次读数
health-of-step = 第 { $step } 步（第 { $epoch } 轮）各层的健康状况
health-figure-by-depth = 按深度的{ $figure }
health-no-layer-has-it = 这个网络没有任何层具有这项指标
health-at-layer = { $layer }：{ $figure } { $value }
health-at-epoch = { $layer }：{ $figure } { $value }（第 { $epoch } 轮）
health-none-yet = 还没有观察到任何东西
health-none-yet-help = 网络学习时，每 40 步会查看一次各层：请按“训练”
health-waits = 接下来用同样的图片训练它
health-comes = 第一次读数会在第一步之后出现
health-is-off = 这个网络的设置中关闭了对各层的观察
watch-health-now = 观察各层
health-alone = 没有可以对照的其他训练
health-alone-help = 在另一个标签页中打开并训练另一个网络，或者让 Netsmith 来做：
watch-health = 观察各层
watch-health-help = 每 40 步查看一次每一层的梯度、更新和激活；最多占用 3 % 的时间，不改变学到的东西
watch-batch-statistics = 按批验证
watch-batch-statistics-help = 再验证一次，每一批像训练时那样用自身的统计量归一化：可以看出验证结果差是否因为移动平均滞后
line-batch-validation = 按批
train-to-watch = 请先训练网络：训练时会观察各层

## Thresholds in words.

finding-vanishing = 梯度消失：`{ $first }` 的梯度只有 `{ $last }` 的 1/{ $factor }，前面的层几乎学不到东西；请加入批归一化或捷径，或换一种激活函数
finding-exploding = 梯度爆炸：`{ $first }` 的梯度是 `{ $last }` 的 { $factor } 倍；请加入批归一化、裁剪梯度，或减小初始权重
finding-no-gradient = 没有梯度到达 `{ $first }`：它完全不学习；请在它后面查找死亡的 ReLU
finding-fast = 步长太大：一步就把 `{ $layer }` 的权重移动了其长度的 { $share }，通常约为千分之一；请降低学习率
finding-slow = 每一步几乎不动：最多（在 `{ $layer }`）只移动权重长度的 { $share }，通常约为千分之一；请提高学习率
finding-dead = `{ $layer }` 有 { $percent } % 的 ReLU 已死亡：在整批图片的所有位置上都为零；请降低学习率，或在 ReLU 之前归一化
finding-mean-drift = `{ $layer }` 的移动均值与该批的均值相差 { $distance } 个标准差：推理时网络看到的数值与训练时不同，验证结果会比训练差；请继续训练，或降低批归一化的动量
finding-variance-drift = `{ $layer }` 的移动方差与该批的方差相差 { $factor } 倍：推理时网络看到的数值与训练时不同，验证结果会比训练差；请继续训练，或降低批归一化的动量

## Two trainings side by side.

plain-beside-residual = Plain20 与 ResNet20 并排
plain-beside-residual-help = 打开两个网络，用同样的图片和设置先后训练，并在同一视图中显示它们的梯度、损失和捷径；需要几分钟
beside-gradients = 按深度的梯度范数
beside-losses = 训练损失
beside-branches = 每个块给捷径加了多少
beside-what-shows = 由此可见
beside-input = 输入
beside-output = 输出
beside-loss-at = { $network }：损失 { $loss }（第 { $epoch } 轮）
beside-at-layer = { $network }，{ $layer }：{ $figure } { $value }
beside-vanishes = 在 { $network } 中，梯度在反向传播途中消失：在 { $first } 处是 { $last } 处的 { $share } 倍。
beside-lasts-normalized = 在 { $network } 中，梯度没有消失：在 { $first } 处是 { $last } 处的 { $share } 倍。无论有没有捷径，批归一化都使它保持下去。
beside-lasts = 在 { $network } 中，梯度没有消失：在 { $first } 处是 { $last } 处的 { $share } 倍。
beside-losses-are = 第 { $epoch } 轮之后，{ $one } 的训练损失是 { $one_loss }，{ $other } 的是 { $other_loss }。
beside-branches-add = 在 { $network } 中，块所加的量是它所加到的捷径的 { $least } 至 { $most } 倍：低于 1 时，块的输出大部分就是它的输入。

## On the command line.

help-train-health = 说明各层的情况：每轮之后指出异常，最后给出表格；加 --json 时给出每次读数
help-train-batch-statistics = 再验证一次，每一批像训练时那样用自身的统计量归一化
