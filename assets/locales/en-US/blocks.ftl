## Blocks: the dialogs that make, repeat and name them, and whom a change concerns.

copied-from-several = Layers inside and outside of a block cannot be copied together; select one kind
concerns-no-other = No other instance of it is there
concerns-both = A change here changes both instances
concerns-all = A change here changes all { $count } instances
inside-block-concerns = Inside { $block }. { $whom }
inside-blocks-concern = Inside { $count } blocks: { $names }. A change here changes all { $instances } instances of them
names-and-more = { $names }, …
make-block-of = { $count ->
    [one] Make a block of 1 layer
   *[other] Make a block of { $count } layers
}
block-name = Block name
block-parameters = Parameters
block-parameters-help = What each use of the block sets for itself. Lines with one name share a parameter.
make-block = Make block
block-is-used = { $name } is used { $count } times
differ-between-places = Differ between places that are wired alike
equal-in-all = Equal in all of them
replace-other-place = Replace the other place that is wired alike, too
other-place-differs = The other place that is wired alike differs in more than the parameters
other-places-differ = The { $alike } other places that are wired alike differ in more than the parameters
replace-other-places = Replace the { $alike } other places that are wired alike, too
replace-some-places = Replace { $count } of the { $alike } other places that are wired alike, too; the rest differ in more than the parameters
turn-setting-into-parameter = Turn a setting into a parameter
each-instance-can-set = Each instance of { $block } can then set it for itself. They all keep the value that it has now.
name-of-parameter = Parameter name
turn-into-parameter = Turn into parameter
every-setting-follows = Every setting follows a parameter already
rename-this-block = Rename block { $block }
every-instance-follows = Every instance follows; layers keep their names.
rename-my-block = Rename { $block } of my blocks
networks-stay = Networks that use it stay as they are.
repeat-in-a-row = Repeat in a row
copies-follow = Copies follow one another, each with names and settings of its own.
how-many-in-a-row = How many stand in a row
repeat = Repeat
nothing-selected-any-more = Nothing is selected any more; close this and select layers
expected-copies = Expected a whole number from 2 to { $most }, but got “{ $typed }”
one-and-others = { $one } and { $count } others
setting-of = { $key } of { $layers }
parameter-for = Parameter for { $setting }
not-equal-cannot-share = { $first } and { $second } are not equal and cannot share the parameter `{ $name }`; give each its own name
block-already-kept = { $name } is among your blocks already
own-block-name-taken = one of your blocks is called `{ $name }` already; choose another name
