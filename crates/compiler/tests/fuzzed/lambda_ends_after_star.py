lambda *, : a
