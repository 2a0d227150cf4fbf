# An operator on another line than its operands.
value = (
    1
    + 2
    + "three"
    + 4
)
