"""This module tries to retrieve as much platform-identifying data as possible."""

import os
import sys


def system():
    """Returns the system/OS name, such as 'Linux', 'Windows' or 'Java'."""
    return os.uname().sysname


def node():
    """Returns the computer's network name (which may not be fully qualified)"""
    return os.uname().nodename


def release():
    """Returns the system's release, such as '2.2.0' or 'NT'"""
    return os.uname().release


def version():
    """Returns the system's release version, e.g. '#3 on degas'"""
    return os.uname().version


def machine():
    """Returns the machine type, such as 'i386'"""
    return os.uname().machine


def processor():
    """Returns the (true) processor name, e.g. 'amdk6'"""
    return ''


def architecture(executable='', bits='', linkage=''):
    """Queries the given executable for various architecture information."""
    return '64bit' if sys.maxsize > 2**32 else '32bit', ''


def platform(aliased=False, terse=False):
    """Returns a single string identifying the underlying platform."""
    if terse:
        return f'{system()}-{release()}'
    return f'{system()}-{release()}-{machine()}'


def python_version():
    """Returns the Python version as string 'major.minor.patchlevel'"""
    return '.'.join(map(str, sys.version_info[:3]))


def python_version_tuple():
    """Returns the Python version as tuple (major, minor, patchlevel) of strings."""
    return tuple(python_version().split('.'))


def python_implementation():
    """Returns a string identifying the Python implementation."""
    return 'Ouro'


def python_compiler():
    """Returns a string identifying the compiler used for compiling Python."""
    return 'rustc'


def python_branch():
    """Returns a string identifying the Python implementation branch."""
    return ''


def python_revision():
    """Returns a string identifying the Python implementation revision."""
    return ''


def python_build():
    """Returns a tuple (buildno, builddate) stating the Python build number and date as strings."""
    return '', ''
