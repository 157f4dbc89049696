help-usage = 用法：
help-commands = 命令：
help-arguments = 参数：
help-options = 选项：
help-help = 打印帮助
help-version = 打印版本
help-of-help = 打印本帮助，或所给子命令的帮助
help-with-default = { $help } [默认：{ $default }]
help-with-values = { $help } [可选值：{ $values }]
usage-tip = 提示：{ $tip }
usage-more = 更多信息请见 '{ $flag }'。
usage-values = [可选值：{ $values }]
usage-argument-unknown = 不认识的参数 '{ $argument }'
usage-argument-twice = 参数 '{ $argument }' 不能多次使用
usage-argument-with = 参数 '{ $argument }' 不能与 '{ $other }' 同时使用
usage-argument-with-several = 参数 '{ $argument }' 不能与以下参数同时使用：
usage-argument-with-others = 参数 '{ $argument }' 不能与所给的某些其他参数同时使用
usage-arguments-missing = 缺少以下必需的参数：
usage-command-unknown = 不认识的子命令 '{ $command }'
usage-value-missing = '{ $argument }' 需要一个值，但没有给出
usage-value-wrong = '{ $argument }' 的值 '{ $value }' 无效
usage-value-refused = '{ $argument }' 的值 '{ $value }' 无效：{ $reason }
usage-value-unexpected = '{ $argument }' 不需要值，却给出了 '{ $value }'
usage-no-utf-8 = 有参数不是有效的 UTF-8
usage-number-empty = 应为整数，而得到的是空文本
usage-number-too-large = 数字太大
usage-number-too-small = 数字太小
usage-no-whole-number = 应为整数
usage-no-number = 应为数字
usage-number-out-of-range = { $number } 不在 { $range } 的范围内
usage-similar-commands = { $count ->
   *[other] 有相近的子命令：{ $names }
}
usage-similar-arguments = { $count ->
   *[other] 有相近的参数：{ $names }
}
usage-similar-values = { $count ->
   *[other] 有相近的值：{ $names }
}
usage-exists = 有 '{ $name }'
usage-pass-as-value = 要把 '{ $argument }' 作为值传入，请用 '{ $instead }'
