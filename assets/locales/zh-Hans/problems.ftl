## What is wrong with a network. The ids are codes that programs know (`netsmith check --json`): they never change.

problem-of-layer = `{ $node }` { $problem }
problem-mended = { $problem }：{ $repair }
cause-of-layer = `{ $node }`：{ $cause }
cause-made = { $kind } 把 { $before } 变成了 { $after }
cause-begins = { $kind } 从 { $shape } 开始
cause-with-branches = { $cause }；各分支为 { $histories }
shape-from = 来自 `{ $node }` 的 { $shape }

add-unequal-shapes = 需要形状相同的输入，得到的却是 { $shapes }
concatenate-unequal-shapes = 需要高度和宽度相同的输入，得到的却是 { $shapes }
needs-map = 需要特征图（高度, 宽度, 通道数），得到的却是 { $shape }
needs-vector = 需要向量，得到的却是特征图 { $shape }；请在它前面插入 Flatten 或 GlobalAveragePooling2D
window-too-large = 窗口是 { $window }，而输入只有 { $map } 像素；请使用 padding 'same'，或减小 `{ $key }`
window-does-not-fit = 放不下：{ $reason }
wrong-setting = 有一项设置不正确：{ $reason }
too-large = 太大：{ $reason }

macs-too-many = 乘加次数大到无法计数；请减小设置或输入
output-too-large = 输出大到无法计数；请减小设置或输入
parameters-too-many = 参数数量大到无法计数；请减小设置或输入
setting-too-large = 有一项设置大到无法计数；请减小设置或输入
padded-map-too-large = 填充后的特征图大到无法计数；请减小设置或输入
flattened-vector-too-large = 展平后的向量大到无法计数；请减小设置或输入
channels-too-many = 通道数大到无法计数；请减小设置或输入

setting-unknown = 这里没有设置 `{ $key }`；已知的设置有：{ $known }
setting-unknown-of-none = 这里没有设置 `{ $key }`；这个层没有任何设置
setting-refused = `{ $key }` 必须是{ $expected }，现在是 `{ $value }`
setting-refused-expression = `{ $key }` 必须是{ $expected }，现在是表达式 `{ $value }`，而表达式只在块内有效
expected-whole = 整数
expected-whole-between = 从 { $min } 到 { $max } 的整数
expected-two-whole = 两个整数
expected-pair-between = 一个或两个 { $min } 到 { $max } 之间的整数（高度, 宽度）
expected-margins = 不小于 0 的 1、2 或 4 个整数（四边；高度, 宽度；上, 下, 左, 右）
expected-shape = 形状，例如 [64, 64, 3]（高度, 宽度, 通道数）或 [784]（特征数）
expected-number = 数字
expected-number-below = 不小于 { $min } 且小于 { $below } 的数
expected-switch = 开关值 true 或 false
expected-number-between = { $min } 到 { $max } 的数
expected-number-above-zero = 大于 0 且不超过 { $max } 的数
expected-pair-or-automatic = 一个或两个 0 到 { $max } 的整数（高、宽），或者 [-1, -1] 表示自动
fault-in-setting = `{ $key }`：{ $reason }
call-not-closed = `{ $text }` 的末尾缺少右括号
call-unknown = 这里没有 `{ $word }`；已知的有：{ $known }
call-takes-nothing = `{ $word }` 的括号里不能有参数，但给出了 `{ $argument }`
call-argument-unknown = `{ $word }` 没有参数 `{ $argument }`；它的参数有：{ $known }
call-argument-twice = `{ $word }` 的参数 `{ $key }` 给出了两次
call-argument-refused = `{ $word }` 的 `{ $key }` 必须是{ $expected }，现在是 `{ $value }`
uniform-bounds-turned = `random_uniform` 的 `minval` 不能大于 `maxval`，现在它们是 { $least } 和 { $most }
output-padding-not-below = `output_padding` 必须小于步长，现在是 { $padding }，而步长是 { $strides }
output-padding-leaves-nothing = 使用这个 `output_padding` 时不剩任何像素；请增大它或使用更大的卷积核
expected-one-of = 以下之一：{ $words }
groups-do-not-divide-filters = `filters` 必须是 `groups` 的倍数，但 { $filters } 不是 { $groups } 的倍数；请修改其中之一
groups-do-not-divide-channels = `groups` 必须能整除 { $channels } 个输入通道，现在是 { $groups }；请使用 { $channels } 的一个约数

block-cannot-be-opened = 无法展开
block-missing = 是块 `{ $block }` 的实例，但网络中没有这个名称的块；请另选一个块，或删除它
block-too-deep = 位于 { $depth } 层嵌套的块内，不再继续展开；请减少块的嵌套层数
block-argument = 无法展开：{ $reason }
block-without-output = 没有输出：块 `{ $block }` 内没有连线通向输出；请打开这个块并连接一个输出

dead-end = 没有去向：没有层使用它的输出；请连接它，或删除它
map-at-the-end = 是最后一层，输出特征图 { $shape }；分类器应以每个类别一个数结束，因此请添加 GlobalAveragePooling2D 和 Dense
second-input = 是 `{ $first }` 之外的第二个输入；分类器只有一个输入，请删除其中之一
no-input = 网络没有 Input 层；请添加一个，并与第一层连接
circle = 网络的连线构成了环；请删除其中一条
part-of-circle = 是连线环的一部分（{ $circle }），但数据只能单向流动；请删除其中一条连线
input-missing = 没有输入；请从前一层拖一条连线过来
inputs-too-few = 至少需要 { $least } 个输入，现在有 { $given } 个；请再拖一条连线过来
name-unfilled = 的名称无法代入参数：{ $reason }
name-repeated = 与另一层同名；请重命名其中之一
name-repeated-by-block = 把一个层命名为 `{ $layer }`，而 `{ $other }` 已经用了这个名称；请给这个块换一个字母
more-problems = 另有 { $count } 个问题未列出；请先修复上面的问题
too-many-layers = 网络超过 { $most } 层；请减少块的重复次数，或减少嵌套层数

head-behind-probabilities = { $layers ->
   *[other] 是最后一层，位于给出概率的 `{ $source }` 之后；分类器应以概率结束，因此请把中间的层移到 `{ $front }` 之前
}
softmax-of-one = 是单个单元上的 softmax，结果恒为 1；请使用 sigmoid
every-layer-frozen = 与其他所有带权重的层一样被冻结，训练不会改变任何东西；请解冻一个层
unfreeze-named = 解冻 { $name }
unit-without-probability = 是唯一的输出单元，但给出的不是概率；请使用 sigmoid
head-without-probabilities = 是最后一层，但给出的不是概率；请使用 softmax
loss-over-one-number = 只给出 1 个数，此时 { $loss } 恒为 0，什么也学不到；请使用 binary_crossentropy，或 2 个单元加 softmax
loss-belongs-to-softmax = 以 sigmoid 结束，而 { $loss } 应与 softmax 搭配；与使用 TensorFlow 的 Keras 一样，损失按 softmax 计算
loss-belongs-to-sigmoid = 以 softmax 结束，而 { $loss } 应与 sigmoid 搭配；与使用 TensorFlow 的 Keras 一样，损失按 sigmoid 计算
loss-of-no-probabilities = 是最后一层，但给出的不是概率；均方误差可以用来训练，但输出不是百分比
loss-needs-probabilities = 是最后一层，但给出的不是 { $loss } 所需的概率；请使用 { $function }

classes-differ = 输出 { $units } 个数，而数据有 { $classes } 个类别；请把 { $key } 设为 { $classes }
pictures-converted = 接受 { $shape }，而图片是 { $pictures }；图片会被转换
input-no-picture = 接受 { $shape }，这不是图片；请把它的形状设为高度、宽度和通道数
input-channels-first = 接受 { $shape }，会被理解为 { $height }×{ $width }、{ $channels } 个通道的图片；通道在最后，因此请把形状设为 { $wanted }
input-channels = 接受 { $shape }，而图片只有 1 个通道（灰度）或 3 个通道（红、绿、蓝）；请把形状设为其中之一
input-too-large = 接受 { $shape }，而图片每边最多 { $most } 像素；请设置较小的形状

## What the button of a repair says.

repair-delete = 删除 { $node }
repair-delete-rejoin = 删除 { $node } 并接上它的连线
repair-bring-block = 从块库引入 { $block }
repair-argument-default = 把 { $argument } 恢复为 { $value }
repair-remove-argument = 移除参数 { $argument }
repair-connect-output = 把 { $node } 连接到 { $block } 的输出
repair-add-head = 添加 GlobalAveragePooling2D 和 Dense
repair-use-input = 使用 { $first } 代替 { $second }
repair-add-input = 添加 Input 层
repair-remove-wire = 移除从 { $from } 到 { $to } 的连线
repair-connect = 把 { $from } 连接到 { $to }
repair-connect-instead = 把 { $from } 而不是 { $before } 连接到 { $to }
repair-move-in-front = 把 { $nodes } 移到 { $before } 之前
repair-use-same-padding = 使用 padding 'same'
repair-use-same-padding-in = 在 { $nodes } 中使用 padding 'same'
repair-use-same-padding-in-branch = 在该分支的 { $count } 个层中使用 padding 'same'
repair-set = 把 { $key } 设为 { $value }
repair-set-of = 把 { $node } 的 { $key } 设为 { $value }
repair-set-and-softmax = 把 { $key } 设为 { $value }，并把 activation 设为 softmax
repair-set-and-flatten = 把 { $key } 设为 { $value }，并插入 Flatten
repair-set-back = 把 { $key } 恢复为 { $value }
repair-rename-setting = 把 { $key } 改名为 { $meant }
repair-remove-setting = 移除 { $key }
repair-put-activation = 改为在它后面放置使用 { $function } 的 Activation
repair-add-activation = 添加使用 { $function } 的 Activation
repair-add-dense = 添加 { $units } 个单元、使用 softmax 的 Dense
repair-in-instances = { $repair }（影响 { $blocks } 的全部 { $count } 个实例）
repair-rename = 重命名为 { $name }
repair-insert = 插入 { $kind }
repair-insert-flatten-before = 在它前面插入 Flatten
repair-turn-convolutional = 把 { $node } 变成卷积块
repair-add-on-shortcut = 在捷径上添加 { $layers }
repair-add-convolutions = 在形状不同的分支上添加卷积
repair-insert-on-larger = 在较大的分支上插入 { $layers }
repair-insert-pooling = 在较大的分支上插入 MaxPooling2D
repair-insert-padding = { $branches ->
   *[other] 在较小的分支上插入 ZeroPadding2D
}
a-convolution = 一个 { $height }×{ $width } 卷积

## What repairs of several steps are called in the history.

step-add-head = 添加输出头
step-set-of = 把 { $node } 的 { $key } 设为 { $value }
step-set-shape-and-flatten = 设置 { $node } 的形状并插入 Flatten
step-rename-setting = 把 { $node } 的 { $key } 改名为 { $meant }
step-put-activation = 在 { $node } 后面放置 Activation
step-two-units = 把 { $node } 变成 2 个单元的 softmax
step-set-padding = 设置 { $count } 个层的填充
so-many-layers = { $count } 个层
repairs-in-a-row = { $repairs }
block-without-parameters = `{ $block }` 没有参数 `{ $parameter }`；它没有任何参数
block-parameter-unknown = `{ $block }` 没有参数 `{ $parameter }`；已知的参数有：{ $known }
setting-of-expression = `{ $key }`：{ $reason }
expression-unexpected = 表达式 `{ $text }` 中有意外的 `{ $other }`
template-unclosed = `{ $template }` 中有一个 `{"{"}` 缺少对应的 `{"}"}`
template-too-long = `{ $template }` 代入参数后超过 { $max_filled_bytes } 个字母；请缩短它或它的参数
expression-too-deep = 表达式 `{ $text }` 嵌套过深
expression-lacks-parenthesis = 表达式 `{ $text }` 缺少 `)`
expression-ends-early = 表达式 `{ $text }` 不完整
number-too-large = 数字 { $digits } 太大
expression-lacks-bracket = 表达式 `{ $text }` 缺少 `]`
expression-no-whole-number = 表达式 `{ $text }` 用非整数的值做计算
expression-overflow = 表达式 `{ $text }` 除以零或结果过大
parameter-outside-block = `{ $name }` 表示块的参数，而这里没有参数；请直接写出数值
parameter-unknown = 没有参数 `{ $name }`；已知的参数有：{ $known }
no-list = `{ $name }` 不是列表，`{ $name }[{ $index }]` 没有意义
list-without-element = `{ $name }` 有 { $list } 个值，编号从 0 开始；没有 `{ $name }[{ $index }]`
default-calculated = `{ $block }` 的参数 `{ $parameter }` 的默认值是 `{ $value }`，但默认值没有可用来计算的东西；请给出一个确定的值
name-empty = 层的名称至少要有一个字符
name-too-long = 层的名称最多 { $most_chars } 个字符
name-of-wrong-characters = 层的名称不能包含 `/` 或控制字符，但 `{ $name }` 包含
recipe-setting-refused = { $setting } 必须是{ $expected }，现在是 { $found }；{ $advice }
recipe-expected = 应为{ $expected }；{ $advice }
recipe-above-zero = 大于 0 的数
recipe-good-start = 这类设置一般可以从 0.001 开始
recipe-zero-or-above = 不小于 0 的数
recipe-zero-is-off = 0 表示关闭
recipe-fraction = 不小于 0 且小于 1 的数
recipe-one-leaves-nothing = 0 表示关闭，1 则什么也不剩
recipe-one-or-more = 不小于 1 的整数
recipe-between-one-and = 从 1 到 { $largest } 的整数
recipe-choose-in-range = 请选择该范围内的数
network-takes-no-pictures = 网络不接受由高度、宽度和通道数组成的图片；请把输入的形状设为三个数
training-takes-too-much-memory-fitting = 批大小为 { $pictures } 时，训练至少需要 { $needed } 内存，而可用的只有 { $available }；请减小批大小，或使用较小的网络：批大小 { $fitting } 可以放下
training-takes-too-much-memory = 每批 { $pictures } 张图片时，训练至少需要 { $needed } 内存，而可用的只有 { $available }；请减小批大小，或使用较小的网络
axis-not-last = `axis` 必须是 -1 或 { $last }，即通道：这里通道在最后；现在是 { $axis }
merge-unequal-shapes = 需要能够配合的形状（每个轴的长度相同，或者为 1），得到的却是 { $shapes }
expected-reshaped = 形状，例如 [4, 4, 32] 或 [512]，其中一个轴可以是 -1
expected-numbers = 一个数，或一列数
numbers-not-per-channel = `{ $key }` 必须是一个数，或者为 { $channels } 个通道各有一个数，现在有 { $count } 个
reshape-unfit = `target_shape` { $target } 容纳不下 { $shape } 的数
dims-no-order = `dims` 必须按新的次序各含一次 1、2 和 3
cropping-leaves-nothing = `cropping` 使 { $shape } 什么都不剩；请少裁一些
mean-without-variance = `mean` 和 `variance` 必须同时给出，或者都不给
variance-below-zero = `variance` 必须不小于 0
groups-are-none = `groups` 必须不小于 1，或者用 -1 表示每个通道一组
shared-axes-beyond-rank = `shared_axes` 是 { $axes }，但输入只有 { $rank } 个轴
