# Names for annotations, subscripted and joined.
from typing import *


def show(call):
    try:
        print(repr(call()))
    except (Exception, SystemExit) as error:
        print(type(error).__name__, error)


show(lambda: Optional[int])
show(lambda: Union[int,str])
show(lambda: Union[int,None])
show(lambda: Union[int])
show(lambda: Union[int,str,None])
show(lambda: List[int])
show(lambda: Dict[str,int])
show(lambda: List)
show(lambda: Callable[[int],str])
show(lambda: Callable[...,str])
show(lambda: Tuple[int,...])
show(lambda: Coroutine[Any,Any,int])
show(lambda: TypeVar("T"))
show(lambda: List[TypeVar("T")])
show(lambda: Literal["a",1])
show(lambda: List["X"])
show(lambda: Optional[List[int]])
show(lambda: cast(int,"a"))
show(lambda: Optional[int]|str)
show(lambda: List[int]|None)
show(lambda: Union[int,int])
show(lambda: List[int] == List[int])
show(lambda: Any)
def annotated(x: Optional[int] = None, *rest: "List[str]") -> Awaitable[None]: ...
show(lambda: annotated.__annotations__)
