## 其他机器上的设备，以及提供它们的服务器。

remote-address-unreadable = `{ $found }` 不是其他机器上的设备；应为 remote:HOST:PORT，例如 remote:localhost:7431，第二个设备则为 remote:HOST:PORT/1
remote-not-built = 此版本不建立任何网络连接，因此没有设备 `{ $name }`；请用 `cargo build --features remote` 构建，或选择本机的设备
remote-no-token = 服务器 { $server } 需要令牌，而这里没有；请把 NETSMITH_TOKEN 设为那边 `netsmith serve` 显示的令牌
remote-token-of = { $server } 的令牌：
remote-token-untyped = 无法读取令牌：{ $reason }
remote-token-short = 令牌至少要有 { $least } 个字符，否则可能被猜到；不指定令牌时，`netsmith serve` 会自行生成
remote-unreachable = 无法连接服务器 { $server }（{ $reason }）；请确认那边正在运行 `netsmith serve`，并且隧道或网络可以通到那里
remote-stranger = { $server } 上有程序在监听，但不是 `netsmith serve`；请检查端口
remote-silent = { $server } 在 { $seconds } 秒内没有应答；请检查那台机器是否醒着，网络是否通到那里，以及 `netsmith serve` 是否在该端口监听
remote-wrong-token = 服务器 { $server } 的令牌与此不同；请使用那边 `netsmith serve` 最近一次启动时显示的令牌
remote-impostor = { $server } 上监听的程序自己并不知道令牌，因此不是您要找的服务器；请检查地址和隧道
remote-full = 服务器 { $server } 的连接数已满；请稍后再试，或在那边用更大的 --sessions 启动
remote-no-such-device = 服务器 { $server } 没有设备 { $index }；最后一个设备是 { $last }
remote-other-version = 服务器 { $server } 运行的是无法互通的另一版本 Netsmith；请在两台机器上安装相同的版本
remote-refused = 开始计算时服务器 { $server } 中断了连接：{ $reason }；请查看那边的输出
remote-lost = 与 { $server } 的连接已断开：{ $reason }；请确认那边重新运行了 `netsmith serve`
training-lost-device = { $loss }。训练已暂停在最近的检查点：可以接着训练（“继续”，或在命令行用 --resume）
remote-system = 系统拒绝了连接所需的资源：{ $reason }
line-done = 连接由本机关闭
line-closed = 连接由对方关闭，例如服务器已结束
line-silent = { $seconds } 秒内没有任何回应，例如网络中断或机器休眠
line-broken = 系统报告：{ $reason }

## `netsmith serve`

help-serve = 让他人使用本机的设备计算：他们用 --device remote:HOST:PORT 和此命令显示的令牌进行训练。除非用 --listen 另行指定，只有本机的程序能够连接；从其他机器连接请使用隧道：ssh -L 7431:localhost:7431 THIS-MACHINE
help-serve-listen = 监听的位置；若不是本机自身，还需要 --open-to-network
help-serve-device = 用于计算的设备，见 `netsmith devices`；可多次给出同一类的多个设备，客户端用 remote:HOST:PORT/0、/1 等选择
help-serve-open = 允许其他机器不经隧道直接连接。网络上的内容不加密：能读到它的人会看到图片、标签和权重，也能篡改
help-serve-sessions = 同时的连接数
help-serve-idle = 多少分钟没有计算后结束连接
help-serve-memory = 所有连接合计可占用的内存（GiB）；在系统能报告占用量时每秒检查一次 [默认：可用内存的四分之三]
help-serve-for = 多少小时后服务器自行结束 [默认：不结束]
help-serve-token-stdin = 从标准输入的第一行读取令牌，而不是从 NETSMITH_TOKEN
serve-not-loopback = 其他机器可以连接 { $place }，而网络上的内容不加密；请去掉 --listen 并使用隧道（ssh -L { $port }:localhost:{ $port } THIS-MACHINE），或同时给出 --open-to-network
serve-open = 其他机器可以连接 { $place }。不知道令牌的人会被拒绝，但内容不加密：能读到此网络的人会看到图片、标签和权重，也能篡改
serve-no-terminal = 新令牌应显示在这里，但这里不是终端，它会被写进文件；请设置 NETSMITH_TOKEN，或用 --token-stdin 给出令牌
serve-token-twice = --token-stdin 和 NETSMITH_TOKEN 都给出了令牌；请去掉其中一个
serve-listening = 正在 { $place } 监听，用 { $device } 计算；按 Ctrl-C 结束
serve-client = 客户端：NETSMITH_TOKEN=… netsmith train MODEL --device remote:{ $place }
serve-token = 令牌（只显示这一次）：{ $token }
serve-cannot-listen = 无法在 { $place } 监听：{ $reason }；请用 --listen 选择另一个端口
serve-no-remote-device = 服务器用本机的设备计算，而 `{ $name }` 属于另一台机器
serve-opened = { $number }：来自 { $client } 的连接已开始
serve-closed = { $number }：{ $duration }后结束，接收 { $received }，发送 { $sent }：{ $reason }
serve-refused = 已拒绝 { $client }：{ $reason }
serve-refused-token = 对方不知道令牌
serve-refused-full = 已有 { $most } 个连接
serve-idle = 连接 { $minutes } 分钟没有计算
serve-too-much-memory = 服务器占用的内存超出了上限
serve-ended = 服务器结束
serve-over = 服务器已结束
serve-time-is-up = --for 允许的时间已到
expected-amount = 应为大于 0 的数，但得到 `{ $found }`

## 窗口中的远程设备。

remote-add = 添加远程设备…
remote-add-help = 使用运行着 `netsmith serve` 的另一台机器计算
remote-title = 添加远程设备
remote-address = 地址
remote-address-hint = HOST:PORT，例如 SSH 隧道本端的 localhost:7431
remote-token = 令牌
remote-token-hint = 那边 `netsmith serve` 显示的令牌；只保留到 Netsmith 退出，不写入任何文件
remote-connect = 连接
remote-connecting = 正在连接 { $server }…
remote-dialog-note = 网络上的内容不加密。从其他机器连接请使用隧道：ssh -L 7431:localhost:7431 THAT-MACHINE
remote-device = { $server } 的设备
remote-device-index = { $server } 的设备 { $index }
remote-is-connected = { $device }，已连接
remote-is-lost = { $device }，连接已断开
remote-asks-for-token = { $device }，需要令牌
