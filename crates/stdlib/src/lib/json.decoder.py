"""Implementation of JSONDecoder"""

from json import JSONDecodeError, JSONDecoder

__all__ = ['JSONDecoder', 'JSONDecodeError']
