# What stands between two things in a row.
list-between = {", "}
list-and = {" and "}
list-then = {", then "}
list-as-well = {", and "}
said-inside = { $sentence }
count-blocks = { $count ->
    [one] { $count } block
   *[other] { $count } blocks
}
count-classes = { $count ->
    [one] { $count } class
   *[other] { $count } classes
}
count-class-names = { $count ->
    [one] { $count } class name
   *[other] { $count } class names
}
count-epochs = { $count ->
    [one] { $count } epoch
   *[other] { $count } epochs
}
count-expressions = { $count ->
    [one] { $count } expression
   *[other] { $count } expressions
}
count-images = { $count ->
    [one] { $count } image
   *[other] { $count } images
}
count-instances = { $count ->
    [one] { $count } instance
   *[other] { $count } instances
}
count-labels = { $count ->
    [one] { $count } label
   *[other] { $count } labels
}
count-layers = { $count ->
    [one] { $count } layer
   *[other] { $count } layers
}
count-more-layers = { $count ->
    [one] { $count } more layer
   *[other] { $count } more layers
}
count-parameters = { $count ->
    [one] { $count } parameter
   *[other] { $count } parameters
}
count-pictures = { $count ->
    [one] { $count } picture
   *[other] { $count } pictures
}
count-problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
count-repairs = { $count ->
    [one] { $count } repair
   *[other] { $count } repairs
}
count-threads = { $count ->
    [one] { $count } thread
   *[other] { $count } threads
}
count-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
count-others = { $count } { $thing }
identical-pictures = { $groups ->
    [one] { $groups } group of identical pictures
   *[other] { $groups } groups of identical pictures
}
leaked-pictures = { $count ->
    [one] { $count } held-out picture is also among those trained on
   *[other] { $count } held-out pictures are also among those trained on
}
other-way = --labels { $way }: { $classes }, { $first }
other-way-example = { $way }; `{ $file }` would be `{ $label }`
part-figures = { $source }: { $pictures ->
        [one] { $pictures } picture
       *[other] { $pictures } pictures
    } of { $shape } in { $classes ->
        [one] { $classes } class
       *[other] { $classes } classes
    }
count-branches = { $count ->
    [one] { $count } branch
   *[other] { $count } branches
}
test-and-validation-pictures = { $count ->
    [one] { $count } test and validation picture
   *[other] { $count } test and validation pictures
}
test-pictures = { $count ->
    [one] { $count } test picture
   *[other] { $count } test pictures
}
validation-pictures = { $count ->
    [one] { $count } validation picture
   *[other] { $count } validation pictures
}
training-pictures = { $count ->
    [one] { $count } training picture
   *[other] { $count } training pictures
}
list-of-nothing = nothing
list-and-more = { $shown } and { $more } more
near-copies = { $pairs ->
    [one] 1 pair of almost equal pictures
   *[other] { $pairs } pairs of almost equal pictures
}
near-copy-line = { $first } and { $second }, { $percent } % of the contrast apart
image-of-part = picture { $number } of { $part }
