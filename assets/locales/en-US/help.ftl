## What stands around the help of commands and arguments.

help-usage = Usage:
help-commands = Commands:
help-arguments = Arguments:
help-options = Options:
help-help = Print help
help-version = Print version
help-of-help = Print this message or the help of the given subcommand(s)
help-with-default = { $help } [default: { $default }]
help-with-values = { $help } [possible values: { $values }]

## What is wrong with the arguments of a command.

usage-tip = tip: { $tip }
usage-more = For more information, try '{ $flag }'.
usage-values = [possible values: { $values }]
usage-argument-unknown = unexpected argument '{ $argument }' found
usage-argument-twice = the argument '{ $argument }' cannot be used multiple times
usage-argument-with = the argument '{ $argument }' cannot be used with '{ $other }'
usage-argument-with-several = the argument '{ $argument }' cannot be used with:
usage-argument-with-others = the argument '{ $argument }' cannot be used with one or more of the other specified arguments
usage-arguments-missing = the following required arguments were not provided:
usage-command-unknown = unrecognized subcommand '{ $command }'
usage-value-missing = a value is required for '{ $argument }' but none was supplied
usage-value-wrong = invalid value '{ $value }' for '{ $argument }'
usage-value-refused = invalid value '{ $value }' for '{ $argument }': { $reason }
usage-value-unexpected = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
usage-no-utf-8 = invalid UTF-8 was detected in one or more arguments
usage-number-empty = cannot parse integer from empty string
usage-number-too-large = number too large to fit in target type
usage-number-too-small = number too small to fit in target type
usage-no-whole-number = invalid digit found in string
usage-no-number = invalid float literal
usage-number-out-of-range = { $number } is not in { $range }
usage-similar-commands = { $count ->
    [one] a similar subcommand exists: { $names }
   *[other] some similar subcommands exist: { $names }
}
usage-similar-arguments = { $count ->
    [one] a similar argument exists: { $names }
   *[other] some similar arguments exist: { $names }
}
usage-similar-values = { $count ->
    [one] a similar value exists: { $names }
   *[other] some similar values exist: { $names }
}
usage-exists = '{ $name }' exists
usage-pass-as-value = to pass '{ $argument }' as a value, use '{ $instead }'
