"""Implementation of JSONEncoder"""

from json import JSONEncoder, _quote


def py_encode_basestring(s):
    """Return a JSON representation of a Python string"""
    return _quote(s, False)


def py_encode_basestring_ascii(s):
    """Return an ASCII-only JSON representation of a Python string"""
    return _quote(s, True)


encode_basestring = py_encode_basestring
encode_basestring_ascii = py_encode_basestring_ascii
